"""An invented region small enough for tests: files of people, one machine's files to compare with, workers in place."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import field, frozen

from iomrules import batch
from iomrules.batch import Batch, Summary, decide_parquet
from iomrules.cluster.partition import Share, Unread
from iomrules.facts.arrow import people_to_batch
from iomrules.program.core import Program
from tests.fuzz.laws import ON, checked, person, read_sound
from tests.reason.test_columns_batch import RECORDS
from tests.reason.test_columns_batch import RULES as OF_ONE_MACHINE

#: a rating whose totals are no decimals, and whose places go on without gaps; selections by both ratings
RULES = (
    OF_ONE_MACHINE
    + """
рейтинг нагрузка
  критерий пара класс / пропуски
  место по возрастанию
  равные делят место без пропуска

отбор в_профильную_группу по рейтингу портфолио
  для учеников где класс не меньше 9
  число мест не больше 30 % участников
  проходной балл 30

отбор в_запас по рейтингу портфолио
  проходной балл 40

отбор в_подгруппу по рейтингу нагрузка
  число мест 30
"""
)
BLOCK, PART = 3, 10


@frozen
class World:
    """A program, and files of its people."""

    program: Program
    files: tuple[Path, ...]
    folder: Path

    def batch(self) -> Batch:
        return Batch(self.program, "ученик", ON, pq.read_schema(self.files[0]))

    def out(self, name: str) -> Path:
        (self.folder / name).mkdir()
        return self.folder / name

    def one_machine(self, monkeypatch: pytest.MonkeyPatch, part: int = PART) -> tuple[Path, Summary]:
        """What one machine writes of the files."""
        monkeypatch.setattr(batch, "PART", part)
        out = self.out("one")
        return out, decide_parquet(self.batch(), self.files, out, block=BLOCK)


def world_in(folder: Path, counts: Sequence[int] = (25, 0, 7, 11), groups: Sequence[int] = (4, 9, 100, 3)) -> World:
    """Files of so many people, in groups of rows of several sizes; the same few people again and again, to be level."""
    program = checked(read_sound(RULES))
    files = []
    row = 0
    for number, (count, group) in enumerate(zip(counts, groups, strict=True)):
        people = [
            person(program, {**RECORDS[(row + each) % len(RECORDS)], "id": f"В-{row + each}"}) for each in range(count)
        ]
        row += count
        files.append(folder / f"f{number}.parquet")
        table = pa.Table.from_batches([people_to_batch(people, program.schema, "ученик")])
        pq.write_table(table, files[-1], row_group_size=group)
    return World(program, tuple(files), folder)


def spoil(path: Path) -> None:
    """Everything in a Parquet file but what tells of its columns and rows becomes zeros."""
    content = path.read_bytes()
    end = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    path.write_bytes(content[:4] + bytes(end - 4) + content[end:])


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


@frozen
class Here:
    """Workers that are this very process, in an order of their own. done: shares and what was done with them."""

    done: list[tuple[str, int]] = field(factory=list)

    def each(self, work: Callable[[Share], object], shares: Sequence[Share]) -> Iterator[tuple[Share, object]]:
        for share in reversed(shares):
            self.done.append((work.__name__, share.partition.number))
            try:
                yield share, work(share)
            except Unread as error:
                yield share, error
