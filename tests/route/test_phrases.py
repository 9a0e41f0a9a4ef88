"""What routes say: in each language whole, and in no other."""

import inspect
import re
from collections.abc import Iterator

import pytest

from iomrules.reason.decision import Verdict
from iomrules.results import PersonResult
from iomrules.route import phrases
from iomrules.route.route import NotTaken, Route, RouteItem, Said, Shortfall
from iomrules.values import Missing
from tests.route.world import ON, route, world

CYRILLIC, LATIN = re.compile("[а-яё]", re.IGNORECASE), re.compile("[a-z]", re.IGNORECASE)
NAMES = phrases.quoted(["1"])
#: a parameter of a phrase -> what stands for it, with no letter of either language
GIVEN = {
    "place": 1, "count": 4, "listed": True, "names": NAMES, "said": NAMES, "first": NAMES, "second": NAMES,
    "waiting": ["1"], "name": "1", "why": NAMES, "needs": NAMES, "blocker": NAMES, "most": 3, "least": 2, "taken": 1,
    "needed": NAMES, "left": NAMES, "missing": [Missing("1")], "title": "1", "found": NAMES, "limit": NAMES,
    "catalogue": "1", "queue": "1", "level": 2, "sure": False, "number": 2, "unit": "час",
}  # fmt: skip
#: what else a parameter can be
OTHERS = {"needs": None, "why": None, "missing": [], "most": None, "queue": "", "sure": True, "listed": False}
OWN = {"tied": {"left": 1}, "tied_above": {"waiting": 2}, "quoted": {"names": ["1"]}}
NO_OTHER = {"enough", "fact_names"}


def functions() -> dict[str, object]:
    made = inspect.getmembers(phrases, inspect.isfunction)
    return {name: each for name, each in made if each.__module__ == phrases.__name__ and not name.startswith("_")}


def every_phrase() -> Iterator[tuple[str, Said]]:
    yield from ((name, each) for name, each in vars(phrases).items() if isinstance(each, Said))
    for name, function in functions().items():
        asked = inspect.signature(function).parameters  # type: ignore[arg-type]
        given = {each: OWN.get(name, {}).get(each, GIVEN[each]) for each in asked}
        for other in ({}, *({each: OTHERS[each]} for each in asked if each in OTHERS and name not in NO_OTHER)):
            yield f"{name}({other})", function(**{**given, **other})  # type: ignore[operator]


@pytest.mark.parametrize(("name", "said"), [pytest.param(*each, id=each[0]) for each in every_phrase()])
def test_a_phrase_is_whole_in_each_language(name: str, said: Said) -> None:
    assert said.ru
    assert said.en
    assert not CYRILLIC.search(said.en)
    assert not LATIN.search(said.ru)


def test_english_results_say_of_a_route_what_is_ours_in_english() -> None:
    line = RouteItem("х", "Химия", "choice", phrases.turn(1, 4, listed=False).because(), 2)
    left = NotTaken("б", "Биология", "count", phrases.fits_but(None, phrases.enough(1)).because())
    short = phrases.no_mentor(())
    planned = Route("м", "М", world(route()).person, ON, Verdict.YES, None, items=(line,), not_taken=(left,),
                  shortfalls=(Shortfall(short.ru, short.because()),))  # fmt: skip
    result = PersonResult("1", ON, routes=(planned,))
    (ru,), (en,) = (result.as_json(language)["routes"] for language in ("ru", "en"))

    assert (ru["items"][0]["because"], ru["items"][0]["unit"]) == ("1-е место из 4 подходящих", "ч/нед")
    assert (en["items"][0]["because"], en["items"][0]["unit"]) == ("place 1 of 4 that fit", "h/week")
    assert en["not_taken"][0]["because"] == "fits, but at most 1 may be chosen"
    assert en["shortfalls"] == ["no mentor is named: nobody satisfies the condition"]
