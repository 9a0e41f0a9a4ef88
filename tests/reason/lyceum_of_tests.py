"""Small programs and people built by hand."""

from collections.abc import Mapping
from datetime import date

from iomrules.facts.record import (
    ByKeyKind,
    Catalogue,
    DateKind,
    Enumeration,
    EnumKind,
    Fact,
    Kind,
    ListKind,
    NumberKind,
    Person,
    PersonName,
    RecordKind,
    Schema,
    Shape,
    TruthKind,
)
from iomrules.program import core
from iomrules.values import Entry, Member, Missing, Unknown, Value

ON = date(2026, 11, 1)
SUBJECT = Enumeration("предмет", ("химия", "биология", "математика", "физика"))
STAGE = Enumeration("уровень", ("школьный", "муниципальный", "региональный", "всероссийский"), ordered=True)
RESULT = Enumeration("результат", ("участник", "призёр", "победитель"), ordered=True)
SORT = Enumeration("вид", ("олимпиада", "конкурс", "спорт"))
MARK = NumberKind("отметка", whole=True, low=1, high=5)
MARKS = ByKeyKind("предмет", MARK)
ACHIEVEMENTS = ListKind(RecordKind("достижение"), 5)
WISHES = ListKind(EnumKind("предмет"), 3)

ACHIEVEMENT = Shape(
    "достижение",
    (
        Fact("вид", EnumKind("вид")),
        Fact("предмет", EnumKind("предмет"), optional=True),
        Fact("уровень", EnumKind("уровень")),
        Fact("результат", EnumKind("результат")),
        Fact("дата", DateKind()),
        Fact("подтверждено", TruthKind()),
        Fact("балл", NumberKind("балл", low=0, high=10)),
    ),
)
PUPIL = Shape(
    "ученик",
    (
        Fact("класс", NumberKind(whole=True, low=1, high=11)),
        Fact("отметки", MARKS, source="журнал"),
        Fact("достижения", ACHIEVEMENTS, source="портфолио"),
        Fact("пожелания", WISHES, source="анкета"),
        Fact("задолженность", TruthKind(), title="академическая задолженность", source="журнал"),
        Fact("согласие", TruthKind(), title="согласие родителей", source="заявление"),
        Fact("выписка", TruthKind(), source="архив"),
        Fact("долг", NumberKind(), optional=True),
        *(Fact(name, NumberKind(low=-10, high=10)) for name in "абв"),
    ),
    person=True,
)
COURSE = Shape("курс", (Fact("часы", NumberKind("ч/нед")), Fact("предмет", EnumKind("предмет"))))
SCHEMA = Schema(
    {each.name: each for each in (SUBJECT, STAGE, RESULT, SORT)},
    {each.name: each for each in (PUPIL, ACHIEVEMENT, COURSE)},
    {"курсы": Catalogue("курсы", "курс")},
)


def member(name: str) -> Member:
    """The member of whichever enumeration has this name."""
    for each in (SUBJECT, STAGE, RESULT, SORT):
        if name in each.members:
            return Member(each.name, name, each.rank(name))
    raise KeyError(name)


def lost(*facts: str) -> Unknown:
    return Unknown(tuple(Missing(fact) for fact in facts))


def const(value: Value | str) -> core.Constant:
    if isinstance(value, str):
        return core.Constant(member(value), kind=EnumKind(member(value).enumeration))
    return core.Constant(value, kind=TruthKind() if isinstance(value, bool) else NumberKind())


def fact(name: str) -> core.FactOf:
    declared = PUPIL.fact(name)
    assert declared
    return core.FactOf(name, kind=declared.kind)


def own(name: str, depth: int = 0) -> core.FieldOf:
    declared = ACHIEVEMENT.fact(name) or COURSE.fact(name)
    assert declared
    return core.FieldOf(name, depth, kind=declared.kind)


def mark(subject: str) -> core.Under:
    return core.Under(fact("отметки"), const(subject), kind=MARK)


def compare(left: core.Node, operator: str, right: core.Node) -> core.Compare:
    return core.Compare(operator, left, right)


def achievements(where: core.Node | None = None, window: core.Window | None = None) -> core.Elements:
    return core.Elements(fact("достижения"), where, window, 5, kind=ACHIEVEMENTS)


def indicator(name: str, value: core.Node, where: core.Node | None = None) -> core.Indicator:
    return core.Indicator(core.About(name), core.Applies("ученик", where), value)


def rule(name: str, condition: core.Node, *exceptions: core.ExceptIf, **more: object) -> core.Rule:
    about = core.About(name, **{key: more[key] for key in more if key != "where"})  # type: ignore[arg-type]
    return core.Rule(about, core.Applies("ученик", more.get("where")), condition, exceptions)  # type: ignore[arg-type]


def program(*declared: object, order: tuple[str, ...] = (), functions: tuple[core.Function, ...] = ()) -> core.Program:
    """A program of the declarations given."""

    def of(sort: type) -> dict[str, object]:
        return {each.about.name: each for each in declared if isinstance(each, sort)}  # type: ignore[attr-defined]

    return core.Program(
        core.About("лицей"),
        "1",
        SCHEMA,
        of(core.Parameter),
        of(core.Table),
        of(core.Indicator),
        of(core.Rating),
        of(core.Rule),
        of(core.Route),
        {each.name: each for each in functions},
        order=order,
    )


def achievement(**fields: Value) -> Entry:
    """An achievement; enumeration members may be given by name."""
    return Entry("достижение", {key: member(each) if isinstance(each, str) else each for key, each in fields.items()})


def pupil(name: str = "Ю-1", **facts: Value) -> Person:
    return Person(name, "ученик", Entry("ученик", facts), PersonName("Вымышленный", "Юрий"))


def kinds() -> Mapping[str, Kind]:
    return {each.name: each.kind for each in PUPIL.facts}
