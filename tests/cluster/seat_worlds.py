"""Rulesets made at random in which people take seats from each other, and people for them: of one seed always the same.

Invented: courses, marks and people mean nothing.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

SEATS = ("", 0, 1, 2, 3, 5, 8)
COURSES = tuple(f"курс_{letter}" for letter in "абвгдежз")

TEXT = """набор правил места «Места»
  версия 1
  слой школа

сведения учитель «Учитель»
  часы_учителя ч/нед от 0 до 36

сведения курс «Курс»
  название текст
  часы     ч/нед от 0 до 6 может отсутствовать
  учитель  учителя
  мест     целое от 0 до 60 может отсутствовать
  парные   список курсов не более 5
  чужие    список курсов не более 5

сведения ученик «Ученик»
  класс        целое от 1 до 11
  средний_балл число от 2 до 5
  экзамен      целое от 0 до 100
  льгота       да/нет
  пожелания    список курсов не более 8
  резерв       ч/нед от 0 до 9

параметр места_у_партнёра
  {module_seats} с 01.09.2020

справочник учителя «Учителя» список учителей не больше 9

справочник курсы «Курсы» список курсов не больше 40
  только вместе с парными
  не вместе с чужими
  число мест не больше мест
  при нехватке мест по рейтингу очереди
  по каждому учителю не больше часов_учителя

дополнить учителей
  код   | часы_учителя
  физик | 3
  химик | 2

дополнить курсы
  код | название | часы | учитель | мест | парные | чужие
{rows}

рейтинг очередь «Очередь»
{whom}{first}  критерий балл «Балл»
    {mark}
  место по убыванию
{ties}  равные делят место

маршрут главный «Главный»
  для учеников где класс не меньше {grade}
{obligatory}  на выбор от {low} до {high} курсов где код среди пожеланий{where}
{order}    в пределах {hours}
{more}  партнёр колледж модуль «Уход» 1 ч/нед если экзамен не меньше 40
    число мест {module}
    при нехватке мест по рейтингу очереди
{load}
{second}"""


#: of these, what one is chosen from may hang on what is chosen before
MORE = "  на выбор от 0 до 1 курсов где код среди пожеланий и остаток_часов не больше 4\n    в пределах 2 ч/нед\n"
#: the last is a fault for some
WHERE = (
    *("", " и экзамен не меньше 20", " и (льгота или средний_балл не меньше 3)"),
    " и экзамен / (класс - 8) больше 9",
)


def ruleset(random: Random, seats: Sequence[int | str] = SEATS) -> str:
    """The text of one ruleset. seats: how many a course may have."""
    some = random.choice
    rows = "\n".join(_row(random, each, seats) for each in COURSES)
    second = """
маршрут второй «Второй»
  для учеников где льгота
  на выбор от 0 до 2 курсов где код среди пожеланий и остаток_часов не меньше 1
    в пределах 3 ч/нед
"""
    return TEXT.format(
        rows=rows,
        module_seats=random.randint(0, 6),
        module=some(("2", "4", "места_у_партнёра", "места_у_партнёра + 1")),
        whom=some(("", "  для учеников где класс не меньше 9\n")),
        first=some(("", "  сначала льгота\n")),
        mark=some(("средний_балл", "экзамен", "средний_балл + экзамен / 20", "экзамен / (класс - 7)")),
        ties=some(("", "  при равенстве экзамен\n", "  при равенстве экзамен, затем средний_балл\n")),
        grade=some((5, 10)),
        obligatory=some(("", "", f"  обязательно {some(COURSES)}\n")),
        low=some((0, 0, 1, 2)),
        high=some((2, 3, 4)),
        where=some(
            (
                "",
                " и экзамен не меньше 20",
                " и (льгота или средний_балл не меньше 3)",
                " и экзамен / (класс - 8) больше 9",
            )
        ),
        order=some(("", "    по убыванию часов\n", "    по возрастанию часов\n")),
        hours=some(("4 ч/нед", "7 ч/нед", "резерва")),
        more=some(("", "", MORE)),
        load=some(("", "  нагрузка не больше 6 ч/нед", "  нагрузка не больше резерва + 3 ч/нед")),
        second=some(("", second)),
    )


def _row(random: Random, key: str, limits: Sequence[int | str]) -> str:
    def others(share: float) -> str:
        return "; ".join(each for each in COURSES if each != key and random.random() < share) or " "

    seats = random.choice(limits)
    hours = random.choice(("", 0, 1, 1, 2, 3))
    cells = (key, f"«{key}»", hours, random.choice(("физик", "химик")), seats, others(0.04), others(0.04))
    return "  " + " | ".join(map(str, cells))


def people(
    random: Random, count: int, unknown: float | None = None, level: float | None = None
) -> Iterator[dict[str, Any]]:
    """Plain records. How much is unknown and how many are level differs from one call to another, unless it is said."""
    unknown = random.choice((0, 0, 0.01, 0.05, 0.3)) if unknown is None else unknown
    level = random.choice((0, 0.05, 0.6, 1)) if level is None else level
    for number in range(count):
        wishes = random.sample(COURSES, random.randint(0, 6))
        told: dict[str, Any] = {
            "id": f"В-{number:04}",
            "класс": random.randint(7, 11),
            "средний_балл": random.choice((3, 4, 5)) if random.random() < level else random.randint(2000, 5000) / 1000,
            "экзамен": random.choice((20, 40, 60)) if random.random() < level else random.randint(0, 100),
            "льгота": random.random() < 0.2,
            "пожелания": wishes,
            "резерв": random.randint(0, 9),
        }
        yield {name: value for name, value in told.items() if name == "id" or random.random() >= unknown}
