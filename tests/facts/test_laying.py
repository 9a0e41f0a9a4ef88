"""People laid out together stand as people laid out one by one."""

from fractions import Fraction

from benchmarks.students import as_json_lines, students
from iomrules.facts.reader import Source, read_records
from iomrules.facts.record import Person, layout_of
from iomrules.values import ABSENT, ByKey, Entry, Member
from tests.reason.test_needed import compiled

ODD = (
    None,
    (),
    ABSENT,
    ByKey((("химия", Fraction(9, 2)), ("химия", 3))),
    (ABSENT, Entry("достижение", {"вид": Member("уровень", "школьный"), "дата": ABSENT}, "ключ"), 7, True),
    (Entry("достижение", {}),) * 256,
    True,
    "текст",
)


def test_everybody_at_once_as_one_by_one() -> None:
    schema = compiled("lyceum11").schema
    people = read_records([Source("all.jsonl", as_json_lines(students(40)), "jsonl")], schema, "ученик").people
    names = tuple(fact.name for fact in schema.shapes["ученик"].facts)
    people += tuple(
        Person(f"{at}", "ученик", Entry("ученик", dict.fromkeys(names, value))) for at, value in enumerate(ODD)
    )
    layout = layout_of(schema, "ученик")

    together = layout.lay_all(people)

    assert together == [layout.lay(person) for person in people]
    assert [person.laid for person in people] == together
