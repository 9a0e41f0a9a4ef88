"""Seats and shared hours are everybody's matter: the same whoever is written for, and by however many processes."""

import json
from pathlib import Path

from tests.cli.conftest import Command

RULES = Path(__file__).resolve().parents[2] / "rulesets" / "examples" / "elective_courses"
#: invented people: two seats among three who wish the problems in chemistry
WISHES = {"А-1": (4.9, "расчётные_задачи"), "А-2": (4.1, "расчётные_задачи"), "А-3": (4.6, "расчётные_задачи")}


def people(folder: Path) -> Path:
    lines = [
        {"id": who, "класс": 10, "средний_балл": mark, "пожелания": [wish, "опыты_по_химии"]}
        for who, (mark, wish) in WISHES.items()
    ]
    path = folder / "people.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


def left_out(said: str) -> dict[str, dict[str, str]]:
    """Of each person what is left out of the route, and why."""
    people = [json.loads(line) for line in said.splitlines()]
    return {
        each["id"]: {left["key"]: left["because"] for route in each["routes"] for left in route["not_taken"]}
        for each in people
    }


def test_whoever_is_lower_is_told_that_the_seats_are_taken_and_not_by_whom(iomrules: Command, tmp_path: Path) -> None:
    said = iomrules("decide", people(tmp_path), "--rules", RULES, "--on", "15.10.2026")

    left = left_out(said.out)
    assert left["А-2"]["расчётные_задачи"] == "мест 2, все заняты теми, кто выше в рейтинге «Очередь на курсы»"
    assert "расчётные_задачи" not in left["А-1"] | left["А-3"]
    assert left["А-3"]["колледж: Первая помощь"].startswith("мест 1, все заняты")


def test_one_person_alone_is_asked_among_all(iomrules: Command, tmp_path: Path) -> None:
    said = iomrules("decide", people(tmp_path), "--rules", RULES, "--on", "15.10.2026", "--only", "А-2")

    assert set(left_out(said.out)) == {"А-2"}
    assert "расчётные_задачи" in left_out(said.out)["А-2"]


def test_papers_are_the_same_whoever_is_asked_for_and_by_several_processes(iomrules: Command, tmp_path: Path) -> None:
    given = ("route", people(tmp_path), "--rules", RULES, "--on", "15.10.2026", "--format", "html")
    iomrules(*given, "--out", tmp_path / "one")
    iomrules(*given, "--out", tmp_path / "two", "--jobs", "2")
    iomrules(*given, "--out", tmp_path / "only", "--only", "А-2")

    page = (tmp_path / "one" / "А-2.html").read_bytes()
    assert "все заняты теми, кто выше" in page.decode()
    assert (tmp_path / "two" / "А-2.html").read_bytes() == page
    assert (tmp_path / "only" / "А-2.html").read_bytes() == page


def test_hours_that_a_teacher_has_not_are_told_of_all_routes_together(iomrules: Command, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    for path in RULES.iterdir():
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(
            text.replace("«Условная А. А.» |              4", "«Условная А. А.» | 1"), "utf-8"
        )
    given = ("route", people(tmp_path), "--rules", folder, "--on", "15.10.2026", "--format", "html")
    said = iomrules(*given, "--out", tmp_path / "all")
    one = iomrules(*given, "--out", tmp_path / "one", "--only", "А-2")

    assert "K001" in said.err
    assert "выбранные группы занимают 2 ч/нед: «Расчётные задачи по химии», «Практикум по химии»" in said.err
    assert said.code == 0
    assert "K001" not in one.err


def test_a_group_that_too_few_take_is_told_of_all_routes_together(iomrules: Command, tmp_path: Path) -> None:
    wishing = tmp_path / "people.jsonl"
    lines = [{"id": f"А-{at}", "класс": 10, "средний_балл": 4, "пожелания": ["проектирование"]} for at in (1, 2)]
    given = ("--rules", RULES, "--on", "15.10.2026", "--format", "html")

    said = []
    for count in (1, 2):
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines[:count])
        wishing.write_text(text, encoding="utf-8")
        said.append(iomrules("route", wishing, *given, "--out", tmp_path / str(count)))

    assert "K002  «Проектная мастерская»: группу открывают от 2 чел., а берут её 1 чел." in said[0].err
    assert "K002" not in said[1].err
    assert [each.code for each in said] == [0, 0]
    assert "Группу открывают от 2 человек." in (tmp_path / "2" / "А-1.html").read_text("utf-8")
