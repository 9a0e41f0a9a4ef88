"""Steps that several others ask: what such a one finds in a frame is held until the frame is done.

Most are asked by one other alone, and what they find is let go at once, so that its memory is taken again while the
processor still has it at hand.
"""

from collections.abc import Callable
from typing import Any

from iomrules.reason.columns.column import Column
from iomrules.reason.columns.step import Frame, Step


class Kept:
    """Asks once a frame, where several ask it. slot: its place among the frame's kept columns."""

    __slots__ = ("ask", "several", "slot")

    def __init__(self, ask: Callable[[Frame], Any], slot: int) -> None:
        self.ask, self.slot, self.several = ask, slot, False

    def __call__(self, frame: Frame) -> Any:
        kept: list[Column | None] | None = frame.kept
        if kept is None or not self.several:
            return self.ask(frame)
        found = kept[self.slot]
        if found is None:
            found = kept[self.slot] = self.ask(frame)
        return found


def kept(step: Step, slot: int) -> Step:
    """The step, asked once a frame as soon as `several` is told of it."""
    ask = Kept(step.run, slot)
    return Step(step.sort, ask, step.scale, step.least, step.greatest, step.below, step.of, step.blank)


def several(step: Step) -> Step:
    """The step, as one that more than one other asks."""
    if isinstance(step.run, Kept):
        step.run.several = True
    return step
