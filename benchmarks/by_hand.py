"""Rating and admission of `rulesets/lyceum11` written by hand in Python, as a school's programmer would write them.

Reads the plain data of `students`, where None is «not known». A number that is not known yet is a pair (least, most),
and a condition has three answers: True, False, None. It tells no reasons and does not name the facts that are missing;
a changed rule means a changed program. The tests and the benchmark assert that it agrees with the ruleset.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Truth = bool | None
Range = tuple[Decimal, Decimal] | None

ZERO = Decimal(0)
LEVELS = ("школьный", "муниципальный", "зональный", "региональный", "всероссийский", "международный")
RESULTS = ("участник", "призёр", "победитель")
OLYMPIAD = ((0, 1, 3), (1, 4, 7), (2, 7, 10), (3, 10, 15), (5, 20, 25), (5, 20, 25))
PROJECT = ((1, 2, 4), (3, 5, 8), (4, 7, 10), (5, 10, 14), (8, 15, 20), (8, 15, 20))
SPORT = ((0, 1, 2), (1, 3, 5), (1, 4, 6), (2, 6, 8), (3, 8, 12), (3, 8, 12))
SCHOOL_LIFE = ((3,) * 3, (5,) * 3, (6,) * 3, (8,) * 3, (10,) * 3, (10,) * 3)
PUBLICATIONS = (0, 3, 5, 8)
REGIONAL = LEVELS.index("региональный")


def decide(student: dict[str, Any], on: date) -> dict[str, Any]:
    """Criteria, total, indicators and verdicts of one student; None where a missing fact could still change it."""
    begin = date((on.year if on.month >= 9 else on.year - 1) - 1, 9, 1)
    achievements = student["достижения"]
    mean = mean_mark(student["отметки"])
    counted = None if achievements is None else [(each, meant(each, begin, on)) for each in achievements]
    papers = count(counted, ("публикация",))
    criteria = {
        "успеваемость": None if mean is None else (mean[0] * 10, mean[1] * 10),
        "олимпиады": olympiads(counted),
        "проекты": best(counted, "проект", PROJECT, 3, 30),
        "спорт_и_здоровье": best(counted, "спорт", SPORT, 3, 20),
        "жизнь_школы": best(counted, "самоуправление", SCHOOL_LIFE, 60, 15),
        "печать": (Decimal(PUBLICATIONS[min(papers[0], 3)]), Decimal(PUBLICATIONS[min(papers[1], 3)])),
    }
    total = add(criteria.values())
    high = high_result(counted)
    form = student["класс"]
    from_5, from_10 = at_least(form, 5), at_least(form, 10)
    high_applies = both(from_5, high)
    gifted = both(student["рекомендация_педагогов"], either(reaches(total, threshold(on)), high_applies))
    debt = both(student["академическая_задолженность"], negate(student["план_ликвидации_долга"]))
    return {
        "средний_балл": known(mean),
        "число_публикаций": papers[0] if papers[0] == papers[1] else None,
        "портфолио": known(total),
        **{name: known(points) for name, points in criteria.items()},
        "высокий_результат": high_applies,
        "одарённый_обучающийся": both(from_5, gifted),
        "перевод_на_маршрут": both(student["согласие_родителей"], negate(debt)),
        "выбор_семьи_согласован": both(from_10, same_profile(student)),
    }


def places(decided: Sequence[dict[str, Any]]) -> list[int | None]:
    """A place for each, by total, then marks, then olympiads; equals share it, and a total not known has none."""
    keys = [
        None if each["портфолио"] is None else (-each["портфолио"], -each["успеваемость"], -each["олимпиады"])
        for each in decided
    ]
    first: dict[tuple[Decimal, ...], int] = {}
    for place, key in enumerate(sorted(key for key in keys if key is not None), start=1):
        first.setdefault(key, place)
    return [None if key is None else first[key] for key in keys]


def mean_mark(marks: dict[str, Any] | None) -> Range:
    """Of all subjects, excused ones left out, to hundredths. A mark not known is from 1 to 5 or perhaps excused."""
    given = [mark for mark in (marks or {}).values() if isinstance(mark, int)]
    if marks is None or not given:
        return None
    lost = sum(mark is None for mark in marks.values())
    least = min(Decimal(sum(given) + many) / (len(given) + many) for many in range(lost + 1))
    most = max(Decimal(sum(given) + 5 * many) / (len(given) + many) for many in range(lost + 1))
    return hundredths(least), hundredths(most)


def hundredths(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)


def meant(achievement: dict[str, Any], begin: date, on: date) -> Truth:
    """Confirmed and within the last two school years."""
    day = achievement["дата"]
    return both(achievement["подтверждено"], None if day is None else begin <= day <= on)


Counted = list[tuple[dict[str, Any], Truth]] | None


def count(counted: Counted, sorts: tuple[str, ...]) -> tuple[int, int]:
    if counted is None:
        return 0, 60
    found = [holds for each, holds in counted if each["вид"] in sorts and holds is not False]
    return sum(holds is True for holds in found), len(found)


def points(achievement: dict[str, Any], table: Sequence[Sequence[int]]) -> tuple[int, int]:
    """Least and most points: a level not known may be any."""
    column = RESULTS.index(achievement["результат"])
    if achievement["уровень"] is None:
        return min(row[column] for row in table), max(row[column] for row in table)
    found = table[LEVELS.index(achievement["уровень"])][column]
    return found, found


def best(counted: Counted, sort: str, table: Sequence[Sequence[int]], many: int, cap: int) -> Range:
    """Sum of the best so many, at most `cap`; one that perhaps does not count gives nothing at the least."""
    if counted is None:
        return ZERO, Decimal(cap)
    found = [(points(each, table), holds) for each, holds in counted if each["вид"] == sort and holds is not False]
    return best_sum([(low if holds else 0, high) for (low, high), holds in found], many, cap)


def best_sum(found: Iterable[tuple[int, int]], many: int, cap: int) -> Range:
    found = list(found)
    low = sum(sorted((low for low, _ in found), reverse=True)[:many])
    high = sum(sorted((high for _, high in found), reverse=True)[:many])
    return Decimal(min(low, cap)), Decimal(min(high, cap))


def olympiads(counted: Counted) -> Range:
    """The best result of each subject, the best five subjects, at most 60."""
    if counted is None:
        return ZERO, Decimal(60)
    subjects: dict[str | None, tuple[int, int]] = {}
    for each, holds in counted:
        if each["вид"] in ("этап_всош", "олимпиада", "конкурс") and holds is not False:
            low, high = points(each, OLYMPIAD)
            subject = each.get("предмет")
            had = subjects.get(subject, (0, 0))
            subjects[subject] = max(had[0], low if holds else 0), max(had[1], high)
    return best_sum(subjects.values(), 5, 60)


def high_result(counted: Counted) -> Truth:
    if counted is None:
        return None
    answers = [
        both(holds, None if each["уровень"] is None else LEVELS.index(each["уровень"]) >= REGIONAL)
        for each, holds in counted
        if each["вид"] in ("этап_всош", "олимпиада", "проект") and each["результат"] != "участник"
    ]
    return either(*answers)


def same_profile(student: dict[str, Any]) -> Truth:
    wish, parents = student["желаемый_профиль"], student["профиль_по_мнению_родителей"]
    if "нет" in (wish, parents):
        return False
    return None if wish is None or parents is None else wish == parents


def threshold(on: date) -> int:
    return 60 if on >= date(2026, 9, 1) else 55


def add(parts: Iterable[Range]) -> Range:
    low = high = ZERO
    for part in parts:
        if part is None:
            return None
        low, high = low + part[0], high + part[1]
    return low, high


def known(number: Range) -> Decimal | None:
    return number[0] if number is not None and number[0] == number[1] else None


def reaches(number: Range, bound: int) -> Truth:
    if number is None:
        return None
    return True if number[0] >= bound else False if number[1] < bound else None


def at_least(form: int | None, least: int) -> Truth:
    """A class not known is from 1 to 11."""
    return None if form is None else form >= least


def both(*parts: Truth) -> Truth:
    return False if False in parts else None if None in parts else True


def either(*parts: Truth) -> Truth:
    return True if True in parts else None if None in parts else False


def negate(part: Truth) -> Truth:
    return None if part is None else not part
