"""A rating decided by itself is the rating decided with everything else."""

from pathlib import Path

from benchmarks.students import ON, as_json_lines, students
from iomrules.deciding import decide_people, read_people
from iomrules.facts.reader import Source
from iomrules.pipeline import compile_rules, rate_people
from iomrules.plugins import load_plugins
from iomrules.reason.needed import needed_for
from iomrules.rulesets import open_ruleset

TOP = Path(__file__).parents[2] / "rulesets"


def compiled(folder):
    return compile_rules([open_ruleset(TOP / folder, folder)], load_plugins((), ())).usable()


def test_the_needed_part_concludes_of_a_rating_what_the_whole_does():
    program = compiled("lyceum11")
    records = read_people(program, [Source("students.jsonl", as_json_lines(students(60)), "jsonl")])
    whole = decide_people(program, records, ON)

    for name in program.ratings:
        alone = decide_people(needed_for(program, name), records, ON)
        assert [each.decisions.ratings.get(name) for each in alone] == [
            each.decisions.ratings.get(name) for each in whole
        ]


def test_everybody_is_rated_as_they_are_where_all_rules_are_decided():
    program = compiled("lyceum11")
    records = read_people(program, [Source("students.jsonl", as_json_lines(students(60)), "jsonl")])
    whole = decide_people(program, records, ON)

    for name in program.ratings:
        assert rate_people(program, records, ON, name) == tuple(
            (each.person, each.decisions.ratings[name]) for each in whole if name in each.decisions.ratings
        )


def test_what_the_rating_does_not_read_is_left_out():
    program = compiled("lyceum11")
    needed = needed_for(program, "портфолио")

    assert list(needed.ratings) == ["портфолио"]
    assert not needed.rules
    assert 0 < len(needed.indicators) < len(program.indicators)


def test_selections_by_the_rating_stay():
    program = compiled("examples/governor_lyceum")
    name = next(each.rating for each in program.selections.values())

    assert needed_for(program, name).selections == {
        label: each for label, each in program.selections.items() if each.rating == name
    }
