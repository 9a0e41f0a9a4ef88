"""Words of Russian sentences and documents: numbers with nouns, dates, lists, agreement. Needs no dictionary."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from iomrules.values import Number, decimal_text
from iomrules.write.names_ru import (
    UNBROKEN,
    Case,
    Sex,
    full_name_in_case,
    initials,
    name_in_case,
    name_with_initials,
    person_word,
    pupil_of_class,
    read_sex,
    sex_of,
)

__all__ = [
    "Case",
    "Sex",
    "agreed",
    "blank_date",
    "capitalise_first",
    "counted",
    "counted_genitive",
    "date_formal",
    "date_long",
    "date_short",
    "full_name_in_case",
    "initials",
    "join_list",
    "month_genitive",
    "month_nominative",
    "name_in_case",
    "name_with_initials",
    "number_text",
    "ordinal_word",
    "person_word",
    "plural",
    "plural_noun",
    "pupil_of_class",
    "quoted",
    "read_sex",
    "roman",
    "school_year_long",
    "school_year_of",
    "school_year_short",
    "sex_of",
    "unbroken",
]

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
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
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


def unbroken(text: str) -> str:
    """The text kept on one line: spaces made unbroken."""
    return text.replace(" ", UNBROKEN)


def roman(number: int) -> str:
    """`IV` of 4: quarters and half-years. number: 1 to 39."""
    if not 1 <= number <= 39:
        raise ValueError(f"no Roman number is written here for {number}, only for 1 to 39")
    units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + units[number % 10]


# Ordinal words

_ORDINAL_UNITS = (
    "",
    "первый",
    "второй",
    "третий",
    "четвёртый",
    "пятый",
    "шестой",
    "седьмой",
    "восьмой",
    "девятый",
    "десятый",
    "одиннадцатый",
    "двенадцатый",
    "тринадцатый",
    "четырнадцатый",
    "пятнадцатый",
    "шестнадцатый",
    "семнадцатый",
    "восемнадцатый",
    "девятнадцатый",
)
_ORDINAL_TENS = (
    "",
    "",
    "двадцатый",
    "тридцатый",
    "сороковой",
    "пятидесятый",
    "шестидесятый",
    "семидесятый",
    "восьмидесятый",
    "девяностый",
)
_TENS = ("", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто")
#: gender -> endings, nominative to prepositional
_ORDINAL_ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "м": ("", "ого", "ому", "", "ым", "ом"),
        "ж": ("ая", "ой", "ой", "ую", "ой", "ой"),
        "с": ("ое", "ого", "ому", "ое", "ым", "ом"),
    }
)
_THIRD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "м": ("ий", "ьего", "ьему", "ий", "ьим", "ьем"),
        "ж": ("ья", "ьей", "ьей", "ью", "ьей", "ьей"),
        "с": ("ье", "ьего", "ьему", "ье", "ьим", "ьем"),
    }
)


def ordinal_word(number: int, gender: str = "м", case: Case | str = Case.NOMINATIVE) -> str:
    """`третья` четверть, `второго` полугодия, `двадцать первый`. number: 1 to 99; gender: м, ж or с."""
    if not 1 <= number <= 99:
        raise ValueError(f"no ordinal word is written here for {number}, only for 1 to 99")
    tens, units = divmod(number, 10)
    if number < 20:
        return _ordinal_form(_ORDINAL_UNITS[number], gender, Case(case))
    if units == 0:
        return _ordinal_form(_ORDINAL_TENS[tens], gender, Case(case))
    return f"{_TENS[tens]} {_ordinal_form(_ORDINAL_UNITS[units], gender, Case(case))}"


def _ordinal_form(word: str, gender: str, case: Case) -> str:
    place = tuple(Case).index(case)
    if word == "третий":
        return word[:-2] + _THIRD[gender][place]
    ending = _ORDINAL_ENDINGS[gender][place]
    return word[:-2] + ending if ending else word


# Dates


def month_nominative(month: int) -> str:
    """`сентябрь` of 9."""
    return _MONTHS[month - 1][0]


def month_genitive(month: int) -> str:
    """`сентября` of 9."""
    return _MONTHS[month - 1][1]


def date_short(day: date) -> str:
    """`01.09.2026`."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def date_long(day: date) -> str:
    """`1 сентября 2026 г.`"""
    return f"{day.day} {month_genitive(day.month)} {day.year} г."


def date_formal(day: date) -> str:
    """`«01» сентября 2026 г.`, as in approval blocks."""
    return f"«{day.day:02}» {month_genitive(day.month)} {day.year} г."


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


# Agreement

#: word of an approval block -> for a noun of each gender and the plural, as in «план утверждён приказом»
_AGREED: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "утверждено": ("утверждён", "утверждена", "утверждено", "утверждены"),
        "согласовано": ("согласован", "согласована", "согласовано", "согласованы"),
        "рассмотрено": ("рассмотрен", "рассмотрена", "рассмотрено", "рассмотрены"),
        "принято": ("принят", "принята", "принято", "приняты"),
        "допущено": ("допущен", "допущена", "допущено", "допущены"),
        "рекомендовано": ("рекомендован", "рекомендована", "рекомендовано", "рекомендованы"),
        "учтено": ("учтён", "учтена", "учтено", "учтены"),
    }
)
_GENDERS = ("м", "ж", "с", "мн")


def agreed(word: str, gender: str) -> str:
    """A short participle in the gender of what it is said of: `утверждена` (программа), capitals kept as given.

    word: the neuter, such as `утверждено` or `УТВЕРЖДЕНО`; another word comes back as given. gender: м, ж, с or мн.
    """
    forms = _AGREED.get(word.casefold())
    if forms is None:
        return word
    form = forms[_GENDERS.index(gender)]
    return form.upper() if word.isupper() else capitalise_first(form) if word[0].isupper() else form
