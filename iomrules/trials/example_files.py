"""Examples kept in files beside the rules: `*.examples.yaml` and `*.examples.xlsx`, read as the examples of the text.

A YAML file is a list of `{пример, для, на дату, дано: {facts}, ожидается: {name: value}}`. A workbook has a row an
example: columns of facts (`отметки: химия` for a fact kept by key), then columns `ожидается: <name>`.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from iomrules.codes import workspace as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.facts import cells
from iomrules.facts.findings import Findings, Place
from iomrules.facts.kinds import Reading
from iomrules.facts.placed import place_of
from iomrules.facts.plain import read_plain
from iomrules.facts.record import Fact, Kind, NumberKind, TruthKind
from iomrules.facts.tables import read_bytes, read_tables
from iomrules.facts.vocabulary import Vocabulary
from iomrules.program.core import Example, Expected, ExpectedReason, Program
from iomrules.program.forms import fold
from iomrules.source import Span
from iomrules.values import Missing, Unknown

ENDINGS = (".examples.yaml", ".examples.yml", ".examples.xlsx")
_TITLE = {"пример", "название", "example", "title"}
_PERSON = {"для", "о ком", "for", "person"}
_ON = {"на дату", "дата", "on"}
_GIVEN = {"дано", "given", "facts"}
_EXPECTED = {"ожидается", "expected", "expect"}
_BECAUSE = {"потому что", "because"}
_VALUE = {"значение", "value"}
_PARTS = {"содержит": "contains", "contains": "contains", "не содержит": "lacks", "lacks": "lacks"}
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
            records = _rows(path, name, program) if path.suffix == ".xlsx" else _records(path, name)
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
            record: dict[str, Any] = {"дано": {}, "ожидается": {}}
            for heading, raw in zip(headings, row, strict=False):
                if not heading or cells.cell_text(raw) == "":
                    continue
                before, colon, after = (part.strip() for part in heading.partition(":"))
                if _is(before, _EXPECTED):
                    record["ожидается"][after] = raw
                elif _is(heading, _TITLE | _PERSON | _ON):
                    record[heading] = raw
                elif colon:
                    record["дано"].setdefault(before, {})[after] = raw
                elif (keyed := vocabulary.keyed_fact(shape, heading)) and vocabulary.facts(shape).find(heading) is None:
                    record["дано"].setdefault(keyed[0].name, {})[keyed[1].name] = raw
                else:
                    record["дано"][heading] = raw
            if record["дано"] or record["ожидается"]:
                yield record, Span(name, number, 1, number, 1)


def _is(word: object, spellings: Iterable[str]) -> bool:
    return fold(str(word)).replace("_", " ") in spellings


class _Reader:
    """Makes examples of one file's records; what is wrong is kept in `found`."""

    def __init__(self, program: Program, name: str) -> None:
        self.program, self.name = program, name
        self.found: list[Diagnostic] = []

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
        read = [
            each for name, raw in expected.items() for each in self._expected(name, raw, place_of(expected, name, at))
        ]
        facts = {str(key): value for key, value in given.items()}
        return Example(title, person, facts, on, tuple(read), span=span) if read else None

    def _part(self, key: object) -> str:
        sorts = {"title": _TITLE, "person": _PERSON, "on": _ON, "given": _GIVEN, "expected": _EXPECTED}
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
        span = place if isinstance(place, Span) else Span(self.name, 1, 1, 1, 1)
        if not target:
            self.found.append(codes.EXAMPLE_TARGET.at(place, name=str(name)))
            return
        because: tuple[ExpectedReason, ...] = ()
        if isinstance(raw, Mapping):
            parts = {fold(str(key)).replace("_", " "): value for key, value in raw.items()}
            for key, sort in _PARTS.items():
                for item in _listed(parts.get(key)):
                    yield Expected(target, sort, str(item), quoted=True, span=span)
            if not set(parts) - set(_PARTS):
                return
            reasons = [each for key in _BECAUSE for each in _listed(parts.get(key))]
            because = tuple(ExpectedReason(str(each), span=span) for each in reasons)
            raw = next((parts[key] for key in _VALUE if key in parts), None)
        if raw is None or cells.is_not_known(raw):
            yield Expected(target, "is", None, unknown=True, because=because, span=span)
        elif _is(raw, _OUTSIDE):
            yield Expected(target, "not_applicable", None, because=because, span=span)
        else:
            yield from self._value(target, raw, span, because)

    def _value(self, target: str, raw: object, span: Span, because: tuple[ExpectedReason, ...]) -> Iterator[Expected]:
        reading = Reading(Vocabulary(self.program.schema), findings=Findings())
        value = reading.value(raw, Fact(target, self._kind(target)), span, Unknown((Missing(target),)))
        if reading.findings.faulty() or isinstance(value, Unknown):
            self.found.append(codes.EXAMPLE_VALUE.at(span, name=target, value=cells.cell_text(raw)))
        else:
            yield Expected(target, "is", value, because=because, span=span)

    def _target(self, word: str) -> str:
        names = {
            **self.program.rules, **self.program.routes, **self.program.ratings, **self.program.indicators
        }  # fmt: skip
        for name in (word, word.replace(" ", "_"), self.program.schema.forms.get(fold(word), "")):
            if name in names:
                return name
        return ""

    def _kind(self, target: str) -> Kind:
        if target in self.program.ratings:
            return NumberKind()
        return self.program.indicators[target].value.kind if target in self.program.indicators else TruthKind()


def _listed(raw: object) -> tuple[object, ...]:
    if raw is None:
        return ()
    return tuple(raw) if isinstance(raw, list | tuple) else (raw,)
