"""Selections over blocks of people: however they are cut, who gets a seat is what comparing everybody says."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from random import Random

import pyarrow as pa
import pytest

from iomrules.batch import Batch, decide_table
from iomrules.facts.arrow import people_to_batch
from iomrules.facts.record import Person
from iomrules.program.core import Program
from iomrules.reason.columns import contest
from iomrules.reason.columns.candidates import Offer
from iomrules.reason.columns.contest import Contest, Level, Part, seats_of, settle, told
from iomrules.reason.columns.decide import FAULT, NOT_APPLICABLE
from iomrules.reason.columns.standing import Keys
from iomrules.reason.decision import Admission, Decisions
from iomrules.reason.engine import prepare
from iomrules.reason.rank import rank
from tests.fuzz.laws import ON, checked, person, read_sound
from tests.strategies.programs import withheld, write_full_record

CODES = {Admission.NO: 0, Admission.YES: 1, Admission.UNKNOWN: 2, Admission.COUNCIL: contest.COUNCIL}
HEAD = """
показатель средний_балл
  среднее отметок округлить до {unit} половина вверх

показатель на_класс
  класс / пропуски

рейтинг портфолио
  для учеников где {whom}
  критерий учёба {total}
  критерий участие количество достижений где подтверждено
  {groups}
  место по {order}
  при равенстве участие
  равные делят место
"""
SELECTION = """
отбор {name} по рейтингу портфолио
  {whom}
  {seats}
  {mark}
  при равенстве на последнем месте {border}
"""


def world_of(seed: int, count: int = 23) -> tuple[Program, list[Person]]:
    """A rating and three selections by it, of people of whom facts are missing."""
    random = Random(seed)
    one = random.choice
    text = HEAD.format(
        unit=one(("0,01", "1")),
        whom=one(("класс не меньше 1", "класс не меньше 5", "льгота или класс больше 3")),
        total=one(("средний_балл * 10", "средний_балл", "класс", "на_класс", "пропуски")),
        order=one(("убыванию", "возрастанию")),
        groups=one(("", "сначала льгота", "сначала льгота\n  сначала (долг и класс больше 5)")),
    )
    for name in ("первый_отбор", "второй_отбор", "третий_отбор"):
        seats = one(("число мест 3", "число мест 7,5", "число мест не больше 30 % участников", ""))
        text += SELECTION.format(
            name=name,
            whom=one(("", "для учеников где льгота", "для учеников где класс не больше 9 и не долг")),
            seats=seats,
            mark=one(("проходной балл 4", "проходной балл класс")) if not seats or random.random() < 0.3 else "",
            border=one(("решает комиссия", "зачислить всех", "не зачислять никого")),
        )
    program = checked(read_sound(text))
    people = []
    for number in range(count):
        known = (1.0, 1.0, 0.9, 0.5)[number % 4]
        record = withheld(random, {**write_full_record(random), "класс": random.choice((4, 5, 9, 9, 10))}, known)
        people.append(person(program, {**record, "id": f"В-{number}"}))
    return program, people


def _table(program: Program, people: Sequence[Person]) -> pa.Table:
    return pa.Table.from_batches([people_to_batch(people, program.schema, "ученик")])


def _expected(program: Program, people: Sequence[Person], on: date = ON) -> list[Decisions]:
    engine = prepare(program)
    return list(rank(program, [engine.decide(each, on) for each in people]))


def _rows(expected: Sequence[Decisions], name: str) -> list[tuple[object, ...]]:
    """The columns of a selection as the interpreter would have them."""
    rows: list[tuple[object, ...]] = []
    for each in expected:
        result = each.selections.get(name)
        if result is None:
            faulty = {fault.target for fault in each.faults} & {name, "портфолио"}
            rows.append((FAULT if faulty else NOT_APPLICABLE, *(None,) * 7))
            continue
        ends = [ends or (None, None) for ends in (result.seats, result.ahead, result.level)]
        missing = [each.fact for each in result.missing] if result.missing else None
        rows.append(
            (CODES[result.verdict], missing and list(dict.fromkeys(missing)), *(end for pair in ends for end in pair))
        )
    return rows


def _columns(decided: pa.Table, name: str) -> list[tuple[object, ...]]:
    ranges = [f"{name}.{what}{end}" for what in ("seats", "ahead", "level") for end in ("", ".most")]
    return list(zip(*(decided[each].to_pylist() for each in (name, f"{name}.missing", *ranges)), strict=True))


def _told(program: Program, people: Sequence[Person], block: int) -> pa.Table:
    table = _table(program, people)
    return decide_table(Batch(program, "ученик", ON, table.schema, missing=True), table, block=block, threads=1)


@pytest.mark.parametrize("seed", range(40))
def test_a_selection_is_that_of_everybody_compared(seed: int) -> None:
    program, people = world_of(seed)
    expected = _expected(program, people)

    for block in (5, 100):
        decided = _told(program, people, block)
        for name in program.selections:
            assert _columns(decided, name) == _rows(expected, name)


@pytest.mark.parametrize("seed", range(40, 60))
def test_keys_that_do_not_fit_a_number_say_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    program, people = world_of(seed)
    expected = _told(program, people, 6)
    packed, turns = Keys.packed, iter(range(1000))

    monkeypatch.setattr(Keys, "packed", lambda *given: packed(*given) if next(turns) % 2 else None)

    assert _told(program, people, 6).equals(expected)


@pytest.mark.parametrize("seed", range(60, 80))
def test_blocks_taken_as_one_part_say_the_same(seed: int) -> None:
    program, people = world_of(seed)
    table = _table(program, people)
    prepared = Batch(program, "ученик", ON, table.schema)
    outcomes = [prepared.decide(batch)[1] for batch in table.to_batches(4)]
    for asked in prepared.columns.selections:
        whole, halves = Contest.of(asked), (Contest.of(asked), Contest.of(asked))
        for number, outcome in enumerate(outcomes):
            whole.take(outcome)
            halves[number > 2].take(outcome)
        expected = [row for each in whole.told() for row in each.verdicts.tolist()]

        parts = [half.joined() for half in halves]
        levels = [Level.of_plain(level.plain()) for level, _ in parts]
        kept = [Part.of_content(part.content()) for _, part in parts]
        border = asked.selection.border
        settled = settle(whole.keys, levels)

        found = [told(border, *each) for each in zip(kept, settled, strict=True)]
        assert [row for each in found for row in each.verdicts.tolist()] == expected


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        ((None, None), (contest.UNTOLD, contest.UNTOLD)),
        ((Fraction(7, 2), None), (3, 3)),
        ((-1, None), (0, 0)),
        ((None, Fraction(3, 10)), (1, 3)),
        ((2, Fraction(3, 10)), (1, 2)),
    ],
)
def test_seats_are_whole_and_a_share_is_of_those_who_take_part(offer: Offer, expected: tuple[int, int]) -> None:
    assert seats_of(offer, 6, 10) == expected


def test_nobody_at_all_is_chosen_of_nobody() -> None:
    program, people = world_of(1)
    table = _table(program, people)
    prepared = Batch(program, "ученик", ON, table.schema)

    decided = decide_table(prepared, table.slice(0, 0))

    assert decided.num_rows == 0
    assert "первый_отбор.level.most" in decided.column_names
