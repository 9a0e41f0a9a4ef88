"""Pausing Python's search for what may be thrown away, while much is made that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Within it nothing is searched for; afterwards all is as before.

    A tree or a program is made of a hundred thousand objects that all stay: looking through them again and again while
    they are made takes as long as making them.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
