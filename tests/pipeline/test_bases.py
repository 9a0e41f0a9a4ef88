"""Rulesets built upon others: `на основе «../область»`."""

from datetime import date
from pathlib import Path

import pytest

from iomrules import load
from iomrules.errors import RulesetError
from iomrules.pipeline import Compiled, compile_rules
from iomrules.plugins import Loaded
from iomrules.rulesets import build_ruleset, open_ruleset, with_bases
from iomrules.source import SourceText

REGION = """набор правил область
  слой регион
сведения ученик
  балл целое
параметр порог 10 можно уточнить
правило допуск если балл не меньше порога
"""
SCHOOL = """набор правил лицей
  на основе «../область»
параметр порог_лицея 20 уточняет порог
правило приём если допуск и балл меньше 30
"""


def put(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "rules.iom").write_text(text, encoding="utf-8")
    return folder


def compiled(folder: Path) -> Compiled:
    return compile_rules([open_ruleset(folder, folder.name)], Loaded())


def codes(compiled: Compiled) -> list[str]:
    return [f"{each.code} {each.span.source}" for each in compiled.diagnostics]


def test_what_it_is_built_upon_holds_with_it(tmp_path: Path) -> None:
    rules = load(put(tmp_path, область=REGION, лицей=SCHOOL) / "лицей")
    low, middle = rules.decide([{"id": "1", "балл": 15}, {"id": "2", "балл": 25}], date(2026, 10, 1))

    assert rules.program.about.name == "лицей"
    assert [each.verdicts["приём"].verdict.value for each in (low, middle)] == ["no", "yes"]


def test_a_base_is_read_once_however_many_name_it(tmp_path: Path) -> None:
    put(tmp_path, область=REGION, лицей=SCHOOL, профиль='набор правил профиль на основе "../лицей"; "../область"')
    found = with_bases(open_ruleset(tmp_path / name, name) for name in ("профиль", "лицей"))

    assert [each.label for each in found] == ["область", "лицей", "профиль"]


def test_a_base_may_be_a_file_beside(tmp_path: Path) -> None:
    (tmp_path / "область.iom").write_text(REGION, encoding="utf-8")
    (tmp_path / "лицей.iom").write_text(SCHOOL.replace("../область", "область.iom"), encoding="utf-8")

    assert load(tmp_path / "лицей.iom").program.parameters.keys() == {"порог_лицея"}


@pytest.mark.parametrize(
    ("base", "code"),
    [("../нет_такой", "W050"), ("../../область", "W051"), ("/область", "W050"), (".", "W052"), ("..", "W051")],
)
def test_a_base_that_cannot_be_is_told_alone(tmp_path: Path, base: str, code: str) -> None:
    put(tmp_path, лицей=SCHOOL.replace("../область", base))

    assert codes(compiled(tmp_path / "лицей")) == [f"{code} лицей/rules.iom"]
    with pytest.raises(RulesetError):
        load(tmp_path / "лицей")


def test_rulesets_built_upon_one_another_are_told_by_their_names(tmp_path: Path) -> None:
    put(tmp_path, область=REGION.replace("слой регион", "слой регион\n  на основе «../лицей»"), лицей=SCHOOL)
    found = compiled(tmp_path / "лицей")

    assert codes(found) == ["W052 область/rules.iom"]
    assert "лицей → область → лицей" in found.diagnostics[0].text("ru")


def test_a_text_that_lies_nowhere_has_no_base(tmp_path: Path) -> None:
    found = compile_rules([build_ruleset([SourceText("текст", SCHOOL)], "текст")], Loaded())

    assert codes(found) == ["W050 текст"]
