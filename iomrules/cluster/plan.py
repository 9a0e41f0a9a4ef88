"""How people of many files are cut into partitions: one partition is one written file, the same as on one machine."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq

from iomrules.frozen import evolve, frozen


@frozen
class Stretch:
    """People of one file in a row. start: from 0. size, stamp: bytes and change time of the file as planned."""

    path: str
    start: int
    count: int
    size: int
    stamp: int


@frozen
class Partition:
    """The people of one written file, in order."""

    number: int
    stretches: tuple[Stretch, ...]

    @property
    def people(self) -> int:
        return sum(each.count for each in self.stretches)

    @property
    def name(self) -> str:
        return f"part-{self.number:05}.parquet"

    def without(self, lost: Stretch) -> "Partition":
        """The rest of it, where some of its people cannot be read."""
        return evolve(self, stretches=tuple(each for each in self.stretches if each != lost))

    def key(self, of_all: str) -> str:
        """What its conclusions follow from, as a name: the same people by the same rules have the same.

        of_all: what they follow from besides the people.
        """
        return sha256(repr((of_all, self.number, self.stretches)).encode()).hexdigest()[:20]


def cut(files: Sequence[Path], block: int, part: int) -> tuple[Partition, ...]:
    """The partitions of files, at least one. block: people decided at once, counted anew in each file.

    part: people after which a partition is closed. Raises OSError and ArrowException for a file that is no Parquet.
    """
    made: list[Partition] = []
    held: list[Stretch] = []
    for stretch in _blocks(files, block):
        held = _joined(held, stretch)
        if sum(each.count for each in held) >= part:
            made.append(Partition(len(made), tuple(held)))
            held = []
    if held or not made:
        made.append(Partition(len(made), tuple(held)))
    return tuple(made)


def _blocks(files: Sequence[Path], block: int) -> Iterator[Stretch]:
    for path in files:
        status = path.stat()
        rows = pq.read_metadata(path).num_rows
        for start in range(0, rows, block):
            count = min(block, rows - start)
            yield Stretch(str(path.absolute()), start, count, status.st_size, status.st_mtime_ns)


def _joined(held: list[Stretch], one: Stretch) -> list[Stretch]:
    """With one more block; it only lengthens the last stretch where it goes on."""
    if held and held[-1].path == one.path:
        return [*held[:-1], evolve(held[-1], count=held[-1].count + one.count)]
    return [*held, one]
