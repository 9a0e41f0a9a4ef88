"""Rules and plugins together, and the door for Python programs."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import iomrules
from iomrules import InputError, RulesetError, Unknown, Verdict
from iomrules.cli.opening import open_rules
from iomrules.facts.reader import Source
from iomrules.pipeline import compile_rules, compose_routes, decide_people, read_people
from iomrules.plugins import Wanted, find_plugins, load_plugins
from iomrules.read_workspace import parse_workspace
from iomrules.results import person_result
from iomrules.route.untold import compose_untold
from iomrules.rulesets import build_ruleset, open_ruleset
from iomrules.source import SourceText
from iomrules.testing import try_plugin

HERE = Path(__file__).parent
MINI = HERE / "mini"
PLUGINS = HERE.parent / "plugins"
ON = date(2026, 10, 15)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# --- rules and plugins ---------------------------------------------------------------------------------------------


def test_folder_plugin_of_another_lyceum_adds_its_profile() -> None:
    tried = try_plugin(PLUGINS / "other_lyceum", MINI)

    assert tried.reasons == ()
    assert "музыкальный_маршрут" in tried.rules.program.routes
    assert tried.failing_examples() == ()
    (result,) = tried.rules.decide([{"id": "1", "класс": 10, "отметки": {"музыка": 5}}], ON)
    assert result.verdicts["допуск_к_музыке"].verdict is Verdict.YES


def test_plugin_with_python_adds_a_function() -> None:
    tried = try_plugin(PLUGINS / "python_plugin" / "iomrules_debate_club", MINI)

    assert tried.reasons == ()
    (result,) = tried.rules.decide([{"id": "1", "выигранных": 4}], ON)
    assert result.values["очки_дебатов"] == 10


def test_plugin_whose_rules_do_not_check_is_left_out_whole_and_the_others_stay(tmp_path: Path) -> None:
    header = "набор правил {0}\n  версия 1\n  слой профиль\n\n"
    rule = "правило {0}\n  если {1}\n"
    put(tmp_path / "plugins/good/plugin.yaml", "layer: profile\n")
    put(tmp_path / "plugins/good/rules/a.iom", header.format("хороший") + rule.format("верное", "класс не меньше 5"))
    put(tmp_path / "plugins/bad/plugin.yaml", "layer: profile\n")
    put(tmp_path / "plugins/bad/rules/a.iom", header.format("плохой") + rule.format("неверное", "рост не меньше 5"))
    put(tmp_path / "plugins/same/plugin.yaml", "layer: profile\n")
    put(tmp_path / "plugins/same/rules/a.iom", header.format("тот_же") + rule.format("верное", "класс не меньше 6"))
    found = find_plugins(tmp_path)

    compiled = compile_rules(
        [open_ruleset(MINI, "mini")], load_plugins(found, [Wanted("same"), Wanted("bad"), Wanted("good")])
    )

    assert [plugin.name for plugin in compiled.plugins] == ["good"]
    assert [(each.name, each.reasons[0].code) for each in compiled.left_out] == [("bad", "E007"), ("same", "E007")]
    assert compiled.left_out[0].reasons[1].span.source == "plugins/bad/rules/a.iom"
    assert set(compiled.usable().rules) == {"допуск", "верное"}


def test_header_enables_plugins_where_no_workspace_does() -> None:
    source = SourceText("a.iom", "набор правил а\n  версия 1\n  использует технологический; нет_такого\n")
    ruleset = build_ruleset([source], "a.iom")

    assert [name for name, _ in ruleset.uses] == ["технологический", "нет_такого"]


def test_broken_text_beside_good_declarations_makes_no_program() -> None:
    source = SourceText("a.iom", "набор правил а\n  версия 1\n\nправило\n")

    compiled = compile_rules([build_ruleset([source], "a.iom")], load_plugins((), ()))

    assert compiled.program is None
    with pytest.raises(RulesetError):
        compiled.usable()


@pytest.mark.parametrize(
    ("own", "code"),
    [
        ("сведения ученик\n  класс целое 5\n", "P001"),
        ("сведения ученик\n  класс целое от 1 до 11\n\nправило допуск\n  если рост не меньше 5\n", "R012"),
        ("сведения ученик\n  ступень целое от 1 до 11\n\nпараметр порог\n  5 =\n", "P001"),
    ],
)
def test_while_the_schools_own_rules_have_a_mistake_plugins_are_not_judged(tmp_path: Path, own: str, code: str) -> None:
    put(tmp_path / "school.iom", f"набор правил школа\n  версия 1\n\n{own}")
    put(tmp_path / "plugins/good/plugin.yaml", "layer: profile\n")
    put(
        tmp_path / "plugins/good/rules/a.iom",
        "набор правил хороший\n  версия 1\n  слой профиль\n\nправило верное\n  если класс не меньше 5 и допуск\n",
    )

    loaded = load_plugins(find_plugins(tmp_path), [Wanted("good")])
    compiled = compile_rules([open_ruleset(tmp_path / "school.iom", "school.iom")], loaded)

    assert compiled.program is None
    assert compiled.left_out == ()
    assert [(each.code, each.span.source) for each in compiled.diagnostics] == [(code, "school.iom")]


def test_a_mistake_that_only_a_plugin_makes_leaves_the_plugin_out(tmp_path: Path) -> None:
    put(
        tmp_path / "school.iom",
        "набор правил школа\n  версия 1\n\nсведения ученик\n  класс целое от 1 до 11\n\n"
        "параметр порог\n  5 с 01.09.2021\n\nправило допуск\n  если класс не меньше порога\n",
    )
    put(tmp_path / "plugins/bad/plugin.yaml", "layer: federal\n")
    put(
        tmp_path / "plugins/bad/rules/a.iom",
        "набор правил плохой\n  версия 1\n  слой федерация\n\nправило допуск\n  если класс не меньше 5\n\n"
        "правило верное\n  если класс не меньше роста\n",
    )

    loaded = load_plugins(find_plugins(tmp_path), [Wanted("bad")])
    compiled = compile_rules([open_ruleset(tmp_path / "school.iom", "school.iom")], loaded)

    assert [each.name for each in compiled.left_out] == ["bad"]
    assert set(compiled.usable().rules) == {"допуск"}


def test_table_in_a_file_beside_the_rules_is_read_and_hashed(tmp_path: Path) -> None:
    put(tmp_path / "баллы.csv", "вид;балл\nпобеда;5\nучастие;1\n")
    put(
        tmp_path / "a.iom",
        "набор правил а\n  версия 1\n\nперечень вид\n  победа; участие\n\nсведения ученик\n  итог вид\n\n"
        "таблица баллы по виду\n  единственная строка\n  из файла «баллы.csv»\n\n"
        "показатель очки\n  баллы(итог)\n",
    )

    rules = iomrules.load(tmp_path)

    assert rules.diagnostics == ()
    (result,) = rules.decide([{"id": "1", "итог": "победа"}], ON)
    assert result.values["очки"] == 5
    assert any(name.endswith("баллы.csv") for name in rules.compiled.hashes)


def test_table_file_outside_the_ruleset_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "secret.csv", "вид;балл\n")
    put(
        tmp_path / "rules" / "a.iom",
        "набор правил а\n  версия 1\n\nперечень вид\n  победа\n\nтаблица баллы по виду\n  из файла «../secret.csv»\n",
    )

    with pytest.raises(RulesetError) as raised:
        iomrules.load(tmp_path / "rules")

    assert "W016" in {each.code for each in raised.value.diagnostics}


# --- from Python ---------------------------------------------------------------------------------------------------


def test_decide_gives_typed_results_in_the_order_given() -> None:
    rules = iomrules.load(MINI)

    known, faulty, bare = rules.decide(
        [
            {"id": "1", "класс": 10, "отметки": {"математика": 5, "физика": 4}},
            {"id": "2", "класс": "высокий"},
            {"класс": 11},
        ],
        on=ON,
    )

    assert (known.id, faulty.id, bare.id) == ("1", "2", "3")
    assert known.verdicts["допуск"].verdict is Verdict.YES
    assert known.values["средний_балл"] == Fraction(9, 2)
    assert known.ratings["успехи"].place == 1
    assert [each.code for each in faulty.diagnostics] == ["F055"] or faulty.diagnostics
    assert faulty.verdicts == {}
    assert isinstance(bare.values["средний_балл"], Unknown)
    assert bare.as_json()["values"]["средний_балл"] is None
    assert bare.as_json()["missing"]["средний_балл"]


@pytest.mark.parametrize("record", ["У-01", None, 7, ["id", "1"]])
def test_a_record_that_is_no_mapping_is_told_and_stops_nobody_else(record: object) -> None:
    rules = iomrules.load(MINI)

    strange, sound = rules.decide([record, {"id": "2", "класс": 10}], on=ON)  # type: ignore[list-item]

    assert (strange.id, sound.id) == ("1", "2")
    assert [each.code for each in strange.diagnostics] == ["F017"]
    assert strange.verdicts == {}
    assert sound.verdicts
    assert [each.code for each in rules.check(record)] == ["F017"]  # type: ignore[arg-type]
    with pytest.raises(InputError):
        rules.explain(record, "допуск", ON)  # type: ignore[arg-type]


def test_explain_takes_a_name_in_any_case_form() -> None:
    rules = iomrules.load(MINI)
    record = {"id": "1", "класс": 10, "отметки": {"математика": 3}}

    reason = rules.explain(record, "допуска", ON)

    assert reason.value is False
    assert reason.name == "допуск"
    with pytest.raises(KeyError):
        rules.explain(record, "слон", ON)
    with pytest.raises(InputError):
        rules.explain({"id": "1", "класс": "слон"}, "допуск", ON)
    assert rules.check(record) == ()
    assert rules.check({"id": "1", "класс": "слон"})


def test_load_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        iomrules.load(tmp_path / "nothing")
    with pytest.raises(InputError):
        iomrules.load(tmp_path)
    put(tmp_path / "a.iom", "правило\n")
    with pytest.raises(RulesetError) as raised:
        iomrules.load(tmp_path)
    assert raised.value.diagnostics


def test_package_has_what_it_promises_and_nothing_else() -> None:
    assert all(getattr(iomrules, name) is not None for name in iomrules.__all__)
    assert dir(iomrules) == sorted(iomrules.__all__)
    with pytest.raises(AttributeError):
        iomrules.nothing  # noqa: B018 - the look-up itself is tried


# --- settings of a workspace ---------------------------------------------------------------------------------------


def test_settings_are_read_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    russian = "школа: {название: Лицей, город: Город}\nучебный год: 2026–2027\nправила: rules\nлюди: {ученик: a.xlsx}\n"
    english = "school: {name: Лицей, city: Город}\nschool_year: 2026\nrulesets: [rules]\npeople: {ученик: [a.xlsx]}\n"

    first, met = parse_workspace(SourceText("i.yaml", russian), tmp_path)
    second, met_too = parse_workspace(SourceText("i.yaml", english), tmp_path)

    assert (met, met_too) == ((), ())
    assert first == second
    assert (first.letterhead.school, first.letterhead.place, first.school_year) == ("Лицей", "Город", 2026)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("школа: x\nправила: .\n", "W013", "i.yaml:1:8"),
        ("шкала: x\nправила: .\n", "W012", "i.yaml:1:1"),
        ("правила: nothing\n", "W001", "i.yaml:1:10"),
        ("правила: ../up\n", "W016", "i.yaml:1:10"),
        ("учебный год: скоро\nправила: .\n", "W013", "i.yaml:1:14"),
        ("учебный год: 2026/2028\nправила: .\n", "W013", "i.yaml:1:14"),
        ("дата решения: 32.01.2026\nправила: .\n", "W013", "i.yaml:1:15"),
        ("виды файлов: pdf\nправила: .\n", "W013", "i.yaml:1:14"),
        ("учебных недель: 99\nправила: .\n", "W013", "i.yaml:1:17"),
        ("язык: ru\n", "W014", "i.yaml:1:1"),
        ("правила: .\nrules: .\n", "W015", "i.yaml:2:1"),
        ("правила: [.\n", "W010", "i.yaml:2:1"),
    ],
)
def test_mistake_in_settings_has_a_place(tmp_path: Path, text: str, code: str, place: str) -> None:
    _, found = parse_workspace(SourceText("i.yaml", text), tmp_path)

    assert [(each.code, str(each.span)) for each in found] == [(code, place)]
    assert found[0].text("ru") != found[0].text("en")


def test_routes_without_reasons_say_the_same() -> None:
    rules = Path(__file__).parents[2] / "rulesets" / "lyceum11"
    opened = open_rules(None, [rules])
    people = json.dumps(
        [
            {"id": "А-1", "класс": 10, "пожелания": []},
            {"id": "А-2", "класс": 11, "отметки": {"химия": 5, "биология": 4, "математика": 5}},
            {"id": "А-3"},
        ],
        ensure_ascii=False,
    )
    records = read_people(opened.program, [Source("a.json", people.encode())])
    decided = decide_people(opened.program, records, date(2026, 10, 15))

    assert [each.person.id for each in decided] == ["А-1", "А-2", "А-3"]
    for each in decided:
        bare = compose_untold(each.evaluation, records.catalogues)
        told = compose_routes(each, records)
        assert any(route.reason for route in told)
        assert person_result(each.decisions, bare).as_json() == person_result(each.decisions, told).as_json()
