"""YAML, JSON and JSON Lines: limits, places, and types told by the declared kind."""

import time
from fractions import Fraction
from pathlib import Path

import pytest

from iomrules.diagnostics import Severity
from iomrules.facts.plain import MOST_BROKEN_LINES, tell_form
from iomrules.facts.vocabulary import Found, spellings
from iomrules.values import Unknown
from tests.facts.school import codes, read, told

BAD = Path(__file__).parent / "bad/yaml"

GENERATED = {
    "huge_int.yaml": "балл: " + "9" * 20_000,
    "long_key.yaml": "? " + "k" * 200_000 + "\n: v\n",
    "many_docs.yaml": "---\n" * 50_000,
    "quadratic.yaml": 'x: &x "' + "A" * 100_000 + '"\ny: [' + ", ".join(["*x"] * 1000) + "]\n",
    "flow.yaml": "[" * 10_000 + "]" * 10_000,
    "block.yaml": "".join(" " * depth + "- \n" for depth in range(300)),
    "arrays.json": "[" * 10_000 + "]" * 10_000,
    "objects.json": '{"a":' * 10_000 + "1" + "}" * 10_000,
    "quotes.json": '"' + "\\" * 100_001,
}


@pytest.mark.parametrize("name", sorted(path.name for path in BAD.iterdir()))
def test_a_hostile_text_ends_in_a_message_that_names_it(name):
    start = time.monotonic()
    records = read(name, BAD / name)

    assert time.monotonic() - start < 5
    assert records.people == ()
    assert any(found.severity is Severity.ERROR for found in records.diagnostics)
    assert all(name in found.where for found in records.diagnostics)
    assert told(records.diagnostics)


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_a_text_made_to_hurt_is_refused_in_time(name):
    start = time.monotonic()
    records = read(name, GENERATED[name].encode())

    assert time.monotonic() - start < 5
    assert records.people == ()
    assert any(found.severity is Severity.ERROR for found in records.diagnostics)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("billion_laughs.yaml", "F012"),
        ("dup_keys.yaml", "F014"),
        ("invalid_utf8.yaml", "F007"),
        ("java_tags.yaml", "F013"),
        ("merge_bomb.yaml", "F012"),
        ("multi_doc.yaml", "F016"),
        ("nul.yaml", "F008"),
        ("python_name.yaml", "F013"),
        ("python_object.yaml", "F013"),
        ("recursive_alias.yaml", "F012"),
        ("recursive_list.yaml", "F012"),
        ("tabs.yaml", "F011"),
    ],
)
def test_each_text_is_refused_for_its_own_reason(name, code):
    assert codes(read(name, BAD / name))[0] == code


def test_a_word_of_yaml_is_what_its_fact_says():
    (person,) = read("a.yaml", "id: 010\nкласс: 10А\nсредний балл: 4,10\nстатус: ~\nесть_долг: NO\n".encode()).people

    assert person.id == "010"
    assert person.form_class == "10А"
    fields = person.facts.fields
    assert (fields["класс"], fields["средний_балл"], fields["есть_долг"]) == (10, Fraction(41, 10), False)
    assert isinstance(fields["статус"], Unknown)


def test_a_number_of_json_is_exact():
    (person,) = read("a.json", '{"id": 7, "средний_балл": 4.35}'.encode()).people

    assert person.id == "7"
    assert person.facts.fields["средний_балл"] == Fraction(87, 20)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400", "9" * 500, "0." + "1" * 500])
def test_a_number_of_json_that_is_none_is_refused(number):
    assert codes(read("a.json", f'{{"id": 1, "средний_балл": {number}}}'.encode())) == ["F011"]


def test_a_mistake_in_yaml_is_shown_where_it_stands():
    text = "- id: 1\n  отметки:\n    химия: 5\n    химея: 4\n- id: 2\n  средний_балл: много\n"
    records = read("люди.yaml", text.encode())

    assert [found.where for found in records.diagnostics] == ["люди.yaml:4:5", "люди.yaml:6:3"]
    assert records.faulty == ("1", "2")
    assert "«химия»" in records.diagnostics[0].help("ru")


def test_a_mistake_in_a_list_of_json_is_shown_on_the_line_of_its_person():
    records = read("a.json", '[\n {"id": 1},\n\n {"id": 2, "класс": "много"}\n]'.encode())

    assert [person.id for person in records.people] == ["1"]
    assert records.diagnostics[0].where == "a.json:4:2"


def test_a_broken_line_of_json_lines_is_named():
    records = read("a.jsonl", b'{"id": 1}\n{"id": 2\n')

    assert codes(records) == ["F011"]
    assert records.diagnostics[0].where.startswith("a.jsonl:2:")


def test_a_broken_line_of_json_lines_stops_no_other():
    lines = '{"id": 1}\nмусор\n{"id": 2}\n{"id": 3, "id": 4}\n\n{"id": 5}\n{"id": 6, "кла'
    records = read("a.jsonl", lines.encode())

    assert [person.id for person in records.people] == ["1", "2", "5"]
    assert codes(records) == ["F011", "F014", "F011"]
    assert [found.where.split(":")[1] for found in records.diagnostics] == ["2", "4", "7"]
    assert records.faulty == ("a.jsonl:2:1", "a.jsonl:4:1", "a.jsonl:7:1")


def test_a_text_of_another_form_is_given_up_after_a_thousand_lines():
    records = read("a.jsonl", b'{"id": 1}\n' + b"x\n" * 5000)

    assert records.people == ()
    assert len(records.diagnostics) == MOST_BROKEN_LINES + 1


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('{"id": 1}', "jsonl"),
        ('{"id": 1}\n{"id": 2}\n', "jsonl"),
        ('\ufeff\n{"id": 1\n{"id": 2}\n', "jsonl"),
        ('{\n  "id": 1\n}\n', "json"),
        ('[{"id": 1}]', "json"),
        ("[\n  {\n", "json"),
        ("[]", "json"),
        ("{id: 1, класс: 10}", "yaml"),
        ("[химия, биология]", "yaml"),
        ("- id: 1", "yaml"),
        ("", "yaml"),
        ("id;класс;отметка по химии\nУ-01;10А;5\n", "csv"),
        ("\ufeffid\tкласс\nУ-01\t10А\n", "csv"),
        ('"Фамилия, имя","Класс: буква"\n', "csv"),
        ("sep=;\nid;класс\n", "csv"),
        ("# люди; класс\n- id: 1\n", "yaml"),
        ("ученики: [а, б]\n", "yaml"),
        ("- {id: 1, класс: 10}\n", "yaml"),
        ("слово\n", "yaml"),
    ],
)
def test_a_form_is_told_by_how_a_text_begins(text, form):
    assert tell_form(text.encode()) == form


def test_a_workbook_and_a_table_in_another_encoding_are_told_by_their_bytes():
    assert tell_form(b"PK\x03\x04rest") == "xlsx"
    assert tell_form(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == "xls"
    assert tell_form("id;класс\nУ-01;10\n".encode("utf-16")) == "csv"
    assert tell_form("номер;класс\nУ-01;10\n".encode("cp1251")) == "csv"


def test_sections_of_a_file_are_people_and_catalogues():
    text = """
курсы:
  Х-1: {название: Химия, часы: 2}
  Б-1: {название: Биология, часы: 1}
ученики:
  - id: У-1
    пожелания: [Х-1, биология]
"""
    records = read("школа.yaml", text.encode())

    assert codes(records) == []
    assert records.people[0].facts.fields["пожелания"] == ("Х-1", "Б-1")
    assert [entry.key for entry in records.catalogues["курсы"]] == ["Х-1", "Б-1"]


def test_a_wish_for_a_course_that_is_not_there_is_a_fault():
    text = "курсы:\n  Х-1: {название: Химия}\nученики:\n  - id: У-1\n    пожелания: [Х-2]\n"

    assert codes(read("школа.yaml", text.encode())) == ["F060"]


def test_one_course_that_many_wish_for_and_no_plugin_holds_is_told_once():
    people = "".join(f"  - {{id: У-{number}, пожелания: [Х-2, Х-3]}}\n" for number in range(1, 5))
    records = read(
        "школа.yaml",
        f"курсы:\n  Х-1: {{название: Химия}}\nученики:\n{people}  - {{id: У-5, пожелания: [Х-3]}}\n".encode(),
    )

    assert [(each.code, each.span.line) for each in records.diagnostics] == [("F060", 4), ("F060", 4)]
    assert records.diagnostics[0].message.endswith("нет «Х-2» (людей: 4)")
    assert records.diagnostics[1].text("en").endswith("has no `Х-3` (people: 5)")
    assert len(records.people) == 5


def test_the_sample_of_the_docs_is_read():
    page = (Path(__file__).parents[2] / "docs/records.md").read_text("utf-8")
    records = read("образец.yaml", page.split("```yaml\n")[1].split("```")[0].encode())

    assert codes(records) == []
    assert [person.name.surname for person in records.people] == ["Ёлкина"]
    assert records.people[0].facts.fields["пожелания"] == ("Х-1",)


@pytest.mark.parametrize("text", ["просто слово", "5", "[1, 2]", "[[], []]"])
def test_what_is_no_record_is_said_to_be_none(text):
    records = read("a.yaml", text.encode())

    assert records.people == ()
    assert set(codes(records)) == {"F017"}


def test_an_unknown_format_is_named_with_those_known():
    records = read("люди.docx", b"x")

    assert codes(records) == ["F010"]
    assert "xlsx" in records.diagnostics[0].help("ru")


def test_a_word_met_before_is_found_the_same_and_long_ones_are_not_kept():
    names = spellings([("химия", "химия")], {})

    assert [names.find("Xимия"), names.find("Xимия")] == [Found("химия", "химия".replace("х", "Х"))] * 2
    assert names.find("ы" * 1000) is None
    assert list(names._met) == ["Xимия"]
