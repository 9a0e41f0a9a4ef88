"""The governor's lyceum takes its tenth grade: half classes, priority groups, the last seat and what is not known."""

from datetime import date

from iomrules import resources
from iomrules.facts.reader import Source
from iomrules.pipeline import Decided, decide_people, read_people
from iomrules.reason.decision import Admission
from iomrules.results import person_result

from .shipped import program

LYCEUM = resources.folder("rulesets") / "examples" / "governor_lyceum"
HALF = "приём_экономистов"


def decided(*lines: str) -> list[Decided]:
    """People given a line each: points of 100, certificate, more facts."""
    text = "поступающие:\n" + "".join(
        f"- {{id: А-{number}, выбранный_профиль: социально_экономический, наибольший_балл_работы: 100, {line}}}\n"
        for number, line in enumerate(lines, start=1)
    )
    records = read_people(program(LYCEUM), [Source("люди.yaml", text.encode())])
    assert records.diagnostics == ()
    return list(decide_people(program(LYCEUM), records, date(2025, 7, 1)))


def person(points: int | str, certificate: str = "4.5", winner: str = "нет", benefit: str = "нет") -> str:
    return f"баллы_за_работу: {points}, аттестат: {certificate}, дипломант_всош: {winner}, другая_льгота: {benefit}"


def verdicts(*lines: str) -> list[Admission]:
    return [each.decisions.selections[HALF].verdict for each in decided(*lines)]


def test_half_a_class_has_thirteen_seats() -> None:
    told = verdicts(*(person(90 - number) for number in range(15)))

    assert told == [Admission.YES] * 13 + [Admission.NO] * 2


def test_winners_come_first_then_those_with_a_benefit() -> None:
    others = [person(90 - number) for number in range(12)]

    assert verdicts(*others, person(1, winner="да"), person(2, benefit="да"))[-3:] == [
        Admission.NO,
        Admission.YES,
        Admission.YES,
    ]


def test_equal_work_goes_by_the_certificate_to_hundredths() -> None:
    others = [person(90 - number) for number in range(12)]

    assert verdicts(*others, person(50, "4.334"), person(50, "4.335"))[-2:] == [Admission.NO, Admission.YES]
    assert verdicts(*others, person(50, "4.331"), person(50, "4.334"))[-2:] == [Admission.COUNCIL] * 2


def test_work_not_yet_marked_leaves_only_the_border_unknown() -> None:
    others = [person(90 - number) for number in range(13)]

    told = verdicts(*others, person("null"))

    assert told == [Admission.YES] * 12 + [Admission.UNKNOWN] * 2


def test_other_profiles_are_not_asked() -> None:
    plain = person_result(decided(person(50))[0].decisions, ()).as_json()["selections"]

    assert list(plain) == [HALF]
    assert plain[HALF]["verdict"] == "yes"
    assert plain[HALF]["because"] == "мест 13 на 1 человека; впереди 0"
