"""What each command gives: data on stdout, words on stderr, an exit code."""

import json
import re
import shutil
from pathlib import Path

import pytest

from iomrules.cli.plugins import HOOK_QUESTIONS
from iomrules.hookspecs import HOOKS
from tests.cli.conftest import MINI, Command

PLUGINS = Path(__file__).parents[1] / "plugins"
ON = ("--on", "15.10.2026")


def test_decide_gives_one_object_a_person(iomrules: Command) -> None:
    said = iomrules("decide", MINI / "people.yaml", "--rules", MINI, *ON)

    assert (said.code, said.err) == (0, "")
    first, second, third = (json.loads(line) for line in said.out.splitlines())
    assert first["id"] == "А-1"
    assert first["verdicts"]["допуск"] == {"verdict": "yes", "missing": []}
    assert first["values"] == {"средний_балл": "4.67"}
    assert first["ratings"]["успехи"] == {"total": "46.7", "place": 1, "criteria": {"учёба": "46.7"}}
    assert [item["key"] for item in first["routes"][0]["items"]] == ["механика"]
    assert first["faults"] == []
    assert second["verdicts"]["допуск"] == {"verdict": "no", "missing": []}
    assert third["verdicts"]["допуск"] == {"verdict": "unknown", "missing": ["отметки: математика"]}


def test_decide_with_only_keeps_the_places_of_all(iomrules: Command) -> None:
    said = iomrules("decide", MINI / "people.yaml", "--rules", MINI, *ON, "--only", "А-2", "--format", "json")

    (person,) = json.loads(said.out)
    assert person["ratings"]["успехи"]["place"] == 3


def test_person_with_faulty_data_stops_nobody_and_is_named(iomrules: Command, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("ID;Фамилия;Имя;Класс;Математика\nА-1;Первая;Анна;10А;6\nА-2;Второй;Борис;10А;5\n", "utf-8")

    said = iomrules("decide", people, "--rules", MINI, *ON)

    assert said.code == 1
    assert [json.loads(line)["id"] for line in said.out.splitlines()] == ["А-2"]
    assert "строка 2, столбец «Математика»  F052" in said.err


def test_check_lists_every_mistake_and_keeps_the_forms(iomrules: Command, workspace: Path) -> None:
    assert iomrules("check", workspace).code == 0
    assert (workspace / "rulesets" / "forms.txt").is_file()

    rules = workspace / "rulesets" / "rules.iom"
    rules.write_text(rules.read_text("utf-8").replace("проходного_балла", "проходнова_балла"), "utf-8")
    said = iomrules("check", workspace, "--format", "json")

    assert said.code == 1
    (finding,) = json.loads(said.out)
    assert finding["code"].startswith("R")
    assert finding["file"] == "rulesets/rules.iom"
    assert finding["line"] > 1


def test_a_flood_of_mistakes_is_cut_for_people_and_whole_for_programs(iomrules: Command, tmp_path: Path) -> None:
    rules = tmp_path / "rules.iom"
    lines = "".join(f"правило п{number}\n  если нет_такого_{number} = 1\n\n" for number in range(250))
    rules.write_text(f"набор правил а\n  версия 1\n\nсведения ученик\n  класс целое\n\n{lines}", "utf-8")

    assert "… и ещё замечаний: 150" in iomrules("check", rules).out
    assert len(json.loads(iomrules("check", rules, "--format", "json").out)) == 250


def test_a_flood_of_one_file_hides_no_other(iomrules: Command, tmp_path: Path) -> None:
    folder = tmp_path / "правила"
    folder.mkdir()
    lines = "".join(f"правило п{number}\n  если нет_такого_{number} = 1\n\n" for number in range(150))
    (folder / "1.iom").write_text(f"набор правил а\n  версия 1\n\nсведения ученик\n  класс целое\n\n{lines}", "utf-8")
    (folder / "2.iom").write_text("правило последнее\n  если забытое = 1\n", "utf-8")

    said = iomrules("check", folder).out

    assert "«забытое» не описано" in said
    assert "1.iom: и ещё замечаний: 50" in said


def test_test_tells_what_came_out_instead(iomrules: Command, workspace: Path) -> None:
    rules = workspace / "rulesets" / "rules.iom"
    assert iomrules("test", workspace).code == 0
    rules.write_text(rules.read_text("utf-8").replace("ожидается допуск да", "ожидается допуск нет"), "utf-8")

    said = iomrules("test", workspace)

    assert said.code == 1
    assert "ожидалось: допуск нет" in said.out
    assert "Примеров: 1, не сошлось: 1" in said.out


def test_explain_says_why_why_not_and_what_is_missing(iomrules: Command, workspace: Path) -> None:
    why = iomrules("explain", "А-1", "допуску", "--workspace", workspace)
    why_not = iomrules("explain", "А-2", "допуск", "--why-not", "--workspace", workspace)
    missing = iomrules("explain", "А-3", "--workspace", workspace)
    nothing = iomrules("explain", "А-1", "допуск", "--why-not", "--workspace", workspace)
    tree = iomrules("explain", "А-1", "допуск", "--workspace", workspace, "--format", "json")

    assert "Допуск к математике: да" in why.out
    assert "отметка по математике 3 меньше 4" in why_not.out.casefold()
    assert "Допуск к математике: да" in nothing.out
    assert "решить нельзя, пока неизвестно" in missing.out
    assert json.loads(tree.out)[0]["reason"]["sort"] == "rule"


def test_unknown_person_and_rule_are_answered_with_the_one_meant(iomrules: Command, workspace: Path) -> None:
    person = iomrules("explain", "А-11", "--workspace", workspace)
    rule = iomrules("explain", "А-1", "допусск", "--workspace", workspace)

    assert (person.code, rule.code) == (2, 2)
    assert "W020" in person.err
    assert "«А-1»" in person.err
    assert "W021" in rule.err
    assert "«допуск»" in rule.err


@pytest.mark.parametrize("said", ["допуск_к_математике", "допуска к математике", "Допуск к математике", "Допуск — да"])
def test_a_name_may_have_spaces_or_be_the_title(iomrules: Command, workspace: Path, said: str) -> None:
    rules = workspace / "rulesets" / "rules.iom"
    text = rules.read_text(encoding="utf-8")
    more = "\nправило допуск_к_математике «Допуск — да»\n  если класс не меньше 1\n  основание «Положение»\n"
    rules.write_text(text + more, encoding="utf-8")

    assert "Допуск — да: да" in iomrules("explain", "А-1", said, "--workspace", workspace).out


def test_a_folder_of_rulesets_names_those_in_it(iomrules: Command, tmp_path: Path) -> None:
    for name in ("а", "б", "в", "г"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rules.iom").write_text("набор правил х\n  версия 1\n", encoding="utf-8")
    said = iomrules("check", tmp_path)

    assert said.code == 2
    assert f": {tmp_path.as_posix()}/а, {tmp_path.as_posix()}/б, {tmp_path.as_posix()}/в, …" in said.err


def test_rating_is_in_order_of_places(iomrules: Command, workspace: Path) -> None:
    said = iomrules("rating", "--workspace", workspace)
    plain = iomrules("rating", "--workspace", workspace, "--format", "json")

    told = said.out.splitlines()
    assert [line.split()[:2] for line in told[2:5]] == [["1", "46,7"], ["2", "40"], ["3", "36,7"]]
    assert told[5].strip().startswith("1 — ")
    assert len({len(line) for line in told[1:5]}) == 1, "columns are aligned"
    assert [row["place"] for row in json.loads(plain.out)] == [1, 2, 3]


def test_a_rating_for_a_spreadsheet_has_no_formulas(iomrules: Command, workspace: Path) -> None:
    people = workspace / "people.yaml"
    people.write_text(people.read_text("utf-8").replace("А-1", "=А-1"), encoding="utf-8")

    said = iomrules("rating", "--workspace", workspace, "--format", "csv")

    rows = [line.split(";") for line in said.out.splitlines()]
    assert rows[0][:4] == ["место", "итого", "фамилия, имя, отчество", "класс"]
    assert rows[1][:2] == ["1", "46,7"]
    assert not any(cell.startswith("=") for row in rows for cell in row)


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_a_public_rating_names_nobody(iomrules: Command, workspace: Path, form: str) -> None:
    refused = iomrules("rating", "--workspace", workspace, "--public", "--format", form)
    settings = workspace / "iomrules.yaml"
    settings.write_text(settings.read_text("utf-8") + "соль: ель-сосна-31\n", encoding="utf-8")
    named = json.loads(iomrules("rating", "--workspace", workspace, "--format", "json").out)

    said = iomrules("rating", "--workspace", workspace, "--public", "--format", form)
    iomrules("route", "--workspace", workspace)

    assert (refused.code, "W060" in refused.err, refused.out) == (2, True, "")
    assert said.code == 0
    assert not any(row["id"] in said.out for row in named)
    page = (workspace / "out" / "rating-public.html").read_text("utf-8")
    codes = re.findall(r"\b[0-9A-F]{8}\b", said.out)
    assert len(codes) == len(named)
    assert all(code in page for code in codes), "the same codes as on the public page"


def test_fmt_lays_out_once_and_checks(iomrules: Command, workspace: Path) -> None:
    rules = workspace / "rulesets" / "rules.iom"
    rules.write_bytes(rules.read_bytes().replace(b"\n", b"\r\n"))
    assert iomrules("fmt", rules, "--check").code == 1
    assert "+набор правил" in iomrules("fmt", rules, "--diff").out

    assert iomrules("fmt", rules).code == 0
    assert iomrules("fmt", rules, "--check").code == 0

    iomrules("fmt", rules, "--to", "en")
    assert rules.read_text("utf-8").startswith("ruleset малый")
    assert iomrules("check", workspace).code == 0


def test_fmt_refuses_a_text_with_mistakes_and_leaves_it(iomrules: Command, workspace: Path) -> None:
    rules = workspace / "rulesets" / "rules.iom"
    rules.write_text("набор правил ((\n", "utf-8")

    assert iomrules("fmt", rules).code == 2
    assert rules.read_text("utf-8") == "набор правил ((\n"


def test_show_prints_every_stage(iomrules: Command, workspace: Path) -> None:
    for stage, expected in (
        ("tokens", "RULESET"),
        ("tree", "Header("),
        ("program", "indicator    средний_балл [school] rulesets/rules.iom"),
        ("program", "\nindicator средний_балл of ученик\n"),
        ("decisions", '"verdict": "yes"'),
        ("route", '"math'.replace("math", "name") + '": "математический"'),
    ):
        said = iomrules("show", "--stage", stage, "--workspace", workspace)
        assert said.code == 0
        assert expected in said.out


def test_plugins_lists_what_each_adds_and_why_one_was_left_out(iomrules: Command, workspace: Path) -> None:
    shutil.copytree(PLUGINS / "other_lyceum", workspace / "plugins" / "other")
    settings = workspace / "iomrules.yaml"
    settings.write_text(settings.read_text("utf-8") + "дополнения: [музыкальный, химический]\n", "utf-8")

    said = iomrules("plugins", "--workspace", workspace, "--format", "json")

    rows = {row["name"]: row for row in json.loads(said.out)}
    assert said.code == 1
    assert rows["музыкальный"]["state"] == "used"
    assert rows["музыкальный"]["adds"]["routes"] == ["музыкальный_маршрут"]
    assert rows["музыкальный"]["adds"]["rules"] == ["допуск_к_музыке"]
    assert rows["химический"]["reasons"][0]["code"] == "E001"
    assert rows["technological"]["state"] == "not used"
    assert iomrules("route", "--workspace", workspace, "--strict").code == 2


def test_every_hook_has_a_question_in_words() -> None:
    assert tuple(HOOK_QUESTIONS) == HOOKS


def test_explain_passes_by_rules_about_other_people(iomrules: Command, workspace: Path) -> None:
    rules = workspace / "rulesets" / "rules.iom"
    about_teachers = "\nсведения педагог\n  стаж число\n\nправило мастер\n  для педагогов\n  если стаж больше 10\n"
    rules.write_text(rules.read_text("utf-8") + about_teachers, "utf-8")

    said = iomrules("explain", "А-1", "--workspace", workspace)

    assert "Допуск к математике" in said.out
    assert "мастер" not in said.out


def test_explain_code_prints_the_page(iomrules: Command) -> None:
    assert iomrules("explain-code", "e001").out.startswith("# E001.")
    assert iomrules("explain-code", "Е001").out.startswith("# E001.")  # the Russian letter
    assert iomrules("explain-code", "r12").out.startswith("# R012.")
    said = iomrules("explain-code", "E999")
    assert said.code == 2
    assert "W022" in said.err


def test_new_workspace_checks_and_is_not_laid_over(iomrules: Command, tmp_path: Path) -> None:
    folder = tmp_path / "моя"

    assert iomrules("new", folder, "--empty-workbook").code == 0
    assert (folder / "students.xlsx").is_file()
    assert iomrules("check", folder).code == 0
    assert iomrules("test", folder).code == 0
    again = iomrules("new", folder)
    assert again.code == 2
    assert "W035" in again.err
    assert "уже есть рабочая папка" in again.err
    assert "W035" in iomrules("demo", folder).err
    (tmp_path / "чужая").mkdir()
    (tmp_path / "чужая" / "письмо.txt").write_text("не наше", encoding="utf-8")
    assert "W031" in iomrules("new", tmp_path / "чужая").err


@pytest.mark.parametrize("stage", ["tokens", "tree", "program"])
@pytest.mark.parametrize("path", [MINI, MINI / "rules.iom"])
def test_show_takes_rules_as_they_are_named(iomrules: Command, stage: str, path: Path) -> None:
    said = iomrules("show", "--stage", stage, path)

    assert (said.code, said.err) == (0, "")
    assert said.out == iomrules("show", "--stage", stage, "--rules", path).out


def test_show_tells_people_from_rules(iomrules: Command) -> None:
    said = iomrules("show", "--stage", "decisions", MINI / "people.yaml", MINI, "--on", "15.10.2026", "--only", "А-1")

    assert said.code == 0
    assert json.loads(said.out)["id"] == "А-1"


def test_show_says_that_rules_are_not_there(iomrules: Command) -> None:
    said = iomrules("show", "--stage", "tree", "нет_таких.iom")

    assert said.code == 2
    assert "нет_таких.iom" in said.err


def test_the_rules_are_shown_as_sql(iomrules: Command) -> None:
    native = iomrules("show", "--stage", "sql", MINI, *ON)
    other = iomrules("show", "--stage", "sql", "--dialect", "postgres", MINI, *ON)
    unknown = iomrules("show", "--stage", "sql", "--dialect", "клингон", MINI, *ON)

    assert native.code == other.code == 0, native.err + other.err
    assert 'CREATE TABLE "ученик"' in native.out
    assert '"допуск"' in native.out
    assert "HUGEINT" not in other.out
    assert "INT128" not in other.out
    assert (unknown.code, "W063" in unknown.err, unknown.out) == (2, True, "")


def test_what_sql_cannot_say_is_named(iomrules: Command, tmp_path: Path) -> None:
    rules = tmp_path / "rules.iom"
    rules.write_text(
        "набор правил лицей «Лицей»\nверсия 1\nдействует с 01.09.2026\n"
        "сведения победа\n балл целое от 0 до 10\nсведения ученик\n победы список побед не больше 5\n"
        "показатель лучшие по каждому балл наибольшее балл среди побед\n",
        "utf-8",
    )

    said = iomrules("show", "--stage", "sql", rules, *ON)

    assert said.code == 0
    assert "W061  в SQL не сказать «лучшие»: список как значение" in said.err
    assert "| показатель лучшие" in said.err


def test_faults_are_told_in_the_language_of_the_command(iomrules: Command, tmp_path: Path) -> None:
    rules = tmp_path / "rules.iom"
    rules.write_text(
        "набор правил лицей «Лицей»\nверсия 1\nдействует с 01.09.2026\n"
        "сведения ученик\n класс целое от 1 до 11\n пропуски целое от 0 до 100\n"
        "показатель доля_пропусков «Доля пропусков»\n 100 / пропуски\n"
        "английские имена\n пропуски = absences «Days of absence»\n доля_пропусков = rate «Rate of absence»\n",
        "utf-8",
    )
    people = tmp_path / "people.yaml"
    people.write_text("- {id: А-1, класс: 7, пропуски: 0}\n- {id: А-2, класс: 7}\n", "utf-8")

    by_language = {
        language: [json.loads(line) for line in iomrules(*asked).out.splitlines()]
        for language in ("ru", "en")
        for asked in [("decide", people, "--rules", rules, *ON, "--lang", language)]
    }

    (russian,), (english,) = (by_language[language][0]["faults"] for language in ("ru", "en"))
    assert russian["message"] == "деление на ноль: пропуски = 0"
    assert russian["help"] == "оговорите этот случай: `если пропуски = 0 то … иначе …`"
    assert english["message"] == "division by zero: Days of absence = 0"
    assert english["help"] == "say what holds in that case: `if Days of absence = 0 then … else …`"
    assert by_language["en"][1]["missing"] == {"доля_пропусков": ["Days of absence"]}


def test_a_code_is_explained_in_english_first_to_who_asks_in_english(iomrules: Command) -> None:
    english = iomrules("explain-code", "P023", "--lang", "en").out

    assert english.startswith("# P023\n\nA rule's condition begins with `if`.")
    assert "## In Russian, with samples\n\n# P023: правило без «если»" in english
    assert iomrules("explain-code", "P023").out.startswith("# P023: правило без «если»")


def test_a_new_workspace_without_a_workbook_says_where_people_go(iomrules: Command, tmp_path: Path) -> None:
    assert "пустую даёт ключ --empty-workbook" in iomrules("new", tmp_path / "без").out
    assert "людей в" in iomrules("new", tmp_path / "с", "--empty-workbook").out


def test_a_letter_left_out_of_a_keyword_is_put_back(iomrules: Command, tmp_path: Path) -> None:
    rules = tmp_path / "rules.iom"
    rules.write_text((MINI / "rules.iom").read_text("utf-8").replace("не меньше", "не менше"), "utf-8")

    assert "вероятно, имелось в виду «не меньше»" in iomrules("check", rules).out


def test_an_explanation_that_would_double_with_every_rule_stays_short(iomrules: Command, tmp_path: Path) -> None:
    rules = ["набор правил проба", "сведения ученик", "  класс целое от 1 до 11", "правило шаг_0 если класс больше 5"]
    rules += [
        f"правило шаг_{step} если (шаг_{step - 1} и класс больше 1) или (не шаг_{step - 1} и класс меньше 9)"
        for step in range(1, 29)
    ]
    (tmp_path / "rules.iom").write_text("\n".join(rules), "utf-8")
    (tmp_path / "people.jsonl").write_text('{"id": "1"}\n', "utf-8")

    asked = ("explain", "1", "шаг_28", "--people", tmp_path / "people.jsonl", "--rules", tmp_path / "rules.iom", *ON)

    assert "неизвестно: класс" in iomrules(*asked).out
    (told,) = json.loads(iomrules(*asked, "--format", "json").out)
    assert told["reason"]["missing"] == ["класс"]
