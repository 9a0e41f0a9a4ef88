"""Pausing Python's search for what may be thrown away, while much is made that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Within it nothing is searched for; afterwards all is as before.

    A tree or a program is made of a hundred thousand objects that all stay: looking through them again and again while
    they are made takes as long as making them. Afterwards they count as old, so that the first small thing made then
    does not have all of them searched either.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            if not gc.get_freeze_count():
                # Nobody else's are put aside: ours, put aside and taken back, are among the old ones.
                gc.freeze()
                gc.unfreeze()
            gc.enable()
