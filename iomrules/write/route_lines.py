"""The part of the view about a person's routes: the plan, courses, modules, control, and what was left out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from iomrules.facts.record import Schema
from iomrules.reason.decision import Reason
from iomrules.route.route import NotTaken, Route, RouteItem
from iomrules.values import Number
from iomrules.write.chosen import in_short
from iomrules.write.road_map import field_text, road_map
from iomrules.write.sentences import conclusion, why, why_not
from iomrules.write.texts import DASH, amount, sentence, unbroken_initials, words
from iomrules.write.words_ru import counted_genitive, date_short, plural

NO_TITLES: Mapping[str, str] = MappingProxyType({})
#: reasons -> sentences
Tell = Callable[[Reason], Sequence[str]]


def told(reason: Reason) -> Sequence[str]:
    """In Russian: why it holds, or what keeps it from holding, or what is missing to tell."""
    if reason.value is True:
        return why(reason)
    return (why_not(reason) if reason.value is False else ()) or (conclusion(reason),)


FAULTY = "рассчитать не удалось: ошибка в правилах"
#: columns that a table may have no words for
_OPTIONAL = ("уровень", "форма", "учитель")


def route_view(
    route: Route, weeks: int, schema: Schema, tell: Tell, titles: Mapping[str, str] = NO_TITLES, *, pupil: bool = True
) -> dict[str, Any]:
    """One composed route as tables of ready texts.

    weeks: of lessons in a year; titles: of all routes, by name; pupil: False for those who have a road map instead.
    """
    plan = [item for item in route.items if item.part == "plan"]
    obligatory = [item for item in route.items if item.part == "obligatory"]
    courses = [item for item in route.items if item.part == "choice"]
    modules = [item for item in route.items if item.part == "module"]
    near = [left for left in route.not_taken if left.cause != "condition" or left.wished]
    unfit = sorted((left for left in route.not_taken if left not in near), key=lambda left: left.failed)
    return {
        "имя": route.name,
        "название": sentence(route.title),
        "вид": words(route.sort),
        "цель": route.goal,
        "примечание": route.note,
        "почему": list(dict.fromkeys(tell(route.reason))) if route.reason else [],
        "основания": list(route.basis),
        **_table("план", plan, weeks, schema, tell),
        **_table("обязательные", obligatory, weeks, schema, tell),
        **_table("курсы", courses, weeks, schema, tell),
        "дорожная_карта": [] if pupil else road_map(route, schema),
        "модули": _rows(modules, weeks, schema, tell),
        "модули_итого": _totals(modules, weeks),
        "итого": _totals(route.items, weeks),
        "предел": amount(route.limit) if route.limit is not None else DASH,
        "мероприятия": [
            {
                "номер": str(at),
                "название": each.title,
                "срок": each.term or DASH,
                "почему": sentence(each.because.text),
                "основание": "; ".join(each.because.basis),
            }
            for at, each in enumerate(route.activities, start=1)
        ],
        "наставники": [_row(at, each, weeks, schema, tell) for at, each in enumerate(route.mentors, start=1)],
        "контроль": [
            {
                "номер": str(at),
                "период": sentence(each.name),
                "что": sentence(each.what) or "Результаты освоения маршрута",
                "срок": f"до {date_short(each.by)}" if each.by else DASH,
            }
            for at, each in enumerate(route.controls, start=1)
        ],
        "не_вошло": [_left(each, tell) for each in near],
        "не_подошло": [_left(each, tell) for each in unfit],
        "не_подошло_всего": _counted(len(unfit)),
        "замечания": [sentence(each.text) for each in route.shortfalls],
        "рядом": _named(route.alongside, titles),
        "после": _named(route.after, titles),
    }


def fault_lines(route: Route) -> list[str]:
    """What stopped the route, with its place in the rules; empty where nothing did."""
    return [f"{sentence(each.diagnostic.message)} ({each.diagnostic.where})." for each in route.faults]


def _table(name: str, items: Sequence[RouteItem], weeks: int, schema: Schema, tell: Tell) -> dict[str, Any]:
    """`план`, `план_итого`, and of the columns that may stand empty those that do not: `план_столбцы`."""
    rows = _rows(items, weeks, schema, tell)
    filled = {column: "да" if any(row[column] not in ("", DASH) for row in rows) else "" for column in _OPTIONAL}
    return {name: rows, f"{name}_итого": _totals(items, weeks), f"{name}_столбцы": filled}


def _rows(items: Iterable[RouteItem], weeks: int, schema: Schema, tell: Tell) -> list[dict[str, Any]]:
    return [_row(at, item, weeks, schema, tell) for at, item in enumerate(items, start=1)]


def _row(at: int, item: RouteItem, weeks: int, schema: Schema, tell: Tell) -> dict[str, Any]:
    weekly, yearly = hours(item, weeks)
    return {
        "номер": str(at),
        "название": unbroken_initials(item.title),
        "уровень": item.level or DASH,
        "в_неделю": DASH if weekly is None else amount(weekly),
        "в_год": DASH if yearly is None else amount(yearly),
        "форма": item.form,
        "учитель": unbroken_initials(item.teacher),
        "организация": item.organisation or DASH,
        "партнёр": partner_of(item),
        "контроль": field_text(item, schema, "контроль", "форма_контроля") or DASH,
        "место": field_text(item, schema, "помещение", "место") or DASH,
        "почему": sentence(item.because.text),
        "кратко": " ".join((in_short(item.because), *_opens(item, schema))),
        "подробно": list(dict.fromkeys(tell(item.because.reason))) if item.because.reason else [],
        "основание": "; ".join(item.because.basis),
    }


def _opens(item: RouteItem, schema: Schema) -> Iterator[str]:
    """From how many people a group of the entry opens, where its catalogue says so: until then it is not sure."""
    entry = item.entry
    for catalogue in schema.catalogues.values() if entry is not None else ():
        least = entry.fields.get(catalogue.opens) if entry is not None and catalogue.shape == entry.shape else None
        if isinstance(least, int | Fraction) and least > 1:
            yield f"Группу открывают от {counted_genitive(least, 'человек')}."


def partner_of(item: RouteItem) -> str:
    """The key of the partner whose module it is, or empty."""
    return item.key.partition(": ")[0] if item.part == "module" else ""


def hours(item: RouteItem, weeks: int) -> tuple[Number | None, Number | None]:
    """Hours a week and a year. A volume in hours (`час`) is of the year and of no week."""
    if item.hours is None:
        return None, None
    if item.unit == "ч/год":
        return Fraction(item.hours, weeks), item.hours
    return (None, item.hours) if item.unit == "час" else (item.hours, item.hours * weeks)


def _totals(items: Iterable[RouteItem], weeks: int) -> dict[str, str]:
    pairs = [hours(item, weeks) for item in items]
    weekly = sum((week for week, _ in pairs if week is not None), start=0)
    yearly = sum((year for _, year in pairs if year is not None), start=0)
    return {"в_неделю": amount(weekly), "в_год": amount(yearly)}


def _named(routes: Iterable[str], titles: Mapping[str, str]) -> str:
    return "; ".join(f"«{titles[each]}»" if each in titles else words(each) for each in routes)


def _left(left: NotTaken, tell: Tell) -> dict[str, str]:
    lines = list(tell(left.because.reason)) if left.because.reason else []
    words_of_it = f"{left.because.text}. {lines[0]}" if lines else left.because.text
    return {"название": left.title, "причина": sentence(words_of_it)}


def _counted(count: int) -> str:
    """Said of the entries that did not fit and that nobody asked for."""
    if not count:
        return ""
    fits = plural(count, "не подошла", "не подошли", "не подошли")
    return sentence(f"{fits} по условию: ещё {count} {plural(count, 'позиция', 'позиции', 'позиций')}")
