"""A debate club's scale of points, as a plugin with Python: one function and one folder of rules."""

from collections.abc import Sequence
from pathlib import Path

from iomrules.extend import Function, Number, NumberKind, here, hookimpl


def speaker_points(won: Number, spoken: Number) -> Number:
    """Two points a debate won, one a debate spoken in, thirty at most."""
    return min(2 * won + spoken, 30)


@hookimpl
def functions() -> Sequence[Function]:
    return [
        Function(
            name="баллы_дебатёра",
            parameters=(NumberKind(whole=True, low=0), NumberKind(whole=True, low=0)),
            result=NumberKind(unit="балл", whole=True, low=0, high=30),
            call=speaker_points,
            title="Баллы дебатёра",
        )
    ]


@hookimpl
def rules() -> Sequence[Path]:
    return [here("rules")]
