"""A road map: what a teacher's route has instead of a study plan and courses."""

from typing import Any

from iomrules.facts.record import Schema
from iomrules.route.route import PlannedActivity, Route, RouteItem
from iomrules.values import ABSENT
from iomrules.write.chosen import in_short
from iomrules.write.texts import DASH, amount, sentence, value_text

TERM = "в течение учебного года"


def road_map(route: Route, schema: Schema) -> list[dict[str, Any]]:
    """The parts that have lines: `название`, `строки`; the lines are numbered through."""
    fixed = [_item_row(item, schema) for item in route.items if item.part in {"plan", "obligatory"}]
    chosen = [_item_row(item, schema) for item in route.items if item.part in {"choice", "module"}]
    activities = [_activity_row(each) for each in route.activities]
    parts = (("Неизменная часть", fixed), ("Изменяемая часть", chosen), ("Мероприятия", activities))
    named = [(title, rows) for title, rows in parts if rows]
    at = 0
    laid_out = []
    for title, rows in named:
        numbered = [{"номер": str(number), **row} for number, row in enumerate(rows, start=at + 1)]
        at += len(rows)
        laid_out.append({"название": title, "строки": numbered})
    return laid_out


def _item_row(item: RouteItem, schema: Schema) -> dict[str, str]:
    return {
        "направление": sentence(field_text(item, schema, "направление")),
        "название": item.title,
        "часы": DASH if item.hours is None else amount(item.hours),
        "срок": field_text(item, schema, "срок") or TERM,
        "форма": item.form,
        "кратко": in_short(item.because) if item.part == "choice" else "",
    }


def _activity_row(activity: PlannedActivity) -> dict[str, str]:
    return {
        "направление": "",
        "название": activity.title,
        "часы": DASH,
        "срок": activity.term or TERM,
        "форма": "",
        "кратко": "",
    }


def field_text(item: RouteItem, schema: Schema, *names: str) -> str:
    """The first of these fields that the item's entry has, as people read it; empty where there is none."""
    fields = item.entry.fields if item.entry else {}
    value = next((fields[name] for name in names if name in fields), ABSENT)
    return "" if value is ABSENT else value_text(value, schema)
