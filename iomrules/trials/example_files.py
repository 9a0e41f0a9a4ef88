"""Examples kept in files beside the rules: `*.examples.yaml` and `*.examples.xlsx`, read as the examples of the text.

A YAML file is a list of `{пример, для, на дату, при: {parameter: value}, дано: {facts}, люди: {name: {facts}},
ожидается: {name: value}}`; of several people `ожидается` says `{name: {person: value}}` or `{person: {name: value}}`.
A workbook has a row an example, or a row a person where the column `человек` is filled: columns of facts (`отметки:
химия` for a fact kept by key), of parameters (`при: <name>`), then columns `ожидается: <name>`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from iomrules.codes import workspace as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.facts import cells
from iomrules.facts.contents import read_bytes
from iomrules.facts.findings import Findings, Place
from iomrules.facts.kinds import Reading
from iomrules.facts.placed import place_of
from iomrules.facts.plain import read_plain
from iomrules.facts.record import Fact, Kind, NumberKind, TruthKind
from iomrules.facts.tables import read_tables
from iomrules.facts.vocabulary import Vocabulary
from iomrules.frozen import evolve
from iomrules.program.core import Example, ExamplePerson, Expected, ExpectedReason, Program
from iomrules.program.forms import fold
from iomrules.reason.examples import OF_RATING
from iomrules.source import Span
from iomrules.values import Missing, Number, Unknown, Value

ENDINGS = (".examples.yaml", ".examples.yml", ".examples.xlsx")
_TITLE = {"пример", "название", "example", "title"}
_PERSON = {"для", "о ком", "for", "person"}
_ON = {"на дату", "дата", "on"}
_GIVEN = {"дано", "given", "facts"}
_PEOPLE = {"люди", "участники", "people"}
_WHO = {"человек", "участник", "who"}
_SETTINGS = {"при", "with"}
_EXPECTED = {"ожидается", "expected", "expect"}
_BECAUSE = {"потому что", "because"}
_VALUE = {"значение", "value"}
_PARTS = {"содержит": "contains", "contains": "contains", "не содержит": "lacks", "lacks": "lacks"}
_COURSES = {"состоит из", "consists of"}
_OUTSIDE = {"не применяется", "не касается", "not applicable", "does not apply"}


def example_paths(path: Path) -> tuple[Path, ...]:
    """Files of examples of a ruleset: all in its folder, or those that begin as its one file does."""
    folder, start = (path, "") if path.is_dir() else (path.parent, f"{path.stem}.")
    found = (each for each in folder.iterdir() if each.name.endswith(ENDINGS) and each.name.startswith(start))
    return tuple(sorted(found))


def read_example_files(
    program: Program, files: Iterable[tuple[Path, str]]
) -> tuple[tuple[Example, ...], tuple[Diagnostic, ...]]:
    """The examples of all files, in order, and what is wrong with them. files: each with the name messages call it."""
    examples: list[Example] = []
    found: list[Diagnostic] = []
    for path, name in files:
        reader = _Reader(program, name)
        try:
            records = _together(_rows(path, name, program)) if path.suffix == ".xlsx" else _records(path, name)
            examples += [each for each in map(reader.example, records) if each is not None]
        except InputError as error:
            found += error.diagnostics
        found += reader.found
    return tuple(examples), tuple(found)


#: a plain record of an example with its place
_Record = tuple[object, Span]


def _records(path: Path, name: str) -> Iterator[_Record]:
    plain = read_plain(read_bytes(path, name), name, "yaml")
    broken = [each for _, why in plain.broken for each in why]
    if broken:
        raise InputError(broken)
    yield from plain.records


def _rows(path: Path, name: str, program: Program) -> Iterator[_Record]:
    """The rows of every sheet as the records a YAML file would hold."""
    vocabulary = Vocabulary(program.schema)
    shape = program.schema.shapes[program.person_shapes()[0]]
    for sheet in read_tables(path, name):
        headings = [cells.cell_text(raw) for raw in sheet.rows[0]] if sheet.rows else []
        for number, row in enumerate(sheet.rows[1:], start=2):
            record: dict[str, Any] = {"дано": {}, "ожидается": {}, "при": {}}
            who = ""
            for heading, raw in zip(headings, row, strict=False):
                if not heading or cells.cell_text(raw) == "":
                    continue
                before, colon, after = (part.strip() for part in heading.partition(":"))
                if _is(before, _EXPECTED):
                    record["ожидается"][after] = raw
                elif _is(before, _SETTINGS):
                    record["при"][after] = raw
                elif _is(heading, _WHO):
                    who = cells.cell_text(raw)
                elif _is(heading, _TITLE | _PERSON | _ON):
                    record[heading] = raw
                elif colon:
                    record["дано"].setdefault(before, {})[after] = raw
                elif (keyed := vocabulary.keyed_fact(shape, heading)) and vocabulary.facts(shape).find(heading) is None:
                    record["дано"].setdefault(keyed[0].name, {})[keyed[1].name] = raw
                else:
                    record["дано"][heading] = raw
            if who:
                record |= {"дано": {}, "люди": {who: record["дано"]}, "ожидается": {who: record["ожидается"]}}
            if record["дано"] or record["ожидается"]:
                yield record, Span(name, number, 1, number, 1)


def _together(records: Iterable[_Record]) -> Iterator[_Record]:
    """Rows of one example made one record: those of people that follow each other under one title, or under none."""
    last: tuple[dict[str, Any], Span] | None = None
    for record, span in records:
        assert isinstance(record, dict)
        title = _title(record)
        if last is not None and "люди" in record and "люди" in last[0] and title in ("", _title(last[0])):
            for part in ("люди", "ожидается", "при"):
                last[0][part] |= record[part]
            continue
        if last is not None:
            yield last
        last = record, span
    if last is not None:
        yield last


def _title(record: Mapping[str, object]) -> str:
    return next((cells.cell_text(value) for key, value in record.items() if _is(key, _TITLE)), "")


def _is(word: object, spellings: Iterable[str]) -> bool:
    return fold(str(word)).replace("_", " ") in spellings


class _Reader:
    """Makes examples of one file's records; what is wrong is kept in `found`."""

    def __init__(self, program: Program, name: str) -> None:
        self.program, self.name = program, name
        self.found: list[Diagnostic] = []
        #: folded name -> name of everybody in the example being read
        self.people: dict[str, str] = {}

    def example(self, record: _Record) -> Example | None:
        """One example, or None where it cannot be understood."""
        plain, span = record
        if not isinstance(plain, Mapping):
            self._malformed(span, "нужна запись из полей «пример», «дано», «ожидается»", "a record is expected")
            return None
        parts = {self._part(key): (value, place_of(plain, key, span)) for key, value in plain.items()}
        title = cells.cell_text(parts.get("title", (f"строка {span.line}", span))[0])
        given, _ = parts.get("given", ({}, span))
        expected, at = parts.get("expected", (None, span))
        if "" in parts:
            names = ", ".join(str(key) for key in plain if not self._part(key))
            self._malformed(span, f"лишнее поле «{names}»", f"an unknown field `{names}`")
            return None
        people, _ = parts.get("people", ({}, span))
        if not isinstance(people, Mapping) or not all(isinstance(each, Mapping) for each in people.values()):
            self._malformed(span, "«люди» — это имена и сведения о каждом", "`people` are names with facts of each")
            return None
        if not isinstance(given, Mapping) or not isinstance(expected, Mapping) or not expected:
            self._malformed(span, "нет полей «дано» и «ожидается»", "`given` and `expected` are needed")
            return None
        on = cells.day(parts["on"][0]) if "on" in parts else None
        if "on" in parts and on is None:
            self._malformed(span, f"«{parts['on'][0]}» не дата", f"`{parts['on'][0]}` is no date")
            return None
        person = self._person(parts.get("person", ("", span))[0])
        if person is None:
            self._malformed(span, "неизвестно, о ком пример", "nobody knows whom it is about")
            return None
        facts = {str(key): value for key, value in given.items()}
        named = tuple(
            ExamplePerson(str(name), _merged(facts, own), span=_span(place_of(people, name, span), span))
            for name, own in people.items()
        )
        self.people = {fold(each.name): each.name for each in named}
        settings = self._settings(*parts.get("settings", ({}, span)))
        read = [
            each for name, raw in expected.items() for each in self._of_one(name, raw, place_of(expected, name, at))
        ]
        return Example(title, person, facts, on, tuple(read), named, settings, span=span) if read else None

    def _settings(self, given: object, place: Place) -> dict[str, Value]:
        """What parameters are worth in the example."""
        settings: dict[str, Value] = {}
        for word, raw in given.items() if isinstance(given, Mapping) else ():
            name = self._find(str(word), self.program.parameters)
            at = _span(place_of(given, word, place), Span(self.name, 1, 1, 1, 1))
            if not name:
                self.found.append(codes.EXAMPLE_TARGET.at(at, name=str(word)))
                continue
            value = self._read(name, self.program.parameters[name].kind, raw, at)
            if value is not None:
                settings[name] = value
        return settings

    def _of_one(self, name: object, raw: object, place: Place) -> Iterator[Expected]:
        """What is expected under one name: of the only person, or person by person either way round."""
        if not self.people:
            yield from self._expected(name, raw, place)
            return
        who = self.people.get(fold(str(name)))
        if not isinstance(raw, Mapping) or (who is None and not any(fold(str(key)) in self.people for key in raw)):
            reason = f"не сказано, от кого ждут «{name}»"
            self._malformed(place, reason, f"nobody knows of whom `{name}` is expected")
            return
        for key, value in raw.items():
            person = who or self.people.get(fold(str(key)))
            if person is None:
                self._malformed(place, f"в примере нет человека «{key}»", f"there is nobody called `{key}`")
                continue
            for each in self._expected(key if who else name, value, place_of(raw, key, place)):
                yield evolve(each, person=person)

    def _part(self, key: object) -> str:
        sorts = {
            **{"title": _TITLE, "person": _PERSON, "on": _ON, "given": _GIVEN, "expected": _EXPECTED},
            **{"people": _PEOPLE, "settings": _SETTINGS},
        }
        return next((sort for sort, spellings in sorts.items() if _is(key, spellings)), "")

    def _person(self, said: object) -> str | None:
        people = self.program.person_shapes()
        word = str(said or people[0])
        found = word if word in people else self.program.schema.forms.get(fold(word), "")
        return found if found in people else None

    def _malformed(self, place: Place, reason: str, reason_en: str) -> None:
        self.found.append(codes.EXAMPLE_MALFORMED.at(place, reason=reason, reason_en=reason_en))

    def _expected(self, name: object, raw: object, place: Place) -> Iterator[Expected]:
        target = self._target(str(name))
        span = _span(place, Span(self.name, 1, 1, 1, 1))
        if not target:
            self.found.append(codes.EXAMPLE_TARGET.at(place, name=str(name)))
            return
        because: tuple[ExpectedReason, ...] = ()
        if isinstance(raw, Mapping):
            parts = {fold(str(key)).replace("_", " "): value for key, value in raw.items()}
            for key, sort in _PARTS.items():
                for item in _listed(parts.get(key)):
                    yield Expected(target, sort, str(item), quoted=True, span=span)
            for key in (each for each in parts if each in _COURSES):
                yield Expected(target, "courses", tuple(str(each) for each in _listed(parts[key])), span=span)
            if not set(parts) - set(_PARTS) - _COURSES:
                return
            reasons = [each for key in _BECAUSE for each in _listed(parts.get(key))]
            because = tuple(ExpectedReason(str(each), span=span) for each in reasons)
            raw = next((parts[key] for key in _VALUE if key in parts), None)
        if raw is None or cells.is_not_known(raw):
            yield Expected(target, "is", None, unknown=True, because=because, span=span)
        elif _is(raw, _OUTSIDE):
            yield Expected(target, "not_applicable", None, because=because, span=span)
        elif (standing := _standing(self.program, target, cells.cell_text(raw))) is not None:
            sort, number = standing
            yield Expected(target, sort, number, span=span)
        elif target in self.program.selections:
            self.found.append(codes.EXAMPLE_VALUE.at(span, name=target, value=cells.cell_text(raw)))
        else:
            yield from self._value(target, raw, span, because)

    def _value(self, target: str, raw: object, span: Span, because: tuple[ExpectedReason, ...]) -> Iterator[Expected]:
        value = self._read(target, self._kind(target), raw, span)
        if value is not None:
            yield Expected(target, "is", value, because=because, span=span)

    def _read(self, name: str, kind: Kind, raw: object, span: Span) -> Value | None:
        """A value of a kind; None where it is none, which is reported."""
        reading = Reading(Vocabulary(self.program.schema), findings=Findings())
        value = reading.value(raw, Fact(name, kind), span, Unknown((Missing(name),)))
        if reading.findings.faulty() or isinstance(value, Unknown):
            self.found.append(codes.EXAMPLE_VALUE.at(span, name=name, value=cells.cell_text(raw)))
            return None
        return value

    def _target(self, word: str) -> str:
        program = self.program
        names = {**program.rules, **program.routes, **program.ratings, **program.indicators, **program.selections}
        return self._find(word, names)

    def _find(self, word: str, names: Mapping[str, object]) -> str:
        """The one of the names that a word in any case form means, or nothing."""
        for name in (word, word.replace(" ", "_"), self.program.schema.forms.get(fold(word), "")):
            if name in names:
                return name
        return ""

    def _kind(self, target: str) -> Kind:
        if target in self.program.ratings:
            return NumberKind()
        return self.program.indicators[target].value.kind if target in self.program.indicators else TruthKind()


#: words of a place, a priority group or a seat
_STANDINGS = (
    (re.compile(r"(\d+) (?:место|места|place)"), "place"),
    (re.compile(r"(?:делит|shares) (\d+) (?:место|места|place)"), "shared_place"),
    (re.compile(r"(?:в группе|in group) (\d+)"), "group"),
    (re.compile(r"без места|without place"), "no_place"),
    (re.compile(r"зачислена?|проходит|(?:is )?admitted|passes"), "admitted"),
    (re.compile(r"не (?:зачислена?|проходит)|(?:is )?not admitted|does not pass"), "not_admitted"),
    (re.compile(r"решает (?:комиссия|совет)|(?:council|board) decides"), "council"),
)


_HOURS = re.compile(r"(\d+(?:[.,]\d+)?) ?(?:ч/нед|h/week)")


def _standing(program: Program, target: str, raw: str) -> tuple[str, Number | None] | None:
    """A place, a priority group or a seat, as the text of the rules would say it."""
    said = " ".join(fold(raw).split())
    if target in program.routes and (hours := _HOURS.fullmatch(said)):
        return "hours", cells.number(hours.group(1).replace(",", "."))
    if target not in program.ratings and target not in program.selections:
        return None
    fitting = OF_RATING if target in program.ratings else frozenset(("admitted", "not_admitted", "council"))
    for pattern, sort in _STANDINGS:
        if (found := pattern.fullmatch(said)) and sort in fitting:
            return sort, int(found.group(1)) if found.groups() else None
    return None


def _merged(common: Mapping[str, object], own: Mapping[object, object]) -> dict[str, object]:
    """What is said of everybody, then what is said of one: under one key the latter counts."""
    told: dict[str, object] = dict(common)
    for key, value in own.items():
        before = told.get(str(key))
        both = isinstance(before, Mapping) and isinstance(value, Mapping)
        told[str(key)] = {**before, **value} if both else value  # type: ignore[dict-item]  # both are mappings
    return told


def _span(place: Place, otherwise: Span) -> Span:
    return place if isinstance(place, Span) else otherwise


def _listed(raw: object) -> tuple[object, ...]:
    if raw is None:
        return ()
    return tuple(raw) if isinstance(raw, list | tuple) else (raw,)
