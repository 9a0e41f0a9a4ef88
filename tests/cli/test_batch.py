"""`iomrules batch`: Parquet in and out, and every way it can be asked wrongly."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from iomrules.deciding import read_people
from iomrules.facts.arrow import people_to_batch
from iomrules.facts.reader import Source
from iomrules.parse.reader import read
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.source import SourceText
from tests.cli.conftest import MINI, Command

ON = ("--on", "15.10.2026")


@pytest.fixture(name="people")
def _people(tmp_path: Path) -> Path:
    """The three invented people of the small ruleset, as Parquet."""
    tree, _ = read(SourceText("rules.iom", (MINI / "rules.iom").read_text("utf-8")))
    program = check_program([LayerSource((tree,))], (), generate_forms=word_forms).program
    assert program is not None
    records = read_people(program, [Source("people.yaml", (MINI / "people.yaml").read_bytes())])
    path = tmp_path / "people.parquet"
    pq.write_table(pa.Table.from_batches([people_to_batch(records.people, program.schema, "ученик")]), path)
    return path


def test_batch_writes_what_decide_says(iomrules: Command, people: Path, tmp_path: Path) -> None:
    told = [
        json.loads(line) for line in iomrules("decide", MINI / "people.yaml", "--rules", MINI, *ON).out.splitlines()
    ]

    said = iomrules("batch", people, "--rules", MINI, "--out", tmp_path / "out", *ON, "--missing")

    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out)["people"] == len(told)
    table = pq.read_table(tmp_path / "out" / "part-00000.parquet")
    words = {0: "no", 1: "yes", 2: "unknown"}
    assert [words[code] for code in table["допуск"].to_pylist()] == [e["verdicts"]["допуск"]["verdict"] for e in told]
    assert [each or [] for each in table["допуск.missing"].to_pylist()] == [
        each["verdicts"]["допуск"]["missing"] for each in told
    ]
    assert [each or None for each in table["успехи.place"].to_pylist()] == [
        e["ratings"]["успехи"]["place"] for e in told
    ]
    assert (tmp_path / "out" / "_faults.jsonl").read_text("utf-8") == ""


def test_a_second_run_gives_the_same_bytes(iomrules: Command, people: Path, tmp_path: Path) -> None:
    asked = ("batch", people, "--rules", MINI, "--out", tmp_path / "out", *ON)
    iomrules(*asked)
    first = (tmp_path / "out" / "part-00000.parquet").read_bytes()

    iomrules(*asked)

    assert (tmp_path / "out" / "part-00000.parquet").read_bytes() == first


def test_a_file_that_is_no_parquet_is_said_to_be_none(iomrules: Command, tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_text("нет", "utf-8")

    said = iomrules("batch", tmp_path / "a.parquet", "--rules", MINI, "--out", tmp_path / "out", *ON)

    assert said.code == 2
    assert "W003" in said.err and "это не Parquet" in said.err


def test_a_column_of_another_type_is_named(iomrules: Command, people: Path, tmp_path: Path) -> None:
    table = pq.read_table(people)
    place = table.schema.get_field_index("класс")
    pq.write_table(table.set_column(place, "класс", pa.array([None] * len(table), pa.date32())), people)

    said = iomrules("batch", people, "--rules", MINI, "--out", tmp_path / "out", *ON)

    assert said.code == 2
    assert "W070" in said.err and "«класс» — date32" in said.err


def test_a_folder_of_others_is_left_alone(iomrules: Command, people: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "чужое.txt").write_text("", "utf-8")

    said = iomrules("batch", people, "--rules", MINI, "--out", tmp_path / "out", *ON)

    assert (said.code, "W031" in said.err) == (2, True)


def test_long_texts_and_lists_are_taken_as_plain_ones(iomrules: Command, people: Path, tmp_path: Path) -> None:
    iomrules("batch", people, "--rules", MINI, "--out", tmp_path / "out", *ON)
    expected = pq.read_table(tmp_path / "out").to_pydict()
    table = pq.read_table(people)
    long = [each.with_type(pa.large_string()) if each.type == pa.string() else each for each in table.schema]
    pq.write_table(table.cast(pa.schema(long)), people)

    iomrules("batch", people, "--rules", MINI, "--out", tmp_path / "out", *ON)

    assert pq.read_table(tmp_path / "out").to_pydict() == expected


def test_the_schools_own_entries_are_known(
    iomrules: Command, people: Path, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = workspace / "iomrules.yaml"
    settings.write_text(settings.read_text("utf-8") + "сведения школы: school.yaml\n", "utf-8")
    (workspace / "school.yaml").write_text("курсы:\n  - {код: оптика, название: Оптика, часы: 2}\n", "utf-8")
    seen = []
    monkeypatch.setattr("iomrules.batch.decide_parquet", lambda prepared, *_, **__: seen.append(prepared) or 1 / 0)

    said = iomrules("batch", people, "--workspace", workspace, "--out", tmp_path / "out")

    assert "ZeroDivisionError" in said.err

    (entry,) = seen[0].catalogues["курсы"]
    assert entry.fields["название"] == "Оптика"


def test_own_entries_that_cannot_be_used_are_told(
    iomrules: Command, people: Path, workspace: Path, tmp_path: Path
) -> None:
    settings = workspace / "iomrules.yaml"
    settings.write_text(settings.read_text("utf-8") + "сведения школы: school.yaml\n", "utf-8")
    (workspace / "school.yaml").write_text("курсы:\n  - {код: оптика, название: Оптика, часы: много}\n", "utf-8")

    said = iomrules("batch", people, "--workspace", workspace, "--out", tmp_path / "out")

    assert (said.code, "school.yaml" in said.err) == (2, True)


def test_selections_are_those_that_decide_tells(iomrules: Command, people: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "forms.txt").write_bytes((MINI / "forms.txt").read_bytes())
    text = (MINI / "rules.iom").read_text("utf-8")
    (rules / "rules.iom").write_text(f"{text}\nотбор лучшие по рейтингу успехи\n  число мест 1\n", "utf-8")
    told = [
        json.loads(line)["selections"].get("лучшие")
        for line in iomrules("decide", MINI / "people.yaml", "--rules", rules, *ON).out.splitlines()
    ]

    said = iomrules("batch", people, "--rules", rules, "--out", tmp_path / "out", *ON)

    table = pq.read_table(tmp_path / "out" / "part-00000.parquet")
    words = {0: "no", 1: "yes", 2: "unknown", 5: "council"}
    assert "лучшие.level.most" in json.loads(said.out)["columns"]
    assert [words.get(code) for code in table["лучшие"].to_pylist()] == [each and each["verdict"] for each in told]
    for what in ("seats", "ahead", "level"):
        ends = zip(table[f"лучшие.{what}"].to_pylist(), table[f"лучшие.{what}.most"].to_pylist(), strict=True)
        assert [list(pair) for pair in ends] == [(each and each[what]) or [None, None] for each in told]


def test_a_damaged_file_is_named(iomrules: Command, people: Path, tmp_path: Path) -> None:
    content = bytearray(people.read_bytes())
    content[4:40] = b"\xff" * 36
    people.write_bytes(content)

    said = iomrules("batch", people, "--rules", MINI, "--out", tmp_path / "out", *ON)

    assert said.code == 2
    assert "W003" in said.err and "people.parquet" in said.err


def test_a_file_without_ids_is_told_so(iomrules: Command, people: Path, tmp_path: Path) -> None:
    pq.write_table(pq.read_table(people).drop_columns(["id"]), people)

    said = iomrules("batch", people, "--rules", MINI, "--out", tmp_path / "out", *ON)

    assert said.code == 2
    assert "W070" in said.err and "нет столбца «id»" in said.err


def test_a_column_that_no_rule_knows_is_told(iomrules: Command, people: Path, tmp_path: Path) -> None:
    table = pq.read_table(people)
    pq.write_table(table.rename_columns(["клас" if each == "класс" else each for each in table.column_names]), people)

    said = iomrules("batch", people, "--rules", MINI, "--out", tmp_path / "out", *ON)

    assert said.code == 0
    assert "F023" in said.err and "возможно, имелось в виду «класс»" in said.err


@pytest.mark.parametrize("workers", [(), ("--workers", "1")])
def test_a_folder_that_cannot_be_written_is_told(
    iomrules: Command, people: Path, tmp_path: Path, workers: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_text("", "utf-8")

    said = iomrules("batch", people, "--rules", MINI, "--out", tmp_path / "file" / "out", *ON, *workers)

    assert said.code == 2
    assert "W030" in said.err and "W090" not in said.err


def test_documents_of_no_known_form_are_told_by_their_option(iomrules: Command, people: Path, tmp_path: Path) -> None:
    said = iomrules(
        "batch", people, "--rules", MINI, "--out", tmp_path / "out", *ON, "--workers", "1", "--documents", "pdf"
    )

    assert said.code == 2
    assert "--documents: «pdf» не годится" in said.err


def test_who_is_in_the_files_twice_is_named(iomrules: Command, people: Path, tmp_path: Path) -> None:
    table = pq.read_table(people)
    other = tmp_path / "other.parquet"
    pq.write_table(table.slice(1, 1), other)
    ids = table["id"].to_pylist()
    given = ("batch", people, other, "--rules", MINI, *ON, "--out")

    alone = iomrules(*given, tmp_path / "alone")
    parts = iomrules(*given, tmp_path / "parts", "--workers", "1")

    for said in (alone, parts):
        assert (said.code, json.loads(said.out)["repeated"], json.loads(said.out)["people"]) == (1, 1, 4)
        assert "F041" in said.err and f"«{ids[1]}» встречается дважды" in said.err
        assert "people.parquet, строка 2 и " in said.err and "other.parquet, строка 1" in said.err


def test_ids_that_differ_in_case_or_a_letter_are_one_person(iomrules: Command, people: Path, tmp_path: Path) -> None:
    table = pq.read_table(people)
    other = tmp_path / "other.parquet"
    place = table.schema.get_field_index("id")
    pq.write_table(table.slice(0, 2).set_column(place, "id", pa.array(["Ёж-1", "Уж-2"])), people)
    pq.write_table(table.slice(1, 1).set_column(place, "id", pa.array(["еж-1"])), other)
    given = ("batch", people, other, "--rules", MINI, *ON, "--out")

    alone = iomrules(*given, tmp_path / "alone")
    parts = iomrules(*given, tmp_path / "parts", "--workers", "1")

    for said in (alone, parts):
        assert (said.code, json.loads(said.out)["repeated"], json.loads(said.out)["people"]) == (1, 1, 3)
        assert said.err.count("F041") == 1 and "«Ёж-1» встречается дважды" in said.err
        assert "people.parquet, строка 1 и " in said.err and "other.parquet, строка 1" in said.err


def test_a_file_given_twice_is_told_shortly(iomrules: Command, people: Path, tmp_path: Path) -> None:
    many = pa.concat_tables([pq.read_table(people).slice(0, 1)] * 30)
    ids = [f"В-{number:02}" for number in range(30)]
    pq.write_table(many.set_column(many.schema.get_field_index("id"), "id", pa.array(ids)), people)

    said = iomrules("batch", people, people, "--rules", MINI, *ON, "--out", tmp_path / "out")

    assert (said.code, said.err.count("F041"), json.loads(said.out)["repeated"]) == (1, 20, 30)
    assert "И ещё людей, записанных не раз: 10" in said.err
