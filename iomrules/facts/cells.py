"""One cell's text as a value: numbers, dates, да/нет, classes, school years. Never a float, never a guess.

Every function gives None for text that is not of its kind; the caller knows the place and words the message.
"""

import math
import re
from datetime import date, datetime, timedelta
from fractions import Fraction

from iomrules.facts.letters import as_cyrillic, fold, spelled, tidy
from iomrules.patterns import pattern
from iomrules.values import Number, decimal_text

#: a number typed by a person is shorter; a longer one is an attack on int()
_LONGEST_NUMBER = 40
_TOO_GREAT: int = 10**_LONGEST_NUMBER
_NUMBER = pattern(r"([+-]?)([0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,]([0-9]+))?")
_DAY_MONTH_YEAR = pattern(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})(?: ?г\.?)?")
_YEAR_MONTH_DAY = pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.]+)?")
_DAY_WORD_YEAR = pattern(r"([0-9]{1,2}) ([а-я]+) ([0-9]{4})(?: ?г\.?| года)?")
_SERIAL = pattern(r"[0-9]{5}(?:[.,]0+)?")
_SCHOOL_YEAR = pattern(r"([0-9]{4}) ?[-/] ?([0-9]{4}|[0-9]{2})(?: ?(?:уч\.? ?г\.?|учебный год|г\.?))?")
_CLASS = pattern(r"([0-9]{1,2})(?:\.0)?(?:[ -]*[«»\"“”„'(]?([^\W\d_]{1,3})[»«\"“”'’)]?)?(?: ?(?:класс|кл\.?))?")
_DOUBLE_MARK = pattern(r"[0-9нН][/ ][0-9нН]|[0-9][+-]")
_MONTHS = {
    stem: number
    for number, stem in enumerate(
        "январ феврал март апрел мая июн июл август сентябр октябр ноябр декабр".split(), start=1
    )
}
#: two digits of a year: up to here this century, above it the last one
_CENTURY_TURN = 69
_YEARS = range(1900, 2101)
_DAY_ZERO_1900 = date(1899, 12, 30)
_DAY_ZERO_1904 = date(1904, 1, 1)
_CLASSES = range(1, 13)

_YES = frozenset({"да", "+", "✓", "✔", "☑", "1", "true", "yes", "есть", "истина"})
_NO = frozenset({"нет", "-", "✗", "✘", "☐", "0", "false", "no", "ложь"})
_NOT_KNOWN = frozenset({"н/а", "н/д", "нд", "неизвестно", "нет данных", "?", "n/a", "unknown", "none", "null"})
_EXCUSED = frozenset({"осв", "осв.", "освобожден", "освобождена", "зач", "зач.", "зачет", "зачтено", "excused"})
_MALE = frozenset({"м", "муж", "муж.", "мужской", "мальчик", "m", "male"})
_FEMALE = frozenset({"ж", "жен", "жен.", "женский", "девочка", "f", "female"})

Raw = str | int | float | bool | Fraction | date | None


def cell_text(raw: object) -> str:
    """The cell as a person sees it: `5` for 5.0, `01.09.2026` for a date, one line, NFC."""
    if isinstance(raw, str):
        return tidy(raw)
    match raw:
        case None:
            return ""
        case bool():
            return "да" if raw else "нет"
        case float():
            number = exact(raw)
            return str(raw) if number is None else decimal_text(number)
        case Fraction() if beyond_text(raw):
            return spelled(raw)
        case Fraction():
            return decimal_text(raw)
        case datetime() | date():
            return f"{raw.day:02}.{raw.month:02}.{raw.year}"
        case _:
            return tidy(spelled(raw))


def beyond_text(raw: int | Fraction) -> bool:
    """Whether a number has more digits than may be written in a cell or in a file."""
    return max(abs(raw.numerator), raw.denominator) >= _TOO_GREAT


def exact(raw: float) -> Number | None:
    """The number a spreadsheet's cell shows: 15 significant digits, as spreadsheets keep and compare them."""
    if not math.isfinite(raw):
        return None
    number = Fraction(format(raw, ".15g"))
    return number.numerator if number.denominator == 1 else number


def number(raw: object, unit: str = "") -> Number | None:
    """An exact number: `4,5`, `4.5`, `1 234,50`, `−3`; the unit may stand after it."""
    if isinstance(raw, bool | date):
        return None
    if isinstance(raw, int | Fraction):
        return None if beyond_text(raw) else raw
    if isinstance(raw, float):
        return exact(raw)
    text = tidy(spelled(raw)).replace("−", "-")
    if unit and text.casefold().endswith(unit.casefold()):
        text = text[: -len(unit)].rstrip()
    found = _NUMBER.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    if found is None:
        return None
    sign, whole, part = found.groups(default="")
    value = Fraction(int(whole.replace(" ", "") + part), 10 ** len(part))
    value = -value if sign == "-" else value
    return value.numerator if value.denominator == 1 else value


def day(raw: object, date1904: bool = False) -> date | None:
    """A date: `05.04.2013`, `5.4.13`, `2013-04-05`, `5 апреля 2013`, a spreadsheet's day number, a date already.

    date1904: the workbook counts days from 1904. `05/04/2013` is refused: half the world reads it otherwise.
    """
    if isinstance(raw, datetime):
        return _in_range(raw.date())
    if isinstance(raw, date):
        return _in_range(raw)
    if isinstance(raw, bool):
        return None
    text = cell_text(raw).casefold()
    if len(text) > _LONGEST_NUMBER:
        return None
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        return _date(_year(found[3]), int(found[2]), int(found[1]))
    if found := _YEAR_MONTH_DAY.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_WORD_YEAR.fullmatch(text):
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    if _SERIAL.fullmatch(text):
        start = _DAY_ZERO_1904 if date1904 else _DAY_ZERO_1900
        return _in_range(start + timedelta(days=int(text[:5])))
    return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year <= _CENTURY_TURN else 1900)


def _month(word: str) -> int:
    return next((number for stem, number in _MONTHS.items() if word.startswith(stem)), 0)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return _in_range(date(year, month, number))
    except ValueError:
        return None


def _in_range(value: date) -> date | None:
    return value if value.year in _YEARS else None


def truth(raw: object) -> bool | None:
    """да or нет, in the ways people mark it."""
    if isinstance(raw, bool):
        return raw
    word = fold(cell_text(raw))
    return True if word in _YES else False if word in _NO else None


def school_year(raw: object) -> str | None:
    """`2026-2027` for any way of writing two years running."""
    found = _SCHOOL_YEAR.fullmatch(fold(cell_text(raw)))
    if found is None:
        return None
    first = int(found[1])
    second = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
    return f"{first}-{second}" if second == first + 1 else None


def class_name(raw: object) -> str | None:
    """`10А` for `10 «а»`, `10-А`, `10A` with a Latin letter; `10` where no letter is given."""
    if type(raw) is int:
        return str(raw) if raw in _CLASSES else None
    found = _CLASS.fullmatch(cell_text(raw))
    if found is None or int(found[1]) not in _CLASSES:
        return None
    letters = as_cyrillic((found[2] or "").upper())
    if re.search("[^А-ЯЁ]", letters):
        return None
    return f"{int(found[1])}{letters}"


def class_number(raw: object) -> int | None:
    """10 for `10А`."""
    name = class_name(raw)
    return int(re.sub(r"\D", "", name)) if name else None


def sex(raw: object) -> str | None:
    """`м` or `ж`; empty for an empty cell."""
    word = fold(cell_text(raw))
    return "м" if word in _MALE else "ж" if word in _FEMALE else "" if is_blank(raw) else None


def is_blank(raw: object) -> bool:
    """An empty cell, or one with nothing but a dash."""
    return raw is None or (isinstance(raw, str) and tidy(raw) in {"", "-", "–", "—"})


def is_not_known(raw: object) -> bool:
    """`н/а`, `неизвестно` and the like."""
    return isinstance(raw, str) and fold(raw) in _NOT_KNOWN


def is_excused(raw: object) -> bool:
    """`осв`, `зач`: there is no mark, and that is known."""
    return isinstance(raw, str) and fold(raw) in _EXCUSED


def is_none(raw: object) -> bool:
    """`нет`: there is none, and that is known."""
    return raw is False or (isinstance(raw, str) and fold(raw) in {"нет", "no", "отсутствует"})


def is_double_mark(raw: object) -> bool:
    """`4/5`, `5 5`, `5-`: not one mark."""
    return isinstance(raw, str) and _DOUBLE_MARK.fullmatch(tidy(raw)) is not None


def person_name(text: str) -> tuple[str, str, str]:
    """Surname, given name and patronymic of `Фамилия Имя Отчество`.

    Particles (`де`, `ван дер`) and a former surname in brackets stay with the surname.
    """
    words = re.sub(r"(?<=\w) ?[-‑–] ?(?=\w)", "-", tidy(text).replace(",", " ")).split()
    head = 1
    while len(words) > head + 1 and fold(words[head - 1]) in _PARTICLES:
        head += 1
    while len(words) > head and words[head].startswith("("):
        head += 1
    return " ".join(words[:head]), " ".join(words[head : head + 1]), " ".join(words[head + 1 :])


_PARTICLES = frozenset({"де", "ди", "да", "дю", "ван", "фон", "дер", "ла", "ле", "эль", "аль", "бен", "ибн"})
