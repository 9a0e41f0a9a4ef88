"""Windows of time by the calendar, and dates of effect."""

# ruff: noqa: E501 - rulesets are written as their authors would write them, one clause a line

from datetime import date, timedelta

from tests.language.oracles.writing import WORD, case, ruleset, suite, unknown


def school_year_start(on: date) -> date:
    return date(on.year if on.month >= 9 else on.year - 1, 9, 1)


def moved(day: date, months: int) -> date:
    """The same day so many months before, or the last day of that month."""
    months_in_all = day.year * 12 + day.month - 1 - months
    for last in range(day.day, 0, -1):
        try:
            return date(months_in_all // 12, months_in_all % 12 + 1, last)
        except ValueError:
            continue
    raise AssertionError


def window_start(window: str, on: date) -> date:
    year = school_year_start(on)
    match window.split():
        case ["за", "учебный", "год"]:
            return year
        case ["за", "полугодие"]:
            return year if on.month >= 9 else date(on.year, 1, 1)
        case ["за", "четверть"]:
            starts = [year, date(year.year, 11, 1), date(year.year + 1, 1, 1), date(year.year + 1, 4, 1)]
            return max(start for start in starts if start <= on)
        case ["за", "последний", ("год" | "учебный" | "месяц") as unit, *rest]:
            return window_start(" ".join(["за", "последний", "1", unit, *rest]), on)
        case ["за", _, count, "учебных" | "учебный", _]:
            return date(year.year - int(count) + 1, 9, 1)
        case ["за", _, count, unit]:
            months = int(count) * (1 if unit.startswith("мес") else 12)
            return moved(on, months) + timedelta(days=1)
    raise ValueError(window)


WINDOWS = (
    "за учебный год",
    "за полугодие",
    "за четверть",
    "за последний год",
    "за последний 1 год",
    "за последние 2 года",
    "за последние 3 года",
    "за последний учебный год",
    "за последний 1 учебный год",
    "за последние 2 учебных года",
    "за последние 3 учебных года",
    "за последний месяц",
    "за последний 1 месяц",
    "за последние 6 месяцев",
    "за последние 12 месяцев",
)


def windows() -> str:
    text = "сведения запись\n  дата дата\n\nсведения лицо\n  записи список записей не больше 3\n"
    sets = []
    days = [
        date(2026, 10, 15),
        date(2026, 9, 1),
        date(2027, 8, 31),
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2028, 2, 29),
        date(2027, 3, 31),
    ]
    for window in WINDOWS:
        cases = []
        for on in days:
            start = window_start(window, on)
            for day in sorted({start - timedelta(days=1), start, on, on + timedelta(days=1)}):
                inside = start <= day <= on
                cases.append(
                    case(
                        f"запись от {day:%d.%m.%Y}, решают {on:%d.%m.%Y}",
                        {"записи": [{"дата": f"{day:%d.%m.%Y}"}]},
                        [f"есть_запись = {WORD[inside]}"],
                        on,
                    )
                )
            cases.append(case("дата записи неизвестна", {"записи": [{}]}, [f"есть_запись = {unknown(['дата'])}"], on))
        sets.append(ruleset(window, f"{text}\nправило есть_запись если есть записи {window}", cases))
    return suite(
        "Windows of time: the day before the first, the first, the last, the day after; a date not known.", sets
    )


def in_force() -> str:
    text = (
        "сведения лицо\n  х да/нет\n\nпараметр порог\n  10 с 01.09.2021 по 31.08.2024\n  20 с 01.09.2023\n  30 с 01.01.2026 по 31.12.2026\n\n"
        "показатель действующий порог\n\nправило временное\n  если х\n  действует с 01.09.2025 по 31.08.2026\n"
    )
    values = [
        (date(2021, 9, 1), date(2024, 8, 31), 10),
        (date(2023, 9, 1), None, 20),
        (date(2026, 1, 1), date(2026, 12, 31), 30),
    ]
    edges = [
        date(2021, 9, 1),
        date(2023, 9, 1),
        date(2024, 9, 1),
        date(2025, 9, 1),
        date(2026, 1, 1),
        date(2026, 9, 1),
        date(2027, 1, 1),
    ]
    cases = []
    for on in sorted({edge + timedelta(days=shift) for edge in edges for shift in (-1, 0, 1, 100)}):
        fitting = [(begin, value) for begin, end, value in values if begin <= on and (end is None or on <= end)]
        value = str(max(fitting)[1]) if fitting else "fault D004"
        applies = date(2025, 9, 1) <= on <= date(2026, 8, 31)
        for x in (True, None):
            verdict = "not applicable" if not applies else WORD[x] if x is not None else unknown(["х"])
            cases.append(
                case(
                    f"решают {on:%d.%m.%Y}, х {'да' if x else 'неизвестно'}",
                    {"х": x},
                    [f"действующий = {value}", f"временное = {verdict}"],
                    on,
                )
            )
    return suite(
        "Dates of effect: of the values in force the one that began last; a rule out of its dates.",
        [ruleset("сроки", text, cases)],
    )
