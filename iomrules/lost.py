"""What stands for a value that is not plainly known: whoever touches it is stopped.

Quick code computes with plain numbers, words and days, and looks at none of them twice. A fact that is missing, or is
no plain value of its kind, stands as LOST, and one that is known to be absent as NOTHING.
"""

from typing import Any, NoReturn


class Lost(Exception):
    """Something here is not plainly known: the interpreter has to be asked."""


class LostValue:
    """Stands for what is not plainly known; whoever uses it is stopped."""

    __slots__ = ()

    def _stop(self, *_: object) -> NoReturn:
        raise Lost

    __bool__ = __len__ = __iter__ = __hash__ = __index__ = __neg__ = __pos__ = _stop
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _stop
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _stop
    __divmod__ = __rdivmod__ = __floordiv__ = __rfloordiv__ = __truediv__ = __rtruediv__ = _stop
    __getitem__ = __getattr__ = __contains__ = _stop


LOST: Any = LostValue()


class NothingValue:
    """Stands for what is absent: it equals nothing and is neither less nor greater, it is no, and adds to nothing."""

    __slots__ = ()

    def _never(self, other: object) -> bool:
        if other is LOST:
            raise Lost
        return False

    def _always(self, other: object) -> bool:
        if other is LOST:
            raise Lost
        return True

    def _itself(self, other: object) -> "NothingValue":
        if other is LOST:
            raise Lost
        return self

    def _stop(self, *_: object) -> NoReturn:
        raise Lost

    def __bool__(self) -> bool:
        return False

    def __hash__(self) -> int:
        return 0

    @property
    def name(self) -> "NothingValue":
        """Of a member that is not there."""
        return self

    @property
    def rank(self) -> "NothingValue":
        """Of a member that is not there."""
        return self

    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = _never
    __ne__ = _always
    # a comparison brings both sides to one scale; operands of arithmetic are looked at before
    __mul__ = __rmul__ = _itself
    __add__ = __radd__ = __sub__ = __rsub__ = __neg__ = __pos__ = _stop
    __divmod__ = __rdivmod__ = __floordiv__ = __rfloordiv__ = __truediv__ = __rtruediv__ = _stop


NOTHING: Any = NothingValue()
