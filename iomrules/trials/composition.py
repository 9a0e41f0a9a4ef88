"""What an example expects of a composed route: what it contains, lacks, consists of, and how many hours it takes."""

from collections.abc import Iterator, Mapping

from iomrules.frozen import frozen
from iomrules.program.core import Expected, Program
from iomrules.reason.decision import Verdict
from iomrules.reason.examples import Mismatch
from iomrules.reason.labels import words
from iomrules.reason.mismatch_words import RUSSIAN, Wording
from iomrules.route.phrases import hours
from iomrules.route.route import Because, NotTaken, Route, RouteItem
from iomrules.values import Number, decimal_text

#: what is expected of the route and not of its condition
OF_ROUTE = frozenset(("contains", "lacks", "courses", "hours"))
#: what an example may say of why a course is in a route or was left out, beside the words of the route
_SAID = {
    **{"plan": "учебный план study plan", "obligatory": "обязательно obligatory", "choice": "на выбор choice"},
    **{"module": "модуль module", "condition": "условие condition", "hours": "часы hours"},
    **{"count": "число курсов number of courses", "unknown": "неизвестно unknown"},
}


@frozen
class _Words:
    """What is said of a route in one language, `ru` or `en`; the words take what stands in their braces."""

    language: str
    verbs: Mapping[str, str]
    hours: str
    weekly: str
    because: str
    nothing: str
    inside: str
    none: str
    left: str


_RUSSIAN = _Words(
    "ru",
    {"contains": "содержит", "lacks": "не содержит", "courses": "состоит из", "hours": "занимает"},
    hours=" {} ч",
    weekly="{} ч/нед",
    because=", потому что «{}»",
    nothing="ничего",
    inside="в маршруте: {}",
    none="маршрут не составлен",
    left="; не взято «{}»: {}",
)
_ENGLISH = _Words(
    "en",
    {"contains": "contains", "lacks": "does not contain", "courses": "consists of", "hours": "takes"},
    hours=", hours: {}",
    weekly="{} hours a week",
    because=", because “{}”",
    nothing="nothing",
    inside="in the route: {}",
    none="the route is not composed",
    left="; left out “{}”: {}",
)


def check_route(program: Program, expected: Expected, route: Route | None, said: Wording = RUSSIAN) -> Mismatch | None:
    """None where the expectation came true. route: as composed, or None where it is about other people."""
    given = None if route is None or route.state is not Verdict.YES else route
    match expected.sort:
        case "hours":
            came = given is not None and given.hours == expected.value
        case "courses":
            came = given is not None and _consists_of(given, expected)
        case "contains":
            came = given is not None and _contains(given, expected)
        case _:
            came = _lacks(given, expected)
    if came:
        return None
    told = _ENGLISH if said.language == "en" else _RUSSIAN
    return Mismatch(_wanted(program, expected, said, told), _actual(given, expected, told), expected.span)


def route_items(route: Route | None) -> tuple[str, ...]:
    """Keys and titles of everything that a route gives a person."""
    if route is None:
        return ()
    named = tuple(word for item in (*route.items, *route.mentors) for word in (item.key, item.title))
    return (*named, *(each.title for each in route.activities))


def _named(expected: Expected, *names: str) -> bool:
    """Whether one of the names is meant. Words in quotes may be a part of a title; a key is meant whole."""
    wanted = _folded(str(expected.value))
    return any(_folded(name) == wanted or (expected.quoted and wanted in _folded(name)) for name in names)


def _contains(route: Route, expected: Expected) -> bool:
    items = [each for each in (*route.items, *route.mentors) if _named(expected, each.key, each.title)]
    if expected.hours is not None:
        items = [each for each in items if each.hours == expected.hours]
    told = [(each.because, _SAID[each.part]) for each in items]
    if expected.hours is None:
        told += [(each.because, "") for each in route.activities if _named(expected, each.title)]
    return any(_says(because, expected, said) for because, said in told)


def _lacks(route: Route | None, expected: Expected) -> bool:
    if route is None:
        return not expected.because
    if _named(expected, *route_items(route)):
        return False
    left = [each for each in route.not_taken if _named(expected, each.key, each.title)]
    return not expected.because or any(_says(each.because, expected, _SAID[each.cause]) for each in left)


def _says(because: Because, expected: Expected, said: str) -> bool:
    """Whether the words expected stand in why it was taken or left out."""
    told = [_folded(each) for each in (because.text, because.english, *because.basis, said)]
    if because.reason is not None:
        told += [_folded(each) for each in (because.reason.label, *because.reason.basis)]
    return all(any(_folded(each.text) in one for one in told) for each in expected.because)


def _consists_of(route: Route, expected: Expected) -> bool:
    """Whether every course is named and every name is a course."""
    named = [_folded(str(each)) for each in expected.value] if isinstance(expected.value, tuple) else []
    met = [{_folded(item.key), _folded(item.title)} for item in route.items]
    return all(any(each in names for names in met) for each in named) and all(names & set(named) for names in met)


def _wanted(program: Program, expected: Expected, said: Wording, told: _Words) -> str:
    value = "" if expected.value is None else words(said.value(expected.value, program))
    if expected.sort == "hours":
        value = told.weekly.format(value)
    hours = "" if expected.hours is None else told.hours.format(said.value(expected.hours, program))
    because = "".join(told.because.format(each.text) for each in expected.because)
    return f"{said.name(expected.target, program)} {told.verbs[expected.sort]} {value}{hours}{because}"


def _actual(route: Route | None, expected: Expected, said: _Words) -> str:
    if route is None:
        return said.none
    if expected.sort == "hours":
        return said.inside.format(said.weekly.format(_number(route.hours)))
    told = list(dict.fromkeys(route_items(route)))
    if expected.sort == "contains" and (expected.hours is not None or expected.because):
        told = [_told(each, said.language) for each in route.items]
    if expected.sort == "courses":
        told = [f"{each.title} ({each.key})" if each.title != each.key else each.key for each in route.items]
    left = "".join(_left(route, expected, said)) if expected.sort == "lacks" else ""
    return said.inside.format(", ".join(told) or said.nothing) + left


def _told(item: RouteItem, language: str) -> str:
    said = None if item.hours is None else hours(item.hours, item.unit)
    amount = "" if said is None else f" {said.en if language == 'en' else said.ru}"
    return f"{item.title}{amount} ({item.because.told(language)})"


def _left(route: Route, expected: Expected, said: _Words) -> Iterator[str]:
    """Why it was left out, where somebody asks."""
    left: tuple[NotTaken, ...] = route.not_taken if expected.because else ()
    yield from (
        said.left.format(each.title, each.because.told(said.language))
        for each in left
        if _named(expected, each.key, each.title)
    )


def _number(number: Number) -> str:
    return decimal_text(number, ",")


def _folded(text: str) -> str:
    return words(text).casefold().replace("ё", "е")
