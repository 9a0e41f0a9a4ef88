"""A workbook made of records reads back as the same records."""

from attrs import evolve

import iomrules
from iomrules import resources
from iomrules.facts.reader import Source, read_records
from iomrules.facts.record import Person
from iomrules.plugins import find_plugins
from iomrules.values import Entry
from iomrules.workbooks import entries_workbook, people_workbook

RULES = resources.folder("rulesets") / "lyceum11"


def bare(person: Person) -> Person:
    """The person without the places it was read at."""
    return evolve(person, place="", facts=Entry(person.facts.shape, person.facts.fields, person.facts.key))


def test_the_demo_people_and_catalogues_survive_the_way_through_excel() -> None:
    program = iomrules.load(RULES, plugins=[each.name for each in find_plugins()]).program
    demo = RULES / "demo"
    school = Source("school.yaml", demo / "school.yaml")
    first = read_records([Source("students.yaml", demo / "students.yaml"), school], program.schema, "ученик")
    assert first.people

    workbooks = [
        people_workbook(program.schema, "ученик", first.people, "students.xlsx"),
        entries_workbook(program.schema, first.catalogues, "school.xlsx"),
    ]
    second = read_records([Source(each.name, each.content) for each in workbooks], program.schema, "ученик")

    assert second.diagnostics == ()
    assert [bare(person) for person in second.people] == [bare(person) for person in first.people]
    assert {name: [evolve(each, place="") for each in own] for name, own in second.catalogues.items()} == {
        name: [evolve(each, place="") for each in own] for name, own in first.catalogues.items()
    }
