"""Programs and people made at random, one seed the same program and people each time; and what the interpreter says."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from random import Random

from attrs import define, frozen

from iomrules.facts.record import Person
from iomrules.program.core import Program
from iomrules.reason.decision import Decisions
from iomrules.reason.engine import Interpreting
from iomrules.reason.entries import entries_of_catalogues
from iomrules.reason.rank import rank
from tests.agreement.people import DAYS, people
from tests.fuzz.laws import checked, read_sound
from tests.strategies.programs import REFINING_HEADER, write_layers, write_program


@define(slots=False)
class Batch:
    """People to be decided by one program for one day."""

    program: Program
    on: date
    people: Sequence[Person]

    @cached_property
    def interpreter(self) -> Interpreting:
        return Interpreting(self.program, entries_of_catalogues(self.program, {}))

    @cached_property
    def interpreted(self) -> tuple[Decisions, ...]:
        """What the interpreter says of each, without places."""
        return tuple(self.interpreter.decide(each, self.on) for each in self.people)

    @cached_property
    def ranked(self) -> tuple[Decisions, ...]:
        """The same with places among all of the batch."""
        return rank(self.program, self.interpreted)

    def of(self, kept: Sequence[Person]) -> "Batch":
        """The same of some of the people: what was interpreted of them is not asked again."""
        if len(kept) == len(self.people):
            return self
        some = Batch(self.program, self.on, kept)
        known = {id(who): said for who, said in zip(self.people, self.interpreted, strict=True)}
        some.interpreted = tuple(known[id(each)] for each in kept)
        return some


@frozen
class Difference:
    """A pair that an engine decides otherwise than the interpreter."""

    person: str
    on: date
    told: str


@frozen
class Compared:
    """pairs: how many were compared; left: how many the engine does not decide, such as values no file keeps.

    unsaid, answers: of single answers, those that the engine says it cannot say, and all. seconds: of the processor,
    without the interpreter's.
    """

    pairs: int = 0
    left: int = 0
    differences: tuple[Difference, ...] = ()
    unsaid: int = 0
    answers: int = 0
    seconds: float = 0.0

    def after(self, other: "Compared") -> "Compared":
        """Both together."""
        return Compared(
            self.pairs + other.pairs,
            self.left + other.left,
            other.differences + self.differences,
            self.unsaid + other.unsaid,
            self.answers + other.answers,
            self.seconds + other.seconds,
        )

    def told(self) -> str:
        """One line."""
        parts = [f"{self.pairs:,} pairs", f"{len(self.differences)} differences"]
        if self.left:
            parts.append(f"{self.left:,} people left, whom no table keeps")
        if self.answers:
            parts.append(f"{self.unsaid / self.answers:.2%} of {self.answers:,} answers unsaid")
        return f"{', '.join(parts)}; {self.seconds:.0f} s of the processor"


Compare = Callable[[Batch], Compared]


@frozen
class World:
    """One generated program with its people in batches, half of them on a day of their own."""

    text: str
    program: Program
    batches: tuple[Batch, ...]


def world_of(seed: int, count: int, text: str | None = None) -> World:
    """count: people. text: of a program kept before, in place of the seed's own. Raises Broken."""
    if text is None:
        text = _text(Random(seed))
    own, header, refining = text.partition(REFINING_HEADER)
    program = checked(read_sound(own), read_sound(header + refining) if header else None)
    # People have a number of their own, so that a kept text meets the people it was kept for.
    random = Random(f"people {seed}")
    days = (DAYS[0], random.choice(DAYS[1:]))
    return World(text, program, tuple(_batches(program, days, list(people(random, count)))))


def _text(random: Random) -> str:
    """A ruleset, and after it, in half of the cases, one of a later layer."""
    depth = random.choice((1, 2, 3))
    if random.random() < 0.5:
        return write_program(random, depth)
    return "\n".join(write_layers(random, depth))


def _batches(program: Program, days: Sequence[date], made: Sequence[Person]) -> Iterator[Batch]:
    for number, on in enumerate(days):
        if some := made[number :: len(days)]:
            yield Batch(program, on, some)
