"""Parquet in, Parquet out: the same conclusions as person by person, places among everybody, faults at the end."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from iomrules.batch import LEAST_BLOCK, MEMORY_BLOCK, Batch, block_of, decide_parquet, decide_table
from iomrules.facts.arrow import people_to_batch
from iomrules.facts.arrow_rows import people_of_batch
from iomrules.facts.record import NumberKind, Person
from iomrules.program import core
from iomrules.program.core import Program
from iomrules.reason.columns import distinct, sums
from iomrules.reason.columns.column import Array
from iomrules.reason.columns.frame import Block, Elements
from iomrules.reason.columns.sources import fact_reader
from iomrules.reason.decision import Admission
from iomrules.reason.engine import prepare
from iomrules.reason.interpreter import Interpreter
from iomrules.reason.rank import rank
from tests.fuzz.laws import ON, checked, person, read_sound

RULES = """
показатель средний_балл
  среднее отметок округлить до 0,01 половина вверх

показатель на_класс
  класс / пропуски

таблица надбавка по классу
  единственная строка
  от 1 до 9; 0
  10; 2

правило допуск
  для учеников где класс не меньше 5
  если средний_балл не меньше 4 или есть достижение где уровень не меньше муниципального и подтверждено

рейтинг портфолио
  критерий учёба средний_балл * 10
  критерий участие сумма лучших 2 из баллов_за_уровень среди достижений где подтверждено
  критерий прибавка надбавка
  место по убыванию
  при равенстве участие
  равные делят место
"""


def _achievement(level: str, sure: object = True) -> dict[str, object]:
    return {
        "вид": "олимпиада", "уровень": level, "результат": "призёр", "предмет": "химия",
        "дата": "01.02.2026", "балл_жюри": 5, "подтверждено": sure,
    }  # fmt: skip


RECORDS: list[dict[str, object]] = [
    {"класс": 5, "пропуски": 3, "отметки": {"химия": 5, "физика": 4}, "достижения": []},
    {"класс": 9, "пропуски": 9, "отметки": {"химия": 3}, "достижения": [_achievement("региональный")]},
    {"класс": 9, "пропуски": 9, "отметки": {"химия": 3}, "достижения": [_achievement("региональный")]},
    {"класс": 10, "пропуски": 0, "отметки": {"химия": 3}, "достижения": [_achievement("школьный", None)]},
    {"класс": 11, "отметки": {"химия": 3}, "достижения": []},
    {"класс": 4, "отметки": {"химия": "осв", "физика": 5}, "достижения": None},
    {"отметки": {"химия": 5}, "достижения": [_achievement("региональный")] * 3},
]


@pytest.fixture(name="world")
def _world() -> tuple[Program, list[Person]]:
    program = checked(read_sound(RULES))
    return program, [person(program, {"id": f"В-{n}", **each}) for n, each in enumerate(RECORDS)]


def _table(program: Program, people: list[Person], times: int = 1) -> pa.Table:
    return pa.Table.from_batches([people_to_batch(people, program.schema, "ученик")] * times)


def test_places_are_those_of_the_interpreter(world: tuple[Program, list[Person]]) -> None:
    program, people = world
    table = _table(program, people)
    engine = prepare(program)
    expected = [d.ratings.get("портфолио") for d in rank(program, [engine.decide(each, ON) for each in people])]

    told = decide_table(Batch(program, "ученик", ON, table.schema), table, block=3)

    assert told["портфолио.place"].to_pylist() == [r.place or 0 if r else 0 for r in expected]
    assert told["портфолио.shared"].to_pylist() == [r.shared if r else 1 for r in expected]


def test_faults_are_told_and_stop_nobody_else(world: tuple[Program, list[Person]], tmp_path: Path) -> None:
    program, people = world
    table = _table(program, people)
    pq.write_table(table, tmp_path / "in.parquet")
    out = tmp_path / "out"
    out.mkdir()

    summary = decide_parquet(Batch(program, "ученик", ON, table.schema), [tmp_path / "in.parquet"], out)

    assert {(fault.person, fault.target) for fault in summary.faults} == {("В-3", "на_класс"), ("В-4", "портфолио")}
    assert summary.people == len(people)
    assert pq.read_table(out)["портфолио.state"].to_pylist() == [0, 0, 0, 1, 3, 1, 1]


def test_a_file_is_the_same_however_it_is_cut(world: tuple[Program, list[Person]], tmp_path: Path) -> None:
    program, people = world
    table = _table(program, people, 40)
    pq.write_table(table, tmp_path / "in.parquet", row_group_size=50)
    whole = decide_table(Batch(program, "ученик", ON, table.schema), table, threads=1)
    out = tmp_path / "out"
    out.mkdir()

    decide_parquet(Batch(program, "ученик", ON, table.schema), [tmp_path / "in.parquet"], out, block=33)

    assert pq.read_table(out).to_pydict() == whole.to_pydict()
    assert [each.name for each in out.iterdir()] == ["part-00000.parquet"]


def test_numbers_are_exact_decimals_and_what_is_no_decimal_is_text(world: tuple[Program, list[Person]]) -> None:
    program, people = world
    table = _table(program, people[:1])

    told = decide_table(Batch(program, "ученик", ON, table.schema), table)

    assert told.schema.field("средний_балл").type == pa.decimal32(9, 2)
    assert told["средний_балл"].to_pylist()[0] == 4.5
    assert told["на_класс"].to_pylist() == ["5/3"]


def test_missing_facts_are_named_where_asked(world: tuple[Program, list[Person]]) -> None:
    program, people = world
    table = _table(program, people)

    told = decide_table(Batch(program, "ученик", ON, table.schema, missing=True), table)

    engine = prepare(program)
    expected = [engine.decide(each, ON) for each in people]

    def named(value: object) -> list[str] | None:
        return list(dict.fromkeys(each.fact for each in getattr(value, "missing", ()))) or None

    for name in program.rules:
        assert told[f"{name}.missing"].to_pylist() == [named(each.verdicts.get(name)) for each in expected]
    for name in program.indicators:
        assert told[f"{name}.missing"].to_pylist() == [named(each.values.get(name)) for each in expected]
    totals = [each.ratings["портфолио"].total if "портфолио" in each.ratings else None for each in expected]
    assert told["портфолио.missing"].to_pylist() == [named(each) for each in totals]
    assert any(map(named, totals))


def test_members_told_by_name_or_in_another_order_are_understood(world: tuple[Program, list[Person]]) -> None:
    program, people = world
    table = _table(program, people)
    expected = decide_table(Batch(program, "ученик", ON, table.schema), table)
    field = table.schema.field("достижения")
    inner = field.type.value_field.type
    levels = ("школьный", "муниципальный", "региональный")
    fields = [each if each.name != "уровень" else pa.field("уровень", pa.string()) for each in inner]
    rows = [
        None if row is None else [{**each, "уровень": levels[each["уровень"]]} for each in row]
        for row in table["достижения"].to_pylist()
    ]
    place = table.schema.get_field_index("достижения")
    named = table.set_column(place, "достижения", pa.array(rows, pa.list_(pa.struct(fields))))

    told = decide_table(Batch(program, "ученик", ON, named.schema), named)

    assert told.to_pydict() == expected.to_pydict()


def test_another_day_is_another_batch(world: tuple[Program, list[Person]]) -> None:
    program, people = world
    table = _table(program, people)

    assert decide_table(Batch(program, "ученик", date(2024, 1, 1), table.schema), table).num_rows == len(people)


def test_values_at_fault_stop_that_person_alone(world: tuple[Program, list[Person]]) -> None:
    program, people = world
    table = _table(program, people)
    forms = table["класс"].to_pylist()
    forms[1] = 99
    broken = table.set_column(
        table.schema.get_field_index("класс"), table.schema.field("класс"), pa.array(forms, pa.int8())
    )
    expected = decide_table(Batch(program, "ученик", ON, table.schema), table)

    told = decide_table(Batch(program, "ученик", ON, broken.schema), broken)

    assert told["допуск"].to_pylist()[1] == 4
    assert told["портфолио.state"].to_pylist()[1] == 3
    for row in (0, 2, 3, 4, 5, 6):
        assert told["допуск"][row] == expected["допуск"][row]


def test_long_arrays_are_taken_from_as_short_ones_are(
    world: tuple[Program, list[Person]], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, people = world
    table = _table(program, people, 30)
    by_numpy = decide_table(Batch(program, "ученик", ON, table.schema), table)

    monkeypatch.setattr("iomrules.reason.columns.column._FEW", 0)

    assert decide_table(Batch(program, "ученик", ON, table.schema), table).equals(by_numpy)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_files_are_the_same_bytes_whoever_decides(
    world: tuple[Program, list[Person]], tmp_path: Path, threads: int
) -> None:
    program, people = world
    pq.write_table(_table(program, people, 40), tmp_path / "in.parquet", row_group_size=70)
    written = []
    for name, count in (("one", 1), ("other", threads)):
        out = tmp_path / name
        out.mkdir()
        prepared = Batch(program, "ученик", ON, pq.read_schema(tmp_path / "in.parquet"))
        decide_parquet(prepared, [tmp_path / "in.parquet"], out, block=16, threads=count)
        written.append([(each.name, each.read_bytes()) for each in sorted(out.iterdir())])

    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("people", "threads", "block"),
    [
        (0, 2, 1),
        (1_000, 2, 1_000),  # too few to share out
        (LEAST_BLOCK * 2, 2, LEAST_BLOCK),
        (MEMORY_BLOCK, 1, MEMORY_BLOCK),
        (MEMORY_BLOCK * 3, 2, MEMORY_BLOCK * 3 // 4),  # four, for two threads to end together
    ],
)
def test_blocks_keep_all_threads_at_work(people: int, threads: int, block: int) -> None:
    assert block_of(people, threads) == block


def test_a_number_that_its_column_cannot_hold_is_said_to_be_one() -> None:
    program = checked(read_sound("показатель часть\n  класс / (пропуски / класс)\n"))
    people = [
        person(program, {"id": f"В-{n}", "класс": form, "пропуски": missed})
        for n, (form, missed) in enumerate([(5, 10), (9, 27), (10, 3)])
    ]
    table = _table(program, people)

    told = decide_table(Batch(program, "ученик", ON, table.schema), table)

    assert told["часть"].to_pylist() == [2.5, 3, None]
    assert told["часть.state"].to_pylist() == [0, 0, 4]


def test_what_a_block_was_told_is_not_forgotten_for_another(
    world: tuple[Program, list[Person]], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, _ = world
    monkeypatch.setattr(distinct, "_MOST_KEPT", 1)
    node = core.FactOf("класс", kind=NumberKind(whole=True, low=1, high=11))

    def block(*forms: int) -> Block:
        people = [person(program, {"id": f"В-{n}", "класс": form}) for n, form in enumerate(forms)]
        return Block(_table(program, people).combine_chunks().to_batches()[0], 0)

    def ask(rows: pa.RecordBatch) -> list[Interpreter]:
        if rows["класс"].to_pylist() == [9]:
            # as two other threads would in between
            step.run(block(10))
            step.run(block(11))
        people = people_of_batch(rows, program.schema, "ученик")
        return [Interpreter(program, {}, each, ON) for each in people]

    columns = block(5).batch.schema
    fact = program.schema.shapes["ученик"].fact("класс")
    assert fact is not None
    step = distinct.by_combination(program, "ученик", node, lambda _: fact_reader(program.schema, fact, columns), ask)
    step.run(block(5))

    told = step.run(block(5, 9))

    assert [Fraction(int(each), step.scale) for each in told.low] == [5, 9]


def test_what_a_criterion_adds_up_is_added_up_once_for_it_and_for_the_total(
    world: tuple[Program, list[Person]], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, people = world
    asked: list[int] = []
    few = sums.greatest_few

    def counted(frame: Elements, values: Array, best: int, kind: type) -> Array:
        asked.append(best)
        return few(frame, values, best, kind)

    sure = [who for who, told in zip(people, RECORDS, strict=True) if told["достижения"] == []]
    table = _table(program, sure)
    monkeypatch.setattr(sums, "greatest_few", counted)
    decide_table(Batch(program, "ученик", ON, table.schema), table)

    assert asked == [2]


def test_what_is_left_out_is_named_with_the_reason() -> None:
    text = """
отбор первые по рейтингу участие
  число мест 1

рейтинг участие
  критерий вклад
    по каждому предмету среднее баллов_жюри среди достижений
    сумма
"""
    program = checked(read_sound(text))
    people = [person(program, {"id": f"В-{n}", **each}) for n, each in enumerate(RECORDS)]
    table = _table(program, people)
    prepared = Batch(program, "ученик", ON, table.schema)

    told = decide_table(prepared, table)

    expected = rank(program, [prepare(program).decide(each, ON) for each in people])
    assert prepared.columns.left_out == dict.fromkeys(
        ("участие", "первые"), ("среднее по группам", "the mean of groups")
    )
    chosen = [each.selections.get("первые") for each in expected]
    codes = {None: (3, 4), Admission.NO: (0,), Admission.YES: (1,), Admission.UNKNOWN: (2,)}
    answers = [codes[each.verdict if each else None] for each in chosen]
    assert all(code in among for code, among in zip(told["первые"].to_pylist(), answers, strict=True))


def test_at_least_one_thread_decides(world: tuple[Program, list[Person]], tmp_path: Path) -> None:
    table = _table(*world)
    prepared = Batch(world[0], "ученик", ON, table.schema)

    with pytest.raises(ValueError, match="at least one thread"):
        decide_table(prepared, table, threads=0)
    with pytest.raises(ValueError, match="at least one thread"):
        decide_parquet(prepared, (), tmp_path, threads=0)
