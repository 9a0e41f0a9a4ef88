"""People's records to Arrow and back; unknown, absent and not there stay apart."""

from fractions import Fraction
from random import Random

import pyarrow as pa
import pytest

from iomrules.facts.arrow import people_of_batch, people_to_batch
from iomrules.facts.arrow_layout import arrow_schema
from iomrules.values import ABSENT, Entry, Unknown
from tests.fuzz.laws import checked, person, read_sound
from tests.strategies.programs import withheld, write_full_record, write_program


def _world(seed: int = 1):
    random = Random(seed)
    program = checked(read_sound(write_program(random)))
    people = [
        person(program, {**withheld(random, write_full_record(random), known), "id": f"В-{number}"})
        for number, known in enumerate((1.0, 0.9, 0.6, 0.3, 0.1))
    ]
    return program, people


@pytest.mark.parametrize("seed", range(20))
def test_a_record_comes_back_as_it_was(seed: int) -> None:
    program, people = _world(seed)

    batch = people_to_batch(people, program.schema, "ученик")
    back = people_of_batch(batch, program.schema, "ученик")

    assert [each.facts for each in back] == [each.facts for each in people]
    assert [(each.id, each.name, each.form_class) for each in back] == [(e.id, e.name, e.form_class) for e in people]


def test_a_slice_of_a_batch_gives_those_people() -> None:
    program, people = _world()

    back = people_of_batch(people_to_batch(people, program.schema, "ученик").slice(2, 2), program.schema, "ученик")

    assert [each.id for each in back] == ["В-2", "В-3"]


def test_absent_and_unknown_are_both_null_and_told_apart_beside() -> None:
    program, people = _world()
    one = people[0]
    facts = Entry("ученик", {**one.facts.fields, "запас": ABSENT}, one.id)
    other = Entry("ученик", {**one.facts.fields, "запас": Unknown(())}, one.id)
    made = [type(one)(one.id, "ученик", facts), type(one)(one.id, "ученик", other)]

    batch = people_to_batch(made, program.schema, "ученик")

    assert batch.column("запас").to_pylist() == [None, None]
    assert batch.column("запас.absent").to_pylist() == [True, False]


def test_members_are_small_numbers_whose_names_stand_in_the_file() -> None:
    program, _ = _world()

    field = arrow_schema(program.schema, "ученик").field("достижения").type.value_field.type.field("уровень")

    assert field.type == pa.int8()
    assert "региональный" in field.metadata[b"iomrules.members"].decode()


def test_a_number_that_six_places_do_not_hold_is_refused() -> None:
    program, people = _world()
    one = people[0]
    facts = Entry("ученик", {**one.facts.fields, "запас": Fraction(1, 3)}, one.id)

    with pytest.raises(ValueError, match="decimal places"):
        people_to_batch([type(one)(one.id, "ученик", facts)], program.schema, "ученик")


def test_a_column_that_is_not_there_is_not_known() -> None:
    program, people = _world()
    batch = people_to_batch(people, program.schema, "ученик").drop_columns(["класс"])

    assert isinstance(people_of_batch(batch, program.schema, "ученик")[0].facts.fields["класс"], Unknown)
