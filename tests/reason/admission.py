"""A small lyceum: admission to a profile, a rating of the portfolio, and four invented pupils."""

from datetime import date
from fractions import Fraction

from iomrules.facts.record import EnumKind, ListKind, NumberKind, Person
from iomrules.program import core
from iomrules.reason.decision import Evaluation, Reason
from iomrules.reason.engine import prepare
from iomrules.values import ByKey, Entry, Value
from tests.reason.lyceum_of_tests import (
    MARK,
    MARKS,
    ON,
    RESULT,
    SUBJECT,
    achievement,
    achievements,
    compare,
    const,
    fact,
    mark,
    member,
    own,
    program,
    pupil,
    rule,
)

POINT = NumberKind("балл")
MEAN = core.IndicatorOf("средний_балл", kind=NumberKind())
POINTS = (
    ("школьный", (0, 1, 3)),
    ("муниципальный", (1, 4, 7)),
    ("региональный", (3, 10, 15)),
    ("всероссийский", (5, 20, 25)),
)
TABLE = core.Table(
    core.About("баллы_за_олимпиаду", title="Баллы за олимпиаду", basis=("приложение 1",)),
    (core.TableKey("уровень", EnumKind("уровень")), core.TableKey("результат", EnumKind("результат"))),
    "one",
    tuple(
        core.Row((core.Is((member(stage),)), core.Is((member(result),))), points)
        for stage, row in POINTS
        for result, points in zip(RESULT.members, row, strict=True)
    ),
    kind=POINT,
)
BEST_OF_EACH = core.GroupReduce(
    (own("предмет"),),
    "max",
    core.FromTable("баллы_за_олимпиаду", (own("уровень"), own("результат")), kind=POINT),
    achievements(
        core.Both((compare(own("вид"), "=", const("олимпиада")), own("подтверждено"))), core.Window("year", 1, "дата")
    ),
    kind=ListKind(POINT, 5),
)
PORTFOLIO = core.Rating(
    core.About("портфолио", title="Рейтинг портфолио"),
    core.Applies("ученик"),
    (
        core.Criterion("успеваемость", "Успеваемость", core.Multiply((MEAN, const(10)))),
        core.Criterion(
            "олимпиады",
            "Олимпиады и конкурсы",
            core.AtMost(
                core.ReduceList("sum", BEST_OF_EACH, best=2, kind=POINT), core.Constant(25, kind=POINT), kind=POINT
            ),
        ),
        core.Criterion("прочее", "Прочее", core.IfUnknown(fact("а"), const(0), kind=NumberKind())),
    ),
    core.Add(
        tuple(core.CriterionOf("портфолио", each) for each in ("успеваемость", "олимпиады", "прочее")), kind=POINT
    ),
    ties=(core.CriterionOf("портфолио", "успеваемость"),),
)
SUITED = core.Both(
    (
        core.OneOf(own("предмет"), (const("химия"), const("биология"))),
        compare(own("уровень"), ">=", const("региональный")),
        compare(own("результат"), ">=", const("призёр")),
    )
)
ADMISSION = core.Rule(
    core.About(
        "допуск",
        title="Допуск к медико-биологическому профилю",
        basis=("Положение об ИУП, п. 2.4",),
        advice="Поднимите средний балл на {не хватает} или станьте призёром регионального этапа",
    ),
    core.Applies("ученик", compare(fact("класс"), ">=", const(10))),
    core.Both(
        (
            compare(mark("химия"), ">=", const(4)),
            compare(mark("биология"), ">=", const(4)),
            core.Either(
                (compare(MEAN, ">=", const(Fraction(9, 2))), core.Counted(">=", 1, achievements(SUITED), "exists"))
            ),
        )
    ),
    (core.ExceptIf(fact("задолженность"), fact("согласие"), "Устав, п. 3"),),
)
PROGRAM = program(
    core.Parameter(
        core.About("порог_одарённости"),
        (
            core.Dated(55, date(2021, 9, 1)),
            core.Dated(60, date(2026, 9, 1), basis="Приказ от 04.09.2019 № 277"),
        ),
        kind=POINT,
    ),
    TABLE,
    core.Indicator(
        core.About("средний_балл", title="Средний балл по всем предметам"),
        core.Applies("ученик"),
        core.Round(
            core.Reduce("mean", core.Element(kind=MARK), core.Elements(fact("отметки"), kind=MARKS)),
            Fraction(1, 100),
            "half_up",
        ),
    ),
    PORTFOLIO,
    ADMISSION,
    rule(
        "одарённый",
        compare(core.TotalOf("портфолио", kind=POINT), ">=", core.ParameterOf("порог_одарённости", kind=POINT)),
        title="Одарённый обучающийся",
    ),
    rule(
        "хорошист",
        core.Every(core.Elements(fact("отметки"), kind=MARKS), compare(core.Element(kind=MARK), ">=", const(4))),
        title="Хорошист",
    ),
    rule("активист", core.Counted(">=", 3, achievements(own("подтверждено"))), title="Активист"),
    rule("желает", core.InList(const("химия"), fact("пожелания")), title="Желает химию"),
)


def contest(stage: str, result: str, subject: str, day: date = date(2026, 10, 1), proved: Value = True) -> Entry:
    """An olympiad."""
    return achievement(
        вид="олимпиада", предмет=subject, уровень=stage, результат=result, дата=day, подтверждено=proved, балл=1
    )


def marks(*given: int) -> ByKey:
    """Marks in the order of the subjects."""
    return ByKey(tuple(zip(SUBJECT.members, given, strict=True)))


#: not admitted: the mean is short, no suited achievement
ANNA = pupil(
    "Анна",
    класс=10,
    отметки=marks(5, 4, 4, 3),
    достижения=(
        contest("школьный", "призёр", "химия"),
        contest("муниципальный", "победитель", "биология"),
        contest("региональный", "призёр", "математика", proved=False),
    ),
    пожелания=(member("биология"),),
    задолженность=False,
    согласие=True,
    а=1,
)
#: admitted for an achievement, a debt lifted by consent
BORIS = pupil(
    "Борис",
    класс=11,
    отметки=marks(5, 4, 4, 4),
    достижения=(
        contest("школьный", "призёр", "химия"),
        contest("региональный", "призёр", "химия"),
        contest("всероссийский", "победитель", "физика", date(2025, 10, 1)),
        contest("всероссийский", "призёр", "физика"),
        contest("школьный", "победитель", "биология"),
    ),
    пожелания=(member("химия"),),
    задолженность=True,
    согласие=True,
)
#: chemistry and achievements are not known
VERA = pupil(
    "Вера",
    класс=10,
    отметки=ByKey((("биология", 5), ("математика", 5), ("физика", 5))),
    задолженность=False,
    пожелания=(),
)
#: too young
GLEB = pupil("Глеб", класс=8, отметки=marks(3, 4, 5, 5), достижения=(), задолженность=False, согласие=False, а=0)
ENGINE = prepare(PROGRAM)


def asked(person: Person) -> Evaluation:
    return ENGINE.evaluation(person, ON)


def why_of(person: Person, name: str) -> Reason:
    return asked(person).reason_of(name)
