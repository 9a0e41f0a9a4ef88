"""What the examples of a program cover: outcomes, rows, criteria, limits, lines of routes, deciding conditions."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from iomrules.diagnostics import Diagnostic
from iomrules.frozen import define, field, frozen
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.decision import Admission, Decision, Decisions, Verdict
from iomrules.reason.entries import entries_of_catalogues
from iomrules.reason.labels import children, row_label
from iomrules.reason.replay import Replay
from iomrules.route.entries import shelf
from iomrules.source import Span
from iomrules.trials.change import Words
from iomrules.trials.composition import route_items
from iomrules.trials.decisive import conditions, deciding_conditions
from iomrules.trials.group import drafted_route, expectation_holds, group_of
from iomrules.trials.prepared import Prepared
from iomrules.trials.reach import is_reachable, lookups
from iomrules.trials.trace import Trace
from iomrules.values import Entry, Unknown

#: sorts in the order told, with their names for people
SORTS = {
    "outcome": ("исходы правил и маршрутов", "outcomes of rules and routes"),
    "row": ("строки таблиц", "rows of tables"),
    "value": ("показатели, рейтинги и критерии", "indicators, ratings and criteria"),
    "cap": ("ограничения «не больше» и «лучших N»", "limits and best-N"),
    "line": ("строки маршрутов", "lines of routes"),
    "place": ("равенство и очередь в рейтингах", "ties and priorities of ratings"),
    "seat": ("исходы отборов", "outcomes of selections"),
    "condition": ("условия, которые решают сами", "conditions that decide by themselves"),
}
_OUTCOMES = {Verdict.YES: ("да", "yes"), Verdict.NO: ("нет", "no"), Verdict.UNKNOWN: ("неизвестно", "unknown")}


@frozen
class Point:
    """One thing that examples can cover. ru, en: what it is; required: whether the shipped rules must cover it."""

    sort: str
    ru: str
    en: str
    span: Span
    declaration: str
    ruleset: str
    covered: bool


@frozen
class Coverage:
    points: tuple[Point, ...]
    #: rows that no example can reach while the parameters are what they are
    beyond: tuple[Point, ...] = ()

    def of(self, sort: str) -> tuple[Point, ...]:
        return tuple(each for each in self.points if each.sort == sort)

    @property
    def uncovered(self) -> tuple[Point, ...]:
        return tuple(each for each in self.points if not each.covered)


@define
class _Seen:
    """What all examples together came to."""

    trace: Trace = field(factory=Trace)
    decisions: set[tuple[str, str]] = field(factory=set)
    values: set[str] = field(factory=set)
    items: dict[str, set[str]] = field(factory=dict)
    deciding: set[tuple[int, bool]] = field(factory=set)
    seats: set[tuple[str, Admission]] = field(factory=set)
    groups: set[tuple[str, int]] = field(factory=set)
    ties: set[tuple[str, int]] = field(factory=set)


def cover(
    program: Program, examples: Iterable[Prepared], catalogues: Mapping[str, tuple[Entry, ...]] | None = None
) -> Coverage:
    """What the examples cover. Only what their expectations read counts as tried."""
    seen = _Seen()
    given = catalogues or {}
    entries, own = entries_of_catalogues(program, given), shelf(program.schema, given)
    for each in examples:
        if not each.people:
            continue
        group = group_of(program, entries, each, seen.trace)
        for expected in each.example.expected:
            expectation_holds(group, expected, own)
            if expected.target in program.routes:
                items = seen.items.setdefault(expected.target, set())
                items.update(route_items(drafted_route(group, expected, own)))
        for asked in group.people.values():
            _note(seen, asked)
        for decided in group.ranked.values():
            _note_standings(seen, program, tuple(decided.values()))
    return Coverage(tuple(_points(program, seen)), tuple(_unreachable(program)))


def _note(seen: _Seen, asked: Replay) -> None:
    """What was asked of this person, and which conditions decided it."""
    program = asked.program
    for (sort, name), found in tuple(asked.kept.items()):
        if sort == "decision" and isinstance(found, Decision):
            outcome = found.verdict.value if found.applicable else "outside"
            seen.decisions.add((name, outcome))
            declared = program.rules.get(name) or program.routes[name]
            seen.deciding.update(deciding_conditions(declared, asked))
        elif sort.startswith(("indicator", "rating", "criterion of ")) and not isinstance(found, Unknown | Diagnostic):
            seen.values.add(f"{sort}: {name}")


def _note_standings(seen: _Seen, program: Program, decided: tuple[Decisions, ...]) -> None:
    """Which outcomes a selection had, who stood in which priority group, and which tie decided between two."""
    for each in decided:
        seen.seats.update((name, result.verdict) for name, result in each.selections.items())
    for name in program.ratings:
        results = [each.ratings[name] for each in decided if name in each.ratings]
        seen.groups.update((name, each.priority) for each in results if isinstance(each.priority, int))
        for one, other in combinations((each for each in results if each.place is not None), 2):
            compared = zip(
                (one.priority, one.total, *one.ties), (other.priority, other.total, *other.ties), strict=True
            )
            parted = next((number for number, (left, right) in enumerate(compared) if left != right), None)
            if parted is not None and parted >= 2:
                seen.ties.add((name, parted - 2))


def _points(program: Program, seen: _Seen) -> Iterator[Point]:
    yield from _outcomes(program, seen)
    yield from _rows(program, seen)
    yield from _values(program, seen)
    yield from _caps(program, seen)
    yield from _lines(program, seen)
    yield from _conditions(program, seen)
    yield from _places(program, seen)
    yield from _seats(program, seen)


def _judged(program: Program) -> tuple[core.Rule | core.Route, ...]:
    return (*program.rules.values(), *program.routes.values())


def _computed(program: Program) -> tuple[core.Indicator | core.Rating, ...]:
    return (*program.indicators.values(), *program.ratings.values())


def _outcomes(program: Program, seen: _Seen) -> Iterator[Point]:
    for declared in _judged(program):
        about = declared.about
        settled = declared.condition is None
        for verdict, (ru, en) in _OUTCOMES.items():
            if settled and verdict is not Verdict.YES:
                continue
            covered = (about.name, verdict.value) in seen.decisions
            yield _point(
                "outcome", (f"{about.label()}: {ru}", f"{about.label()}: {en}"), about.span, about, covered=covered
            )


def _rows(program: Program, seen: _Seen) -> Iterator[Point]:
    for name, table in program.tables.items():
        asked = lookups(name, program)
        for row in table.rows:
            if is_reachable(row, asked, program):
                yield _row(table, row, program, id(row) in seen.trace.rows)


def _unreachable(program: Program) -> Iterator[Point]:
    for name, table in program.tables.items():
        asked = lookups(name, program)
        for row in table.rows:
            if not is_reachable(row, asked, program):
                yield _row(table, row, program, False)


def _row(table: core.Table, row: core.Row, program: Program, covered: bool) -> Point:
    said = f"{table.about.label()}: {' | '.join(row_label(row, program))}"
    return _point("row", (said, said), row.span, table.about, covered=covered)


def _values(program: Program, seen: _Seen) -> Iterator[Point]:
    for name, indicator in program.indicators.items():
        told = indicator.about.label()
        yield _point(
            "value", (told, told), indicator.about.span, indicator.about, covered=f"indicator: {name}" in seen.values
        )
    for name, rating in program.ratings.items():
        told = rating.about.label()
        yield _point("value", (told, told), rating.about.span, rating.about, covered=f"rating: {name}" in seen.values)
        for criterion in rating.criteria:
            said = f"{told}: {criterion.label()}"
            known = f"criterion of {name}: {criterion.name}" in seen.values
            yield _point("value", (said, said), criterion.span, rating.about, covered=known)


def _caps(program: Program, seen: _Seen) -> Iterator[Point]:
    for declared in _computed(program):
        words = Words(program, declared.applies.person)
        tops = (declared.value,) if isinstance(declared, core.Indicator) else _of_rating(declared)
        for node in (each for top in tops for each in _below(top)):
            best = isinstance(node, core.Reduce | core.ReduceList) and node.best is not None
            if isinstance(node, core.AtMost) or best:
                limit = node.limit if isinstance(node, core.AtMost) else None
                said = f"не больше {words.quote(limit)}" if limit else f"лучших {getattr(node, 'best', '')}"
                told = f"{declared.about.label()}: {said}"
                yield _point("cap", (told, told), node.span, declared.about, covered=id(node) in seen.trace.caps)


def _of_rating(rating: core.Rating) -> tuple[Node, ...]:
    return (*(each.value for each in rating.criteria), rating.total)


def _below(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _below(child)


def _lines(program: Program, seen: _Seen) -> Iterator[Point]:
    for name, route in program.routes.items():
        items = seen.items.get(name, set())
        lines = [(each.title or each.key, each.key, each.span) for part in route.obligatory for each in part.items]
        lines += [(each.module, each.module, each.span) for each in route.modules]
        lines += [(each.title, each.title, each.span) for each in route.activities]
        for title, key, span in lines:
            told = f"{route.about.label()}: {title.replace('_', ' ')}"
            yield _point("line", (told, told), span, route.about, covered=bool({title, key} & items))


def _places(program: Program, seen: _Seen) -> Iterator[Point]:
    for name, rating in program.ratings.items():
        told, words = rating.about.label(), Words(program, rating.applies.person)
        for number, tie in enumerate(rating.ties):
            said = words.quote(tie)
            both = (f"{told}: при равенстве решает «{said}»", f"{told}: `{said}` settles a tie")
            yield _point("place", both, tie.span, rating.about, covered=(name, number) in seen.ties)
        for number, condition in enumerate(rating.priorities, start=1):
            said = words.quote(condition)
            both = (f"{told}: сначала «{said}»", f"{told}: first of all `{said}`")
            met = {group for named, group in seen.groups if named == name}
            # one who goes first, and one who would have to wait
            covered = number in met and any(group > number for group in met)
            yield _point("place", both, condition.span, rating.about, covered=covered)


_SEATS = {
    Admission.YES: ("зачислен", "admitted"),
    Admission.NO: ("не зачислен", "not admitted"),
    Admission.COUNCIL: ("решает совет", "council decides"),
    Admission.UNKNOWN: ("неизвестно", "unknown"),
}


def _seats(program: Program, seen: _Seen) -> Iterator[Point]:
    for name, selection in program.selections.items():
        bounded = selection.seats is not None or selection.share is not None
        for verdict, (ru, en) in _SEATS.items():
            if verdict is Admission.COUNCIL and (selection.border != "council" or not bounded):
                continue
            told = selection.about.label()
            covered = (name, verdict) in seen.seats
            both = (f"{told}: {ru}", f"{told}: {en}")
            yield _point("seat", both, selection.about.span, selection.about, covered=covered)


def _conditions(program: Program, seen: _Seen) -> Iterator[Point]:
    for declared in _judged(program):
        words = Words(program, declared.applies.person)
        for leaf in conditions(declared):
            lacking = [answer for answer in (True, False) if (id(leaf), answer) not in seen.deciding]
            said, told = f"{declared.about.label()}: «{words.quote(leaf)}»", f"{declared.about.label()}: "
            ru = f"{said} не решает исход, {' и '.join(_WHEN[each] for each in lacking)}" if lacking else said
            en = f"{told}`{words.quote(leaf)}`"
            if lacking:
                en += f" never decides {' and '.join(_WHEN_EN[each] for each in lacking)}"
            yield _point("condition", (ru, en), leaf.span, declared.about, covered=not lacking)


_WHEN = {True: "когда выполнено", False: "когда не выполнено"}
_WHEN_EN = {True: "when it holds", False: "when it does not"}


def _point(sort: str, said: tuple[str, str], span: Span, about: core.About, *, covered: bool) -> Point:
    ru, en = said
    return Point(sort, ru, en, span if span.line else about.span, about.name, about.ruleset, covered)
