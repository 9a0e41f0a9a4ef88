"""What became of the elements of a collection, told: which were meant, what each gave, what left the others out."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import date

from iomrules.program import core
from iomrules.program.core import Node
from iomrules.reason.collections import Held, count_of, parts, survey
from iomrules.reason.decision import ElementReason, FaultRaised, Reason
from iomrules.reason.declared import Entries
from iomrules.reason.interpreter import Interpreter
from iomrules.reason.labels import field_label, key_label, value_label
from iomrules.reason.nearest import blockers
from iomrules.reason.used import used_groups, used_places, winning_places
from iomrules.reason.windows import window
from iomrules.values import ABSENT, Entry, Unknown, Value


class ElementReasons(Interpreter):
    """The part of `replay` that tells of lists, by-key facts and catalogues."""

    @abstractmethod
    def _label(self, node: Node) -> str:
        """What a node is called."""

    @abstractmethod
    def _parts(self, nodes: Sequence[Node], entries: Entries) -> tuple[Reason, ...]:
        """Reasons of the nodes."""

    def _collection_reason(
        self,
        node: core.Elements | core.CountOf | core.ShareOf | core.Counted | core.Every,
        value: Value,
        entries: Entries,
    ) -> Reason:
        elements = node if isinstance(node, core.Elements) else node.elements
        holds = node.holds if isinstance(node, core.Every) else None

        def told() -> tuple[Reason, ...]:
            source = self._source_reason(elements, entries)
            counted = isinstance(node, core.Counted)
            return (*source, Reason("count", count_of(self, elements, entries), node)) if counted else source

        def each() -> tuple[ElementReason, ...]:
            return tuple([self._element(elements, one, entries, holds) for one in self._surveyed(elements, entries)])

        return Reason(_COLLECTIONS[type(node)], value, node, "", self._label(elements), told, each)

    def _reduction_reason(self, node: core.Reduce | core.GroupReduce, value: Value, entries: Entries) -> Reason:
        elements = node.elements

        def used() -> tuple[ElementReason, ...]:
            surveyed = self._surveyed(elements, entries)
            given = [self._given(one, entries, node.value) for one in surveyed]
            numbers = [(one.holds, number) for one, number in zip(surveyed, given, strict=True)]
            if isinstance(node, core.Reduce):
                keys, kept = [""] * len(surveyed), used_places(node.sort, numbers, node.best)
            else:
                keys = ["; ".join(self._tell(key, one, entries) for key in node.keys) for one in surveyed]
                kept = winning_places(node.sort, numbers, keys)
            return tuple(
                self._element_reason(
                    elements, one, entries, node.value, given=given[at], used=at in kept, group=keys[at]
                )
                for at, one in enumerate(surveyed)
            )

        sort = "reduce" if isinstance(node, core.Reduce) else "group"
        return Reason(
            sort, value, node, "", self._label(elements), lambda: self._source_reason(elements, entries), used
        )

    def _list_reason(self, node: core.ReduceList, value: Value, entries: Entries) -> Reason:
        def groups() -> tuple[ElementReason, ...]:
            numbers = parts(self, node.operand, entries).parts
            given = [None if part.value is ABSENT else part.value for part in numbers]
            held = [(part.holds, number) for part, number in zip(numbers, given, strict=True)]
            kept = used_places(node.sort, held, node.best)
            return tuple(
                ElementReason(
                    "; ".join(value_label(key, self.program) for key in part.group),
                    None,
                    part.holds,
                    given[place],
                    place in kept,
                )
                for place, part in enumerate(numbers)
            )

        def told() -> tuple[Reason, ...]:
            made = groups()
            return tuple(used_groups(each, made) for each in self._parts((node.operand,), entries))

        return Reason("list", value, node, "", self._label(node.operand), told, groups)

    def _source_reason(self, elements: core.Elements, entries: Entries) -> tuple[Reason, ...]:
        return self._parts((elements.source,), entries)

    def _surveyed(self, elements: core.Elements, entries: Entries) -> tuple[Held, ...]:
        """The elements there are; of a list that is not known, none."""
        innermost: Node = elements
        while isinstance(innermost, core.Elements):
            innermost = innermost.source
        if isinstance(self.value(innermost, entries), Unknown):
            return ()
        held, _ = survey(self, elements, entries)
        return held

    def _element(self, elements: core.Elements, one: Held, entries: Entries, value: Node | None) -> ElementReason:
        given = self._given(one, entries, value)
        return self._element_reason(elements, one, entries, value, given=given, used=one.holds is True)

    def _given(self, one: Held, entries: Entries, value: Node | None) -> Value | None:
        """What an element gave. value: the node that says it, if any."""
        if one.holds is False:
            return None
        given = None if value is None else self._quietly(lambda: self.value(value, (one.hand, *entries)))
        return one.element if one.key and given is None else given

    def _element_reason(
        self,
        elements: core.Elements,
        one: Held,
        entries: Entries,
        value: Node | None,
        *,
        given: Value | None,
        used: bool,
        group: str = "",
    ) -> ElementReason:
        def blocker() -> Reason | None:
            inner = (one.hand, *entries)
            found = self._blocker(elements, one, inner)
            return (
                self._first_blocker(value, inner) if found is None and given is False and value is not None else found
            )

        entry = one.element if isinstance(one.element, Entry) else None
        return ElementReason(lambda: self._element_label(elements, one), entry, one.holds, given, used, blocker, group)

    def _element_label(self, elements: core.Elements, one: Held) -> str:
        source: Node = elements.source
        while isinstance(source, core.Elements):
            source = source.source
        return key_label(source.kind, one.key, self.program) if one.key else value_label(one.element, self.program)

    def _quietly(self, ask: Callable[[], Value]) -> Value | None:
        try:
            found = ask()
        except FaultRaised:
            return None
        return None if found is ABSENT else found

    def _tell(self, key: Node, one: Held, entries: Entries) -> str:
        found = self._quietly(lambda: self.value(key, (one.hand, *entries)))
        return "" if found is None else value_label(found, self.program)

    def _blocker(self, elements: core.Elements, one: Held, inner: Entries) -> Reason | None:
        if one.holds is True:
            return None
        if elements.window is not None and one.in_window is not True:
            begin, end = window(elements.window, self.on)
            day = self.field(one.element, elements.window.by)
            told = Reason("field", day, name=elements.window.by, label=field_label(elements.window.by, self.program))
            return Reason(
                "window", one.in_window, label=told.label, parts=(told,), row=(day_text(begin), day_text(end))
            )
        if elements.where is not None and (found := self._first_blocker(elements.where, inner)):
            return found
        if isinstance(elements.source, core.Elements):
            return self._blocker(elements.source, one, inner)
        return None

    def _first_blocker(self, condition: Node, inner: Entries) -> Reason | None:
        """What first keeps it from holding: of joined conditions only the one that fails is told."""
        failed = self._first_failed(condition, inner)
        return next((each for reason in self._parts((failed,), inner) for each in blockers(reason)), None)

    def _first_failed(self, condition: Node, inner: Entries) -> Node:
        """The first condition that does not hold, of those joined by `и` or `или` in one that does not; else itself."""
        if isinstance(condition, core.Both | core.Either) and self._fails(condition, inner):
            failed = next((each for each in condition.operands if self._fails(each, inner)), None)
            return condition if failed is None else self._first_failed(failed, inner)
        return condition

    def _fails(self, condition: Node, inner: Entries) -> bool:
        try:
            return self.value(condition, inner) is False
        except FaultRaised:
            return False


_COLLECTIONS: dict[type, str] = {
    core.Elements: "list",
    core.CountOf: "count",
    core.ShareOf: "share",
    core.Counted: "counted",
    core.Every: "every",
}


def day_text(day: date | None) -> str:
    """`01.09.2026`; empty for none."""
    return day.strftime("%d.%m.%Y") if day else ""
