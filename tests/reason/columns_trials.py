"""Many programs and people made at random, held to by columns: a number gives the same programs and people again."""

import sys
from random import Random

from iomrules.facts.record import Person
from iomrules.program.core import Program
from tests.fuzz.laws import ON, Broken, checked, person, read_sound
from tests.reason.columns_agreement import differences
from tests.strategies.programs import withheld, write_full_record, write_program

PEOPLE = 8


def world_of(seed: int, people: int = PEOPLE) -> tuple[str, Program, list[Person]]:
    """A program's text, the program, and people of whom facts are missing, none, some or nearly all."""
    random = Random(seed)
    text = write_program(random)
    program = checked(read_sound(text))
    made = []
    for number in range(people):
        full = write_full_record(random)
        known = (1.0, 0.9, 0.6, 0.2)[number % 4]
        made.append(person(program, {**withheld(random, full, known), "id": f"В-{number}"}))
    return text, program, made


def trial(seed: int, people: int = PEOPLE) -> list[str]:
    """Where columns and the interpreter do not agree on one program."""
    _, program, made = world_of(seed, people)
    return differences(program, made, ON)


def main(first: int, last: int) -> int:
    pairs = 0
    for seed in range(first, last):
        try:
            found = trial(seed)
        except Broken as broken:
            print(f"seed {seed}: {str(broken)[:300]}")
            continue
        pairs += PEOPLE
        if found:
            print(f"seed {seed}: {found[:5]}")
    print(f"{pairs} pairs")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
