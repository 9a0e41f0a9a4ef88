"""Stub."""

from iomrules.reason.interpreter import Interpreter


class Replay(Interpreter):
    pass
