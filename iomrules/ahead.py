"""Work done in turn in a thread of its own, beside whoever waits for what it comes to.

A library that lets go of Python while it reads leaves a processor to those who use what was read before.
"""

from collections.abc import Callable, Iterable
from threading import Event, Thread
from typing import Generic, TypeVar

Found = TypeVar("Found")


class _Piece(Generic[Found]):
    """One piece of work, and what it came to once it is done."""

    def __init__(self, work: Callable[[], Found]) -> None:
        self._work, self._done = work, Event()
        self._found: list[Found] = []
        self._error: BaseException | None = None

    def do(self) -> None:
        try:
            self._found.append(self._work())
        except BaseException as error:  # whoever waits is told, whatever it is
            self._error = error
        self._done.set()

    def outcome(self) -> Found:
        """What the work came to, waited for. Raises what the work raised."""
        self._done.wait()
        if self._error is not None:
            raise self._error
        return self._found[0]


def ahead(works: Iterable[Callable[[], Found]]) -> tuple[Callable[[], Found], ...]:
    """For each piece of work what waits for it and gives what it came to, or raises what it raised."""
    pieces = [_Piece(work) for work in works]

    def in_turn() -> None:
        for piece in pieces:
            piece.do()

    try:
        Thread(target=in_turn, name="iomrules-ahead").start()
    except RuntimeError:  # no more threads: then at once
        in_turn()
    return tuple([piece.outcome for piece in pieces])
