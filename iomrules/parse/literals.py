"""Names and literals as written."""

from datetime import date
from typing import TypeAlias

from iomrules.frozen import frozen
from iomrules.source import PLACE, Span
from iomrules.values import Number


@frozen
class Name:
    """A name as the author wrote it, in any case form."""

    text: str
    span: Span = PLACE


@frozen
class NumberLiteral:
    """An exact number with the unit said, canonical (`балл`, `час`, `ч/нед`, `ч/год`, `%`), or empty."""

    number: Number
    unit: str = ""
    span: Span = PLACE


@frozen
class TextLiteral:
    text: str
    span: Span = PLACE


@frozen
class DateLiteral:
    day: date
    span: Span = PLACE


@frozen
class TruthLiteral:
    """да or нет; нет also says `none` where a list or an optional fact is meant."""

    truth: bool
    span: Span = PLACE


@frozen
class UnknownLiteral:
    """неизвестно, in examples and in table cells."""

    span: Span = PLACE


Literal: TypeAlias = Name | NumberLiteral | TextLiteral | DateLiteral | TruthLiteral | UnknownLiteral
