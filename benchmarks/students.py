"""Invented students for the measurements: the same number gives the same students, one in four lacks facts."""

import json
from datetime import date, timedelta
from random import Random
from typing import Any

SEED = 20261015
ON = date(2026, 10, 15)

#: taught in every class here; nobody has marks in the other subjects of the list
SUBJECTS = (
    *("русский_язык", "литература", "иностранный_язык", "математика", "информатика", "история", "обществознание"),
    *("география", "физика", "химия", "биология", "физическая_культура", "обзр"),
)
LEVELS = ("школьный", "муниципальный", "зональный", "региональный", "всероссийский", "международный")
RESULTS = ("участник", "призёр", "победитель")
SORTS = ("этап_всош", "олимпиада", "конкурс", "проект", "спорт", "самоуправление", "публикация", "смена")
FIELDS = ("инженерия", "информационные_технологии", "медицина", "естествознание", "экономика_и_право")
PROFILES = ("технологический", "медико_биологический", "социально_экономический")
PARTNERS = ("армавирский_механико_технологический_институт", "армавирский_медицинский_колледж")
COURSES = ("химия_расчётных_задач", "юные_полиглоты_испанский", "отдельные_темы_углублённо", "социальные_отношения")
SURNAMES = ("Вымышленников", "Примеров", "Небылицын", "Образцов", "Выдумкин", "Сказкин", "Мнимов", "Задачкин")
GIVEN = ("Артём", "Глеб", "Лев", "Марк", "Платон", "Савва", "Тимур", "Яков")
PATRONYMICS = ("Андреевич", "Борисович", "Ильич", "Олегович", "Петрович")

#: a person as plain data: None is «not known», a key that is not there is «there is none» for facts that may be absent
Student = dict[str, Any]


def students(count: int) -> list[Student]:
    """`count` invented students of classes 1–11, most of them of the upper ones."""
    chance = Random(SEED)
    return [_student(chance, number) for number in range(1, count + 1)]


def _student(chance: Random, number: int) -> Student:
    form = chance.choice((1, 3, 5, 6, 7, 8, 9, 9, 10, 10, 10, 10, 11, 11, 11))
    own = chance.choice((3, 4, 4, 5, 5))
    profile = chance.choice((None, *PROFILES)) if form >= 10 else None
    student: Student = {
        "id": f"В-{number:05}",
        "фамилия": f"{chance.choice(SURNAMES)}-{chance.choice(SURNAMES)}",
        "имя": chance.choice(GIVEN),
        "отчество": chance.choice(PATRONYMICS),
        "пол": "м",
        "класс": form,
        "отметки": {subject: min(5, max(2, own + chance.choice((-1, 0, 0, 0, 1)))) for subject in SUBJECTS},
        "достижения": [_achievement(chance) for _ in range(chance.choice((0, 0, 1, 2, 3, 4, 6, 9, 12)))],
        "желаемый_профиль": profile or "нет",
        "профиль_по_мнению_родителей": (profile if chance.random() < 0.8 else chance.choice(PROFILES)) or "нет",
        "пожелания": chance.sample(COURSES, chance.choice((0, 1, 2))),
        "пожелания_родителей": chance.sample(COURSES, chance.choice((0, 1))),
        "академическая_задолженность": chance.random() < 0.1,
        "план_ликвидации_долга": chance.random() < 0.5,
        "рекомендация_педагогов": chance.random() < 0.4,
        "согласие_родителей": chance.random() < 0.9,
        "прежний_средний_балл": round(own - chance.choice((0.31, 0.12, 0.04)), 2),
    }
    if student["отметки"] and chance.random() < 0.2:
        student["отметки"][chance.choice(SUBJECTS)] = "осв"
    if chance.random() < 0.25:
        _lose(chance, student)
    return student


def _achievement(chance: Random) -> dict[str, Any]:
    sort = chance.choice(SORTS)
    achievement: dict[str, Any] = {
        "название": f"Вымышленное достижение {chance.randrange(1000)}",
        "вид": sort,
        "уровень": chance.choice((*LEVELS, *LEVELS[:3])),
        "результат": chance.choice(RESULTS),
        "дата": ON - timedelta(days=chance.randrange(0, 900)),
        "подтверждено": chance.random() < 0.9,
    }
    if sort in SORTS[:4]:
        achievement["предмет"] = chance.choice(SUBJECTS)
    if sort == "проект":
        achievement["направление"] = chance.choice(FIELDS)
    if chance.random() < 0.1:
        achievement["организатор"] = chance.choice(PARTNERS)
    return achievement


def _lose(chance: Random, student: Student) -> None:
    """Makes from one to three facts unknown."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        match chance.randrange(10):
            case 0 | 1:
                for subject in chance.sample(SUBJECTS, chance.choice((1, 1, 2))):
                    student["отметки"][subject] = None
            case 2:
                student["отметки"] = None
                return
            case 3:
                student["достижения"] = None
            case 4 | 5 if student["достижения"]:
                lost = chance.choice(("подтверждено", "подтверждено", "уровень", "дата"))
                chance.choice(student["достижения"])[lost] = None
            case 6:
                student["класс"] = None
            case _:
                facts = ("согласие_родителей", "академическая_задолженность", "план_ликвидации_долга")
                more = ("рекомендация_педагогов", "желаемый_профиль", "профиль_по_мнению_родителей")
                student[chance.choice((*facts, *more))] = None


def as_json_lines(people: list[Student]) -> bytes:
    """The same people as a file: one a line, dates as day.month.year."""
    return b"".join(json.dumps(each, ensure_ascii=False, default=_day).encode() + b"\n" for each in people)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    raise TypeError(type(value).__name__)
