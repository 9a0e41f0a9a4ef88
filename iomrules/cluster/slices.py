"""Some people of one partition: what a worker is asked to compose routes or to write documents of at a time."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from iomrules.cluster.partition import MARK, Share, people_of, prepared_for
from iomrules.diagnostics import Diagnostic
from iomrules.facts.arrow import read_rows
from iomrules.facts.record import Person
from iomrules.frozen import evolve, frozen

#: in place of a person whose values are at fault: the id and what is wrong
Read = Person | tuple[str, Diagnostic]


@frozen
class Slice:
    """People of a partition in a row. start: the first one's row."""

    share: Share
    start: int
    count: int

    @property
    def name(self) -> str:
        return f"{self.share.name}-{self.start:06}"

    def path(self, what: str) -> Path:
        """A file of these people that is only there while routes are composed."""
        return Path(self.share.errand.folder) / f"{MARK}{self.name}.{what}"

    def people(self) -> Sequence[Read]:
        """The people, in order. Raises Unread."""
        return [each for batch in self._batches() for each in self._read(batch)]

    def some(self, rows: Sequence[int]) -> Sequence[Read]:
        """Those who stand in some rows of the slice. Raises Unread."""
        found = pa.Table.from_batches(list(self._batches())).take(pa.array(rows, pa.int64())).combine_chunks()
        return [each for batch in found.to_batches() for each in self._read(batch)]

    def _batches(self) -> Iterator[pa.RecordBatch]:
        prepared = prepared_for(self.share.errand)
        before = 0
        for stretch in self.share.partition.stretches:
            first, last = max(self.start, before), min(self.start + self.count, before + stretch.count)
            if first < last:
                part = evolve(stretch, start=stretch.start + first - before, count=last - first)
                yield from people_of(prepared, part, self.count)
            before += stretch.count

    def _read(self, batch: pa.RecordBatch) -> Sequence[Read]:
        prepared = prepared_for(self.share.errand)
        return read_rows(batch, prepared.program.schema, prepared.shape)


def slices_of(shares: Sequence[Share], size: int) -> Iterator[Slice]:
    """Everybody of written partitions, so many at a time."""
    for share in shares:
        for start in range(0, share.partition.people, size):
            yield Slice(share, start, min(size, share.partition.people - start))
