"""Whatever the missing facts turn out to be, the value lies within what was said before, and a decided answer stays."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iomrules.facts.record import EnumKind, NumberKind
from iomrules.program import core
from iomrules.reason.decision import FaultRaised
from iomrules.reason.engine import prepare
from iomrules.values import ABSENT, ByKey, Entry, Missing, Unknown, Value
from tests.reason.lyceum_of_tests import (
    ACHIEVEMENT,
    MARK,
    MARKS,
    ON,
    RESULT,
    SORT,
    STAGE,
    SUBJECT,
    achievements,
    compare,
    const,
    fact,
    mark,
    member,
    own,
    program,
    pupil,
)

TRUTH_FACTS = ("задолженность", "согласие", "выписка")
NUMBER_FACTS = tuple("абв")
OPERATORS = st.sampled_from(["<", "<=", ">", ">=", "=", "<>"])
NUMBERS = st.integers(-10, 10) | st.fractions(-3, 3, max_denominator=4)
YEAR = core.Window("year", 1, "дата")

ROWS = (
    core.Row((core.InBand(None, -3), core.Anything()), -2),
    core.Row((core.InBand(-3, 4, low_strict=True, high_strict=True), core.Is((member("химия"),))), 5),
    core.Row((core.InBand(4, None), core.IsAbsent()), 7),
    core.Row((core.InBand(0, None), core.Is((member("химия"), member("биология")))), 5),
)
KEYS = (core.TableKey("а", NumberKind()), core.TableKey("предмет", EnumKind("предмет")))
TABLES = tuple(
    core.Table(core.About(f"таблица_{hit}_{otherwise}"), KEYS, hit, ROWS, otherwise, kind=NumberKind())
    for hit in ("one", "first", "all")
    for otherwise in (None, 3)
)
ENGINE = prepare(program(*TABLES))

# --- records, and what they may turn out to be ---


def known_values(name: str) -> st.SearchStrategy[Value]:
    """What a field of an achievement may be."""
    match name:
        case "предмет":
            return st.just(ABSENT) | st.sampled_from([member(each) for each in SUBJECT.members[:2]])
        case "вид":
            return st.sampled_from([member(each) for each in SORT.members])
        case "уровень":
            return st.sampled_from([member(each) for each in STAGE.members])
        case "результат":
            return st.sampled_from([member(each) for each in RESULT.members])
        case "дата":
            return st.sampled_from([date(2026, 10, 1), date(2025, 10, 1)])
        case "подтверждено":
            return st.booleans()
    return st.integers(0, 10)


def maybe(name: str, values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    return st.just(Unknown((Missing(name),))) | values | values


ENTRIES = st.fixed_dictionaries({each.name: maybe(each.name, known_values(each.name)) for each in ACHIEVEMENT.facts})
LISTS = st.lists(ENTRIES.map(lambda fields: Entry("достижение", fields)), max_size=4).map(tuple)
MARK_VALUES = st.integers(1, 5) | st.just(ABSENT)
PEOPLE = st.fixed_dictionaries(
    {
        **{name: maybe(name, st.booleans()) for name in TRUTH_FACTS},
        **{name: maybe(name, st.integers(-10, 10)) for name in NUMBER_FACTS},
        "отметки": maybe(
            "отметки",
            st.tuples(*(maybe(each, MARK_VALUES) for each in SUBJECT.members)).map(
                lambda marks: ByKey(tuple(zip(SUBJECT.members, marks, strict=True)))
            ),
        ),
        "достижения": st.just(Unknown((Missing("достижения"),))) | LISTS | LISTS | LISTS,
    }
)


@st.composite
def completed(draw: st.DrawFn, facts: dict[str, Value]) -> dict[str, Value]:
    """The same record with every missing fact given."""
    whole: dict[str, Value] = {}
    for name, value in facts.items():
        if name in TRUTH_FACTS:
            whole[name] = draw(st.booleans()) if isinstance(value, Unknown) else value
        elif name in NUMBER_FACTS:
            whole[name] = draw(st.integers(-10, 10)) if isinstance(value, Unknown) else value
        elif name == "отметки":
            pairs = value if isinstance(value, ByKey) else [(each, value) for each in SUBJECT.members]
            whole[name] = ByKey(
                tuple((key, draw(MARK_VALUES) if isinstance(each, Unknown) else each) for key, each in pairs)
            )
        else:
            whole[name] = tuple(draw(whole_entry(each)) for each in draw(given_list(value)))
    return whole


@st.composite
def given_list(draw: st.DrawFn, value: Value) -> tuple[Value, ...]:
    if not isinstance(value, Unknown):
        assert isinstance(value, tuple)
        return value
    return draw(st.lists(ENTRIES.map(lambda fields: Entry("достижение", fields)), max_size=5).map(tuple))


@st.composite
def whole_entry(draw: st.DrawFn, entry: Entry) -> Entry:
    return Entry(
        entry.shape,
        {
            name: draw(known_values(name)) if isinstance(value, Unknown) else value
            for name, value in entry.fields.items()
        },
    )


# --- programs ---

WHERES = st.one_of(
    st.none(),
    st.just(own("подтверждено")),
    st.builds(compare, st.just(own("балл")), OPERATORS, st.integers(0, 10).map(const)),
    st.just(compare(own("предмет"), "=", const("химия"))),
    st.just(compare(own("уровень"), ">=", const("региональный"))),
    st.just(core.Both((own("подтверждено"), compare(own("вид"), "=", const("олимпиада"))))),
)
ELEMENTS = st.builds(achievements, WHERES, st.sampled_from([None, YEAR]))
MARK_ELEMENTS = st.builds(
    core.Elements,
    st.just(fact("отметки")),
    st.none() | st.just(compare(core.Element(kind=MARK), ">=", const(4))),
    kind=st.just(MARKS),
)
SORTS = st.sampled_from(["sum", "mean", "max", "min"])
POINTS = st.sampled_from([own("балл"), core.Negate(own("балл")), core.Add((own("балл"), const(-5)))])
GROUPS = st.builds(
    core.GroupReduce,
    st.sampled_from([(own("предмет"),), (own("вид"),), (own("предмет"), own("вид"))]),
    st.sampled_from(["sum", "mean", "max", "min", "count"]),
    POINTS,
    ELEMENTS,
    kind=st.just(NumberKind()),
)
CAPPED = GROUPS | st.builds(core.AtMost, GROUPS, st.integers(0, 12).map(const))
CAPPED |= st.builds(core.Round, CAPPED, st.just(5), st.sampled_from(["half_up", "down"]))
BESTS = st.none() | st.integers(1, 3)
LOOKED_UP = st.builds(
    lambda table, number: core.FromTable(table.about.name, (number, own("предмет")), kind=NumberKind()),
    st.sampled_from(TABLES),
    st.sampled_from([fact("а"), own("балл")]),
)
GATHERED = st.one_of(
    st.builds(core.Reduce, SORTS, LOOKED_UP, ELEMENTS),
    st.builds(lambda sort, value, elements, best: core.Reduce(sort, value, elements, best if sort == "sum" else None),
              SORTS, POINTS, ELEMENTS, BESTS),
    st.builds(core.Reduce, SORTS, st.just(core.Element(kind=MARK)), MARK_ELEMENTS),
    st.builds(core.CountOf, ELEMENTS | MARK_ELEMENTS),
    st.builds(core.ShareOf, ELEMENTS | MARK_ELEMENTS),
    st.builds(lambda sort, operand, best: core.ReduceList(sort, operand, best if sort == "sum" else None),
              SORTS, CAPPED, BESTS),
)  # fmt: skip
LEAVES = st.one_of(
    NUMBERS.map(const), st.sampled_from(NUMBER_FACTS).map(fact), st.sampled_from(SUBJECT.members).map(mark), GATHERED
)
IN_ELEMENTS = st.one_of(
    st.just(core.OneOf(own("предмет"), (const("химия"), const("физика")))),
    st.builds(compare, LOOKED_UP, OPERATORS, st.integers(-2, 7).map(const)),
)
TRUTH_LEAVES = st.one_of(
    st.sampled_from(TRUTH_FACTS).map(fact),
    st.builds(core.Counted, OPERATORS, st.integers(0, 3), ELEMENTS | MARK_ELEMENTS),
    st.builds(
        core.Every,
        ELEMENTS,
        st.builds(compare, st.just(own("балл")), OPERATORS, st.integers(0, 10).map(const)),
    ),
    st.builds(core.IsPresent, st.just(fact("достижения"))),
    st.builds(core.Counted, OPERATORS, st.integers(0, 2), st.builds(achievements, IN_ELEMENTS)),
)


@st.composite
def numbers(draw: st.DrawFn, depth: int = 3) -> core.Node:
    """A random number of a program."""
    if depth == 0:
        return draw(LEAVES)
    sub = numbers(depth=depth - 1)
    return draw(
        st.one_of(
            LEAVES,
            st.lists(sub, min_size=1, max_size=3).map(lambda terms: core.Add(tuple(terms))),
            st.lists(sub, min_size=1, max_size=3).map(lambda factors: core.Multiply(tuple(factors))),
            st.builds(core.Negate, sub),
            st.builds(core.Divide, sub, sub),
            st.builds(
                core.Round,
                sub,
                st.sampled_from([1, Fraction(1, 2), 5]),
                st.sampled_from(["half_up", "half_even", "half_down", "up", "down"]),
            ),
            st.builds(core.AtMost, sub, sub),
            st.builds(core.AtLeast, sub, sub),
            st.builds(core.IfElse, truths(depth=depth - 1), sub, sub, kind=st.just(NumberKind())),
        )
    )


@st.composite
def truths(draw: st.DrawFn, depth: int = 3) -> core.Node:
    """A random condition of a program."""
    if depth == 0:
        return draw(TRUTH_LEAVES)
    sub = truths(depth=depth - 1)
    return draw(
        st.one_of(
            TRUTH_LEAVES,
            st.builds(compare, numbers(depth=depth - 1), OPERATORS, numbers(depth=depth - 1)),
            st.lists(sub, min_size=1, max_size=3).map(lambda parts: core.Both(tuple(parts))),
            st.lists(sub, min_size=1, max_size=3).map(lambda parts: core.Either(tuple(parts))),
            st.builds(core.Not, sub),
        )
    )


def worth(node: core.Node, facts: dict[str, Value]) -> Value | FaultRaised:
    try:
        return ENGINE.evaluation(pupil(**facts), ON).value(node)
    except FaultRaised as fault:
        return fault


@settings(max_examples=150)
@given(st.data())
@pytest.mark.parametrize("sort", ["number", "truth"])
def test_every_completion_agrees(sort: str, data: st.DataObject) -> None:
    node = data.draw(numbers() if sort == "number" else truths())
    facts = data.draw(PEOPLE)
    before = worth(node, facts)
    for _ in range(3):
        after = worth(node, data.draw(completed(facts)))
        assert not isinstance(after, Unknown)
        if isinstance(before, FaultRaised) or isinstance(after, FaultRaised):
            continue
        if not isinstance(before, Unknown):
            assert type(after) is type(before) and after == before
        elif after is ABSENT:
            assert (before.low, before.high) == (None, None)
        elif isinstance(after, int | Fraction):
            assert before.low is None or before.low <= after
            assert before.high is None or after <= before.high


def test_what_is_not_missing_is_never_unknown_and_missing_facts_are_named() -> None:
    node = core.Add((fact("а"), fact("б")))
    found = worth(node, {"а": 1, "б": Unknown((Missing("б"),))})

    assert found == Unknown((Missing("б"),), -9, 11)
