"""What changed between two versions of rules, declaration by declaration and row by row; never by lines.

Compares checked programs, so that another layout, another order of declarations and a moved file are no change at all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import fields, has

from iomrules.facts.record import TruthKind
from iomrules.frozen import evolve, frozen
from iomrules.program.core import (
    About,
    AtMost,
    Compare,
    Constant,
    Dated,
    ExceptIf,
    Indicator,
    Named,
    Node,
    Parameter,
    Program,
    Rating,
    Route,
    Row,
    Rule,
    Selection,
    Table,
)
from iomrules.write.difference_words import Words, words_in
from iomrules.write.said import Said, bounds_of, conjuncts, named_of

#: sort of declaration -> where a program keeps it, in the order told
SORTS = ("parameters", "tables", "indicators", "ratings", "selections", "rules", "routes")


#: part, old and new in words
_Found = Iterator[tuple[str, str, str]]


@frozen
class Change:
    """sort: `parameter`, `table`, … `example`, `header`. what: `added`, `removed`, `renamed` or `changed`.

    part: what of it, such as `row` or `condition`; empty for the whole. old, new: in words; sentence: all of it.
    """

    sort: str
    what: str
    name: str
    sentence: str
    part: str = ""
    old: str = ""
    new: str = ""

    def as_json(self) -> dict[str, str]:
        """The fields that say something."""
        return {each.name: told for each in fields(Change) if (told := getattr(self, each.name))}


def differences(old: Program, new: Program, language: str = "ru") -> tuple[Change, ...]:
    """Every change from `old` to `new`, sort by sort, each as a sentence."""
    tell = words_in(language)
    renamed = _renamed_names(old, new)
    pair = _Pair(tell, Said(old), Said(new), renamed)
    changes = [*_header(old, new, tell), *_schema(old, new, tell)]
    for sort in SORTS:
        changes += _declared(getattr(old, sort), getattr(new, sort), sort[:-1], pair)
    changes += _named(pair)
    return (*changes, *_examples(old, new, pair))


@frozen
class _Pair:
    tell: Words
    old: Said
    new: Said
    renamed: Mapping[str, str]

    def about(self, person: str) -> "_Pair":
        return evolve(self, old=self.old.about(person), new=self.new.about(person))

    def same(self, left: Any, right: Any) -> bool:
        """Whether two pieces say one thing, once names that changed are read as the new ones."""
        return bool(_with_names(left, self.renamed) == _with_names(right, {}))


# --- declarations --------------------------------------------------------------------------------------------------


def _declared(old: Mapping[str, Any], new: Mapping[str, Any], sort: str, pair: _Pair) -> Iterator[Change]:
    tell = pair.tell
    for name, each in old.items():
        successor = pair.renamed.get(name, name)
        if successor not in new:
            yield Change(sort, "removed", name, tell.removed(sort, each.about.label()))
            continue
        if successor != name:
            yield Change(sort, "renamed", name, tell.renamed(sort, name, successor), old=name, new=successor)
        yield from _changed(each, new[successor], sort, pair)
    for name, each in new.items():
        if name not in old and name not in pair.renamed.values():
            yield Change(sort, "added", name, tell.added(sort, each.about.label()))


def _named(pair: _Pair) -> Iterator[Change]:
    """Indicators and rules about entries of lists and catalogues."""
    old, new = named_of(pair.old.program), named_of(pair.new.program)
    for name, (was, said) in old.items():
        sort = "rule" if isinstance(was.kind, TruthKind) else "indicator"
        if name not in new:
            yield Change(sort, "removed", name, pair.tell.removed(sort, was.label()))
            continue
        now, place = new[name]
        own = evolve(pair, old=said, new=place)
        found = _condition if sort == "rule" else _how
        for part, before, after in found(was.operand, now.operand, own):
            sentence = f"{pair.tell.lead(sort, was.label())}: {pair.tell.change(part, before, after)}"
            yield Change(sort, "changed", name, sentence, part, before, after)
    for name, (now, _) in new.items():
        if name not in old:
            sort = "rule" if isinstance(now.kind, TruthKind) else "indicator"
            yield Change(sort, "added", name, pair.tell.added(sort, now.label()))


def _how(old: Node | None, new: Node | None, pair: _Pair) -> _Found:
    return _value("how", old, new, pair)


def _changed(old: Any, new: Any, sort: str, pair: _Pair) -> Iterator[Change]:
    inside = _INSIDE[sort]
    lead = pair.tell.lead(sort, old.about.label())
    for part, before, after in (*_about(old.about, new.about, pair.tell), *inside(old, new, pair)):
        sentence = f"{lead}: {pair.tell.change(part, before, after)}"
        yield Change(sort, "changed", new.about.name, sentence, part, before, after)


def _about(old: About, new: About, tell: Words) -> _Found:
    for part, before, after in (
        ("title", old.title, new.title),
        ("term", tell.term(old.begin, old.end), tell.term(new.begin, new.end)),
        ("note", old.note, new.note),
        ("advice", old.advice, new.advice),
        ("refinable", tell.yes(old.refinable), tell.yes(new.refinable)),
    ):
        if before != after:
            yield part, before, after
    yield from _sets("basis", old.basis, new.basis)


def _sets(part: str, old: Iterable[str], new: Iterable[str]) -> _Found:
    """What is in one and not in the other."""
    before, after = tuple(dict.fromkeys(old)), tuple(dict.fromkeys(new))
    gone, come = [each for each in before if each not in after], [each for each in after if each not in before]
    for at in range(max(len(gone), len(come))):
        yield part, gone[at] if at < len(gone) else "", come[at] if at < len(come) else ""


def _parameter(old: Parameter, new: Parameter, pair: _Pair) -> _Found:
    tell = pair.tell

    def amounts(values: Iterable[Dated], parameter: Parameter, said: Said) -> dict[str, str]:
        return {tell.spell(each): tell.amount(each.value, parameter.kind, said) for each in values}

    before, after = amounts(old.values, old, pair.old), amounts(new.values, new, pair.new)
    yield from _keyed("value", before, after)


def _keyed(part: str, old: Mapping[str, str], new: Mapping[str, str]) -> _Found:
    """Values by key: the key stands in the part, after a colon."""
    for key, before in old.items():
        if new.get(key, "") != before:
            yield f"{part}: {key}", before, new.get(key, "")
    for key, after in new.items():
        if key not in old:
            yield f"{part}: {key}", "", after


def _table(old: Table, new: Table, pair: _Pair) -> _Found:
    tell = pair.tell

    def rows(table: Table, said: Said) -> dict[str, str]:
        return {_row_key(row, said, tell): tell.amount(row.result, table.kind, said) for row in table.rows}

    if [each.name for each in old.keys] != [each.name for each in new.keys]:
        yield "keys", tell.names(each.name for each in old.keys), tell.names(each.name for each in new.keys)
    if old.hit != new.hit:
        yield "hit", tell.hit(old.hit), tell.hit(new.hit)
    yield from _keyed("row", rows(old, pair.old), rows(new, pair.new))
    before = "" if old.otherwise is None else tell.amount(old.otherwise, old.kind, pair.old)
    after = "" if new.otherwise is None else tell.amount(new.otherwise, new.kind, pair.new)
    if before != after:
        yield "otherwise", before, after


def _row_key(row: Row, said: Said, tell: Words) -> str:
    term = tell.spell(row)
    return ", ".join((*(tell.cell(each, said) for each in row.tests), *((term,) if term else ())))


def _indicator(old: Indicator, new: Indicator, pair: _Pair) -> _Found:
    own = pair.about(new.applies.person)
    yield from _applies(old, new, own)
    yield from _value("how", old.value, new.value, own)


def _applies(old: Any, new: Any, pair: _Pair) -> _Found:
    if not pair.same(old.applies.where, new.applies.where) or old.applies.person != new.applies.person:
        tell = pair.tell
        yield "applies", tell.applies(old.applies.where, pair.old), tell.applies(new.applies.where, pair.new)


def _value(part: str, old: Node | None, new: Node | None, pair: _Pair) -> _Found:
    """A computed value; where only its cap or one bound changed, only that is told."""
    if pair.same(old, new):
        return
    if isinstance(old, AtMost) and isinstance(new, AtMost) and pair.same(old.operand, new.operand):
        part, old, new = f"{part}: cap", old.limit, new.limit
    yield part, pair.tell.value(old, pair.old), pair.tell.value(new, pair.new)


def _rating(old: Rating, new: Rating, pair: _Pair) -> _Found:
    own, tell = pair.about(new.applies.person), pair.tell
    yield from _applies(old, new, own)
    before = {each.name: each for each in old.criteria}
    after = {each.name: each for each in new.criteria}
    for name, each in before.items():
        if name not in after:
            yield "criterion", each.label(), ""
        else:
            if each.label() != after[name].label():
                yield "criterion title", each.label(), after[name].label()
            yield from _value(f"criterion: {each.label()}", each.value, after[name].value, own)
    yield from (("criterion", "", each.label()) for name, each in after.items() if name not in before)
    if set(before) == set(after):
        yield from _value("total", old.total, new.total, own)
    if old.descending != new.descending:
        yield "order", tell.order(old.descending), tell.order(new.descending)
    if not own.same(old.ties, new.ties):
        yield "ties", tell.values(old.ties, own.old), tell.values(new.ties, own.new)
    if not own.same(old.priorities, new.priorities):
        yield "priority", tell.values(old.priorities, own.old), tell.values(new.priorities, own.new)
    if old.places != new.places:
        yield "places", tell.places(old.places), tell.places(new.places)


def _selection(old: Selection, new: Selection, pair: _Pair) -> _Found:
    own = pair.about(new.applies.person)
    yield from _applies(old, new, own)
    if pair.renamed.get(old.rating, old.rating) != new.rating:
        yield "rating", old.rating.replace("_", " "), new.rating.replace("_", " ")
    for part in ("seats", "share", "pass_mark"):
        yield from _value(part, getattr(old, part), getattr(new, part), own)
    if old.border != new.border:
        yield "border", own.tell.border(old.border), own.tell.border(new.border)


def _rule(old: Rule, new: Rule, pair: _Pair) -> _Found:
    own = pair.about(new.applies.person)
    yield from _applies(old, new, own)
    yield from _condition(old.condition, new.condition, own)
    before = {each.about.label(): own.tell.condition(each.condition, own.old) for each in old.earlier}
    after = {each.about.label(): own.tell.condition(each.condition, own.new) for each in new.earlier}
    yield from _keyed("earlier", before, after)
    yield from _sets(
        "exception",
        (own.tell.exception(each, own.old) for each in _unlike(old.exceptions, new.exceptions, own)),
        (own.tell.exception(each, own.new) for each in _unlike_new(old.exceptions, new.exceptions, own)),
    )


def _unlike(old: Iterable[ExceptIf], new: Iterable[ExceptIf], pair: _Pair) -> Iterator[ExceptIf]:
    return (each for each in old if not any(pair.same(each, other) for other in new))


def _unlike_new(old: Iterable[ExceptIf], new: Iterable[ExceptIf], pair: _Pair) -> Iterator[ExceptIf]:
    return (each for each in new if not any(pair.same(other, each) for other in old))


def _condition(old: Node | None, new: Node | None, pair: _Pair) -> _Found:
    """Conditions one by one: those gone, those come, and those whose bound alone changed."""
    if pair.same(old, new):
        return
    before = conjuncts(old) if old is not None else ()
    after = conjuncts(new) if new is not None else ()
    gone = [each for each in before if not any(pair.same(each, other) for other in after)]
    come = [each for each in after if not any(pair.same(other, each) for other in before)]
    alone = len(gone) == len(come) == 1
    for each in tuple(gone):
        match = come[0] if alone else next((other for other in come if _is_one_subject(each, other, pair)), None)
        if match is not None:
            gone.remove(each)
            come.remove(match)
            yield "condition", pair.tell.condition(each, pair.old), pair.tell.condition(match, pair.new)
    yield from (("condition", pair.tell.condition(each, pair.old), "") for each in gone)
    yield from (("condition", "", pair.tell.condition(each, pair.new)) for each in come)


def _is_one_subject(old: Node, new: Node, pair: _Pair) -> bool:
    """Whether the same thing is compared, or the same collection is asked about."""
    first = (bounds_of(old) or (old,))[0]
    second = (bounds_of(new) or (new,))[0]
    if isinstance(first, Compare) and isinstance(second, Compare):
        return pair.same(first.left, second.left)
    elements = getattr(old, "elements", None), getattr(new, "elements", None)
    if elements[0] is not None and elements[1] is not None:
        return pair.same(elements[0].source, elements[1].source)
    return type(old) is type(new) and pair.same(getattr(old, "operand", 0), getattr(new, "operand", 1))


def _route(old: Route, new: Route, pair: _Pair) -> _Found:
    own, tell = pair.about(new.applies.person), pair.tell
    yield from _applies(old, new, own)
    yield from _condition(old.condition, new.condition, own)
    if old.goal != new.goal:
        yield "goal", old.goal, new.goal
    if old.sort != new.sort:
        yield "sort", old.sort.replace("_", " "), new.sort.replace("_", " ")
    for part in ("obligatory", "choice", "module", "activity", "mentor", "control", "link"):
        yield from _sets(part, tell.parts(part, old, own.old), tell.parts(part, new, own.new))
    yield from _value("load", old.load, new.load, own)


_INSIDE: dict[str, Callable[[Any, Any, _Pair], _Found]] = {
    "parameter": _parameter,
    "table": _table,
    "indicator": _indicator,
    "rating": _rating,
    "selection": _selection,
    "rule": _rule,
    "route": _route,
}


# --- the rest ------------------------------------------------------------------------------------------------------


def _header(old: Program, new: Program, tell: Words) -> Iterator[Change]:
    found = [*_about(old.about, new.about, tell)]
    if old.version != new.version:
        found.insert(0, ("version", old.version, new.version))
    for part, before, after in found:
        sentence = f"{tell.lead('header', old.about.label())}: {tell.change(part, before, after)}"
        yield Change("header", "changed", new.about.name, sentence, part, before, after)


def _schema(old: Program, new: Program, tell: Words) -> Iterator[Change]:
    for sort, before, after in (
        ("enumeration", old.schema.enumerations, new.schema.enumerations),
        ("record", old.schema.shapes, new.schema.shapes),
        ("catalogue", old.schema.catalogues, new.schema.catalogues),
    ):
        for name, each in before.items():
            if name not in after:
                yield Change(sort, "removed", name, tell.removed(sort, tell.title(each)))
                continue
            for part, was, now in tell.inside(sort, each, after[name], old, new):
                sentence = f"{tell.lead(sort, tell.title(each))}: {tell.change(part, was, now)}"
                yield Change(sort, "changed", name, sentence, part, was, now)
        for name, each in after.items():
            if name not in before:
                yield Change(sort, "added", name, tell.added(sort, tell.title(each)))


def _examples(old: Program, new: Program, pair: _Pair) -> Iterator[Change]:
    tell = pair.tell
    before = {each.title: each for each in old.examples}
    after = {each.title: each for each in new.examples}
    for title, each in before.items():
        if title not in after:
            yield Change("example", "removed", title, tell.removed("example", title))
        elif not pair.same(each, after[title]):
            sentence = f"{tell.lead('example', title)}: {tell.change('example', '', '')}"
            yield Change("example", "changed", title, sentence)
    for title in after:
        if title not in before:
            yield Change("example", "added", title, tell.added("example", title))


# --- other names for the same --------------------------------------------------------------------------------------


def _renamed_names(old: Program, new: Program) -> dict[str, str]:
    """Old name -> new, where a declaration that is gone has the title of one that came, or says just what it says."""
    renamed: dict[str, str] = {}
    for sort in SORTS:
        before, after = getattr(old, sort), getattr(new, sort)
        gone = [each for name, each in before.items() if name not in after]
        come = [each for name, each in after.items() if name not in before]
        for each in gone:
            own = {**renamed, each.about.name: ""}
            match = next((other for other in come if _is_same_title(each, other)), None)
            match = match or next((other for other in come if _says_the_same(each, other, own)), None)
            if match is not None:
                come.remove(match)
                renamed[each.about.name] = match.about.name
    return renamed


def _is_same_title(old: Any, new: Any) -> bool:
    return bool(old.about.title and old.about.title == new.about.title)


def _says_the_same(old: Any, new: Any, renamed: Mapping[str, str]) -> bool:
    names = {**renamed, old.about.name: new.about.name}
    plain = evolve(old.about, name=new.about.name, title=new.about.title, ruleset=new.about.ruleset)
    return bool(_with_names(evolve(old, about=plain), names) == _with_names(new, {}))


#: fields of nodes that hold the name of a declaration
_NAMES = frozenset(("name", "rule", "rating", "table", "target"))


def _with_names(piece: Any, renamed: Mapping[str, str]) -> Any:
    """A piece of a program with names changed in all that reads them."""
    if isinstance(piece, Named):
        # told once, where it is declared, not wherever it is read
        return Named(renamed.get(piece.name, piece.name), "", Constant(True, kind=piece.kind), kind=piece.kind)
    if isinstance(piece, tuple):
        return tuple(_with_names(each, renamed) for each in piece)
    if not has(type(piece)):
        return piece
    changed: dict[str, Any] = {}
    for each in fields(type(piece)):
        value = getattr(piece, each.name)
        if each.name in _NAMES and isinstance(value, str) and value in renamed:
            changed[each.name] = renamed[value]
        elif (
            each.init and each.name not in ("span", "kind", "about") and (isinstance(value, tuple) or has(type(value)))
        ):
            changed[each.name] = _with_names(value, renamed)
    return evolve(piece, **changed) if changed else piece
