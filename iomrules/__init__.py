"""A rules language for schools: routes, ratings and documents with a reason for every line.

    import iomrules
    from datetime import date

    rules = iomrules.load("rulesets/lyceum11")
    (result,) = rules.decide([{"id": "У-01", "класс": 10}], on=date(2026, 10, 15))
    result.verdicts["допуск_к_технологическому_профилю"].verdict

What stands in `__all__` is for callers; plugins import `iomrules.extend`. Importing this package loads nothing else.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iomrules.diagnostics import Diagnostic
    from iomrules.errors import InputError, IomrulesError, RulesetError
    from iomrules.reason.decision import Decision, Fault, RatingResult, Reason, Verdict
    from iomrules.results import PersonResult
    from iomrules.route.route import Route
    from iomrules.ruleset import Ruleset, load
    from iomrules.values import ABSENT, Unknown

__all__ = [
    "ABSENT",
    "Decision",
    "Diagnostic",
    "Fault",
    "InputError",
    "IomrulesError",
    "PersonResult",
    "RatingResult",
    "Reason",
    "Route",
    "Ruleset",
    "RulesetError",
    "Unknown",
    "Verdict",
    "load",
]

#: name -> the module it is taken from when it is first asked for
_HOMES = {
    "ABSENT": "values",
    "Decision": "reason.decision",
    "Diagnostic": "diagnostics",
    "Fault": "reason.decision",
    "InputError": "errors",
    "IomrulesError": "errors",
    "PersonResult": "results",
    "RatingResult": "reason.decision",
    "Reason": "reason.decision",
    "Route": "route.route",
    "Ruleset": "ruleset",
    "RulesetError": "errors",
    "Unknown": "values",
    "Verdict": "reason.decision",
    "load": "ruleset",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module `iomrules` has no `{name}`")
    return getattr(importlib.import_module(f"iomrules.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
