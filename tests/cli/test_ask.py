"""`iomrules ask` with piped questions: names, expressions, why, what is missing, what if, mistakes."""

import io
from pathlib import Path

import pytest

from tests.cli.conftest import MINI, Command, Said


@pytest.fixture
def ask(iomrules: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    def asked(*questions: str, people: bool = True) -> Said:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(questions)))
        named = (MINI / "people.yaml",) if people else ()
        return iomrules("ask", *named, "--rules", MINI, "--on", "15.10.2026")

    return asked


def test_name_of_the_rules_is_answered_in_any_case_form(ask: Command) -> None:
    said = ask("А-1", "среднего_балла")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[-1] == "Средний балл — 4,67."


def test_expression_of_the_language_is_answered(ask: Command) -> None:
    assert ask("А-1", "средний_балл * 100").out.splitlines()[-1] == "467."


def test_condition_is_answered_with_what_settles_it(ask: Command) -> None:
    said = ask("А-2", "отметка по математике не меньше 5")

    assert said.out.splitlines()[1:] == ["Нет.", "Отметка по математике 3 меньше 5."]


def test_why_and_why_not_tell_conditions(ask: Command) -> None:
    said = ask("А-2", "почему нет допуск", "А-1", "почему допуск")

    assert "Отметка по математике 3 меньше 4" in said.out
    assert "Допуск к математике: да, потому что" in said.out


def test_missing_facts_are_named(ask: Command) -> None:
    assert "Допуск к математике: отметки по математике (журнал)." in ask("А-3", "чего не хватает").out


def test_supposed_facts_change_conclusions_and_can_be_taken_back(ask: Command) -> None:
    said = ask("А-2", "если отметка по математике 5", "допуск", "как было", "допуск")

    lines = said.out.splitlines()
    assert lines[1] == "Предположим: отметка по математике 5"
    assert "  Допуск к математике: нет → да" in lines
    assert [line.split(",")[0] for line in lines if line.startswith("Допуск к математике:")] == [
        "Допуск к математике: да",
        "Допуск к математике: нет",
    ]


def test_without_people_facts_are_supposed_from_nothing(ask: Command) -> None:
    said = ask("допуск", "если класс 10; отметка по математике 4", "допуск", people=False)

    assert "решить нельзя" in said.out
    assert said.out.splitlines()[-1].startswith("Допуск к математике: да")


def test_mistaken_question_is_shown_with_its_place_and_stops_nothing(ask: Command) -> None:
    said = ask("клас больше 4", "если отметка по математике 9", "средний_балл")

    assert said.code == 1
    assert "вопрос:1:1  R011" in said.err
    assert "| клас больше 4" in said.err
    assert "R055" in said.err
    assert said.out.splitlines()[-1] == "Средний балл — 4,67."


def test_a_fault_in_a_question_is_shown_at_its_place(ask: Command) -> None:
    said = ask("10 / 0", "why 10 / 0")

    assert said.err.count("вопрос:1:1  D001") == 2
    assert said.err.count("| 10 / 0") == 2


def test_the_place_of_a_question_is_named_in_the_language_spoken(
    iomrules: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("grad above 4\n10 / 0\n"))

    said = iomrules("--lang", "en", "ask", MINI / "people.yaml", "--rules", MINI, "--on", "15.10.2026")

    assert "question:1:1  R012" in said.err
    assert "question:1:1  D001" in said.err
    assert "вопрос" not in said.err


def test_answers_come_in_english_too(iomrules: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("А-1\nсредний_балл at least 4\n"))

    said = iomrules("--lang", "en", "ask", MINI / "people.yaml", "--rules", MINI, "--on", "15.10.2026")

    assert said.out.splitlines()[1:] == ["Yes.", "Средний балл 4.67 is at least 4."]


@pytest.mark.parametrize("word", ["выход", "exit"])
def test_conversation_ends_by_a_word(ask: Command, word: str) -> None:
    assert ask(word, "средний_балл").out == ""


def test_what_can_be_asked_is_listed(ask: Command) -> None:
    said = ask("люди", "имена", "помощь")

    assert "А-1" in said.out
    assert "допуск  Допуск к математике" in said.out
    assert "предположить" in said.out


def test_workspace_gives_its_people(iomrules: Command, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("А-1\nсредний_балл\n"))

    said = iomrules("ask", "--workspace", workspace)

    assert said.out.splitlines()[-1] == "Средний балл — 4,67."


GOVERNOR = Path(__file__).parents[2] / "rulesets" / "examples" / "governor_lyceum"
APPLICANTS = """\
- {id: А-1, выбранный_профиль: технологический, баллы_за_работу: 30, наибольший_балл_работы: 60, аттестат: 4.5,
   дипломант_всош: нет, другая_льгота: нет}
- {id: А-2, выбранный_профиль: технологический, баллы_за_работу: 45, наибольший_балл_работы: 60, аттестат: 4.5,
   дипломант_всош: нет, другая_льгота: нет}
"""


def test_a_selection_is_answered_among_all(iomrules: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    people = tmp_path / "people.yaml"
    people.write_text(APPLICANTS, encoding="utf-8")
    given = (people, "--rules", GOVERNOR, "--on", "01.07.2025")
    monkeypatch.setattr("sys.stdin", io.StringIO("А-1\nприём_технологов\nесли дипломант_всош да\nприёму_технологов"))

    asked = iomrules("ask", *given).out.splitlines()
    told = iomrules("explain", "А-1", "приём_технологов", "--people", *given).out.splitlines()

    title = "Технологический профиль: полтора класса"
    assert asked[1] == f"{title}: да — мест 39 на 2 человека; впереди 1"
    assert asked[-1] == f"{title}: да — мест 39 на 2 человека; впереди 0", "a privilege supposed goes before"
    assert told[1].strip() == asked[1]
    assert any("Доля выполненной работы — 0,5" in line for line in told[2:])
