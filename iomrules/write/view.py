"""The one view that templates see: a plain nested mapping with Russian names and ready texts.

Methodologists edit templates, so nothing here is computed with: numbers have their comma, dates their words, rows their
numbers. Every name is described in docs/documents.md; a test keeps the page and the view together.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from iomrules.facts.record import Person, PersonName
from iomrules.program.core import Program
from iomrules.reason.decision import Decisions, Reason, Verdict
from iomrules.route.route import Route
from iomrules.values import Missing, Unknown, Value
from iomrules.write.approval import BLANK
from iomrules.write.letterhead import Letterhead
from iomrules.write.names_ru import Case, full_name_in_case, person_word, pupil_of_class
from iomrules.write.results import ratings, results
from iomrules.write.route_lines import FAULTY, Tell, declined, fault_lines, route_view, told
from iomrules.write.texts import sentence, words
from iomrules.write.words_ru import blank_date, date_long, school_year_long, school_year_of, school_year_short


@frozen
class PersonCase:
    """All that was concluded for one person. among: rating -> how many people have a place in it."""

    decisions: Decisions
    routes: tuple[Route, ...]
    program: Program
    among: Mapping[str, int] = field(factory=dict)


def person_view(case: PersonCase, letterhead: Letterhead, tell: Tell = told) -> dict[str, Any]:
    """What the templates of one person's papers see. tell: a reason's sentences."""
    composed = [route for route in case.routes if route.state is Verdict.YES]
    others = [route for route in case.routes if route.state is not Verdict.YES]
    schema = case.program.schema
    titles = {name: route.about.label() for name, route in case.program.routes.items()}
    return {
        **heading_view(case.decisions, letterhead),
        "ученик": student_view(case.decisions.person),
        "основания": grounds(case, letterhead),
        "результаты": results(case.decisions, case.program),
        "рейтинги": ratings(case.decisions, case.program, case.among),
        "маршруты": [route_view(route, letterhead.weeks, schema, tell, titles) for route in composed],
        "не_назначены": [declined(route, tell) for route in others],
        "чего_не_хватает": what_is_missing(case),
        "почему_так": [_why(route, tell) for route in _decided(case.routes)],
        "лист_корректировки": [{"номер": str(at)} for at in range(1, letterhead.corrections + 1)],
        "подписи": signatures(case.decisions.person, letterhead),
        "наборы_правил": [_ruleset(*each) for each in case.program.rulesets],
    }


def heading_view(decisions: Decisions, letterhead: Letterhead) -> dict[str, Any]:
    """What is alike for all of one run: the school, the year, the date, the approvals."""
    first = school_year_of(decisions.on)
    return {
        "школа": {
            "название": letterhead.school,
            "краткое": letterhead.short or letterhead.school,
            "город": letterhead.place,
        },
        "документ": {"название": letterhead.heading, "название_прописными": letterhead.heading.upper()},
        "год": school_year_short(first),
        "учебный_год": school_year_long(first),
        "дата": date_long(decisions.on),
        "утверждения": approvals_view(letterhead),
        "утверждения_рядами": _in_rows(approvals_view(letterhead)),
    }


def approvals_view(letterhead: Letterhead) -> list[dict[str, Any]]:
    blocks = [block.lines() for block in letterhead.approvals]
    return [{"гриф": lines[0], "строки": list(lines[1:])} for lines in blocks]


def _in_rows(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two blocks a row; the one that approves stands at the top right, where papers have it."""
    empty: dict[str, Any] = {"гриф": "", "строки": []}
    approving = next((block for block in reversed(blocks) if block["гриф"].startswith("УТВЕРЖД")), empty)
    rest = [block for block in blocks if block is not approving]
    places = [*(rest[:1] or [empty]), approving, *rest[1:]]
    places += [empty] * (len(places) % 2)
    rows = [{"слева": places[at], "справа": places[at + 1]} for at in range(0, len(places), 2)]
    return rows if blocks else []


def student_view(person: Person) -> dict[str, str]:
    name = person.name
    known_class = bool(person.form_class)
    return {
        "ид": person.id,
        "фио": name.full() or person.id,
        "фио_родительный": _in_case(name, Case.GENITIVE, person.sex),
        "фио_дательный": _in_case(name, Case.DATIVE, person.sex),
        "фамилия_инициалы": name.short() or person.id,
        "класс": person.form_class,
        "слово": person_word("обучающийся", Case.NOMINATIVE, person.sex or None),
        "слово_родительный": person_word("обучающийся", Case.GENITIVE, person.sex or None),
        "кто": pupil_of_class(person.form_class, Case.NOMINATIVE, person.sex or None) if known_class else "",
        "кто_родительный": pupil_of_class(person.form_class, Case.GENITIVE, person.sex or None) if known_class else "",
    }


def _in_case(name: PersonName, case: Case, sex: str) -> str:
    declined_name = full_name_in_case(name.surname, name.given, name.patronymic, case, sex or None)
    return declined_name


def grounds(case: PersonCase, letterhead: Letterhead) -> list[str]:
    """Acts this person's papers rest on: the workspace's, the ruleset's, those of his routes; each once."""
    own = [clause for route in case.routes if route.state is Verdict.YES for clause in route.basis]
    return _once([*letterhead.grounds, *case.program.about.basis, *own])


def what_is_missing(case: PersonCase) -> list[dict[str, str]]:
    """Facts that could still change something: what, where it is kept, and for what it is needed."""
    needs: dict[tuple[str, str], list[str]] = {}
    for missing, purpose in _needs(case):
        needs.setdefault((missing.fact, missing.source), []).append(purpose)
    return [
        {
            "сведение": sentence(fact),
            "где_взять": sentence(source) or "спросить у классного руководителя",
            "для_чего": "; ".join(_once(purposes)),
        }
        for (fact, source), purposes in needs.items()
    ]


def _needs(case: PersonCase) -> Iterable[tuple[Missing, str]]:
    for route in case.routes:
        title = f"«{route.title}»"
        yield from ((each, title) for each in route.missing)
        yield from ((each, f"{title}: {left.title}") for left in route.not_taken for each in left.missing)
    for name, result in case.decisions.ratings.items():
        yield from _unknown_parts(result.total, f"«{case.program.ratings[name].about.label()}»")
    for name, decision in case.decisions.verdicts.items():
        if name in case.program.rules:
            label = case.program.rules[name].about.label()
            yield from ((each, f"«{label}»") for each in decision.missing)
    for name, value in case.decisions.values.items():
        if name in case.program.indicators:
            yield from _unknown_parts(value, f"«{case.program.indicators[name].about.label()}»")


def _unknown_parts(value: Value, purpose: str) -> Iterable[tuple[Missing, str]]:
    return [(each, purpose) for each in value.missing] if isinstance(value, Unknown) else []


def _why(route: Route, tell: Tell) -> dict[str, Any]:
    # Said so that it agrees with a title of any gender and number: «Модули института — не предлагать».
    verdicts = {
        Verdict.YES: "предложить",
        Verdict.NO: "не предлагать",
        Verdict.UNKNOWN: "решить нельзя: не хватает сведений",
    }
    return {
        "заголовок": sentence(route.title),
        "вывод": FAULTY if route.faults else verdicts[route.state],
        "предложения": fault_lines(route) or (_once(tell(route.reason)) if route.reason else []),
        "основания": _once([*route.basis, *(clauses_of(route.reason) if route.reason else [])]),
        "совет": route.advice if route.state is Verdict.NO else "",
    }


def _decided(routes: Iterable[Route]) -> list[Route]:
    """Those given first, then those nobody can tell of or a fault stopped, then the others; in the order declared."""
    order = (Verdict.YES, Verdict.UNKNOWN, Verdict.NO)
    return sorted(
        (route for route in routes if route.reason is not None or route.faults),
        key=lambda route: order.index(route.state),
    )


def clauses_of(reason: Reason, depth: int = 2) -> list[str]:
    """The clauses quoted in a reason and, to that depth, below it: deeper ones stand in the sentences themselves."""
    below = [clause for part in reason.parts for clause in clauses_of(part, depth - 1)] if depth else []
    return _once([*reason.basis, *below])


def signatures(person: Person, letterhead: Letterhead) -> list[dict[str, str]]:
    """Lines to sign. The line of the student bears the name from the record."""
    lines = []
    for each in letterhead.signatures:
        own = each.role.casefold().startswith("обучающ")
        role = sentence(person_word("обучающийся", Case.NOMINATIVE, person.sex or None)) if own else each.role
        name = each.name or (person.name.short() if own else "")
        lines.append({"роль": role, "имя": name or BLANK, "линия": BLANK, "дата": blank_date()})
    return lines


def _ruleset(name: str, version: str, layer: str) -> dict[str, str]:
    return {"название": words(name), "версия": version, "слой": layer}


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def partner_view(view: Mapping[str, Any], partner: str) -> dict[str, Any]:
    """The view with `партнёр`: one partner's modules of all the person's routes. partner: its key in the rules."""
    modules = [row for route in view["маршруты"] for row in route["модули"] if row["партнёр"] == partner]
    numbered = [{**row, "номер": str(at)} for at, row in enumerate(modules, start=1)]
    name = modules[0]["организация"] if modules else words(partner)
    return {**view, "партнёр": {"название": name, "модули": numbered}}
