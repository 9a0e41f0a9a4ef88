"""Names and kinds in generated code: what a value is called, and how it is seen to be a known one of its kind."""

from typing import Any
from unicodedata import normalize

from iomrules.facts.record import DateKind, EnumKind, KeyKind, Kind, NumberKind, TextKind, TruthKind
from iomrules.frozen import define, field
from iomrules.reason.python.forms import Form
from iomrules.reason.python.surveys import Unsupported


@define
class Names:
    """Names of Python that say what stands in them, where the words can be part of a name; each for one thing."""

    given: dict[tuple[str, ...], str] = field(factory=dict)
    taken: set[str] = field(factory=set)

    def __call__(self, letter: str, *words: str) -> str:
        """A name beginning with the letter; the same for the same words."""
        if (letter, *words) not in self.given:
            name = "_".join((letter, *words))
            if name in self.taken or not name.isidentifier() or normalize("NFKC", name) != name:
                name = f"{letter}_{len(self.given)}"
            self.taken.add(name)
            self.given[letter, *words] = name
        return self.given[letter, *words]


def kind_scale(kind: Any) -> int:
    """The scale of a number of a kind: 1 of whole ones, 0 where nobody can tell."""
    return 1 if isinstance(kind, NumberKind) and kind.whole else 0


def of_kind(kind: Kind, text: str) -> Form:
    """Code that gives a value of a kind."""
    match kind:
        case NumberKind(whole=whole):
            return Form(text, "number", 1 if whole else 0)
        case TruthKind():
            return Form(text, "truth")
        case DateKind():
            return Form(text, "day")
        case EnumKind(enumeration=enumeration):
            return Form(text, "member", enumeration=enumeration)
        case TextKind() | KeyKind():
            return Form(text, "text")
    raise Unsupported


def class_of(kind: Kind) -> str:
    """The class of the known values of a kind."""
    match kind:
        case NumberKind(whole=True):
            return "int"
        case NumberKind():
            return "Number"
        case TruthKind():
            return "bool"
        case DateKind():
            return "date"
        case EnumKind():
            return "Member"
        case TextKind() | KeyKind():
            return "str"
    raise Unsupported
