"""Collections: the rows of a list with what is known of each, counted, asked of, taken together."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

from iomrules.facts.record import ByKeyKind, Kind, ListKind, TruthKind
from iomrules.frozen import evolve
from iomrules.program import core
from iomrules.program.core import Node
from iomrules.reason.collections import is_list
from iomrules.reason.sql import rows as sql_rows
from iomrules.reason.sql.facts import COMPUTED, Hand, Hands
from iomrules.reason.sql.groups import grouped
from iomrules.reason.sql.lanes import (
    FALSE,
    FAULT,
    NONE,
    NULL,
    OPEN,
    TRUE,
    End,
    Lanes,
    NumberLanes,
    PlainLanes,
    TruthLanes,
    as_truth,
    case,
    chosen,
    denied,
    every,
    exactly,
    guarded,
    is_unknown,
    known_number,
    quoted,
    rounded,
    some,
    sound,
    trouble_if,
    worst,
)
from iomrules.reason.sql.lookups import Lookups
from iomrules.reason.sql.names import BLANK, GONE, PERSON, POSITION, VALUE
from iomrules.reason.sql.numbers import at_least, at_most, bounded
from iomrules.reason.sql.rows import DEN, FieldOf, Rows, number_columns
from iomrules.reason.sql.tables import ChildTable
from iomrules.reason.sql.unsayable import Unsayable
from iomrules.reason.windows import window


class Walks(Lookups, ABC):
    """Collections of the person's facts. What an expression is worth is said by the nodes."""

    @abstractmethod
    def value(self, node: Node, hands: Hands = ()) -> Lanes:
        """The lanes of a node. hands: the elements in hand, innermost first. Raises Unsayable."""

    @abstractmethod
    def truth(self, node: Node, hands: Hands = ()) -> TruthLanes:
        """A condition's answer."""

    @abstractmethod
    def number(self, node: Node, hands: Hands = ()) -> NumberLanes:
        """An operand of arithmetic."""

    # --- collections ---

    def _source(self, elements: core.Elements) -> tuple[core.Elements, ChildTable]:
        """The innermost elements and their table."""
        while isinstance(elements.source, core.Elements):
            elements = elements.source
        child = self._child(elements.source)
        if child is None:
            raise Unsayable("перебор не из сведений о человеке", "elements of no fact of the person")
        if elements.bound and child.bound and elements.bound != child.bound:
            raise Unsayable("перебор с другим пределом", "elements with another bound")
        return elements, child

    def survey(
        self, elements: core.Elements, hands: Hands, columns: Callable[[Hands], Mapping[str, str]]
    ) -> tuple[str, str]:
        """A SELECT of every element with `h`, `i` (in the window), `bad` and more; when there may be others."""
        _, child = self._source(elements)
        alias = self.alias()
        hand = (Hand(alias, child), *hands)
        self.walks.append((alias, child.name, {}))
        try:
            inside, holds, bad = self._held(elements, hand)
            more = columns(hand)
        finally:
            _, _, steps = self.walks.pop()
        own = {"place": f"{alias}.{POSITION}", "i": inside, "h": holds, "bad": bad, **more}
        told = ", ".join(f"{sql} AS {name}" for name, sql in own.items())
        where = [f"{alias}.{PERSON} = s.{PERSON}"]
        if child.plain and child.columns[0].optional:
            where.append(f"NOT {alias}.{quoted(VALUE + GONE)}")
        endless = FALSE if child.bound else f"s.{quoted(child.open_ended)}"
        source, matching = quoted(child.name + COMPUTED), " AND ".join(where)
        for sql, name in steps.items():
            source = f"(SELECT {alias}.*, {sql} AS {name} FROM {source} {alias} WHERE {matching})"
        return f"SELECT {told} FROM {source} {alias} WHERE {matching}", endless

    def _held(self, elements: core.Elements, hands: Hands) -> tuple[str, str, str]:
        """Whether the element is in the window, is meant, and the trouble of finding out."""
        hand = hands[0]
        if isinstance(elements.source, core.Elements):
            before, held, bad = self._held(elements.source, hands)
            before = held
        else:
            maybe = f"{hand.alias}.{BLANK}"
            if hand.table.by_key:
                maybe = some((maybe, f"{hand.alias}.{quoted(VALUE)} IS NULL"))
            before = held = case((maybe, NULL), otherwise=TRUE)
            bad = NONE
        inside = before
        if elements.window is not None:
            begin, end = window(elements.window, self.on)
            day = self._field(hand, elements.window.by)
            if not isinstance(day, PlainLanes):
                raise Unsayable("срок не по дате", "a window of no date")
            lies = f"({day.sql} BETWEEN DATE '{begin.isoformat()}' AND DATE '{end.isoformat()}')"
            inside = every((before, case((day.absent, FALSE), otherwise=lies)))
        where = TruthLanes(TRUE) if elements.where is None else self.truth(elements.where, hands)
        inside = self.short(inside)
        holds = self.short(every((held, inside, where.sql)))
        passed = f"({every((held, inside))}) IS FALSE"
        # nobody knows that a blank element exists, so no fault of its condition stops anybody
        blank = f"{hand.alias}.{BLANK} AND {where.trouble} > 0"
        own = case((passed, NONE), (blank, NONE), otherwise=where.trouble)
        if where.trouble == NONE:
            own = NONE
        return inside, holds, worst(bad, own)

    def count(self, elements: core.Elements, hands: Hands) -> NumberLanes:
        """How many elements are meant."""
        source, endless = self.survey(elements, hands, lambda _: {})
        fields = {
            "sure": "count(*) FILTER (WHERE h)",
            "most": "count(*) FILTER (WHERE h IS NOT FALSE)",
            "trouble": "coalesce(max(bad), 0)",
        }
        field = self.gather(fields, source)
        trouble = self._trouble(elements, field)
        most = End(case((endless, NULL), otherwise=f"{field('most')}::HUGEINT"))
        return guarded(NumberLanes(End(f"{field('sure')}::HUGEINT"), most, trouble=trouble))

    def _trouble(self, elements: core.Elements, field: FieldOf) -> str:
        """The trouble of the conditions, if any of them can be in trouble."""
        return NONE if _plain_condition(elements) else field("trouble")

    def _share(self, elements: core.Elements, hands: Hands) -> NumberLanes:
        source, endless = self.survey(elements, hands, lambda _: {})
        fields = {
            "sure": "count(*) FILTER (WHERE i)",
            "inside": "count(*) FILTER (WHERE i IS NOT FALSE)",
            "hits": "count(*) FILTER (WHERE i AND h)",
            "spoilers": "count(*) FILTER (WHERE i IS NULL)",
            "possible": "count(*) FILTER (WHERE i IS NOT FALSE AND h IS NOT FALSE)",
            "unsure_hits": "count(*) FILTER (WHERE i IS NULL AND h IS NOT FALSE)",
            "trouble": "coalesce(max(bad), 0)",
        }
        field = self.gather(fields, source)
        nothing = f"{field('sure')} = 0"
        missed = some((f"{field('inside')} > 0", endless))
        trouble = worst(self._trouble(elements, field), trouble_if(every((nothing, denied(missed))), FAULT))
        vague = some((nothing, endless))
        low = End(f"{field('hits')}::HUGEINT", f"NULLIF({field('sure')} + {field('spoilers')}, 0)::HUGEINT")
        high = End(f"{field('possible')}::HUGEINT", f"NULLIF({field('sure')} + {field('unsure_hits')}, 0)::HUGEINT")
        low, high = chosen([(vague, exactly(0))], low), chosen([(vague, exactly(1))], high)
        return guarded(NumberLanes(low, high, trouble=trouble))

    def reduce(self, sort: str, best: int | None, rows: Rows) -> NumberLanes:
        """Rows taken together."""
        taken = sql_rows.taken_together(sort, rows, best)
        return sql_rows.lanes_of(sort, rows, self.gather(taken.fields, taken.source), best)

    def _rows(self, node: Node, hands: Hands) -> Rows:
        """The numbers of a list."""
        match node:
            case core.IndicatorOf(name=name) if self._child(node) is None:
                return self._listed_rows(self.list_of(name), core.Elements(node, kind=node.kind), None)
            case core.Reduce(value=core.Element(depth=0, kind=kind), elements=core.Elements(where=None, window=None)):
                elements = node.elements
                if isinstance(elements.source, core.IndicatorOf) and self._child(elements.source) is None:
                    return self._listed_rows(self.list_of(elements.source.name), elements, kind)
                return self._number_rows(elements, node.value, hands)
            case core.Reduce(value=value, elements=elements):
                return self._number_rows(elements, value, hands)
            case core.GroupReduce(keys=keys, sort=sort, value=value, elements=elements):
                return self._group_rows(keys, sort, value, elements, hands)
            case core.AtMost(operand=operand, limit=limit):
                most = self.number(limit, hands)
                return self._stepped(self._rows(operand, hands), lambda number: at_most(number, most))
            case core.AtLeast(operand=operand, limit=limit):
                least = self.number(limit, hands)
                return self._stepped(self._rows(operand, hands), lambda number: at_least(number, least))
            case core.Round(operand=operand, unit=unit, mode=mode):
                stepped = self._stepped(
                    self._rows(operand, hands),
                    lambda number: evolve(
                        number, low=rounded(number.low, unit, mode), high=rounded(number.high, unit, mode)
                    ),
                )
                return evolve(stepped, groups="rounded" if stepped.groups else "")
        elements = node if isinstance(node, core.Elements) else core.Elements(node, kind=node.kind)
        element = _element_kind(elements)
        return self._number_rows(elements, core.Element(kind=element), hands, raw=True)

    def _listed_rows(self, given: Node, elements: core.Elements, scale: Kind | None) -> Rows:
        """The rows of a list that an indicator gives: of one that is not sure to be whole nothing is known.

        scale: what bounds a number that is not known.
        """
        rows = self._rows(given, ())
        unsure = some(("h IS NULL", "lost" if rows.groups else FALSE))
        field = self.gather({"vague": f"coalesce(bool_or({unsure}) FILTER (WHERE h IS NOT FALSE), FALSE)"}, rows.sql)
        vague = some((rows.endless, field("vague")))
        den = f"r.{DEN}" if rows.den == DEN else rows.den
        lanes = NumberLanes(End("r.low", den), End("r.high", den), "r.gone")
        blank = NumberLanes(OPEN, OPEN)
        if scale is not None:
            lanes, blank = bounded(lanes, scale), bounded(blank, scale)
        rows = evolve(rows, groups="", others=(), den=DEN)
        made, made_den = number_columns(lanes)
        known = rows.selected({DEN: f"{made_den}::HUGEINT", **made, "worse": "r.worse"})
        kept = f"NOT {vague} OR r.bad > 0 OR (r.h AND r.worse > 0)"
        nothing, nothing_den = number_columns(blank)
        none = {"h": "NULL::BOOLEAN", "bad": NONE, DEN: f"{nothing_den}::HUGEINT", **nothing}
        limit = elements.bound or (elements.kind.bound if isinstance(elements.kind, ListKind) else 0)
        turns = ", ".join(f"({at})" for at in range(limit or 1))
        blanks = f"SELECT {rows.selected(none)} FROM (VALUES {turns}) r(turn) WHERE {vague}"
        both = f"SELECT {known} FROM ({rows.sql}) r WHERE {kept} UNION ALL {blanks}"
        return evolve(rows, sql=both, endless=FALSE if limit else vague)

    def _number_rows(self, elements: core.Elements, value: Node, hands: Hands, *, raw: bool = False) -> Rows:
        found: list[NumberLanes] = []

        def columns(inner: Hands) -> Mapping[str, str]:
            lanes = self._part(value, inner, raw=raw)
            found.append(lanes)
            return number_columns(lanes)[0]

        source, endless = self.survey(elements, hands, columns)
        return Rows(source, number_columns(found[0])[1], endless)

    def _part(self, value: Node, hands: Hands, *, raw: bool = False) -> NumberLanes:
        lanes = self.value(value, hands)
        if not isinstance(lanes, NumberLanes):
            raise Unsayable("действия не с числами", "arithmetic of what is no number")
        if isinstance(value, core.Element) and not raw:
            lanes = bounded(lanes, value.kind)
        return lanes

    def _group_rows(
        self, keys: tuple[Node, ...], sort: str, value: Node | None, elements: core.Elements, hands: Hands
    ) -> Rows:
        found: list[NumberLanes] = []
        names: list[str] = []

        def columns(inner: Hands) -> Mapping[str, str]:
            lanes = known_number(1) if value is None else self._part(value, inner)
            own: dict[str, str] = {}
            vague, troubles = [], [lanes.trouble]
            for at, key in enumerate(keys):
                told = self.value(key, inner)
                own |= _key_columns(at, told)
                vague.append(is_unknown(told))
                troubles.append(told.trouble)
            names.extend(own)
            lanes = evolve(lanes, trouble=worst(*troubles))
            found.append(lanes)
            return {**own, **number_columns(lanes)[0], "vague": some(vague)}

        source, endless = self.survey(elements, hands, columns)
        rows = Rows(source, number_columns(found[0])[1], endless)
        return grouped(rows, tuple(names), sort, sound=found[0].trouble == NONE)

    def _stepped(self, rows: Rows, step: Callable[[NumberLanes], NumberLanes]) -> Rows:
        """A step over each number of a list."""
        alias = self.alias()
        den = f"{alias}.{DEN}" if rows.den == DEN else rows.den
        made = guarded(step(NumberLanes(End(f"{alias}.low", den), End(f"{alias}.high", den))))
        own, made_den = number_columns(made)
        own |= {"gone": f"{alias}.gone", "worse": worst(f"{alias}.worse", made.trouble)}
        told = evolve(rows, den=made_den).selected(own, alias)
        return evolve(rows, sql=f"SELECT {told} FROM ({rows.sql}) {alias}", den=made_den)

    def _every(self, elements: core.Elements, holds: Node, hands: Hands) -> TruthLanes:
        """True of none. An element found to break it settles it, unless a fault stood before."""
        troubles: list[str] = []

        def columns(inner: Hands) -> Mapping[str, str]:
            answer = self.truth(holds, inner)
            troubles.append(answer.trouble)
            return {"answer": answer.sql, "worse": answer.trouble}

        source, endless = self.survey(elements, hands, columns)
        meant, unsure = "h IS NOT FALSE", "h IS NULL AND answer IS NOT TRUE OR h AND answer IS NULL"
        fields = {
            "broken": f"min(place) FILTER (WHERE {meant} AND h AND answer IS FALSE)",
            "stopped": f"min(place) FILTER (WHERE {meant} AND worse > 0)",
            "why": f"coalesce(arg_min(worse, place) FILTER (WHERE {meant} AND worse > 0), 0)",
            "open": f"coalesce(bool_or({unsure}) FILTER (WHERE {meant}), FALSE)",
            "trouble": "coalesce(max(bad), 0)",
        }
        field = self.gather(fields, source)
        broken, stopped = field("broken"), field("stopped")
        found_broken = f"{broken} IS NOT NULL"
        if troubles == [NONE]:
            trouble = self._trouble(elements, field)
        else:
            first = f"({broken} < {stopped}) IS TRUE" if endless == FALSE else FALSE
            trouble = worst(
                self._trouble(elements, field),
                case((f"{stopped} IS NULL", NONE), (first, NONE), otherwise=field("why")),
            )
        perhaps = some((field("open"), endless))
        answer = case((found_broken, FALSE), (perhaps, NULL), otherwise=TRUE)
        return TruthLanes(case((sound(trouble), answer)), trouble)

    def _in_list(self, found: Lanes, source: Node, hands: Hands) -> TruthLanes:
        elements = source if isinstance(source, core.Elements) else core.Elements(source, kind=source.kind)

        def columns(inner: Hands) -> Mapping[str, str]:
            element = self.value(core.Element(kind=_element_kind(elements)), inner)
            return {"same": self.compare("=", found, element).sql}

        # the value looked for is of the row outside: it stands in the subquery by its columns
        outer, endless = self.survey(elements, hands, columns)
        fields = {
            "found": "coalesce(bool_or(h AND same), FALSE)",
            "open": "coalesce(bool_or((h AND same) IS NULL), FALSE)",
            "trouble": "coalesce(max(bad), 0)",
        }
        field = self.gather(fields, outer)
        trouble = worst(found.trouble, self._trouble(elements, field))
        absent = FALSE if isinstance(found, TruthLanes) else found.absent
        answer = case((absent, FALSE), (field("found"), TRUE), (some((field("open"), endless)), NULL), otherwise=FALSE)
        return TruthLanes(case((sound(trouble), answer)), trouble)

    def _present(self, operand: Node, hands: Hands) -> TruthLanes:
        if is_list(operand):
            elements = operand if isinstance(operand, core.Elements) else core.Elements(operand, kind=operand.kind)
            return self.compare(">=", self.count(elements, hands), known_number(1))
        found = self.value(operand, hands)
        if isinstance(found, TruthLanes):
            return found
        if isinstance(found, PlainLanes) and isinstance(found.kind, TruthKind):
            return as_truth(found)
        answer = case((found.absent, FALSE), (is_unknown(found), NULL), otherwise=TRUE)
        return TruthLanes(case((sound(found.trouble), answer)), found.trouble)


def _key_columns(at: int, key: Lanes) -> Mapping[str, str]:
    """What tells groups apart by one of their keys."""
    absent = FALSE if isinstance(key, TruthLanes) else key.absent
    if not isinstance(key, NumberLanes):
        return {f"k{at}": key.sql, f"a{at}": absent}
    num, den = key.low.num, key.low.den
    if isinstance(den, int):
        return {f"k{at}": num, f"a{at}": absent}
    divisor = f"gcd({num}, ({den})::HUGEINT)"
    return {f"k{at}": f"{num} // {divisor}", f"d{at}": f"{den} // {divisor}", f"a{at}": absent}


def _element_kind(elements: core.Elements) -> Kind:
    kind = elements.kind
    return kind.element if isinstance(kind, ListKind | ByKeyKind) else kind


def _plain_condition(elements: core.Elements) -> bool:
    """Whether nothing in the conditions can be in trouble."""
    return elements.where is None and not isinstance(elements.source, core.Elements)
