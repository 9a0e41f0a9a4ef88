"""The same 10, 50 or 200 rules twice: in the language of rules, and as a programmer would write them in plain Python.

Everything is invented, made from one seed. Rules are of eight sorts in turn: thresholds, marks, what may be absent,
`есть`, counts, `или`/`не`, references to other rules, the rating.
"""

from collections.abc import Callable
from random import Random
from typing import Any

from attrs import frozen

SEED = 20260601
SUBJECTS = (
    *("русский_язык", "литература", "алгебра", "геометрия", "физика", "химия", "биология", "география", "история"),
    *("право", "экономика", "информатика", "черчение", "музыка"),
)
KINDS = ("олимпиада", "конкурс", "проект", "спорт", "смена")
WEIGHTS = (3, 2, 4, 1, 1)
LEVELS = ("школьный", "районный", "городской", "краевой", "всероссийский", "международный")
RESULTS = ("участник", "призёр", "победитель")
PROFILES = ("технологический", "медицинский", "экономический")
#: facts that may be absent -> the greatest value
OPTIONAL = {"пропуски": 60, "чтение": 100, "практика": 80, "сочинение": 20}
POINTS = ((0, 1, 3), (1, 4, 7), (2, 7, 10), (3, 10, 15), (5, 20, 25), (8, 25, 30))
SIGNS = {"не меньше": ">=", "не больше": "<="}


@frozen
class Pair:
    """One rule in both languages: a condition of rules, an expression of Python."""

    name: str
    rules: str
    python: str


def pairs(count: int) -> list[Pair]:
    """So many rules; the first ones are the same whatever the count."""
    random = Random(SEED)
    made: list[Pair] = []
    sorts: tuple[Callable[[Random, list[Pair]], tuple[str, str]], ...] = (
        *(_threshold, _marks, _optional, _exists, _counted, _joined, _reference, _rating),
    )
    for number in range(count):
        rules, python = sorts[number % len(sorts)](random, made)
        made.append(Pair(f"правило_{number}", rules, python))
    return made


def _threshold(random: Random, _: list[Pair]) -> tuple[str, str]:
    form, mean = random.randint(5, 11), random.randint(300, 480)
    profile = random.choice(PROFILES)
    rules = f"класс не меньше {form} и средний_балл не меньше {mean // 100},{mean % 100:02} и профиль = {profile}"
    return rules, f's["класс"] >= {form} and mean >= {mean} and s["профиль"] == "{profile}"'


def _marks(random: Random, _: list[Pair]) -> tuple[str, str]:
    first, second = random.sample(SUBJECTS, 2)
    least, total = random.randint(3, 5), random.randint(7, 10)
    rules = f"(отметка по {first}) не меньше {least} и (отметка по {first}) + (отметка по {second}) не меньше {total}"
    one, two = (f's["отметки"]["{each}"]' for each in (first, second))
    return rules, f"{one} >= {least} and {one} + {two} >= {total}"


def _optional(random: Random, _: list[Pair]) -> tuple[str, str]:
    name = random.choice(sorted(OPTIONAL))
    bound, sign = random.randint(1, OPTIONAL[name]), random.choice(sorted(SIGNS))
    return (
        f"есть {name} и {name} {sign} {bound}",
        f's["{name}"] is not None and s["{name}"] {SIGNS[sign]} {bound}',
    )


def _where(random: Random) -> tuple[str, str]:
    kind, level, result = random.choice(KINDS), random.randrange(1, 6), random.randrange(3)
    rules = [f"вид = {kind}", f"уровень не ниже {LEVELS[level]}"]
    python = [f'a["вид"] == "{kind}"', f'LEVELS[a["уровень"]] >= {level}']
    if result:
        rules.append(f"результат не ниже {RESULTS[result]}")
        python.append(f'RESULTS[a["результат"]] >= {result}')
    if random.random() < 0.5:
        year = random.randint(2022, 2026)
        rules.append(f"год не меньше {year}")
        python.append(f'a["год"] >= {year}')
    return " и ".join(rules), " and ".join(python)


def _exists(random: Random, _: list[Pair]) -> tuple[str, str]:
    rules, python = _where(random)
    return f"есть достижение где {rules}", f'any({python} for a in s["достижения"])'


def _counted(random: Random, _: list[Pair]) -> tuple[str, str]:
    count, level = random.randint(1, 4), random.randrange(1, 5)
    rules = f"не меньше {count} достижений где уровень не ниже {LEVELS[level]}"
    return rules, f'sum(LEVELS[a["уровень"]] >= {level} for a in s["достижения"]) >= {count}'


def _joined(random: Random, made: list[Pair]) -> tuple[str, str]:
    (one, one_python), (two, two_python) = _threshold(random, made), _exists(random, made)
    other, other_python = _optional(random, made)
    return f"(({one}) или ({two})) и не ({other})", f"(({one_python}) or {two_python}) and not ({other_python})"


def _reference(random: Random, made: list[Pair]) -> tuple[str, str]:
    first, second = random.sample([each.name for each in made], 2)
    form = random.randint(6, 11)
    return (
        f"({first} или {second}) и класс не больше {form}",
        f'({first} or {second}) and s["класс"] <= {form}',
    )


def _rating(random: Random, _: list[Pair]) -> tuple[str, str]:
    least = random.randint(20, 300)
    subject, mark = random.choice(SUBJECTS), random.randint(3, 5)
    return (
        f"рейтинг_школы не меньше {least} и (отметка по {subject}) не меньше {mark}",
        f'rating >= {100 * least} and s["отметки"]["{subject}"] >= {mark}',
    )


def as_rules(count: int) -> str:
    """The text of a ruleset."""
    optional = "\n".join(f"  {name} целое от 0 до {high} может отсутствовать" for name, high in OPTIONAL.items())
    rows = "\n".join(
        f"  {level} | {' | '.join(map(str, points))}" for level, points in zip(LEVELS, POINTS, strict=True)
    )
    criteria = "\n".join(
        f"  критерий лучшее_{number} (сумма лучших 3 из баллов среди достижений где вид = {kind}) * {weight}"
        for number, (kind, weight) in enumerate(zip(KINDS, WEIGHTS, strict=True))
    )
    rules = "\n\n".join(f"правило {each.name}\n  если {each.rules}" for each in pairs(count))
    return f"""набор правил вымышленная_нагрузка «Вымышленные правила для измерений»
  версия 1
  слой школа

перечень предмет {"; ".join(SUBJECTS)}

перечень вид {"; ".join(KINDS)}

перечень уровень по возрастанию {"; ".join(LEVELS)}

перечень результат по возрастанию {"; ".join(RESULTS)}

перечень профиль {"; ".join(PROFILES)}

сведения достижение
  вид       вид
  уровень   уровень
  результат результат
  год       целое от 2000 до 2100

сведения ученик
  класс      целое от 1 до 11
  отметки    отметка по каждому предмету
  профиль    профиль
  достижения список достижений не больше 12
{optional}

таблица баллы по уровню; результату
  единственная строка
  уровень | {" | ".join(RESULTS)}
{rows}

показатель средний_балл
  среднее отметок
  округлить до 0,01 половина вверх

рейтинг рейтинг_школы
  критерий учёба средний_балл * 2
{criteria}

{rules}
"""


def as_python(count: int) -> str:
    """The text of a module with `decide(student)`: verdicts, the mean and the rating, in hundredths."""
    rules = "\n".join(f"    {each.name} = {each.python}" for each in pairs(count))
    results = ", ".join(f'"{each.name}": {each.name}' for each in pairs(count))
    levels = {level: number for number, level in enumerate(LEVELS)}
    results_order = {result: number for number, result in enumerate(RESULTS)}
    weights = dict(zip(KINDS, WEIGHTS, strict=True))
    return f"""LEVELS = {levels!r}
RESULTS = {results_order!r}
POINTS = {POINTS!r}
WEIGHTS = {weights!r}


def decide(s):
    marks = s["отметки"].values()
    mean = (200 * sum(marks) + len(marks)) // (2 * len(marks))
    rating = 2 * mean
    for kind, weight in WEIGHTS.items():
        points = sorted(
            (POINTS[LEVELS[a["уровень"]]][RESULTS[a["результат"]]] for a in s["достижения"] if a["вид"] == kind),
            reverse=True,
        )
        rating += 100 * weight * sum(points[:3])
{rules}
    return {{{results}, "средний_балл": mean, "рейтинг_школы": rating}}
"""


def students(count: int) -> list[dict[str, Any]]:
    """Invented students as plain data; None is «there is none»."""
    random = Random(SEED + 1)
    return [_student(random, number) for number in range(count)]


def _student(random: Random, number: int) -> dict[str, Any]:
    many = min(12, max(0, round(random.gauss(4.4, 2.8))))
    return {
        "id": f"В-{number:05}",
        "класс": random.randint(5, 11),
        "отметки": {subject: random.choices((2, 3, 4, 5), (1, 4, 8, 7))[0] for subject in SUBJECTS},
        "профиль": random.choice(PROFILES),
        "достижения": [_achievement(random) for _ in range(many)],
        **{name: random.randint(0, high) if random.random() < 0.8 else None for name, high in OPTIONAL.items()},
    }


def _achievement(random: Random) -> dict[str, Any]:
    return {
        "вид": random.choice(KINDS),
        "уровень": random.choices(LEVELS, (8, 6, 4, 3, 2, 1))[0],
        "результат": random.choice(RESULTS),
        "год": random.randint(2022, 2026),
    }
