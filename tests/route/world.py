"""A world in a few lines for tests of routes: entries of courses, and an evaluation that needs no engine.

Its facts are a plain mapping; of nodes it knows the handful that the tests write.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from attrs import evolve, field, frozen

from iomrules.diagnostics import Code
from iomrules.facts.record import (
    Catalogue,
    Enumeration,
    Fact,
    KeyKind,
    ListKind,
    NumberKind,
    Person,
    PersonName,
    Schema,
    Shape,
    TextKind,
    TruthKind,
)
from iomrules.program import core
from iomrules.program.core import (
    About,
    Applies,
    Both,
    CatalogueOf,
    Compare,
    Constant,
    CountOf,
    Elements,
    FactOf,
    FieldOf,
    Node,
    ParameterOf,
    Program,
    RemainingHours,
    VerdictOf,
)
from iomrules.reason.decision import FaultRaised, Reason
from iomrules.source import NOWHERE
from iomrules.values import ABSENT, Entry, Missing, Unknown, Value, both

ON = date(2026, 9, 1)
TEXT = TextKind()
BROKEN = Code("D999", "test-fault", "проверочная ошибка", "a fault made by a test")


def unknown_fact(name: str) -> Unknown:
    return Unknown((Missing(name, "журнал"),))


def course(key: str, hours: Value = 1, worth: Value = 0, **fields: Value) -> Entry:
    return Entry("курс", {"название": key.capitalize(), "часы": hours, "полезность": worth, **fields}, key=key)


COURSE = Shape(
    "курс",
    (
        Fact("название", TEXT),
        Fact("часы", NumberKind("ч/нед"), optional=True),
        Fact("полезность", NumberKind()),
        Fact("педагог", KeyKind("педагоги"), optional=True),
    ),
)
WISHES = Fact("пожелания_курсов", ListKind(KeyKind("курсы"), 10))
TEACHER = Shape("сведения_педагога", (Fact("фио", TEXT), Fact("химик", TruthKind())))


def schema() -> Schema:
    return Schema(
        enumerations={"предмет": Enumeration("предмет", ("химия", "физика"))},
        shapes={"ученик": Shape("ученик", (WISHES,), person=True), "курс": COURSE, "сведения_педагога": TEACHER},
        catalogues={"курсы": Catalogue("курсы", "курс"), "педагоги": Catalogue("педагоги", "сведения_педагога")},
    )


@frozen
class Plain:
    """An evaluation over plain facts. FactOf `беда` is a fault."""

    program: Program
    person: Person
    on: date
    facts: Mapping[str, Value] = field(converter=lambda given: MappingProxyType(dict(given)))
    catalogues: Mapping[str, tuple[Entry, ...]] = field(factory=dict)
    hours_left: Value = ABSENT

    def value(self, node: Node, entries: tuple[Value, ...] = ()) -> Value:
        match node:
            case Constant(value):
                return value
            case FactOf("беда"):
                raise FaultRaised(BROKEN.at(NOWHERE))
            case FactOf(name) | ParameterOf(name):
                return self.facts.get(name, unknown_fact(name))
            case FieldOf(name):
                entry = entries[0]
                assert isinstance(entry, Entry)
                return entry.fields.get(name, ABSENT)
            case CatalogueOf(name):
                return self.catalogues.get(name, ())
            case RemainingHours():
                return self.hours_left
            case VerdictOf(name):
                condition = self.program.routes[name].condition
                return True if condition is None else self.value(condition)
            case Both(parts):
                return both(_truth(self.value(part, entries)) for part in parts)
            case Compare(operator, left, right):
                return _compared(operator, self.value(left, entries), self.value(right, entries))
            case CountOf(Elements(source, where, _, _)):
                found = self.value(source)
                assert isinstance(found, tuple)
                return sum(1 for each in found if where is None or self.value(where, (each,)) is True)
            case _:
                raise AssertionError(f"the test's world does not know {node}")

    def reason(self, node: Node, entries: tuple[Value, ...] = ()) -> Reason:
        return Reason(type(node).__name__.casefold(), self.value(node, entries), node, label=str(node))

    def reason_of(self, name: str) -> Reason:
        return Reason("route", self.value(VerdictOf(name)), name=name)

    def with_remaining_hours(self, hours: Value) -> "Plain":
        return evolve(self, hours_left=hours)


def _truth(value: Value) -> bool | Unknown:
    assert isinstance(value, bool | Unknown)
    return value


def _compared(operator: str, left: Value, right: Value) -> bool | Unknown:
    for side in (left, right):
        if isinstance(side, Unknown):
            return side
    if ABSENT in (left, right):
        return operator == "<>"
    tests: Mapping[str, Callable[[Value, Value], bool]] = {
        "=": lambda a, b: a == b,
        "<=": lambda a, b: a <= b,  # type: ignore[operator]
        ">=": lambda a, b: a >= b,  # type: ignore[operator]
    }
    return tests[operator](left, right)


def number(value: Value) -> Constant:
    return Constant(value, kind=NumberKind())


def fact(name: str) -> FactOf:
    return FactOf(name, kind=TruthKind())


def own(name: str) -> FieldOf:
    return FieldOf(name, kind=NumberKind())


def from_catalogue(name: str = "курсы", where: Node | None = None) -> Elements:
    return Elements(CatalogueOf(name, kind=NumberKind()), where, kind=NumberKind())


def route(**clauses: object) -> core.Route:
    return core.Route(About("маршрут", "Маршрут"), Applies("ученик"), **clauses)  # type: ignore[arg-type]


def world(
    declared: core.Route,
    courses: tuple[Entry, ...] = (),
    teachers: tuple[Entry, ...] = (),
    on: date = ON,
    **facts: Value,
) -> Plain:
    program = Program(
        about=About("набор"),
        version="1",
        schema=schema(),
        parameters={},
        tables={},
        indicators={},
        ratings={},
        rules={},
        routes={declared.about.name: declared},
    )
    own_lists = {WISHES.name: facts[WISHES.name]} if WISHES.name in facts else {}
    person = Person("1", "ученик", Entry("ученик", own_lists), PersonName("Вымышленный", "Иван"))
    return Plain(program, person, on, facts, {"курсы": courses, "педагоги": teachers})
