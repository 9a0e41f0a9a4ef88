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


#: a condition as nested tuples that JSON can carry: ("fact", name), ("mark", subject), ("and", one, two), …
Tree = tuple[Any, ...]


@frozen
class Made:
    """One rule, in no language yet: `as_rules`, `as_python` and the peers say it in theirs."""

    name: str
    condition: Tree


def made_rules(count: int) -> list[Made]:
    """So many rules; the first ones are the same whatever the count."""
    random = Random(SEED)
    made: list[Made] = []
    sorts: tuple[Callable[[Random, list[Made]], Tree], ...] = (
        *(_threshold, _marks, _optional, _exists, _counted, _joined, _reference, _rating),
    )
    for number in range(count):
        made.append(Made(f"правило_{number}", sorts[number % len(sorts)](random, made)))
    return made


def _threshold(random: Random, _: list[Made]) -> Tree:
    form, mean = random.randint(5, 11), random.randint(300, 480)
    profile = ("is", ("fact", "профиль"), random.choice(PROFILES))
    return "and", ("ge", ("fact", "класс"), form), ("ge", ("mean",), mean), profile


def _marks(random: Random, _: list[Made]) -> Tree:
    first, second = (("mark", subject) for subject in random.sample(SUBJECTS, 2))
    least, total = random.randint(3, 5), random.randint(7, 10)
    return "and", ("ge", first, least), ("ge", ("plus", first, second), total)


def _optional(random: Random, _: list[Made]) -> Tree:
    fact = "fact", random.choice(sorted(OPTIONAL))
    bound, sign = random.randint(1, OPTIONAL[fact[1]]), random.choice(("le", "ge"))
    return "and", ("given", fact), (sign, fact, bound)


def _exists(random: Random, _: list[Made]) -> Tree:
    kind, level, result = random.choice(KINDS), random.randrange(1, 6), random.randrange(3)
    asked: list[Tree] = [("is", ("field", "вид"), kind), ("ge", ("field", "уровень"), level)]
    if result:
        asked.append(("ge", ("field", "результат"), result))
    if random.random() < 0.5:
        asked.append(("ge", ("field", "год"), random.randint(2022, 2026)))
    return "some", ("and", *asked)


def _counted(random: Random, _: list[Made]) -> Tree:
    count, level = random.randint(1, 4), random.randrange(1, 5)
    return "many", count, ("ge", ("field", "уровень"), level)


def _joined(random: Random, made: list[Made]) -> Tree:
    one, two, other = _threshold(random, made), _exists(random, made), _optional(random, made)
    return "and", ("or", one, two), ("not", other)


def _reference(random: Random, made: list[Made]) -> Tree:
    first, second = (("rule", name) for name in random.sample([each.name for each in made], 2))
    return "and", ("or", first, second), ("le", ("fact", "класс"), random.randint(6, 11))


def _rating(random: Random, _: list[Made]) -> Tree:
    least = random.randint(20, 300)
    mark = "mark", random.choice(SUBJECTS)
    return "and", ("ge", ("rating",), 100 * least), ("ge", mark, random.randint(3, 5))


def in_rules(tree: Tree) -> str:
    """A condition in the language of rules."""
    match tree:
        case ("and", *parts):
            return " и ".join(f"({in_rules(each)})" if each[0] == "or" else in_rules(each) for each in parts)
        case ("or", *parts):
            return " или ".join(
                f"({in_rules(each)})" if each[0] in ("and", "some") else in_rules(each) for each in parts
            )
        case ("not", part):
            return f"не ({in_rules(part)})"
        case ("given", fact):
            return f"есть {in_rules(fact)}"
        case ("some", asked):
            return f"есть достижение где {in_rules(asked)}"
        case ("many", count, asked):
            return f"не меньше {count} достижений где {in_rules(asked)}"
        case ("is", one, two):
            return f"{in_rules(one)} = {two}"
        case ("ge", ("mean",), bound):
            return f"средний_балл не меньше {bound // 100},{bound % 100:02}"
        case ("ge", ("rating",), bound):
            return f"рейтинг_школы не меньше {bound // 100}"
        case ("ge", ("field", "уровень" | "результат" as name), bound):
            return f"{name} не ниже {(LEVELS if name == 'уровень' else RESULTS)[bound]}"
        case ("ge", one, bound):
            return f"{in_rules(one)} не меньше {bound}"
        case ("le", one, bound):
            return f"{in_rules(one)} не больше {bound}"
        case ("plus", *parts):
            return " + ".join(map(in_rules, parts))
        case ("mark", subject):
            return f"(отметка по {subject})"
        case ("fact" | "field" | "rule", name):
            return str(name)
    raise ValueError(tree)


def in_python(tree: Tree) -> str:
    """A condition as an expression over the student `s`, `mean`, `rating` and the rules before it."""
    match tree:
        case ("and", *parts):
            return " and ".join(f"({in_python(each)})" if each[0] == "or" else in_python(each) for each in parts)
        case ("or", *parts):
            return " or ".join(f"({in_python(each)})" if each[0] == "and" else in_python(each) for each in parts)
        case ("not", part):
            return f"not ({in_python(part)})"
        case ("given", fact):
            return f"{in_python(fact)} is not None"
        case ("some", asked):
            return f'any({in_python(asked)} for a in s["достижения"])'
        case ("many", count, asked):
            return f'sum({in_python(asked)} for a in s["достижения"]) >= {count}'
        case ("is", one, two):
            return f'{in_python(one)} == "{two}"'
        case ("ge", one, bound):
            return f"{in_python(one)} >= {bound}"
        case ("le", one, bound):
            return f"{in_python(one)} <= {bound}"
        case ("plus", *parts):
            return " + ".join(map(in_python, parts))
        case ("field", "уровень"):
            return 'LEVELS[a["уровень"]]'
        case ("field", "результат"):
            return 'RESULTS[a["результат"]]'
        case ("field", name):
            return f'a["{name}"]'
        case ("mark", subject):
            return f's["отметки"]["{subject}"]'
        case ("fact", name):
            return f's["{name}"]'
        case ("rule", name):
            return str(name)
        case ("mean" | "rating" as name,):
            return str(name)
    raise ValueError(tree)


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
    rules = "\n\n".join(f"правило {each.name}\n  если {in_rules(each.condition)}" for each in made_rules(count))
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
    made = made_rules(count)
    rules = "\n".join(f"    {each.name} = {in_python(each.condition)}" for each in made)
    results = ", ".join(f'"{each.name}": {each.name}' for each in made)
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
