"""One invented pupil with everything a document can show: results, a rating, routes given, refused and undecided."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from iomrules.facts.record import (
    ByKeyKind,
    Enumeration,
    EnumKind,
    Fact,
    ListKind,
    NumberKind,
    Person,
    PersonName,
    RecordKind,
    Schema,
    Shape,
    TextKind,
    TruthKind,
)
from iomrules.program.core import About, Applies, Constant, Criterion, Indicator, Program, Rating, Rule
from iomrules.reason.decision import Decision, Decisions, RatingResult, Reason, Verdict
from iomrules.route.route import (
    Because,
    ControlPoint,
    NotTaken,
    PlannedActivity,
    Route,
    RouteItem,
    Shortfall,
)
from iomrules.values import ABSENT, ByKey, Entry, Member, Missing, Unknown, Value
from iomrules.write.approval import ApprovalBlock
from iomrules.write.letterhead import SIGNATURES, Letterhead
from iomrules.write.view import PersonCase

ON = date(2026, 9, 1)
TEXT = TextKind()
SUBJECTS = (
    *("русский_язык", "литература", "английский_язык", "алгебра", "геометрия", "вероятность_и_статистика"),
    *("информатика", "история", "обществознание", "география", "физика", "химия", "биология"),
    *("физическая_культура", "основы_безопасности_и_защиты_Родины", "кубановедение"),
)
MARKS: Sequence[Value] = (
    5,
    5,
    4,
    5,
    4,
    5,
    5,
    4,
    5,
    5,
    4,
    5,
    5,
    5,
    5,
    Unknown((Missing("отметки: кубановедение", "журнал"),)),
)
POSITION = "Положение об индивидуальном образовательном маршруте обучающегося"


def schema() -> Schema:
    achievement = Shape(
        "достижение",
        (
            Fact("вид", TEXT),
            Fact("уровень", EnumKind("уровень")),
            Fact("результат", TEXT),
            Fact("предмет", EnumKind("предмет"), optional=True),
            Fact("подтверждено", TruthKind()),
        ),
    )
    pupil = Shape(
        "ученик",
        (
            Fact("отметки", ByKeyKind("предмет", NumberKind("отметка")), "Отметки за 9 класс", "журнал"),
            Fact("достижения", ListKind(RecordKind("достижение"), 60), "Достижения", "портфолио"),
            Fact("группа_здоровья", TEXT, health=True),
        ),
        person=True,
    )
    return Schema(
        enumerations={
            "предмет": Enumeration("предмет", SUBJECTS),
            "уровень": Enumeration("уровень", ("школьный", "муниципальный", "региональный"), ordered=True),
        },
        shapes={"ученик": pupil, "достижение": achievement},
    )


def achievement(sort: str, level: str, result: str, subject: str = "") -> Entry:
    fields: dict[str, Value] = {
        "вид": sort,
        "уровень": Member("уровень", level),
        "результат": result,
        "предмет": Member("предмет", subject) if subject else ABSENT,
        "подтверждено": True,
    }
    return Entry("достижение", fields)


def person(identity: str = "7-014", name: PersonName | None = None) -> Person:
    facts: dict[str, Value] = {
        "отметки": ByKey(tuple(zip(SUBJECTS, MARKS, strict=True))),
        "достижения": (
            achievement("олимпиада", "региональный", "призёр", "химия"),
            achievement("олимпиада", "муниципальный", "победитель", "биология"),
            achievement("проект «Качество воды реки Кубань»", "муниципальный", "победитель"),
        ),
        "группа_здоровья": "тайна",
    }
    known = name or PersonName("Вымышленная", "Ариадна", "Ильинична")
    return Person(identity, "ученик", Entry("ученик", facts), known, "10А", "ж")


def _nothing() -> Constant:
    return Constant(True, kind=TruthKind())


def program() -> Program:
    applies = Applies("ученик")
    criteria = ("успеваемость", "олимпиады", "проекты", "спорт", "самоуправление", "публикации")
    titles = (
        *("Средний балл по всем предметам", "Олимпиады и конкурсы", "Проектно-исследовательская деятельность"),
        *("Спортивные достижения", "Самоуправление и жизнь лицея", "Публикации в СМИ"),
    )
    rating = Rating(
        About("портфолио", "Рейтинг портфолио", basis=("Положение о рейтинге портфолио, п. 3.2",)),
        applies,
        tuple(Criterion(name, title, _nothing()) for name, title in zip(criteria, titles, strict=True)),
        _nothing(),
    )
    return Program(
        about=About("лицей_11", "Маршруты и рейтинг", basis=(POSITION,)),
        version="2026.1",
        schema=schema(),
        parameters={},
        tables={},
        indicators={
            "средний_балл": Indicator(About("средний_балл", "Средний балл по всем предметам"), applies, _nothing())
        },
        ratings={"портфолио": rating},
        rules={"допуск": Rule(About("допуск", "Допуск к технологическому профилю"), applies, _nothing())},
        routes={},
        rulesets=(("лицей_11", "2026.1", "school"), ("медико_биологический", "1.0", "profile")),
    )


def told(label: str, *lines: str, value: Value = True, basis: tuple[str, ...] = ()) -> Reason:
    """A reason whose sentences are its parts' labels."""
    parts = tuple(Reason("compare", value, label=f"{line[:1].upper()}{line[1:]}.") for line in lines)
    return Reason("route", value, label=label, parts=parts, basis=basis)


def tell(reason: Reason) -> tuple[str, ...]:
    """The sentences of such a reason."""
    return tuple(part.label for part in reason.parts)


def subject(title: str, level: str, hours: int | Fraction, teacher: str = "") -> RouteItem:
    because = Because("входит в учебный план", ("Учебный план лицея, 10 класс",))
    return RouteItem(title.casefold(), title, "plan", because, hours, "ч/нед", level, "очная", teacher)


def plan() -> tuple[RouteItem, ...]:
    base, deep = "базовый", "углублённый"
    return (
        subject("Русский язык", base, 2, "Незнакомова Е. П."),
        subject("Литература", base, 3, "Незнакомова Е. П."),
        subject("Английский язык", base, 3, "Небывалова С. И."),
        subject("Алгебра", base, 3, "Придуманный О. Л."),
        subject("Геометрия", base, 2, "Придуманный О. Л."),
        subject("Вероятность и статистика", base, 1, "Придуманный О. Л."),
        subject("Информатика", base, 1, "Условный Т. Р."),
        subject("История", base, 2, "Мнимая В. Г."),
        subject("Обществознание", base, 2, "Мнимая В. Г."),
        subject("География", base, 1),
        subject("Физика", base, 2, "Условный Т. Р."),
        subject("Химия", deep, 5, "Колбина-Сочинённая М. Ю."),
        subject("Биология", deep, 5, "Живулина Н. А."),
        subject("Физическая культура", base, 2),
        subject("Основы безопасности и защиты Родины", base, 1),
        subject("Индивидуальный проект", "", 1, "Колбина-Сочинённая М. Ю."),
    )


def medical() -> Route:
    courses = (
        RouteItem(
            "химия_расчётных_задач",
            "Химия расчётных задач",
            "choice",
            Because(
                "1-е место из 3 подходящих",
                (),
                told("", "есть в пожеланиях: химия расчётных задач"),
            ),
            Fraction(1, 2),
            teacher="Колбина-Сочинённая М. Ю.",
        ),
        RouteItem(
            "основы_генетики",
            "Основы генетики",
            "choice",
            Because("2-е место из 3 подходящих"),
            Fraction(1, 2),
            teacher="Живулина Н. А.",
        ),
        RouteItem(
            "армавирский_медицинский_колледж: Основы сестринского дела",
            "Основы сестринского дела",
            "module",
            Because("модуль партнёра, условие выполнено", ("Договор о сетевой форме",)),
            36,
            "час",
            form="сетевая",
            organisation="Медицинский колледж (вымышленный)",
        ),
    )
    return Route(
        name="медико_биологический",
        title="Медико-биологический маршрут",
        person=person(),
        on=ON,
        state=Verdict.YES,
        reason=told(
            "",
            "отметка по химии — 5, это не меньше 4",
            "отметка по биологии — 5, это не меньше 4",
            "средний балл по всем предметам — 4,73, это не меньше 4,5",
            basis=("Положение об индивидуальном учебном плане, п. 2.4",),
        ),
        sort="учебный",
        goal="Подготовка к обучению по медицинским и биологическим специальностям.",
        items=(*plan(), *courses),
        not_taken=(
            NotTaken(
                "микробиология",
                "Микробиология вокруг нас",
                "hours",
                Because("подходит, но не помещается: нужно 1 ч/нед, осталось 0 ч/нед"),
            ),
            NotTaken(
                "латинский_язык",
                "Латинский язык",
                "unknown",
                Because("нельзя решить, пока нет сведений «согласие родителей»"),
                (Missing("согласие родителей", "анкета"),),
            ),
            NotTaken(
                "робототехника",
                "Робототехника",
                "condition",
                Because("не выполнено условие выбора", (), told("", "направление — техника, а нужно медицина")),
            ),
        ),
        activities=(
            PlannedActivity("Всероссийская олимпиада школьников, химия", "ноябрь–март", Because("условие выполнено")),
            PlannedActivity("Защита индивидуального проекта", "апрель 2027 г.", Because("предусмотрено маршрутом")),
        ),
        mentors=(RouteItem("н1", "Колбина-Сочинённая М. Ю., учитель химии", "mentor", Because("подходит по условию")),),
        controls=(
            ControlPoint("quarter", "I четверть", "", date(2026, 10, 31)),
            ControlPoint("quarter", "II четверть", "", date(2026, 12, 31)),
            ControlPoint("quarter", "III четверть", "", date(2027, 3, 31)),
            ControlPoint("quarter", "IV четверть", "", date(2027, 5, 31)),
        ),
        hours=37,
        limit=37,
        basis=("Положение об индивидуальном учебном плане, п. 2.4",),
    )


def refused() -> Route:
    return Route(
        name="технологический",
        title="Технологический маршрут",
        person=person(),
        on=ON,
        state=Verdict.NO,
        reason=told("", "отметка по физике — 4, нужно не меньше 5", value=False),
        sort="учебный",
        advice="Повысьте отметку по физике до 5.",
    )


def undecided() -> Route:
    return Route(
        name="одарённые",
        title="Маршрут для одарённых обучающихся",
        person=person(),
        on=ON,
        state=Verdict.UNKNOWN,
        reason=told("", "нет сведений: рекомендация психолога", value=False),
        missing=(Missing("рекомендация психолога", "служба сопровождения"),),
        sort="для_одарённых",
    )


def short_of_courses() -> Route:
    """The medical route with a shortfall."""
    text = "по выбору нужно не меньше 3, подобрано 2"
    from attrs import evolve

    return evolve(medical(), shortfalls=(Shortfall(text, Because(text)),))


def decisions(own: Person | None = None) -> Decisions:
    missing = (Missing("рекомендация психолога", "служба сопровождения"),)
    points: dict[str, Value] = {
        "успеваемость": Fraction(473, 10),
        "олимпиады": 17,
        "проекты": 10,
        "спорт": 0,
        "самоуправление": Fraction(5, 2),
        "публикации": 0,
    }
    return Decisions(
        own or person(),
        ON,
        verdicts={"допуск": Decision("допуск", Verdict.UNKNOWN, missing)},
        values={"средний_балл": Fraction(473, 100)},
        ratings={"портфолио": RatingResult("портфолио", Fraction(768, 10), points, place=3)},
    )


def case(*routes: Route) -> PersonCase:
    return PersonCase(decisions(), routes or (medical(), refused(), undecided()), program(), {"портфолио": 34})


def letterhead() -> Letterhead:
    minutes, order = date(2026, 8, 28), date(2026, 8, 31)
    return Letterhead(
        school="Муниципальное автономное общеобразовательное учреждение «Лицей „Образец“» (вымышленное)",
        short="МАОУ «Лицей „Образец“»",
        place="г. Примерный",
        approvals=(
            ApprovalBlock("ПРИНЯТО", "Педагогический совет", "протокол", "1", minutes),
            ApprovalBlock("СОГЛАСОВАНО", "Совет родителей", "протокол", "", None),
            ApprovalBlock("УТВЕРЖДАЮ", "", "приказ", "01-10/283", order, "И. О. Несуществующий", "Директор"),
        ),
        signatures=SIGNATURES,
        grounds=("Федеральный закон от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации», ст. 34",),
    )
