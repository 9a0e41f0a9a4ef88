"""The words of a comparison of two versions, in Russian and in English."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import ModuleType
from typing import Any

from iomrules.facts.record import Catalogue, Enumeration, Fact, Kind, Shape
from iomrules.frozen import frozen
from iomrules.program.core import CellTest, Dated, ExceptIf, Node, Program, Route, Row
from iomrules.values import Value
from iomrules.write import phrases_en, phrases_ru
from iomrules.write.entry_terms import entry_terms
from iomrules.write.regulation_parts_ru import amount, cell_words
from iomrules.write.regulation_ru import TERMS
from iomrules.write.said import Said
from iomrules.write.texts import value_text, words

SORTS = {
    "header": ("набор правил", "ruleset"),
    "enumeration": ("перечень", "enumeration"),
    "record": ("сведения", "record"),
    "catalogue": ("справочник", "catalogue"),
    "parameter": ("параметр", "parameter"),
    "table": ("таблица", "table"),
    "indicator": ("показатель", "indicator"),
    "rating": ("рейтинг", "rating"),
    "selection": ("отбор", "selection"),
    "rule": ("правило", "rule"),
    "route": ("маршрут", "route"),
    "example": ("пример", "example"),
}
#: sort -> endings of «добавлен», «удалён»
_GENDERS = {"table": "а", "indicator": "", "rule": "о", "record": "ы"}
PARTS = {
    "title": ("название", "title"),
    "term": ("срок действия", "term"),
    "note": ("пояснение", "note"),
    "advice": ("совет", "advice"),
    "refinable": ("можно уточнить", "may be refined"),
    "basis": ("основание", "basis"),
    "version": ("версия", "version"),
    "keys": ("сведения строк", "keys"),
    "hit": ("какая строка применяется", "which row counts"),
    "otherwise": ("в остальных случаях", "otherwise"),
    "applies": ("к кому применяется", "applies to"),
    "how": ("как считается", "how it is computed"),
    "cap": ("не больше", "at most"),
    "criterion": ("критерий", "criterion"),
    "criterion title": ("название критерия", "title of a criterion"),
    "total": ("итог", "total"),
    "order": ("порядок мест", "order of places"),
    "ties": ("при равенстве", "on a tie"),
    "places": ("равные места", "equal places"),
    "priority": ("впереди всех", "before all others"),
    "rating": ("рейтинг", "rating"),
    "seats": ("число мест", "seats"),
    "share": ("доля участников", "share"),
    "pass_mark": ("проходной итог", "pass mark"),
    "border": ("последнее место", "last seat"),
    "condition": ("условие", "condition"),
    "exception": ("исключение", "exception"),
    "earlier": ("прежнее условие", "earlier condition"),
    "goal": ("цель", "goal"),
    "sort": ("вид", "sort"),
    "obligatory": ("обязательно", "obligatory"),
    "choice": ("на выбор", "choice"),
    "module": ("модуль партнёра", "partner's module"),
    "activity": ("мероприятие", "activity"),
    "mentor": ("наставник", "mentor"),
    "control": ("контроль", "control"),
    "link": ("связь с маршрутом", "link to a route"),
    "load": ("предел нагрузки", "load limit"),
    "member": ("значение", "member"),
    "members": ("порядок значений", "order of members"),
    "fact": ("сведение", "fact"),
    "entry": ("строка", "entry"),
    "terms": ("как берут строки", "how entries are taken"),
}
#: parts whose old and new words are quoted
QUOTED = frozenset(("title", "criterion title", "note", "advice", "basis", "goal"))
HITS = {
    "one": ("единственная подходящая", "the only one that fits"),
    "first": ("первая подходящая", "the first that fits"),
    "all": ("все подходящие, результаты складываются", "all that fit, results added"),
}
PLACES = {"skip": ("1, 1, 3", "1, 1, 3"), "dense": ("1, 1, 2", "1, 1, 2")}
BORDERS = {
    "all": ("всем, кто его делит", "to all who share it"),
    "none": ("никому из тех, кто его делит", "to none who share it"),
    "council": ("решает комиссия", "a council decides"),
}
PERIODS = {
    "quarter": ("каждую четверть", "each quarter"),
    "half": ("каждое полугодие", "each half-year"),
    "year": ("каждый год", "each year"),
}


@frozen
class Words:
    """One language. at: where it stands in the tables above; speech: how it says conditions and values."""

    at: int
    speech: ModuleType

    # --- sentences ---

    def lead(self, sort: str, label: str) -> str:
        """`таблица «Баллы за олимпиаду»`."""
        return f"{SORTS[sort][self.at]} {self.quoted(label)}"

    def added(self, sort: str, label: str) -> str:
        """`добавлено правило «…»`."""
        return f"added: {self.lead(sort, label)}" if self.at else f"{_past('добавлен', sort)} {self.lead(sort, label)}"

    def removed(self, sort: str, label: str) -> str:
        """`удалено правило «…»`."""
        return f"removed: {self.lead(sort, label)}" if self.at else f"{_past('удал', sort)} {self.lead(sort, label)}"

    def renamed(self, sort: str, old: str, new: str) -> str:
        """`правило «а» теперь называется «б»`."""
        now = "is now called" if self.at else "теперь называется"
        return f"{self.lead(sort, words(old))} {now} {self.quoted(words(new))}"

    def change(self, part: str, old: str, new: str) -> str:
        """`за региональный, призёр было 10, стало 20`; what was not there before is added."""
        if part == "example":
            return "facts or expectations changed" if self.at else "изменены сведения или ожидаемое"
        told = self._part(part)
        if part in QUOTED:
            old, new = self.quoted(old) if old else "", self.quoted(new) if new else ""
        if old and new:
            return f"{told} was {_set_off(old)}, is {_set_off(new)}" if self.at else f"{told} было {old}, стало {new}"
        if new:
            return f"{told} added: {new}" if self.at else f"{told} — добавлено: {new}"
        return f"{told} removed: {old}" if self.at else f"{told} — удалено: {old}"

    def _part(self, part: str) -> str:
        head, colon, rest = part.partition(": ")
        if head == "row":
            return f"{'for' if self.at else 'за'} {self.quoted(rest)}"
        if head == "value":
            return rest or ("value" if self.at else "значение")
        if head == "entry":
            return f"{PARTS[head][self.at]} {self.quoted(rest)}"
        if not colon:
            return PARTS[head][self.at]
        inner = PARTS.get(rest, (self.quoted(rest), self.quoted(rest)))[self.at]
        last, _, cap = rest.rpartition(": ")
        if cap in PARTS and last:
            inner = f"{self.quoted(last)}, {PARTS[cap][self.at]}"
        return f"{PARTS[head][self.at]} {inner}" if head != "how" else inner

    # --- pieces ---

    def quoted(self, text: str) -> str:
        """In the quotes of the language."""
        quoted: str = self.speech.quoted(text)
        return quoted

    def term(self, begin: date | None, end: date | None) -> str:
        """`с 01.09.2026 по 31.08.2027`; empty for an open term."""
        since, until = ("since", "until") if self.at else ("с", "по")
        least = f"{since} {begin:%d.%m.%Y}" if begin else ""
        most = f"{until} {end:%d.%m.%Y}" if end else ""
        return f"{least} {most}".strip()

    def spell(self, value: Dated | Row) -> str:
        """When a value or a row is in force and for whom."""
        told = self.term(value.begin, value.end)
        if value.cohort is None:
            return told
        who = (
            f"{('для поступивших', 'for those who entered')[self.at]} {self.term(value.cohort.begin, value.cohort.end)}"
        )
        return f"{told}, {who}" if told else who

    def yes(self, truth: bool) -> str:
        """`да` or `нет`."""
        return (("да", "yes") if truth else ("нет", "no"))[self.at]

    def names(self, names: Iterable[str]) -> str:
        """Declared names in a row."""
        return ", ".join(words(each) for each in names)

    def amount(self, value: Value, kind: Kind, said: Said) -> str:
        """A value with its unit."""
        return amount(value, kind, said.program) if not self.at else value_text(value, said.program.schema)

    def cell(self, test: CellTest, said: Said) -> str:
        """A cell of a table's key."""
        return cell_words(test, said.program)

    def hit(self, hit: str) -> str:
        """Which row counts."""
        return HITS[hit][self.at]

    def order(self, descending: bool) -> str:
        """Of places."""
        return (("по убыванию", "descending") if descending else ("по возрастанию", "ascending"))[self.at]

    def places(self, places: str) -> str:
        """How equal places are numbered."""
        return PLACES[places][self.at]

    def border(self, border: str) -> str:
        """Who gets the last seat where several share it."""
        return BORDERS[border][self.at]

    def condition(self, node: Node, said: Said) -> str:
        """A condition as a clause."""
        told: str = self.speech.condition(node, said)
        return told

    def value(self, node: Node | None, said: Said) -> str:
        """A value as a phrase; empty where there is none."""
        told: str = "" if node is None else self.speech.value(node, said)
        return told

    def values(self, nodes: Sequence[Node], said: Said) -> str:
        """Several values in their order."""
        then = "then" if self.at else "затем"
        return f", {then} ".join(self.value(each, said) for each in nodes)

    def applies(self, where: Node | None, said: Said) -> str:
        """Whom it is about."""
        return self.condition(where, said) if where is not None else ("all" if self.at else "ко всем")

    def exception(self, exception: ExceptIf, said: Said) -> str:
        """An exception with its own exception."""
        told = self.condition(exception.condition, said)
        if exception.unless is None:
            return told
        return f"{told}, {'unless' if self.at else 'если только не'} {self.condition(exception.unless, said)}"

    def parts(self, part: str, route: Route, said: Said) -> tuple[str, ...]:
        """What a route is made of, of one sort."""
        return tuple(_parts(part, route, said, self))

    # --- facts ---

    def title(self, declared: Enumeration | Shape | Catalogue) -> str:
        """For people."""
        return declared.title or words(declared.name)

    def inside(self, sort: str, old: Any, new: Any, before: Program, after: Program) -> Iterator[tuple[str, str, str]]:
        """What changed in an enumeration, a record or a catalogue."""
        if sort == "enumeration":
            yield from _members(old, new)
        elif sort == "record":
            yield from _facts(old, new, before, after)
        else:
            yield from self._terms(old, new, before, after)
            yield from _entries(old, new, before, after)

    def _terms(self, old: Catalogue, new: Catalogue, before: Program, after: Program) -> Iterator[tuple[str, str, str]]:
        """On what terms the entries are taken."""
        language = "en" if self.at else "ru"
        was, now = entry_terms(old, before, language), entry_terms(new, after, language)
        yield from (("terms", self.quoted(each), "") for each in was if each not in now)
        yield from (("terms", "", self.quoted(each)) for each in now if each not in was)


def words_in(language: str) -> Words:
    """`ru` or `en`."""
    return Words(1, phrases_en) if language == "en" else Words(0, phrases_ru)


def _past(verb: str, sort: str) -> str:
    ending = _GENDERS.get(sort, "")
    if verb == "удал":
        return f"удален{ending}" if ending else "удалён"
    return verb + ending


def _parts(part: str, route: Route, said: Said, tell: Words) -> Iterator[str]:
    speech = tell.speech
    match part:
        case "obligatory":
            for each in route.obligatory:
                for item in each.items:
                    hours = f", {item.hours} {item.unit}".rstrip() if item.hours is not None else ""
                    yield f"{tell.quoted(item.title or words(item.key))}{hours}"
                if each.entries is not None:
                    yield speech.elements(each.entries, said)
        case "choice":
            for choice in route.choices:
                within = f"; {tell.value(choice.within, said)}" if choice.within is not None else ""
                by = tell.order(not choice.ascending)
                order = f"; {by}: {tell.value(choice.order, said)}" if choice.order is not None else ""
                yield f"{choice.low}–{choice.high}: {speech.elements(choice.entries, said)}{order}{within}"
        case "module":
            for module in route.modules:
                when = f" ({tell.condition(module.condition, said)})" if module.condition is not None else ""
                hours = f", {module.hours} {module.unit}".rstrip() if module.hours is not None else ""
                seats = (
                    f"; {tell.quoted(words(module.queue))}: {tell.value(module.seats, said)}" if module.seats else ""
                )
                yield f"{tell.quoted(module.module)}, {module.title}{hours}{seats}{when}"
        case "activity":
            for activity in route.activities:
                when = f" ({tell.condition(activity.condition, said)})" if activity.condition is not None else ""
                yield f"{tell.quoted(activity.title)}{f', {activity.term}' if activity.term else ''}{when}"
        case "mentor":
            yield from (speech.elements(each.entries, said) for each in route.mentors)
        case "control":
            yield from (
                f"{PERIODS[each.period][tell.at]}{f': {each.what}' if each.what else ''}" for each in route.controls
            )
        case "link":
            yield from (words(each) for each in (*route.alongside, *route.after))


def _members(old: Enumeration, new: Enumeration) -> Iterator[tuple[str, str, str]]:
    gone = [each for each in old.members if each not in new.members]
    come = [each for each in new.members if each not in old.members]
    yield from (("member", words(each), "") for each in gone)
    yield from (("member", "", words(each)) for each in come)
    kept = [each for each in old.members if each in new.members]
    now = [each for each in new.members if each in old.members]
    if kept != now:
        yield "members", ", ".join(map(words, kept)), ", ".join(map(words, now))


def _facts(old: Shape, new: Shape, before: Program, after: Program) -> Iterator[tuple[str, str, str]]:
    was, now = _told_facts(old, before), _told_facts(new, after)
    for name, told in was.items():
        if name not in now:
            yield "fact", words(name), ""
        elif told != now[name]:
            yield f"fact: {words(name)}", told, now[name]
    yield from (("fact", "", words(name)) for name in now if name not in was)


def _told_facts(shape: Shape, program: Program) -> Mapping[str, str]:
    return {each.name: _told_fact(each, program) for each in shape.facts}


def _told_fact(fact: Fact, program: Program) -> str:
    optional = "; может отсутствовать" if fact.optional else ""
    optional += "; день поступления" if fact.entry_day else ""
    return f"{TERMS.kind_words(fact.kind, program.schema)}{optional}{f' ({fact.source})' if fact.source else ''}"


def _entries(old: Catalogue, new: Catalogue, before: Program, after: Program) -> Iterator[tuple[str, str, str]]:
    was = {each.key: each for each in old.rows}
    now = {each.key: each for each in new.rows}
    for key, entry in was.items():
        if key not in now:
            yield "entry", words(key), ""
            continue
        for name, value in entry.fields.items():
            other = now[key].fields.get(name)
            if value != other:
                said = value_text(value, before.schema), value_text(other, after.schema)
                yield f"entry: {words(key)}, {words(name)}", *said
    yield from (("entry", "", words(key)) for key in now if key not in was)


def _set_off(told: str) -> str:
    """An English clause in quotes: its own verb would stumble over the verb before it."""
    return f"“{told}”" if re.search(r" (is|are|holds?)\b", told) else told
