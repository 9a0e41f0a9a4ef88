"""A regulation in English: its words. English needs no agreement; what the rules say for people stays as written."""

from iomrules.program.core import Either, Node
from iomrules.write.clauses_en import UNITS
from iomrules.write.phrases_en import condition, elements, reference, value
from iomrules.write.regulation_parts import Tongue
from iomrules.write.regulation_parts_en import (
    LAYERS,
    amount,
    cell_words,
    entered,
    notes_of,
    number_with_unit,
    people,
    spell,
    term,
    value_text,
    who,
)
from iomrules.write.regulation_rules import Demand, RuleClauses, RuleWords
from iomrules.write.regulation_terms import TermClauses, TermWords
from iomrules.write.said import Said, conjuncts
from iomrules.write.words_en import capitalise_first, join_list, number_text, quoted, small

# --- sentences -----------------------------------------------------------------------------------------------------


def _demand(lead: str, node: Node, said: Said) -> Demand:
    if isinstance(node, Either):
        return f"{lead} if any of these is true:", tuple(condition(each, said) for each in node.operands)
    parts = conjuncts(node)
    if len(parts) > 1:
        return f"{lead} if all of these are true:", tuple(condition(each, said) for each in parts)
    return f"{lead} if {condition(parts[0], said)}.", ()


# --- words ---------------------------------------------------------------------------------------------------------

TONGUE = Tongue(
    language="en",
    condition=condition,
    value=value,
    elements=elements,
    reference=reference,
    people=people,
    who=who,
    term=term,
    entered=entered,
    spell=spell,
    notes=notes_of,
    amount=amount,
    number_with_unit=number_with_unit,
    unit=lambda unit: UNITS[unit][1] if unit in UNITS else unit,
    number=number_text,
    cell=cell_words,
    text=value_text,
    quoted=quoted,
    capital=capitalise_first,
    small=small,
    listed=join_list,
)

RULES = RuleClauses(
    TONGUE,
    RuleWords(
        refined="refined ({}): {}",
        hits={
            "first": "The first row from the top that fits applies",
            "all": "The results of all rows that fit are added up",
        },
        in_other_cases="In other cases, {}",
        goes_by="{}: the value goes by {}.",
        by=join_list,
        worth="Value",
        in_force="In force",
        for_whom="For whom",
        for_all="For all",
        equals="{} is {}.",
        scope="Computed for {}",
        drawn_up="{} is drawn up for {}.",
        criteria="Criteria: {}",
        criteria_heads=("№", "Criterion", "How it is counted", "At most"),
        total="the total is {}",
        plain_total="the sum of all criteria",
        first="whatever the total, those stand first of whom it is true: {}",
        then="then",
        order=("Places go from the least total up", "Places go from the greatest total down"),
        equal="{} with equal totals",
        equal_after="Equal totals are told apart by {}. Those equal still",
        places={
            "skip": "share a place, and the places after it are skipped (1, 1, 3)",
            "dense": "share a place, and the next place is not skipped (1, 1, 2)",
        },
        seats="{}: seats go in the order of the rating {} among {}:",
        limits=("number of seats", "share of the participants, at most", "pass mark"),
        borders={
            "all": "all who share the last place get a seat",
            "none": "none of those who share the last place gets a seat",
            "council": "a council decides who of those who share the last place gets it",
        },
        lead=lambda title, applies, said: f"{quoted(title)} holds for {who(applies, said)}",
        demand=_demand,
        of_entry=lambda label, node, said: _demand(f"{quoted(capitalise_first(label))} holds of an entry", node, said),
        refines="refines {} ({})",
        exception="Exception: it does not hold if {}{}.",
        unless=", unless {}",
        earlier="in other cases the earlier provision holds{}: {}",
        made="{} is made for {}{}.",
        if_so=lambda node, said: f" if {condition(node, said)}",
        sort=" Kind: {}.",
        goal=" Goal: {}",
        consists="It has:",
        obligatory="obligatory: {}",
        items="; ".join,
        all_of="obligatory, all of: {}",
        load="limit of load: {}",
        module="module {} (partner organisation {}{})",
        module_seats="seats: {}",
        activities="activities of the table below",
        mentor="a mentor from: {}",
        mentor_order=("in ascending order of {}", "in descending order of {}"),
        control="control: {}",
        periods={"quarter": "each quarter", "half": "each half-year", "year": "each year"},
        alongside="alongside {}",
        after="after {}",
        exactly="exactly {}",
        from_to="from {} to {}",
        choice="by choice, {} of {}",
        choice_order=("in ascending order of {}", "in descending order of {}"),
        within="within {}",
        activity_heads=("№", "Activity", "Included", "When"),
        always="always",
        when="if {}",
    ),
)

TERMS = TermClauses(
    TONGUE,
    TermWords(
        layers=LAYERS,
        subject=(
            "This Regulation on {} sets which facts count, how indicators and ratings are computed, on what conditions "
            "decisions are made, and what routes are made of."
        ),
        acts="The Regulation rests on these acts:",
        version="Version of the Regulation: {}. ",
        in_force="The Regulation is in force {}. ",
        level="Level: {}.",
        together="These rulesets are in force together with the Regulation:",
        ruleset="{}, version {}",
        silence=(
            "Where facts for a decision are lacking, no decision is made until they are known: a fact that is lacking "
            "means neither yes nor no. A fact that is known to be absent counts as known."
        ),
        refinable=(
            "Provisions marked “may be refined” may be changed by an act of the next level (federal, regional, school, "
            "profile, partner organisation). To all others such an act may only add."
        ),
        ascending=" (in ascending order)",
        synonyms="The same is meant by {}.",
        synonym="{}: {}",
        fact_heads=("Fact", "What is stated", "Where it comes from"),
        of_person="Of everybody whom the Regulation is about these facts count",
        of_record="A record states",
        optional="may be absent",
        entry_day="day of entry",
        health="health record",
        whole="whole number",
        any_number="number",
        mark="mark",
        unit=lambda unit: "mark" if unit == "отметка" else TONGUE.unit(unit),
        low=" from {}",
        high=" to {}",
        truth="yes or no",
        day="date",
        free_text="text",
        either=lambda told: join_list(told, "or"),
        one_of="a value of {}",
        record="record {}",
        entry="entry of the catalogue {}",
        many="list: {}; at most {}",
        by_key="{} for each value of {}",
        kept="The catalogue {} is kept by the school; at most {} entries.",
        catalogue="The catalogue {}. The school may add entries; at most {} in all.",
    ),
)
