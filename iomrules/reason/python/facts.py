"""A person's facts in generated code: names for the places of their row, and what is read of these once."""

from collections.abc import Callable

from iomrules.facts.record import ByKeyKind, Fact, Layout, layout_of
from iomrules.frozen import define, evolve, field
from iomrules.program.core import Program
from iomrules.reason.python.forms import Form, Once
from iomrules.reason.python.kinds import of_kind
from iomrules.reason.python.surveys import Unsupported

#: part of a place -> the letter that its name begins with
_LETTERS = {"": "f", "by": "b", "given": "e", "numbers": "n"}


@define
class Facts:
    """What code reads of people of one shape.

    row: (fact, part) of a place in a person's row -> the name it is read into. unders: fact by key -> member -> the
    name its value is read into. once: what is asked of facts again and again.
    """

    program: Program
    shape: str
    names: Callable[..., str]
    row: dict[tuple[str, str], str] = field(factory=dict)
    unders: dict[str, dict[str, str]] = field(factory=dict)
    once: Once = field(init=False)
    layout: Layout = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.once = Once(self.names)
        self.layout = layout_of(self.program.schema, self.shape)

    def declared(self, name: str) -> Fact:
        """A fact of the shape."""
        shape = self.program.schema.shapes.get(self.shape)
        found = shape.fact(name) if shape else None
        if found is None:
            raise Unsupported
        return found

    def value(self, name: str) -> Form:
        """A fact as it is."""
        fact = self.declared(name)
        form = of_kind(fact.kind, self.place(fact, ""))
        return evolve(form, sure=True, plain=True, absent=fact.optional, fact=fact.name, optional=fact.optional)

    def place(self, fact: Fact, part: str) -> str:
        """The name that a part of a fact stands in, as it is laid out: LOST where it is not plainly known."""
        words = () if part in _LETTERS else (part,)
        return self.row.setdefault((fact.name, part), self.names(_LETTERS.get(part, "c"), fact.name, *words))

    def under(self, name: str, key: str) -> Form:
        """What a fact by key has under a member that the rules name."""
        fact, kind = self._by_key(name)
        if key not in self._members(kind):
            raise Unsupported
        self.place(fact, "by")
        name = self.unders.setdefault(fact.name, {}).setdefault(key, self.names("u", fact.name, key))
        return evolve(of_kind(kind.element, name), sure=True, plain=True, absent=True)

    def under_one(self, name: str, key: Form) -> Form:
        """What a fact by key has under a member that is found for the person."""
        fact, kind = self._by_key(name)
        if key.sort != "member" or key.enumeration != kind.enumeration or (key.absent and not key.plain):
            raise Unsupported
        text = f"{self.place(fact, 'by')}[{self.once.part(key, 'rank')}]"
        text = f"(NOTHING if {key.text} is NOTHING else {text})" if key.absent else text
        return evolve(of_kind(kind.element, text), absent=True)

    def _by_key(self, name: str) -> tuple[Fact, ByKeyKind]:
        fact = self.declared(name)
        if not isinstance(fact.kind, ByKeyKind):
            raise Unsupported
        return fact, fact.kind

    def _members(self, kind: ByKeyKind) -> tuple[str, ...]:
        return self.program.schema.enumerations[kind.enumeration].members

    def lines(self) -> list[str]:
        """The lines that give names to what stands in a person's row, once all code that reads them is written."""
        names = (self.row.get(place, "_") for place in self.layout.places)
        lines = [f"(_, {''.join(f'{name}, ' for name in names).rstrip()}) = row"]
        for name, read in self.unders.items():
            fact, kind = self._by_key(name)
            every = "".join(f"{read.get(each, '_')}, " for each in self._members(kind)).rstrip()
            lines.append(f"({every}) = {self.place(fact, 'by')}")
        return [*lines, *(f"{name} = {text}" for name, text in self.once.lines.items())]
