"""The schema of an invented school, as a ruleset would declare it."""

from iomrules.facts.reader import Source, read_records
from iomrules.facts.record import (
    ByKeyKind,
    Catalogue,
    DateKind,
    Enumeration,
    EnumKind,
    Fact,
    KeyKind,
    ListKind,
    NumberKind,
    RecordKind,
    Schema,
    Shape,
    TextKind,
    TruthKind,
)

STAGES = Enumeration(
    "этап",
    ("школьный", "муниципальный", "региональный", "заключительный"),
    ordered=True,
    synonyms={"ШЭ": "школьный", "МЭ": "муниципальный", "РЭ": "региональный", "ЗЭ": "заключительный"},
)
RESULTS = Enumeration("результат", ("участник", "призёр", "победитель"), ordered=True)
SUBJECTS = Enumeration("предмет", ("химия", "биология", "русский_язык", "математика"))
KINDS = Enumeration("вид_достижения", ("олимпиада", "конкурс", "проект"))

PUPIL = Shape(
    "ученик",
    (
        Fact("класс", NumberKind(whole=True, low=1, high=11)),
        Fact("дата_рождения", DateKind()),
        Fact("средний_балл", NumberKind(low=0, high=5), source="журнал"),
        Fact("этап_ВсОШ", EnumKind("этап"), optional=True),
        Fact("статус", EnumKind("результат"), optional=True),
        Fact("есть_долг", TruthKind(), title="Есть академическая задолженность"),
        Fact("отметки", ByKeyKind("предмет", NumberKind("отметка", whole=True, low=2, high=5)), source="журнал"),
        Fact("достижения", ListKind(RecordKind("достижение"), 3), source="портфолио"),
        Fact("пожелания", ListKind(KeyKind("курсы"), 3), source="анкета"),
        Fact("наставник", KeyKind("наставники"), optional=True),
        Fact("примечание_психолога", TextKind(), optional=True),
    ),
    title="Ученики",
    person=True,
)
ACHIEVEMENT = Shape(
    "достижение",
    (
        Fact("вид", EnumKind("вид_достижения")),
        Fact("этап", EnumKind("этап"), title="Уровень"),
        Fact("результат", EnumKind("результат")),
        Fact("предмет", EnumKind("предмет"), optional=True),
        Fact("дата", DateKind()),
        Fact("подтверждено", TruthKind()),
    ),
    title="Достижение",
)
COURSE = Shape("курс", (Fact("название", TextKind()), Fact("часы", NumberKind("ч/нед", low=0))))
MENTOR = Shape("наставник", (Fact("фио", TextKind(), title="ФИО"),))
TEACHER = Shape("педагог", (Fact("стаж", NumberKind("лет", whole=True)),), person=True)

SCHEMA = Schema(
    {enumeration.name: enumeration for enumeration in (STAGES, RESULTS, SUBJECTS, KINDS)},
    {shape.name: shape for shape in (PUPIL, ACHIEVEMENT, COURSE, MENTOR, TEACHER)},
    {"курсы": Catalogue("курсы", "курс", "Курсы"), "наставники": Catalogue("наставники", "наставник", "Наставники")},
    {"ученики": "ученик", "химии": "химия", "химию": "химия", "педагоги": "педагог", "русском_языке": "русский_язык"},
)


def read(name, content, shape="ученик", form=""):
    """Records of one source."""
    return read_records([Source(name, content, form)], SCHEMA, shape)


def codes(records):
    """The codes met, in order."""
    return [diagnostic.code for diagnostic in records.diagnostics]


def told(diagnostics):
    """Every message with its place, as a person reads them."""
    return "\n".join(
        f"{d.where}: {d.code} {d.message}. {d.help('ru')}. {d.text('en')}. {d.help('en')}" for d in diagnostics
    )
