"""People decided one by one in little memory: the same as all at once, and alive only while somebody asks for them."""

import json
from collections.abc import Iterator
from weakref import ref

import pytest

from benchmarks.students import ON, as_json_lines, students
from iomrules import packed, resources
from iomrules.cohort import Papers, gather, papers_of
from iomrules.deciding import compose_routes, decide_people
from iomrules.everybody import Everybody
from iomrules.facts.reader import Source, read_packed_records, read_records
from iomrules.facts.record import Person, Records
from iomrules.pipeline import compile_rules
from iomrules.plugins import load_plugins
from iomrules.program.core import Program
from iomrules.reason.decision import Decisions
from iomrules.rulesets import build_ruleset
from iomrules.source import SourceText
from iomrules.template_files import read_templates
from iomrules.write.letterhead import Letterhead
from tests.rulesets.shipped import program

RULESETS = resources.folder("rulesets")
EXAMPLES = RULESETS / "examples"


@pytest.fixture(autouse=True)
def few_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "AT_HAND", 5)


def read(rules: Program, content: bytes) -> tuple[Records, Records]:
    """People as they are, and packed."""
    source, shape = Source("люди.jsonl", content), rules.person_shapes()[0]
    return read_records([source], rules.schema, shape), read_packed_records([source], rules.schema, shape)


def lines(*people: dict[str, object]) -> bytes:
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in people).encode()


def courses() -> bytes:
    """More people than seats, some level, one whose mean is not known."""
    wishes = ["расчётные_задачи", "опыты_по_химии", "латынь", "проектирование"]
    means: list[dict[str, object]] = [{"средний_балл": 3 + number % 7 / 4} for number in range(40)]
    means[17] = {}
    return lines(
        *({"id": f"А-{at}", "класс": 10, "пожелания": wishes[: 1 + at % 4], **mean} for at, mean in enumerate(means))
    )


def entrants() -> bytes:
    """Two in one class, one without a certificate's mean, one with nothing at all."""
    people: list[dict[str, object]] = [
        {
            "id": f"О-{number}",
            "баллы_огэ": {"русский_язык": 20 + number % 9, "математика": 15 + number % 11, "физика": 18 + number % 8},
            "первый_профильный": "физика",
            "второй_профильный": "математика",
            "преимущественное_право": number % 10 == 0,
            "средний_балл_аттестата": 4,
        }
        for number in range(40)
    ]
    del people[7]["средний_балл_аттестата"]
    return lines(*people, {"id": "О-99"})


@pytest.mark.parametrize(
    ("rules", "content"),
    (
        ("lyceum11", as_json_lines(students(60))),
        ("examples/elective_courses", courses()),
        ("examples/school_selection", entrants()),
    ),
)
@pytest.mark.parametrize("engine", ("python", "interpreter"))
def test_each_is_decided_as_among_all_at_once(rules: str, content: bytes, engine: str) -> None:
    checked = program(RULESETS / rules)
    whole, small = read(checked, content)
    assert tuple(small.people) == whole.people
    assert small.diagnostics == whole.diagnostics

    at_once, everybody = decide_people(checked, whole, ON, engine), Everybody(checked, small, ON, engine)

    assert [each.decisions for each in everybody] == [each.decisions for each in at_once]
    assert [each.seats() for each in everybody] == [each.seats() for each in at_once]
    assert [compose_routes(each, small) for each in everybody] == [compose_routes(each, whole) for each in at_once]
    assert everybody[-1].decisions == at_once[-1].decisions
    for name in checked.ratings:
        results = [each.decisions.ratings.get(name) for each in at_once]
        assert [each.ratings.get(name) for each in everybody.decisions()] == results
        assert everybody.placed_in(name) == sum(each is not None and each.place is not None for each in results)


def test_a_fault_of_one_person_is_theirs_when_they_are_made_anew() -> None:
    text = "набор правил деление\n  версия 1\n  слой школа\n\nсведения ученик\n  х целое от 0 до 100\n\n"
    text += "показатель частное 1 / х\n\nправило большое\n  если частное больше 0,1\n"
    rules = compile_rules([build_ruleset([SourceText("деление.iom", text)], "деление")], load_plugins((), ())).usable()
    _, small = read(rules, lines(*[{"id": str(number), "х": number % 7} for number in range(30)]))

    everybody = Everybody(rules, small, ON, "python")

    faulty = [(each.person.id, [fault.diagnostic.code for fault in each.decisions.faults]) for each in everybody]
    assert faulty == [(str(each), ["D001", "D008"] if each % 7 == 0 else []) for each in range(30)]
    assert all(set(each.decisions.verdicts) == {"большое"} for each in everybody if not each.decisions.faults)
    assert not everybody[28].decisions.verdicts


def test_who_is_left_out_stands_nowhere_among_those_who_are_not() -> None:
    people = [{"id": str(number), "класс": 10, "средний_балл": 4} for number in range(30)]
    people[9]["класс"], people[20]["id"] = 99, "21"
    whole, small = read(program(EXAMPLES / "elective_courses"), lines(*people))

    assert small.faulty == whole.faulty != ()
    assert [each.id for each in small.people] == [each.id for each in whole.people]
    assert [small.people[at] for at in range(len(small.people))] == list(whole.people)


def test_records_and_decisions_of_those_written_are_let_go() -> None:
    rules = program(RULESETS / "lyceum11")
    _, small = read(rules, as_json_lines(students(64)))
    files = read_templates([(resources.folder("templates"), "templates")])
    cohort = gather(rules, small, ON, letterhead=Letterhead(""), files=files, formats=("html",))
    met: list[ref[Person] | ref[Decisions]] = []
    living: list[int] = []

    def written() -> Iterator[Papers]:
        for member in cohort.members:
            met.extend((ref(member.person), ref(member.decisions)))
            yield papers_of(cohort, member)

    for _ in written():
        living.append(sum(each() is not None for each in met))

    # the first few and what is packed together with the one in hand
    assert max(living) <= 2 * (5 + 2 * packed.TOGETHER)
