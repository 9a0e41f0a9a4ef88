"""YAML, JSON and JSON Lines as plain mappings that remember their lines.

Types are not guessed from the look of a word: in YAML every value stays text (`010` is no eight, `NO` is no нет) and
the declared kind reads it; only null and empty stay empty. JSON's own numbers are taken exactly.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from iomrules.codes import facts as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.facts.contents import MOST_FILE_BYTES
from iomrules.facts.encodings import decode, decoded_lines
from iomrules.facts.letters import shown
from iomrules.facts.placed import PlacedList, PlacedMapping
from iomrules.facts.sheets import megabytes, too_large
from iomrules.frozen import frozen
from iomrules.patterns import pattern
from iomrules.source import Cell, Span

MOST_BYTES = MOST_FILE_BYTES
#: YAML is read by a parser in Python, some seconds a megabyte
MOST_YAML_BYTES = 4 * 1024 * 1024
MOST_PEOPLE = 200_000
MOST_DEPTH = 20
#: lines of JSON Lines that may be broken before the file is given up: it is of another form then
MOST_BROKEN_LINES = 1000
#: bytes looked at to tell a form
_BEGINNING = 1_000_000
#: first bytes of workbooks: those that are archives, and the older ones
_WORKBOOKS = ((b"PK\x03\x04", "xlsx"), (b"\xd0\xcf\x11\xe0", "xls"))
_DELIMITERS = ";\t,|"
#: a comment, a mark of a document, a list in one of its looks, a mapping in braces, or a key with its colon
_YAML_BEGINNING = pattern(r"#|---|%|-(?:\s|$)|[\[{]|[^;\t,|\"]*:(?:\s|$)|\"[^\"]*\"\s*:(?:\s|$)")
_LONGEST_KEY = 200
_LONGEST_NUMBER = 40
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NOT_UNDERSTOOD = ("строка не разобрана", "the line makes no sense")
_TAB = ("отступ сделан табуляцией, нужны пробелы", "the indent is a tab where spaces are needed")
_JSON_STRING = pattern(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_JSON_TOKEN = pattern(r"[\[\]{}]")
#: a number that short may be written so that nobody could hold it
_LONG_POWER = pattern(r"[eE][+-]?\d{3}")


@frozen
class Plain:
    """What a text holds. records: each with its place. broken: places of lines that could not be read, and why.

    Of JSON Lines, records are read while somebody goes through them, once; `broken` is whole when they are through.
    """

    records: Iterable[tuple[object, Span]]
    broken: Sequence[tuple[Span, tuple[Diagnostic, ...]]] = ()


def tell_form(data: bytes) -> str:
    """`json`, `jsonl`, `yaml`, or a table's `xlsx`, `xls`, `csv`, by how it begins: for what comes with no name.

    A text of JSON objects is JSON Lines where its first line is closed or the next one begins an object too. A table
    in text is told by a first line cut by a delimiter that is not the beginning of YAML.
    """
    for beginning, form in _WORKBOOKS:
        if data.startswith(beginning):
            return form
    text = _beginning(data).lstrip()
    if re.match(r"\[\s*(?:[\]\[{\"]|$)", text):
        return "json"
    if not re.match(r"\{\s*[\"}]", text):
        return "csv" if _looks_like_table(text) else "yaml"
    first, *rest = (line.strip() for line in text.split("\n") if line.strip())
    return "jsonl" if first.endswith("}") or (rest and rest[0].startswith("{")) else "json"


def _beginning(data: bytes) -> str:
    """The first characters, in whatever encoding a table may come; wrong bytes show themselves when all is read."""
    start = data[:_BEGINNING]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start[: len(start) // 2 * 2].decode("utf-16", "replace")
    return start.decode("utf-8", "replace").removeprefix("\ufeff")


def _looks_like_table(text: str) -> bool:
    line = text.partition("\n")[0].strip()
    return not _YAML_BEGINNING.match(line) and any(sign in line for sign in _DELIMITERS)


def read_plain(data: bytes, name: str, form: str) -> Plain:
    """Every person's record (or the one mapping of a whole file) with its place.

    form: `yaml`, `json` or `jsonl`. A top list gives its elements; anything else is given as it is. A broken line of
    JSON Lines stops no other. Raises InputError for text that breaks the form or its limits; JSON Lines do so when a
    record is asked for.
    """
    limit = MOST_YAML_BYTES if form == "yaml" else MOST_BYTES
    if len(data) > limit:
        sizes = megabytes(len(data)), megabytes(limit)
        raise InputError([too_large(Cell(name), ("размер файла", "file size"), *sizes)])
    if form == "jsonl":
        broken: list[tuple[Span, tuple[Diagnostic, ...]]] = []
        return Plain(_json_lines(decoded_lines(data, name), name, broken), broken)
    text = decode(data, name).removeprefix("\ufeff")
    if not text.strip():
        raise InputError([codes.FILE_EMPTY.at(Cell(name))])
    records = tuple(_read(text, name, form))
    if (count := len(records)) > MOST_PEOPLE:
        raise _too_many(name, count)
    return Plain(records)


def _too_many(name: str, count: int) -> InputError:
    return InputError([too_large(Cell(name), ("записей в файле", "records in the file"), str(count), str(MOST_PEOPLE))])


def _read(text: str, name: str, form: str) -> list[tuple[object, Span]]:
    if form == "json":
        return _json_text(text, name)
    top, place = _YamlText(text, name).read()
    return _listed(top, place)


def _listed(top: object, place: Span) -> list[tuple[object, Span]]:
    if isinstance(top, PlacedList):
        return [(element, _span(at, place)) for element, at in zip(top, top.places, strict=True)]
    return [(top, place)]


def _span(at: object, otherwise: Span) -> Span:
    return at if isinstance(at, Span) else otherwise


def point(name: str, line: int, column: int) -> Span:
    """A place in a text, lines and columns from 1."""
    return Span(name, line, column, line, column)


# --- JSON ---------------------------------------------------------------------------------------------------------


def _json_lines(
    lines: Iterable[str], name: str, broken: list[tuple[Span, tuple[Diagnostic, ...]]]
) -> Iterator[tuple[object, Span]]:
    """The lines' records, read as they are asked for. broken: gets those that cannot be read."""
    count = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = point(name, number, 1)
        count += 1
        if count - len(broken) > MOST_PEOPLE:
            raise _too_many(name, count)
        try:
            record = _json(line, name, number)
        except InputError as error:
            broken.append((place, tuple(error.diagnostics)))
            if len(broken) > MOST_BROKEN_LINES:
                raise InputError([found for _, each in broken for found in each]) from error
        else:
            yield record, place
    if not count:
        raise InputError([codes.FILE_EMPTY.at(Cell(name))])


def _json_text(text: str, name: str) -> list[tuple[object, Span]]:
    """One JSON value; elements of a top list are read one by one, so that each has its line."""
    body = text.lstrip()
    if not body.startswith("["):
        return [(_json(text, name, 1), point(name, text.count("\n", 0, len(text) - len(body)) + 1, 1))]
    _check_depth(text, name, 1)
    _json(text, name, 1)
    return list(_json_elements(text, name, len(text) - len(body) + 1))


def _json_elements(text: str, name: str, position: int) -> Iterator[tuple[object, Span]]:
    """The elements of a list known to be well formed, from just past its bracket."""
    decoder = _decoder(name, 0)
    line, counted, start = 1, 0, 0
    while True:
        while text[position] in " \t\r\n,":
            position += 1
        if text[position] == "]":
            return
        line += text.count("\n", counted, position)
        # Searched from where the last element stood: a school may come in one line.
        start = max(start, text.rfind("\n", counted, position) + 1)
        counted, column = position, position - start + 1
        value, position = decoder.raw_decode(text, position)
        yield value, point(name, line, column)


def _json(text: str, name: str, line: int) -> object:
    _check_depth(text, name, line)
    try:
        return _decoder(name, line).decode(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        place = point(name, line + error.lineno - 1, error.colno)
        raise InputError([_broken(place, "JSON", _json_reason(error.msg), error.msg.lower())]) from error


def _check_depth(text: str, name: str, line: int) -> None:
    """Refuse deep nesting before the decoder, which would recurse, meets it."""
    if text.count("[") + text.count("{") <= MOST_DEPTH:
        return
    depth = 0
    blanked = _JSON_STRING.sub(lambda words: " " * len(words[0]), text)
    for bracket in _JSON_TOKEN.finditer(blanked):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > MOST_DEPTH:
            place = point(name, line + text.count("\n", 0, bracket.start()), 1)
            raise InputError([codes.PLAIN_TOO_DEEP.at(place, limit=MOST_DEPTH)])


def _decoder(name: str, line: int) -> json.JSONDecoder:
    def refuse(reason: str, reason_en: str) -> InputError:
        return InputError([_broken(point(name, line, 1), "JSON", reason, reason_en)])

    def number(digits: str) -> object:
        if len(digits) > _LONGEST_NUMBER:
            raise refuse(f"число из {len(digits)} знаков", f"a number of {len(digits)} digits")
        return int(digits)

    def decimal(digits: str) -> object:
        if len(digits) > _LONGEST_NUMBER or ("e" in digits.lower() and _LONG_POWER.search(digits)):
            raise refuse("слишком длинное число", "a number too long")
        value = Fraction(digits)
        return value.numerator if value.denominator == 1 else value

    def constant(word: str) -> object:
        raise refuse(f"{word} — не число", f"{word} is not a number")

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for key, value in pairs:
            if len(key) > _LONGEST_KEY:
                raise InputError([_too_long_key(key, point(name, line, 1))])
            if key in given:
                raise InputError([_twice(point(name, line, 1), key, f"строка {line}")])
            given[key] = value
        return given

    return json.JSONDecoder(
        parse_int=number, parse_float=decimal, parse_constant=constant, object_pairs_hook=mapping, strict=True
    )


def _json_reason(english: str) -> str:
    """The decoder's reason in Russian, for the reasons it has."""
    for start, russian in (
        ("Expecting value", "здесь ожидается значение"),
        ("Expecting property name", "здесь ожидается имя в двойных кавычках"),
        ("Expecting ',' delimiter", "здесь ожидается запятая"),
        ("Expecting ':' delimiter", "здесь ожидается двоеточие"),
        ("Unterminated string", "не закрыта кавычка"),
        ("Extra data", "лишнее после конца записи"),
        ("Invalid control character", "перевод строки или управляющий знак внутри кавычек"),
    ):
        if english.startswith(start):
            return russian
    return "запись не разобрана"


def _broken(place: Span, form: str, reason: str, reason_en: str) -> Diagnostic:
    return codes.PLAIN_SYNTAX.at(place, format=form, reason=reason, reason_en=reason_en)


def _twice(place: Span, key: object, first: str) -> Diagnostic:
    return codes.DUPLICATE_KEY.at(place, key=shown(key), first=first)


def _too_long_key(key: str, place: Span) -> Diagnostic:
    return codes.TOO_LONG.at(place, related=(), field=shown(key), count=len(key), limit=_LONGEST_KEY)


# --- YAML ---------------------------------------------------------------------------------------------------------


class _YamlText:
    """A YAML text read from the parser's events: nothing is constructed that was not counted first."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.text = text

    def read(self) -> tuple[object, Span]:
        """The only document and its place."""
        # Loaded here: the library takes a tenth of a second, and most runs read no YAML records.
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError

        try:
            events = YAML(typ="safe", pure=True).parse(self.text)
            return self._document(events)
        except YAMLError as error:
            raise InputError([self._syntax(error)]) from error
        except (ValueError, RecursionError) as error:
            place = point(self.name, 1, 1)
            raise InputError([_broken(place, "YAML", *_NOT_UNDERSTOOD)]) from error

    def _document(self, events: Iterator[Any]) -> tuple[object, Span]:
        holders: list[_Holder] = []
        result: list[tuple[object, Span]] = []
        documents = 0
        for event in events:
            kind = type(event).__name__
            place = point(self.name, event.start_mark.line + 1, event.start_mark.column + 1)
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    raise InputError([codes.SEVERAL_DOCUMENTS.at(place)])
            self._refuse(event, kind, place)
            if kind in {"MappingStartEvent", "SequenceStartEvent"}:
                if len(holders) >= MOST_DEPTH:
                    raise InputError([codes.PLAIN_TOO_DEEP.at(place, limit=MOST_DEPTH)])
                holder = _MappingHolder(place) if kind == "MappingStartEvent" else _ListHolder(place)
                holders.append(holder)
            elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
                done = holders.pop()
                self._put(holders, result, done.value, done.place)
            elif kind == "ScalarEvent":
                self._put(holders, result, _scalar(event), place)
        return result[0] if result else (None, point(self.name, 1, 1))

    def _put(self, holders: "list[_Holder]", result: list[tuple[object, Span]], value: object, place: Span) -> None:
        if holders:
            holders[-1].put(value, place)
        else:
            result.append((value, place))

    def _refuse(self, event: Any, kind: str, place: Span) -> None:
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            raise InputError([codes.PLAIN_ALIAS.at(place)])
        tag = getattr(event, "ctag", None) or getattr(event, "tag", None)
        if tag and str(tag) != "None":
            raise InputError([codes.PLAIN_TAG.at(place, tag=shown(str(tag)))])

    def _syntax(self, error: Any) -> Diagnostic:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        lines = self.text.split("\n")
        tab = line <= len(lines) and lines[line - 1][:1] == "\t"
        return _broken(point(self.name, line, column), "YAML", *(_TAB if tab else _NOT_UNDERSTOOD))


def _scalar(event: Any) -> object:
    """The text, or None for an unquoted null."""
    plain = event.style is None or event.style == ""
    return None if plain and event.value in _NULLS else event.value


class _ListHolder:
    """A list being read."""

    def __init__(self, place: Span) -> None:
        self.place = place
        self.value = PlacedList()

    def put(self, value: object, place: Span) -> None:
        self.value.append(value)
        self.value.places.append(place)


class _MappingHolder:
    """A mapping being read: keys and values come in turn."""

    def __init__(self, place: Span) -> None:
        self.place = place
        self.value = PlacedMapping()
        self._key: tuple[str, Span] | None = None

    def put(self, value: object, place: Span) -> None:
        if self._key is None:
            self._key = (_key(value, place), place)
            return
        (key, at), self._key = self._key, None
        if key in self.value:
            first = self.value.places[key]
            raise InputError([_twice(at, key, f"строка {first.line}" if isinstance(first, Span) else "")])
        self.value[key] = value
        self.value.places[key] = at


_Holder = _ListHolder | _MappingHolder


def _key(value: object, place: Span) -> str:
    if value is None or not isinstance(value, str):
        raise InputError([_broken(place, "YAML", "имя сведения должно быть словом", "a name must be a word")])
    if len(value) > _LONGEST_KEY:
        raise InputError([_too_long_key(value, place)])
    if value == "<<":
        raise InputError([codes.PLAIN_ALIAS.at(place)])
    return value
