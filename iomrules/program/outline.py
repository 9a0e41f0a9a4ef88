"""A checked program as text, a declaration a paragraph: what the rules mean once names are resolved and sugar is gone.

`(>= (under отметки химия) 4)`: the kind of node first, then its parts. For people who look how a sentence was read.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import fields

from iomrules.program import core
from iomrules.values import ABSENT, Entry, Member, decimal_text

_WIDE = 100
_SILENT = {"kind", "span", "bound"}
#: nodes told by their operator or left out where only their value speaks
_HEADS: dict[type, str] = {
    core.Both: "and",
    core.Either: "or",
    core.Add: "+",
    core.Negate: "-",
    core.Multiply: "*",
    core.Divide: "/",
    core.FactOf: "fact",
    core.FieldOf: "field",
    core.FromTable: "table",
    core.FromFunction: "function",
    core.ReduceList: "reduce",
    core.GroupReduce: "each-group",
}


def outline(program: core.Program) -> str:
    """All computed declarations in the program's order, then selections and routes; same program, same text."""
    parts = [part for name in program.order for part in _declared(program, name)]
    parts.extend(_selection(each) for each in program.selections.values())
    parts.extend(text for route in program.routes.values() for text in _route(route))
    return "\n".join(parts) + "\n" if parts else ""


def _declared(program: core.Program, name: str) -> Iterator[str]:
    if name in program.indicators:
        indicator = program.indicators[name]
        yield _titled("indicator", name, indicator.applies, (("value", indicator.value),))
        for each in indicator.earlier:
            yield _titled("otherwise indicator", each.about.name, each.applies, (("value", each.value),))
    elif name in program.ratings:
        rating = program.ratings[name]
        criteria = tuple((f"criterion {each.name}", each.value) for each in rating.criteria)
        first = tuple(("first", each) for each in rating.priorities)
        ties = tuple(("tie", each) for each in rating.ties)
        yield _titled("rating", name, rating.applies, (*criteria, *first, ("total", rating.total), *ties))
    elif name in program.rules:
        rule = program.rules[name]
        yield _rule("rule", name, rule)
        for below in rule.earlier:
            yield _rule("otherwise rule", below.about.name, below)


def _rule(sort: str, name: str, rule: core.Rule) -> str:
    excepted = tuple(("except", each.condition) for each in rule.exceptions)
    unless = tuple(("unless", each.unless) for each in rule.exceptions if each.unless is not None)
    return _titled(sort, name, rule.applies, (("if", rule.condition), *excepted, *unless))


def _selection(selection: core.Selection) -> str:
    named = (("seats", selection.seats), ("share", selection.share), ("pass mark", selection.pass_mark))
    told = _titled("selection", selection.about.name, selection.applies, named)
    return f"{told}\n  by {selection.rating}, last seat: {selection.border}"


def _route(route: core.Route) -> Iterator[str]:
    named: list[tuple[str, core.Node | None]] = [("if", route.condition), ("load", route.load)]
    named.extend(("all from", each.entries) for each in route.obligatory)
    for choice in route.choices:
        order = "least first" if choice.ascending else "order"
        named.extend((("choice", choice.entries), (order, choice.order), ("within", choice.within)))
    named.extend((f"module {each.module}", each.condition) for each in route.modules)
    named.extend((f"seats of {each.module} by {each.queue}", each.seats) for each in route.modules)
    named.extend((f"activity {each.title}", each.condition) for each in route.activities)
    for mentor in route.mentors:
        named.extend((("mentor", mentor.entries), ("least first" if mentor.ascending else "order", mentor.order)))
    yield _titled("route", route.about.name, route.applies, named)


def _titled(sort: str, name: str, applies: core.Applies, named: Any) -> str:
    lines = [f"{sort} {name} of {applies.person}"]
    if applies.where is not None:
        lines.extend(_laid("where", applies.where))
    for label, node in named:
        if node is not None:
            lines.extend(_laid(label, node))
    return "\n".join(lines)


def _laid(label: str, node: core.Node) -> Iterator[str]:
    """A part under its label, on one line where it fits."""
    yield from _indented(f"{label} ", node, 2)


def _indented(lead: str, node: Any, depth: int) -> Iterator[str]:
    text = _text(node)
    if len(text) + depth <= _WIDE or not _children(node):
        yield " " * depth + lead + text
        return
    yield " " * depth + lead + "(" + " ".join([_head(node), *_plain_parts(node)])
    *children, last = _children(node)
    for child in children:
        yield from _indented("", child, depth + 2)
    *above, end = _indented("", last, depth + 2)
    yield from above
    yield end + ")"


def _text(value: Any) -> str:
    """A node or a value on one line."""
    if isinstance(value, core.Constant):
        return _literal(value.value)
    if isinstance(value, core.Window):
        return f"[{value.period} {value.count} {value.by}]"
    if not _is_node(value):
        return _literal(value)
    return "(" + " ".join([_head(value), *_plain_parts(value), *(_text(child) for child in _children(value))]) + ")"


def _is_node(value: Any) -> bool:
    return isinstance(value, core.Node)


def _head(node: core.Node) -> str:
    return _HEADS.get(type(node), "".join(_hyphened(type(node).__name__)))


def _hyphened(name: str) -> Iterator[str]:
    for number, letter in enumerate(name):
        yield f"-{letter.lower()}" if letter.isupper() and number else letter.lower()


def _values(node: core.Node) -> Iterator[Any]:
    for each in fields(type(node)):
        if each.name not in _SILENT:
            value = getattr(node, each.name)
            yield from value if isinstance(value, tuple) else (value,)


def _children(node: Any) -> tuple[Any, ...]:
    if not _is_node(node) or isinstance(node, core.Constant):
        return ()
    return tuple(value for value in _values(node) if _is_node(value))


def _plain_parts(node: core.Node) -> tuple[str, ...]:
    """Names, operators and numbers of a node; what goes without saying is left out."""
    values = (value for value in _values(node) if not _is_node(value) and value is not None and value != "")
    silent_depth = isinstance(node, core.FieldOf | core.Element | core.KeyOf | core.KeyInHand)
    return tuple(_text(value) for value in values if not (silent_depth and value == 0))


def _literal(value: Any) -> str:
    match value:
        case bool():
            return "да" if value else "нет"
        case int() | Fraction():
            return decimal_text(value)
        case date():
            return value.strftime("%d.%m.%Y")
        case Member(name=name) | Entry(key=name):
            return name
        case str():
            return f"«{value}»" if " " in value else value
    return "отсутствует" if value is ABSENT else str(value)
