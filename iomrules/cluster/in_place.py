"""Workers that are this very process: what is done by parts, without any."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import TypeVar

from iomrules.batch import Batch
from iomrules.cluster.partition import Unread, kept_here
from iomrules.cluster.region import Task, WorkersDied
from iomrules.frozen import frozen

Answer = TypeVar("Answer")


@frozen
class InPlace:
    """A `region.Engine`: one task after another, in their order."""

    def each(
        self, work: Callable[[Task], Answer], shares: Sequence[Task]
    ) -> Iterator[tuple[Task, Answer | Unread | WorkersDied]]:
        """As `region.Engine` says."""
        for share in shares:
            try:
                yield share, work(share)
            except Unread as error:
                yield share, error


@contextmanager
def in_place(prepared: Batch, rules: bytes) -> Iterator[InPlace]:
    """This process, for as long as the block lasts. rules: as the region is told; they need not be sent."""
    with kept_here(sha256(rules).hexdigest(), prepared):
        yield InPlace()
