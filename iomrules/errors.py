"""What we raise. An author's mistakes are Diagnostics, not exceptions, until someone asks for a result."""

from collections.abc import Sequence

from iomrules.diagnostics import Diagnostic


class IomrulesError(Exception):
    """Base of everything this package raises on purpose."""


class RulesetError(IomrulesError):
    """A ruleset with mistakes was asked to run. diagnostics: all of them, in the order of the text."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(f"{d.span} {d.code} {d.message}" for d in self.diagnostics))


class InputError(IomrulesError):
    """A file of people's records, a workspace or a template that cannot be used at all."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(f"{d.where} {d.code} {d.message}" for d in self.diagnostics))
