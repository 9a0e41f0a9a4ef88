"""What was concluded for one person, for programs: typed, and as plain JSON values with exact numbers as text."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from importlib import import_module
from typing import Any

from iomrules.diagnostics import Diagnostic
from iomrules.frozen import field, frozen
from iomrules.reason.decision import Decision, Decisions, Fault, RatingResult, SelectionResult, Verdict
from iomrules.route.phrases import UNITS_EN
from iomrules.route.route import NotTaken, Route, RouteItem
from iomrules.values import ABSENT, ByKey, Entry, Member, Missing, Unknown, Value, decimal_text


@frozen
class PersonResult:
    """One person's results on one date.

    id: as given. verdicts: rule -> Decision; values: indicator -> exact value, Unknown with causes, or ABSENT where
    it is not about this person; ratings: rating -> RatingResult; selections: selection -> SelectionResult; routes:
    every route, composed or not; faults: decisions that could not be made. diagnostics: what is wrong with the record
    itself; while one of them is an error, nothing was decided and the rest is empty.
    """

    id: str
    on: date
    verdicts: Mapping[str, Decision] = field(factory=dict)
    values: Mapping[str, Value] = field(factory=dict)
    ratings: Mapping[str, RatingResult] = field(factory=dict)
    routes: tuple[Route, ...] = ()
    faults: tuple[Fault, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    selections: Mapping[str, SelectionResult] = field(factory=dict)

    def as_json(self, language: str = "ru") -> dict[str, Any]:
        """The object `iomrules decide` prints: see docs/cli.md. language: of its sentences, `ru` or `en`."""
        return {
            "id": self.id,
            "on": self.on.isoformat(),
            "verdicts": {name: _verdict(decision) for name, decision in self.verdicts.items()},
            "values": {name: plain_value(value) for name, value in self.values.items()},
            "missing": {
                name: missing_names(value.missing) for name, value in self.values.items() if isinstance(value, Unknown)
            },
            "ratings": {name: _rating(result) for name, result in self.ratings.items()},
            "selections": {name: plain_selection(result, language) for name, result in self.selections.items()},
            "routes": [_route(route, language) for route in self.routes],
            "faults": [plain_fault(fault, language) for fault in self.faults],
        }


def person_result(decisions: Decisions, routes: tuple[Route, ...]) -> PersonResult:
    """The result of decisions and routes; a route's condition stands among the routes, not among the verdicts."""
    faults = (*decisions.faults, *(fault for route in routes for fault in route.faults))
    return PersonResult(
        decisions.person.id,
        decisions.on,
        decisions.verdicts,
        decisions.values,
        decisions.ratings,
        routes,
        tuple(dict.fromkeys(faults)),
        selections=decisions.selections,
    )


def plain_value(value: Value) -> Any:
    """A value for JSON: numbers as exact text, dates as ISO, members as their names; unknown and absent as null."""
    match value:
        case bool() | str():
            return value
        case int() | Fraction():
            return decimal_text(value)
        case date():
            return value.isoformat()
        case Member(name=name):
            return name
        case ByKey():
            return {key: plain_value(each) for key, each in value}
        case Entry(fields=fields):
            return {name: plain_value(each) for name, each in fields.items()}
        case tuple():
            return [plain_value(each) for each in value]
        case _:
            return None


def missing_names(missing: tuple[Missing, ...]) -> list[str]:
    """Missing facts as texts, each once."""
    return list(dict.fromkeys(each.fact for each in missing))


def _verdict(decision: Decision) -> dict[str, Any]:
    plain: dict[str, Any] = {"verdict": decision.verdict.value, "missing": missing_names(decision.missing)}
    return plain if decision.applicable else {**plain, "applicable": False}


def _rating(result: RatingResult) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "total": plain_value(result.total),
        "place": result.place,
        "criteria": {name: plain_value(value) for name, value in result.criteria.items()},
    }
    if isinstance(result.priority, Unknown):
        plain["priority_missing"] = missing_names(result.priority.missing)
    elif result.priority is not None:
        plain["priority"] = result.priority
    if isinstance(result.total, Unknown):
        bounds = {"low": result.total.low, "high": result.total.high}
        plain["missing"] = missing_names(result.total.missing)
        plain |= {side: decimal_text(bound) for side, bound in bounds.items() if bound is not None}
    if result.total is ABSENT:
        plain["applicable"] = False
    if result.place is not None and result.shared > 1:
        plain["shared"] = result.shared
    return plain


def plain_selection(result: SelectionResult, language: str = "ru") -> dict[str, Any]:
    """The outcome of a selection as JSON values."""
    # Imported only now: few rules select, and the words for it bring declension along.
    words = import_module("iomrules.write.selections")
    plain: dict[str, Any] = {
        "verdict": result.verdict.value,
        "place": result.place,
        "participants": result.participants,
        "because": words.selection_because(result, language),
        "missing": missing_names(result.missing),
    }
    bounds = {"seats": result.seats, "ahead": result.ahead, "level": result.level}
    plain |= {name: list(pair) for name, pair in bounds.items() if pair is not None}
    if result.pass_mark is not None:
        plain["pass_mark"] = plain_value(result.pass_mark)
    return plain


def _route(route: Route, language: str) -> dict[str, Any]:
    return {
        "name": route.name,
        "title": route.title,
        "state": route.state.value,
        "missing": missing_names(route.missing),
        "hours": decimal_text(route.hours) if route.state is Verdict.YES else None,
        "items": [_item(item, language) for item in route.items],
        "mentors": [_item(item, language) for item in route.mentors],
        "activities": [{"title": each.title, "term": each.term} for each in route.activities],
        "not_taken": [_not_taken(each, language) for each in route.not_taken],
        "shortfalls": [each.because.told(language) for each in route.shortfalls],
    }


def _item(item: RouteItem, language: str) -> dict[str, Any]:
    return {
        "key": item.key,
        "title": item.title,
        "part": item.part,
        "hours": None if item.hours is None else decimal_text(item.hours),
        "unit": UNITS_EN.get(item.unit, item.unit) if language == "en" else item.unit,
        "organisation": item.organisation,
        "because": item.because.told(language),
    }


def _not_taken(left: NotTaken, language: str) -> dict[str, Any]:
    because = left.because.told(language)
    return {"key": left.key, "cause": left.cause, "because": because, "missing": missing_names(left.missing)}


def plain_fault(fault: Fault, language: str = "ru") -> dict[str, Any]:
    """A decision that could not be made, as JSON values."""
    found = fault.diagnostic
    return {
        "target": fault.target,
        "code": found.code,
        "message": found.text(language),
        "help": found.help(language),
        "where": found.place(language),
    }
