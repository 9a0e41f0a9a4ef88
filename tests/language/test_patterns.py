"""Every pattern that regulations use has a section of the guide, a case that holds, one that is refused, an example."""

import re
from pathlib import Path

import pytest

from tests.language.conformance import CASES, compile_ruleset, read_suite

HOME = Path(__file__).resolve().parents[2]
GUIDE = HOME / "docs" / "language" / "patterns.md"
#: what must be sayable -> the section of the guide, the file of `cases/patterns/`
PATTERNS: dict[str, tuple[str, str]] = {
    "lookup on 2, 3 and 4 keys": ("Значение по двум, трём и четырём ключам", "look-up"),
    "keys that are bands and place ranges": ("Ключ — полоса или промежуток мест", "bands"),
    "count -> step function": ("Счёт ступенями: одна победа — 3, две — 6, три и больше — 10", "steps"),
    "caps and nested caps": ("Потолок и потолок внутри потолка", "caps"),
    "best of each group, then sum; best N": ("Лучшее в каждой группе, потом сумма; лучшие N", "best-of-each"),
    "weighted and linear sums, negative points": ("Взвешенные суммы и отрицательные баллы", "weighted-sum"),
    "normalising by the maximum, percents, means": ("Доля от наибольшего, проценты, среднее", "share-of-maximum"),
    "stated rounding": ("Округление, о котором сказано", "rounding"),
    "a threshold that drops a term or a person": ("Порог, который отбрасывает слагаемое или человека", "threshold"),
    "quantifiers over achievements": ("Есть, все, не меньше скольких, какая доля", "quantifiers"),
    "exceptions, and exceptions to exceptions": ("Исключение и исключение из исключения", "exceptions"),
    "mutual exclusion and absorption": ("Одно исключает другое, высшее поглощает низшее", "absorption"),
    "applicability by grade, profile, kind of class": ("Кого касается: класс, профиль, вид класса", "applicability"),
    "windows": ("За какой срок", "windows"),
    "no reuse of what was counted before": ("Не засчитывать дважды", "counted-before"),
    "effective dates, versions, grandfathered cohorts": (
        "Сроки действия, редакции, прежние наборы учащихся",
        "in-force",
    ),
    "unknown, absent, not marked, excused": (
        "Неизвестно, нет, не отмечено, уважительная причина",
        "unknown-and-excused",
    ),
    "ranking, tie-break chains, shared places": ("Места, цепочка сравнений, общие места", "places"),
    "priority groups before the rank": ("Сначала льготники, потом по баллам", "priority"),
    "quotas, seats, half classes, top percent": ("Места, половина класса, доля участников", "seats"),
    "a coefficient on the whole": ("Коэффициент на весь итог", "coefficient"),
    "choose k of n under hours": ("Выбрать k из n под часы", "choice"),
    "prerequisites and co-requisites": ("Что нужно прежде и что одновременно", "together"),
    "capacity, teacher, room and equipment, partner's seats": (
        "Кабинет, оборудование, учитель, места у партнёра",
        "capacity",
    ),
    "deficit -> activity": ("Дефицит → мероприятие", "deficit"),
    "a recorded human decision with its reason and term": ("Решение человека с причиной и сроком", "human-decision"),
    "events and their order": ("События и их порядок", "order-of-events"),
    "evidence required": ("Засчитывать только с подтверждением", "evidence"),
}
#: sections that are no pattern
BESIDE = {"Частые ошибки"}


def sections() -> dict[str, str]:
    parts = re.split(r"^## ", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {heading: text for heading, _, text in (part.partition("\n") for part in parts)}


def test_the_guide_has_a_section_for_every_pattern_and_no_other() -> None:
    assert set(sections()) - BESIDE == {section for section, _ in PATTERNS.values()}


@pytest.mark.parametrize("section", [section for section, _ in PATTERNS.values()])
def test_a_section_names_the_words_and_a_real_example(section: str) -> None:
    text = sections()[section]
    examples = re.findall(r"`(rulesets/[^`]+)`", text)

    assert "```iomrules" in text
    assert examples
    assert [path for path in examples if not (HOME / path).exists()] == []


@pytest.mark.parametrize("name", [name for _, name in PATTERNS.values()])
def test_a_pattern_has_cases_that_hold_with_something_missing_and_one_that_is_refused(name: str) -> None:
    suite = read_suite(CASES / "patterns" / f"{name}.txt")
    good, bad = suite.rulesets

    assert suite.origin == "written"
    assert compile_ruleset(good)[1] == []
    assert len(good.cases) >= 2
    assert bad.findings


def test_no_case_is_of_no_pattern() -> None:
    assert {path.stem for path in (CASES / "patterns").glob("*.txt")} == {name for _, name in PATTERNS.values()}
