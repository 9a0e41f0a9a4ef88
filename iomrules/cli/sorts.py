"""What sorts of declarations are called in tables that commands print."""

from iomrules.cli.language import say

_RUSSIAN = {
    "parameter": "параметр",
    "table": "таблица",
    "function": "функция",
    "indicator": "показатель",
    "criterion": "критерий",
    "rating": "рейтинг",
    "rule": "правило",
    "selection": "отбор",
    "route": "маршрут",
    "item": "позиция",
}


def sort_word(sort: str) -> str:
    """`indicator` in the language spoken."""
    return say(_RUSSIAN[sort], sort)
