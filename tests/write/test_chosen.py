"""Why an entry was chosen, in one line: its place, what was added for it, and one or two conditions that tell."""

from iomrules.facts.record import NumberKind
from iomrules.program.core import Add, Compare, Constant
from iomrules.reason.decision import Reason
from iomrules.route.route import Because
from iomrules.values import Member, Unknown, Value
from iomrules.write.chosen import in_short

PLACE = "1-е место из 4 подходящих"


def constant(value: Value = 0) -> Constant:
    return Constant(value, kind=NumberKind())


def wish(label: str, weight: int) -> Reason:
    """`если код среди <label> то вес иначе 0`."""
    named = Reason("fact", ("химия",), name=label, label=label.replace("_", " "))
    listed = Reason("in_list", weight > 0, label=named.label, parts=(Reason("field", "химия", label="код"), named))
    added = Reason("parameter", weight, name=f"вес_{label}", label=f"Вес: {named.label}")
    return Reason("if_else", weight, parts=(listed, added if weight else Reason("constant", 0, label="0")))


def total(*parts: Reason) -> Reason:
    value = sum(part.value for part in parts if isinstance(part.value, int))
    return Reason("arithmetic", value, Add((constant(),)), parts=parts)


def compared(operator: str, *parts: Reason) -> Reason:
    node = Compare(operator, constant(), constant())
    return Reason("compare", True, node, label="условие", parts=parts)


def test_the_parts_of_the_order_are_named_with_their_total() -> None:
    because = Because(PLACE, order=total(wish("пожелания", 2), wish("пожелания_родителей", 1)))

    assert in_short(because) == f"{PLACE}: вес: пожелания — 2, вес: пожелания родителей — 1 (всего 3)."


def test_a_part_that_adds_nothing_is_not_named() -> None:
    because = Because(PLACE, order=total(wish("пожелания", 2), wish("пожелания_родителей", 0)))

    assert in_short(because) == f"{PLACE}: вес: пожелания — 2."


def test_where_nothing_was_added_the_order_of_the_list_decided() -> None:
    assert in_short(Because(PLACE, order=total(wish("а", 0)))) == f"{PLACE}: весов нет, взято по порядку перечня."


def test_without_a_known_order_only_the_place_is_said() -> None:
    assert in_short(Because(PLACE)) == f"{PLACE}."
    assert in_short(Because(PLACE, order=Reason("fact", Unknown(())))) == f"{PLACE}."


def test_conditions_of_the_course_are_said_and_technical_ones_are_not() -> None:
    medicine = Reason("field", Member("направление", "медицина"), name="направление", label="направление")
    about = compared("=", medicine, Reason("constant", Member("направление", "медицина"), label="медицина"))
    klass = Reason("fact", 10, name="класс", label="класс")
    since = compared(">=", klass, Reason("field", 10, name="класс_от", label="с какого класса"))
    is_open = compared("<>", Reason("field", "да", name="запись", label="запись"), Reason("constant", "нет"))
    reason = Reason("and", True, parts=(since, is_open, about))

    assert in_short(Because(PLACE, reason=reason)).startswith(f"{PLACE}. Направление")
    assert "ласс" not in in_short(Because(PLACE, reason=reason))


def test_what_the_order_has_said_is_not_said_again() -> None:
    order = total(wish("пожелания", 2))
    reason = order.parts[0].parts[0]

    assert in_short(Because(PLACE, reason=reason, order=order)) == f"{PLACE}: вес: пожелания — 2."
