"""Settings in YAML: plain text with places; what settings never hold is refused."""

from pathlib import Path

import pytest

from iomrules.settings import Asker, Items, Table, Words, keys, read_settings
from iomrules.source import SourceText

KEYS = keys(school="школа|school", year="учебный год|school year")


def read(text: str) -> tuple[Table, list[str]]:
    table, found = read_settings(SourceText("s.yaml", text))
    return table, [f"{each.where} {each.code}" for each in found]


def test_values_stay_the_text_that_was_written() -> None:
    table, found = read("да: NO\nверсия: 1.10\nкод: 010\nпусто:\nсписок: [a, 'б']\n")

    assert found == []
    values = [value for _, value in table.lines]
    assert [value.text for value in values if isinstance(value, Words)] == ["NO", "1.10", "010", ""]
    assert isinstance(values[-1], Items)


def test_empty_settings_are_an_empty_table() -> None:
    assert read("") == (Table((), read("")[0].span), [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\nb: *x\n", "W011"),
        ("a: !!python/object:os.system 1\n", "W011"),
        ("a:\n  <<: {b: 1}\n", "W011"),
        ("a: 1\n---\nb: 2\n", "W011"),
        ("a: " + "[" * 40 + "]" * 40, "W011"),
        ("? [a, b]\n: 1\n", "W011"),
        ("- a\n- b\n", "W010"),
        ("a: b: c\n", "W010"),
        ("a: [1\n", "W010"),
        ("\tа: 1\n", "W010"),
        ("a: " + "я" * 5000, "W011"),
    ],
)
def test_what_settings_never_hold_is_refused_with_a_place(text: str, code: str) -> None:
    table, found = read(text)

    assert table.lines == ()
    assert [each.split()[1] for each in found] == [code]
    assert found[0].startswith("s.yaml:")


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "hostile").glob("*.yaml")), ids=lambda p: p.name)
def test_hostile_settings_are_refused(path: Path) -> None:
    table, found = read(path.read_text(encoding="utf-8"))

    assert table.lines == ()
    assert found


def test_unknown_key_is_named_with_the_one_meant() -> None:
    asker = Asker()
    table, _ = read("шкала: Лицей\nSchool Year: 2026\nschool-year: 2027\n")

    found = asker.table(table, KEYS)

    assert list(found) == ["year"]
    assert [(each.code, each.span.line) for each in asker.diagnostics] == [("W012", 1), ("W015", 3)]
    assert "«школа»" in asker.diagnostics[0].help("ru")


def test_a_value_of_another_sort_is_a_mistake_with_its_place() -> None:
    asker = Asker()
    table, _ = read("школа: [а, б]\n")

    assert asker.text(asker.table(table, KEYS)["school"], "школа") == ""
    assert [str(each.span) for each in asker.diagnostics] == ["s.yaml:1:8"]
