"""The part of the view that answers «почему так»: the routes given, those that are not, and the acts, each once."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from iomrules.reason.decision import Reason, Verdict
from iomrules.route.route import Route, RouteItem
from iomrules.write.route_lines import FAULTY, Tell, fault_lines
from iomrules.write.texts import sentence, unbroken_initials
from iomrules.write.words_ru import plural

#: between two acts of one clause; a small letter goes on with the same act
_SEVERAL = re.compile(r";\s+(?=[А-ЯЁA-Z])")
#: reasons told of a route that is not given; further ones are counted
_MOST_REASONS = 2


def why_so(routes: Iterable[Route], tell: Tell) -> dict[str, Any]:
    """`почему_так` (routes given), `не_назначены` (others about this person), `не_касаются` (a line), `акты`.

    `есть_почему_так`: empty where the rules have no route for such a person, and so no reason to tell.
    """
    told = [route for route in routes if route.reason is not None or route.faults]
    given = [route for route in told if route.state is Verdict.YES]
    others = [route for route in told if route.state is not Verdict.YES]
    acts = once(act for route in given for act in acts_of(route))
    return {
        "есть_почему_так": "да" if told else "",
        "почему_так": [_given(route, tell, acts) for route in given],
        "не_назначены": [_declined(route, tell) for route in _open_first(others) if _is_about(route)],
        "не_касаются": _not_about([route for route in others if not _is_about(route)]),
        "акты": [{"номер": str(at), "название": act} for at, act in enumerate(acts, start=1)],
    }


def distinct(lines: Iterable[str]) -> list[str]:
    """Each sentence once; one that another repeats with its source in brackets is left to the other."""
    whole = once(lines)
    return [line for line in whole if not any(other.startswith(f"{line.rstrip('.')} (") for other in whole)]


def once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def acts_of(route: Route) -> list[str]:
    """Acts that a route given rests on: its own, those of its reason, those of its lines."""
    lines = [clause for item in route.items for clause in item.because.basis]
    quoted = [*route.basis, *(clauses_of(route.reason) if route.reason else []), *lines]
    return once(act for clause in quoted for act in _SEVERAL.split(clause))


def clauses_of(reason: Reason, depth: int = 2) -> list[str]:
    """The clauses quoted in a reason and, to that depth, below it: deeper ones stand in the sentences themselves."""
    below = [clause for part in reason.parts for clause in clauses_of(part, depth - 1)] if depth else []
    return once([*reason.basis, *below])


def _given(route: Route, tell: Tell, acts: Sequence[str]) -> dict[str, Any]:
    own = acts_of(route)
    return {
        "заголовок": sentence(route.title),
        # Said so that it agrees with a title of any gender and number: «Модули института — предложить».
        "вывод": "предложить",
        "предложения": distinct(tell(route.reason)) if route.reason else [],
        "основания": own,
        "номера_оснований": ", ".join(str(acts.index(act) + 1) for act in own),
        "позиции": [_line(item, tell) for item in route.items if item.because.reason and item.part != "plan"],
    }


def _line(item: RouteItem, tell: Tell) -> dict[str, Any]:
    reason = item.because.reason
    return {
        "название": unbroken_initials(item.title),
        "предложения": [f"{sentence(item.because.text)}.", *(distinct(tell(reason)) if reason else [])],
    }


def _declined(route: Route, tell: Tell) -> dict[str, Any]:
    """A route that is not given, or of which it cannot be told."""
    faults = fault_lines(route)
    state = "не предлагать" if route.state is Verdict.NO else "решить нельзя: не хватает сведений"
    lines = faults or (distinct(tell(route.reason)) if route.reason else [])
    return {
        "название": sentence(route.title),
        "состояние": FAULTY if faults else state,
        "почему": lines,
        "причина": _in_one(lines if faults or not route.missing else [_needed(route)]),
        "совет": f"{route.advice.rstrip('.')}." if route.advice and route.state is Verdict.NO else "",
    }


def _needed(route: Route) -> str:
    kept = once(f"{each.fact} ({each.source})" if each.source else each.fact for each in route.missing)
    return f"Нужно: {', '.join(kept)}."


def _in_one(lines: Sequence[str]) -> str:
    """The first reasons in a line, the rest counted."""
    more = len(lines) - _MOST_REASONS
    if more <= 0:
        return " ".join(lines)
    counted = f"И ещё {more} {plural(more, 'причина', 'причины', 'причин')}."
    return " ".join([*lines[:_MOST_REASONS], counted])


def _open_first(routes: Iterable[Route]) -> list[Route]:
    """Those nobody can tell of before those refused: there is something to be done about them."""
    return sorted(routes, key=lambda route: route.state is Verdict.NO)


def _is_about(route: Route) -> bool:
    """Whether the route is meant for such a person at all, and is in force."""
    parts = route.reason.parts if route.reason and not route.faults else ()
    return not any(part.sort in ("applies", "in_force") and part.value is False for part in parts)


def _not_about(routes: Sequence[Route]) -> str:
    if not routes:
        return ""
    titles = "; ".join(f"«{sentence(route.title)}»" for route in routes)
    return f"Рассчитаны на других или не действуют на эту дату: {titles}."
