"""Words of Russian sentences and documents: numbers with nouns, dates, lists. Needs no dictionary."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from iomrules.values import Number, decimal_text

THIN = "\u202f"
MINUS = "−"

#: a noun: with 1, with 2 to 4 and with a fraction, with 5 and more
_NOUNS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        forms.split()[0]: tuple(forms.split())  # type: ignore[misc]
        for forms in (
            "балл балла баллов",
            "вариант варианта вариантов",
            "год года лет",
            "день дня дней",
            "диплом диплома дипломов",
            "достижение достижения достижений",
            "документ документа документов",
            "задолженность задолженности задолженностей",
            "замечание замечания замечаний",
            "занятие занятия занятий",
            "имя имени имён",
            "класс класса классов",
            "конкурс конкурса конкурсов",
            "критерий критерия критериев",
            "курс курса курсов",
            "лицеист лицеиста лицеистов",
            "маршрут маршрута маршрутов",
            "мероприятие мероприятия мероприятий",
            "место места мест",
            "месяц месяца месяцев",
            "минута минуты минут",
            "модуль модуля модулей",
            "набор набора наборов",
            "неделя недели недель",
            "обучающийся обучающихся обучающихся",
            "олимпиада олимпиады олимпиад",
            "отметка отметки отметок",
            "ошибка ошибки ошибок",
            "партнёр партнёра партнёров",
            "победа победы побед",
            "победитель победителя победителей",
            "полугодие полугодия полугодий",
            "правило правила правил",
            "предмет предмета предметов",
            "предупреждение предупреждения предупреждений",
            "призёр призёра призёров",
            "пример примера примеров",
            "проект проекта проектов",
            "процент процента процентов",
            "публикация публикации публикаций",
            "пункт пункта пунктов",
            "работа работы работ",
            "раз раза раз",
            "рубль рубля рублей",
            "сведение сведения сведений",
            "столбец столбца столбцов",
            "страница страницы страниц",
            "строка строки строк",
            "таблица таблицы таблиц",
            "урок урока уроков",
            "участник участника участников",
            "ученик ученика учеников",
            "учитель учителя учителей",
            "файл файла файлов",
            "факт факта фактов",
            "час часа часов",
            "человек человека человек",
            "четверть четверти четвертей",
            "школа школы школ",
        )
    }
)

#: genitive singular where it is not the form after 2
_GENITIVES: Mapping[str, str] = MappingProxyType({"обучающийся": "обучающегося"})

_MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)


# Numbers and nouns


def plural(number: Number, one: str, few: str, many: str) -> str:
    """The form of a noun that stands after a number: 1 балл, 2 балла, 5 баллов, 11 баллов, 4,5 балла."""
    if isinstance(number, Fraction) and number.denominator != 1:
        return few
    count = abs(int(number))
    if count % 100 in range(11, 15):
        return many
    if count % 10 == 1:
        return one
    return few if count % 10 in (2, 3, 4) else many


def plural_noun(number: Number, noun: str) -> str:
    """`plural` for a noun known by its dictionary form, what follows it unchanged: `час в неделю`, `часа в неделю`.

    A noun not known here comes back as given: write its forms out with `plural`.
    """
    head, space, tail = noun.partition(" ")
    if head not in _NOUNS:
        return noun
    return plural(number, *_NOUNS[head]) + space + tail


def counted(number: Number, noun: str) -> str:
    """`2 балла`, `4,5 часа в неделю`, `1 002 ученика`."""
    return f"{number_text(number)} {plural_noun(number, noun)}"


def counted_genitive(number: Number, noun: str) -> str:
    """After «не меньше», «не больше», «до», «от»: `не меньше 1 балла`, `не меньше 2 баллов`, `до 4,5 балла`."""
    head, space, tail = noun.partition(" ")
    if head not in _NOUNS:
        return f"{number_text(number)} {noun}"
    _, few, many = _NOUNS[head]
    singular = _GENITIVES.get(head, few)
    form = plural(number, singular, many, many) if _whole(number) else singular
    return f"{number_text(number)} {form}{space}{tail}"


def _whole(number: Number) -> bool:
    return isinstance(number, int) or number.denominator == 1


def number_text(number: Number) -> str:
    """`4,5`, `12 500` by thin unbroken spaces from five digits on, `−3`, `1/3` where no finite decimal exists."""
    if type(number) is int and 0 <= number < 10_000:
        return str(number)
    text = decimal_text(-number if number < 0 else number, ",")
    whole, mark, rest = text.partition(",")
    if len(whole) >= 5 and whole.isdigit():
        whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", THIN, whole)
    return f"{MINUS if number < 0 else ''}{whole}{mark}{rest}"


# Dates


def month_genitive(month: int) -> str:
    """`сентября` of 9."""
    return _MONTHS[month - 1]


def date_short(day: date) -> str:
    """`01.09.2026`."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def date_long(day: date) -> str:
    """`1 сентября 2026 г.`"""
    return f"{day.day} {month_genitive(day.month)} {day.year} г."


def blank_date(year: int | None = None) -> str:
    """A date to be filled in by hand: `«___» ____________ 2026 г.`"""
    return f"«___» {'_' * 12} {'20__' if year is None else year} г."


def school_year_of(day: date) -> int:
    """The year in which the school year of this day began, on 1 September."""
    return day.year if day.month >= 9 else day.year - 1


def school_year_short(first: int) -> str:
    """`2026/27` of 2026."""
    return f"{first}/{(first + 1) % 100:02}"


def school_year_long(first: int) -> str:
    """`2026–2027 учебный год` of 2026."""
    return f"{first}–{first + 1} учебный год"


# Text


def join_list(parts: Sequence[str], last: str = "и") -> str:
    """`а, б и в`; parts with commas of their own are set off by semicolons. last: the word before the last part."""
    if len(parts) < 2:
        return "".join(parts)
    if any("," in part for part in parts):
        return f"{'; '.join(parts[:-1])}; {last} {parts[-1]}"
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def quoted(text: str) -> str:
    """The text in «…», quotes inside it as „…“."""
    inner = re.sub(r'"([^"]*)"', r"„\1“", text).replace("«", "„").replace("»", "“")
    return f"«{inner}»"


def capitalise_first(text: str) -> str:
    """The first letter made a capital, even after an opening quote or bracket; the rest as it is."""
    return re.sub(r"^([«„\"(]*)([^\W\d_])", lambda found: found[1] + found[2].upper(), text, count=1)
