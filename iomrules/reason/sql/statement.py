"""One SELECT for a program: every rule, indicator and rating of each person, level by level of what reads what."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from iomrules.frozen import evolve, frozen
from iomrules.program import core
from iomrules.program.core import Program
from iomrules.reason.engine import about
from iomrules.reason.python.walk import nodes_of
from iomrules.reason.sql.candidates import CandidateLanes
from iomrules.reason.sql.choices import as_plain, first_of, one_of
from iomrules.reason.sql.conditions import negated
from iomrules.reason.sql.contests import Contest, SelectionColumns, contest_of
from iomrules.reason.sql.facts import COMPUTED
from iomrules.reason.sql.lanes import (
    FALSE,
    NONE,
    NULL,
    TRUE,
    End,
    Lanes,
    NumberLanes,
    PlainLanes,
    TruthLanes,
    as_truth,
    case,
    chosen,
    columns_read,
    every,
    guarded,
    known_number,
    quoted,
    sound,
    worst,
)
from iomrules.reason.sql.lookups import as_if, versions
from iomrules.reason.sql.names import ID, PERSON, of_rules
from iomrules.reason.sql.nodes import Nodes
from iomrules.reason.sql.standings import Standing, place_of, standing_of
from iomrules.reason.sql.tables import Layout, layout, statements
from iomrules.reason.sql.unsayable import Unsayable

_Key = tuple[str, ...]
V = TypeVar("V", bound=core.Rule | core.Route | core.Indicator)


@frozen
class Refused:
    """A declaration that SQL cannot say, and what of it, in Russian and in English."""

    name: str
    what: str
    what_en: str


@frozen
class NumberColumns:
    """Where a number of the answer stands: its sides as numerators, over denominators or columns of them."""

    low: str
    high: str
    low_den: int | str
    high_den: int | str
    absent: str
    trouble: str


@frozen
class PlainColumns:
    """Where an answer that is no number stands."""

    sql: str
    absent: str
    trouble: str
    applicable: str = ""


@frozen
class Statement:
    """tables: `CREATE TABLE` statements. query: the SELECT. columns: what was asked for -> where it stands.

    refused: what is not in the query. places: rating -> the column of its place, UNSURE_PLACE where it is not sure.
    selections: where each stands.
    """

    layout: Layout
    tables: tuple[str, ...]
    query: str
    columns: Mapping[_Key, NumberColumns | PlainColumns]
    refused: tuple[Refused, ...]
    places: Mapping[str, str]
    selections: Mapping[str, SelectionColumns]


class _Writing:
    """Levels of columns: each is computed from those before it."""

    def __init__(self, program: Program, tables: Layout, on: date) -> None:
        self.program, self.on, self.tables = program, on, tables
        self.nodes = Nodes(program, tables, on)
        #: columns of the answer: name -> text
        self.told: dict[str, str] = {}
        self.where: dict[_Key, NumberColumns | PlainColumns] = {}
        self.refused: list[Refused] = []

    def add(self, key: _Key, make: Callable[[], Lanes], applicable: Callable[[], str] | None = None) -> None:
        """A declaration's columns; one that cannot be said is refused by name."""
        try:
            lanes = make()
            shown = applicable() if applicable else ""
        except Unsayable as refusal:
            if key[0] != "criterion":
                self.refused.append(Refused(key[1], refusal.what, refusal.what_en))
            return
        sort, *names = key
        own = [] if sort in ("indicator", "decision", "total") else [sort]
        self._name = "__".join((*own, *(of_rules(name) for name in names)))
        self.nodes.declared[key], self.where[key] = self._columns(lanes, self.told, shown)

    def _columns(
        self, lanes: Lanes, columns: dict[str, str], applicable: str
    ) -> tuple[Lanes, NumberColumns | PlainColumns]:
        """The lanes as columns of the person's row, and where they stand."""

        def column(suffix: str, sql: str) -> str:
            if sql in (TRUE, FALSE, NULL, NONE):
                return sql
            name = self._name + suffix
            columns[name] = sql
            return f"s.{quoted(name)}"

        if isinstance(lanes, NumberLanes):
            low = self._end(lanes.low, column, "" if lanes.same else "__от")
            high = low if lanes.same else self._end(lanes.high, column, "__до")
            absent, trouble = column("__нет", lanes.absent), column("__беда", lanes.trouble)
            told = NumberLanes(low, high, absent, trouble)
            return told, NumberColumns(low.num, high.num, low.den, high.den, absent, trouble)
        sql = column("", lanes.sql)
        trouble = column("__беда", lanes.trouble)
        shown = column("__применимо", applicable) if applicable else TRUE
        if isinstance(lanes, TruthLanes):
            return TruthLanes(sql, trouble), PlainColumns(sql, FALSE, trouble, shown)
        absent = column("__нет", lanes.absent)
        return PlainLanes(sql, lanes.kind, absent, trouble), PlainColumns(sql, absent, trouble)

    @staticmethod
    def _end(end: End, column: Callable[[str, str], str], suffix: str) -> End:
        den = end.den if isinstance(end.den, int) else column(f"{suffix}__знаменатель", end.den)
        return End(column(suffix, end.num), den)

    # --- declarations ---

    def applies(self, applies: core.Applies, of: core.About) -> TruthLanes:
        """Whether a declaration is about the person on the day."""
        if (of.begin and self.on < of.begin) or (of.end and self.on > of.end):
            return TruthLanes(FALSE)
        return TruthLanes(TRUE) if applies.where is None else self.nodes.truth(applies.where)

    def where_applies(self, applies: core.Applies, of: core.About, value: Callable[[], Lanes]) -> Lanes:
        """A value, ABSENT outside, and nothing known of it where nobody knows whether it is about the person."""
        answer = self.applies(applies, of)
        if answer.sql == TRUE and answer.trouble == NONE:
            return value()
        found = value()
        if isinstance(found, TruthLanes):
            found = as_plain(found)
        shown = f"({answer.sql}) IS TRUE"
        absent = case((shown, found.absent), otherwise=f"({answer.sql}) IS FALSE")
        trouble = worst(answer.trouble, case((shown, found.trouble), otherwise=NONE))
        if isinstance(found, NumberLanes):
            low = chosen([(shown, found.low)])
            return NumberLanes(low, low if found.same else chosen([(shown, found.high)]), absent, trouble)
        return PlainLanes(case((shown, found.sql)), found.kind, absent, trouble)

    def indicator(self, name: str) -> None:
        def value(declared: core.Indicator) -> Lanes:
            return self.where_applies(declared.applies, declared.about, lambda: self.nodes.value(declared.value))

        self.add(("indicator", name), lambda: self._version(self.program.indicators[name], value))

    def _version(self, declared: V, value: Callable[[V], Lanes]) -> Lanes:
        """The version that holds; while the day of entry is not known, what is known of a value that is one of them."""
        found = versions(declared, self.on)
        lanes = [value(each) for each in as_if(found)]
        if len(found) == 1:
            return lanes[0]
        unsure = one_of(lanes)
        trouble = worst(*(each.trouble for each in lanes))
        unsure = evolve(unsure, trouble=trouble)
        unsure = guarded(unsure) if isinstance(unsure, NumberLanes) else unsure
        return self._of_cohort(found, lanes, unsure)

    def _of_cohort(self, found: Sequence[V], lanes: Sequence[Lanes], unsure: Lanes) -> Lanes:
        """One of the versions' lanes by the day of entry."""
        held = [self.nodes.truth(each.applies.cohort).sql for each in found[:-1] if each.applies.cohort is not None]
        arms = [(f"({sql}) IS TRUE", each) for sql, each in zip(held, lanes, strict=False)]
        return first_of([(f"({held[0]}) IS NULL", unsure), *arms], lanes[-1])

    def rating(self, name: str) -> None:
        declared = self.program.ratings[name]

        def points(criterion: core.Criterion) -> Lanes:
            found = self.nodes.value(criterion.value)
            if not isinstance(found, NumberLanes):
                raise Unsayable("критерий не числом", "a criterion that is no number")
            return first_of([(found.absent, known_number(0))], evolve(found, absent=FALSE))

        for each in declared.criteria:
            self.add(
                ("criterion", name, each.name),
                lambda each=each: self.where_applies(declared.applies, declared.about, lambda: points(each)),  # type: ignore[misc]
            )
        self.add(
            ("total", name),
            lambda: self.where_applies(declared.applies, declared.about, lambda: self.nodes.value(declared.total)),
        )
        for at, tie in enumerate(declared.ties):
            self.add(("tie", name, str(at)), lambda tie=tie: self.nodes.value(tie))  # type: ignore[misc]
        if declared.priorities:
            self.add(("priority", name), lambda: self._priority(declared))

    def _priority(self, rating: core.Rating) -> Lanes:
        """The number of the first group the person is of."""
        answers = [self.nodes.truth(each) for each in rating.priorities]
        last = len(answers) + 1
        sure = case(*((f"({each.sql}) IS TRUE", str(at)) for at, each in enumerate(answers, 1)), otherwise=str(last))
        first = case(
            *((f"({each.sql}) IS NOT FALSE", str(at)) for at, each in enumerate(answers, 1)), otherwise=str(last)
        )
        trouble = NONE
        for each in reversed(answers):
            troubled = FALSE if each.trouble == NONE else f"{each.trouble} > 0"
            trouble = case((troubled, each.trouble), (f"({each.sql}) IS TRUE", NONE), otherwise=trouble)
        low, high = End(f"({first})::HUGEINT"), End(f"({sure})::HUGEINT")
        return guarded(NumberLanes(low, high, trouble=trouble))

    def standing(self, name: str) -> Standing | None:
        """Where a person stands in a rating; None where a part of the rating was refused, by name."""
        try:
            return standing_of(self.nodes, self.program.ratings[name])
        except Unsayable:
            return None

    def selection(self, name: str) -> Contest | None:
        """What a selection asks of everybody; None where it is refused by name."""
        declared = self.program.selections[name]
        try:
            standing = standing_of(self.nodes, self.program.ratings[declared.rating])
            return contest_of(self.nodes, declared, standing, self._candidate(declared, standing))
        except Unsayable as refusal:
            self.refused.append(Refused(name, refusal.what, refusal.what_en))
            return None

    def _candidate(self, declared: core.Selection, standing: Standing) -> CandidateLanes:
        """A person's part in a selection, before everybody is compared."""

        def number(node: core.Node | None) -> NumberLanes | None:
            found = None if node is None else self.nodes.value(node)
            if found is not None and not isinstance(found, NumberLanes):
                raise Unsayable("места не числом", "seats that are no number")
            return found

        both = (standing.rating, declared)
        about = tuple(self.applies(each.applies, each.about) for each in both)
        mark = None if declared.pass_mark is None else self.nodes.value(declared.pass_mark)
        passes = TruthLanes(TRUE) if mark is None else self.nodes.compare(">=", standing.total, mark)
        return CandidateLanes(about, passes, mark, number(declared.seats), number(declared.share))

    def decision(self, name: str) -> None:
        declared = self.program.rules.get(name) or self.program.routes[name]
        self.add(("decision", name), lambda: self._verdict(declared), lambda: self._applicable(declared))

    def _verdict(self, declared: core.Rule | core.Route) -> TruthLanes:
        return as_truth(self._version(declared, self._verdict_of))

    def _verdict_of(self, declared: core.Rule | core.Route) -> TruthLanes:
        answer = self.applies(declared.applies, declared.about)
        if answer.sql == FALSE:
            return TruthLanes(FALSE)
        found = self.nodes.both([answer, self._concludes(declared)])
        if answer.trouble == NONE:
            return found
        # a fault of whom it is about is a fault of the rule
        fine = sound(answer.trouble)
        trouble = case((fine, found.trouble), otherwise=answer.trouble)
        return TruthLanes(case((fine, found.sql)), trouble)

    def _applicable(self, declared: core.Rule | core.Route) -> str:
        """Whether the rule is about the person; where its versions do not agree, it is."""

        def about(version: core.Rule | core.Route) -> TruthLanes:
            answer = self.applies(version.applies, version.about)
            return TruthLanes(case((f"({answer.sql}) IS FALSE", FALSE), otherwise=TRUE))

        found = versions(declared, self.on)
        lanes = [about(each) for each in as_if(found)]
        if len(found) == 1:
            return lanes[0].sql
        first, *others = [self._verdict_of(each).sql for each in as_if(found)]
        agree = every(f"({first}) = ({each})" for each in others)
        unsure = TruthLanes(case((agree, lanes[0].sql), otherwise=TRUE))
        return as_truth(self._of_cohort(found, lanes, unsure)).sql

    def _concludes(self, declared: core.Rule | core.Route) -> TruthLanes:
        if declared.condition is None:
            return TruthLanes(TRUE)
        parts = [self.nodes.truth(declared.condition)]
        for exception in declared.exceptions if isinstance(declared, core.Rule) else ():
            lifted = [] if exception.unless is None else [negated(self.nodes.truth(exception.unless))]
            parts.append(negated(self.nodes.both([self.nodes.truth(exception.condition), *lifted])))
        return self.nodes.both(parts)


def catalogues_read(program: Program) -> tuple[str, ...]:
    """The catalogues that people's conclusions look into."""
    routes = tuple(part for each in program.routes.values() for part in (each.condition, each.applies))
    rated = (*program.ratings.values(), *program.selections.values())
    declared = (*program.indicators.values(), *rated, *program.rules.values(), *routes)
    return tuple(dict.fromkeys(each.name for each in nodes_of(declared) if isinstance(each, core.CatalogueOf)))


def write_statement(program: Program, shape: str, on: date) -> Statement:
    """The whole program for people of one shape on one date."""
    tables = layout(program.schema, program.schema.shapes[shape], catalogues_read(program))
    writing = _Writing(program, tables, on)
    for name in _in_order(program, shape):
        if name in program.indicators:
            writing.indicator(name)
        elif name in program.ratings:
            writing.rating(name)
        else:
            writing.decision(name)
    places = dict(_places(program, shape, writing))
    contests = dict(_contests(program, shape, writing))
    query = "\n".join(_query(writing, places, tuple(contests.values())))
    return Statement(
        tables,
        tuple(statements(tables)),
        query,
        writing.where,
        tuple(dict.fromkeys(writing.refused)),
        {rating: _place_column(rating) for rating in places},
        {name: SelectionColumns.of(name) for name in contests},
    )


def _place_column(rating: str) -> str:
    return f"{of_rules(rating)}__место"


def _in_order(program: Program, shape: str) -> tuple[str, ...]:
    """All that is about people of a shape, each after what it reads; routes stand in no order of the program."""
    routes = [name for name, route in program.routes.items() if route.applies.person in ("", shape)]
    wanted = dict.fromkeys((*about(program, shape), *routes))
    found: list[str] = []

    def visit(name: str) -> None:
        if name in wanted:
            del wanted[name]  # a rating reads its own criteria
            for read in _names_read(program, name):
                visit(read)
            found.append(name)

    for name in tuple(wanted):
        visit(name)
    return tuple(found)


def _names_read(program: Program, name: str) -> Iterator[str]:
    """What a declaration reads of others, and a route's condition."""
    route = program.routes.get(name)
    whole = (program.indicators.get(name), program.ratings.get(name), program.rules.get(name))
    parts = [each for each in whole if each is not None] if route is None else [route.applies, route.condition]
    for node in nodes_of(tuple(parts)):
        match node:
            case core.IndicatorOf(name=read) | core.TotalOf(rating=read) | core.CriterionOf(rating=read):
                yield read
            case core.VerdictOf(rule=read):
                yield read


def _places(program: Program, shape: str, writing: _Writing) -> Iterator[tuple[str, str]]:
    """Places in every rating of which nothing was refused."""
    for name, rating in program.ratings.items():
        if rating.applies.person in ("", shape) and (standing := writing.standing(name)) is not None:
            yield name, place_of(writing.nodes, standing)


def _contests(program: Program, shape: str, writing: _Writing) -> Iterator[tuple[str, Contest]]:
    """Selections among people of a shape; one by a rating of others is about nobody."""
    for name, selection in program.selections.items():
        rating = program.ratings.get(selection.rating)
        whom = (selection.applies.person, rating.applies.person) if rating else (None,)
        if all(person in ("", shape) for person in whom) and (found := writing.selection(name)) is not None:
            yield name, found


def _query(writing: _Writing, places: Mapping[str, str], contests: Sequence[Contest]) -> Iterator[str]:
    """Levels of columns, each computed from those before it: of the elements first, then of the people."""
    steps: list[str] = []

    def levels(table: str, row: str, made: Mapping[str, str], wanted: Iterable[str], last: str = "") -> str:
        before = quoted(table)
        found = _levels(made, wanted, row)
        for number, columns in enumerate(found, start=1):
            told = ",\n    ".join(f"{sql} AS {quoted(name)}" for name, sql in columns.items())
            name = quoted(last if last and number == len(found) else f"{table}__{number}")
            steps.append(f"{name} AS MATERIALIZED (\n  SELECT {row}.*,\n    {told}\n  FROM {before} {row}\n)")
            before = name
        if last and not found:
            steps.append(f"{quoted(last)} AS (\n  SELECT {row}.* FROM {before} {row}\n)")
        return before

    for child in writing.tables.lists:
        made = {name: sql for sql, name in writing.nodes.child_steps[child.name].items()}
        levels(child.name, "e", made, made, child.name + COMPUTED)
    made = {**{name: sql for sql, name in writing.nodes.steps.items()}, **writing.nodes.called, **writing.told}
    among_all = (*places.values(), *(text for each in contests for text in each.read()))
    read = sorted(column for text in among_all for _, column in columns_read(text) if column in made)
    people = levels(writing.tables.name, "s", made, (*writing.told, *read))
    for contest in contests:
        steps.extend(f"{name} AS (\n{text}\n)" for name, text in contest.subqueries(people))
    if steps:
        yield "WITH " + ",\n".join(steps)
    shown = [f"s.{PERSON}", f"s.{ID}", *(f"s.{quoted(name)}" for name in writing.told)]
    shown.extend(f"{sql} AS {quoted(_place_column(rating))}" for rating, sql in places.items())
    joined = ""
    for at, contest in enumerate(contests, start=1):
        shown.extend(f"{sql} AS {quoted(name)}" for name, sql in contest.told(f"о{at}"))
        joined += f"\nLEFT JOIN {contest.outcomes} о{at} ON о{at}.{PERSON} = s.{PERSON}"
    listed = ",\n  ".join(shown)
    yield f"SELECT {listed}\nFROM {people} s{joined}\nORDER BY s.{PERSON}"


def _levels(made: Mapping[str, str], wanted: Iterable[str], row: str) -> list[dict[str, str]]:
    """The columns wanted and those they are made of, each in the level after all that it reads."""
    level_of: dict[str, int] = {}
    levels: list[dict[str, str]] = []

    def place(name: str) -> int:
        if name not in level_of:
            read = sorted(column for of, column in columns_read(made[name]) if of == row and column in made)
            level_of[name] = max((place(each) + 1 for each in read), default=0)
            while len(levels) <= level_of[name]:
                levels.append({})
            levels[level_of[name]][name] = made[name]
        return level_of[name]

    for name in wanted:
        place(name)
    return levels
