"""The distributed engine: processes of this machine, or those of a cluster that is there, led by a Dask scheduler."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from distributed import Client, KilledWorker, LocalCluster, as_completed

from iomrules.cluster.partition import PACKAGES, OtherVersions, Unreachable, Unread, versions
from iomrules.cluster.region import Task, WorkersDied
from iomrules.frozen import frozen

Answer = TypeVar("Answer")
#: how often a partition is tried again that was not read, before its people are left out
_RETRIES = 2
#: seconds to wait for a scheduler
_PATIENCE = 10


@frozen
class Workers:
    """A scheduler's workers. A worker that dies loses nothing: what it had is given to another."""

    client: Client

    def each(
        self, work: Callable[[Task], Answer], shares: Sequence[Task]
    ) -> Iterator[tuple[Task, Answer | Unread | WorkersDied]]:
        """As `region.Engine` says."""
        names = [f"iomrules-{work.__name__}-{share.name}" for share in shares]
        futures = self.client.map(work, shares, key=names, retries=_RETRIES, pure=False)
        of = dict(zip(names, shares, strict=True))
        for future in as_completed(futures):
            error = future.exception()
            if error is None:
                yield of[future.key], future.result()
            elif isinstance(error, Unread):
                yield of[future.key], error
            elif isinstance(error, KilledWorker):
                yield of[future.key], WorkersDied()
            else:
                raise error
            future.release()


@contextmanager
def local_workers(count: int) -> Iterator[Workers]:
    """So many processes of this machine, for as long as the block lasts."""
    with (
        TemporaryDirectory() as scratch,
        LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            dashboard_address=None,
            local_directory=scratch,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield Workers(client)


@contextmanager
def workers_of(address: str) -> Iterator[Workers]:
    """The workers of a scheduler that runs already. Raises Unreachable, OtherVersions."""
    try:
        client = Client(address, timeout=_PATIENCE)
    except OSError as error:
        why = f"за {_PATIENCE} с никто не ответил", f"nobody answered within {_PATIENCE} s"
        raise Unreachable(address, why) from error
    except ValueError as error:
        raise Unreachable(address, ("такого адреса не бывает", "this is no address")) from error
    with client:
        _check_versions(address, client.get_versions(packages=list(PACKAGES)))
        yield Workers(client)


def _check_versions(address: str, told: Any) -> None:
    if not told["workers"]:
        raise Unreachable(address, ("у него нет исполнителей", "it has no workers"))
    for _, worker in sorted(told["workers"].items()):
        python = ".".join(str(worker["host"]["python"]).split(".")[:2])
        theirs = {"python": python, **{name: worker["packages"].get(name) or "–" for name in PACKAGES}}
        if differing := tuple((name, theirs[name], one) for name, one in versions() if theirs[name] != one):
            raise OtherVersions(differing)
