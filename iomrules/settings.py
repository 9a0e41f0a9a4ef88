"""Settings that people write in YAML (`iomrules.yaml`, `plugin.yaml`): plain text values, each knowing its place.

Only lines `key: value`, lists and tables of them. Every value stays the text that was written, so `да`, `010` and
`1.10` mean what they look like. Anchors, tags, merges and second documents are refused: settings never need them.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from iomrules.codes import workspace as codes
from iomrules.diagnostics import Diagnostic
from iomrules.frozen import frozen
from iomrules.source import SourceText, Span
from iomrules.suggestions import fold_key, meant, nearest, shorten

__all__ = [
    "DEEPEST",
    "LONGEST_TEXT",
    "MOST_EVENTS",
    "Asker",
    "Items",
    "Keys",
    "Setting",
    "Table",
    "Words",
    "keys",
    "meant",
    "nearest",
    "plain",
    "read_settings",
    "shorten",
]

#: far beyond any workspace, far below what would take a second to read
MOST_EVENTS = 20_000
DEEPEST = 12
LONGEST_TEXT = 4_000


@frozen
class Words:
    """A value as written; `quoted` or not makes no difference. Empty text: the key stands without a value."""

    text: str
    span: Span


@frozen
class Items:
    """A list."""

    items: tuple["Setting", ...]
    span: Span


@frozen
class Table:
    """Lines `key: value` in the order written."""

    lines: tuple[tuple[Words, "Setting"], ...]
    span: Span


Setting: TypeAlias = Words | Items | Table


class _Refused(Exception):
    """Ends the reading at the first thing that settings never hold."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic.code)


def read_settings(source: SourceText) -> tuple[Table, tuple[Diagnostic, ...]]:
    """The table of settings in a text, and what is wrong with its form. An empty text is an empty table."""
    empty = Table((), Span(source.name, 1, 1, 1, 1))
    try:
        setting = _build(_events(source), source.name)
    except _Refused as refused:
        return empty, (refused.diagnostic,)
    except MarkedYAMLError as error:
        return empty, (_ill_formed(error, source.name),)
    except (YAMLError, ValueError, RecursionError):
        ru, en = "нарушена разметка", "the markup is broken"
        return empty, (codes.SETTINGS_UNREADABLE.at(empty.span, reason=ru, reason_en=en),)
    match setting:
        case None:
            return empty, ()
        case Table():
            return setting, ()
        case _:
            ru, en = "нужны строки «ключ: значение»", "lines `key: value` are expected"
            return empty, (codes.SETTINGS_UNREADABLE.at(setting.span, reason=ru, reason_en=en),)


def _events(source: SourceText) -> Iterator[Any]:
    """The parser's events, counted and refused where settings never hold such a thing."""
    depth = documents = 0
    for count, event in enumerate(YAML(typ="safe", pure=True).parse(source.text)):
        sort = type(event).__name__
        depth += sort.endswith("StartEvent")
        depth -= sort.endswith("EndEvent")
        documents += sort == "DocumentStartEvent"
        if refusal := _refusal(event, sort, count, depth, documents):
            raise _Refused(codes.SETTINGS_UNSAFE.at(_span(event, source.name), reason=refusal[0], reason_en=refusal[1]))
        yield event


def _refusal(event: Any, sort: str, count: int, depth: int, documents: int) -> tuple[str, str] | None:
    if sort == "AliasEvent" or getattr(event, "anchor", None):
        return "ссылка «&» или «*»", "an anchor or alias"
    if getattr(event, "tag", None) not in (None, "!") or str(getattr(event, "value", "")) == "<<":
        return "метка типа «!» или вставка «<<»", "a tag or a merge"
    if count > MOST_EVENTS or depth > DEEPEST + 2:
        return "слишком много строк или вложенных отступов", "too many lines or levels"
    if len(str(getattr(event, "value", "") or "")) > LONGEST_TEXT:
        return "слишком длинное значение", "a value that is too long"
    if documents > 1:
        return "второй документ после «---»", "a second document after `---`"
    return None


def _build(events: Iterator[Any], name: str) -> Setting | None:
    for event in events:
        if type(event).__name__ not in ("StreamStartEvent", "DocumentStartEvent"):
            setting = None if type(event).__name__ == "StreamEndEvent" else _setting(event, events, name)
            for _ in events:  # the rest is read too, so that a second document is noticed
                pass
            return setting
    return None


def _setting(event: Any, events: Iterator[Any], name: str) -> Setting:
    """The setting that starts with `event`. Recursion is bounded by DEEPEST."""
    span = _span(event, name)
    match type(event).__name__:
        case "SequenceStartEvent":
            items = []
            while type(each := next(events)).__name__ != "SequenceEndEvent":
                items.append(_setting(each, events, name))
            return Items(tuple(items), span)
        case "MappingStartEvent":
            lines: list[tuple[Words, Setting]] = []
            while type(each := next(events)).__name__ != "MappingEndEvent":
                key = _setting(each, events, name)
                if not isinstance(key, Words):
                    ru, en = "ключ, который сам список или таблица", "a key that is a list or a table"
                    raise _Refused(codes.SETTINGS_UNSAFE.at(key.span, reason=ru, reason_en=en))
                lines.append((key, _setting(next(events), events, name)))
            return Table(tuple(lines), span)
        case _:
            text = str(event.value)
            plain_nothing = event.style is None and text in ("", "~", "null")
            return Words("" if plain_nothing else text.strip(), span)


def _span(event: Any, name: str) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


#: stretch of the parser's sentence -> ours
_REASONS = (
    ("mapping values are not allowed", ("лишнее двоеточие или сбит отступ", "a stray colon or a wrong indent")),
    ("'\\t'", ("отступ сделан табуляцией", "the indent is a tab")),
    ("could not find expected ':'", ("после ключа нет двоеточия", "there is no colon after the key")),
    ("block end", ("сбит отступ", "the indent is wrong")),
    ("end of stream", ("кавычка или скобка не закрыта", "a quote or a bracket is not closed")),
    ("special characters are not allowed", ("недопустимый символ", "a character that is not allowed")),
)


def _ill_formed(error: MarkedYAMLError, name: str) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    place = (
        Span(name, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2) if mark else Span(name, 1, 1, 1, 2)
    )
    said = str(error.problem or error.context or "")
    ru, en = next((ours for theirs, ours in _REASONS if theirs in said), ("нарушена разметка", "the markup is broken"))
    return codes.SETTINGS_UNREADABLE.at(place, reason=ru, reason_en=en)


def plain(setting: Setting) -> object:
    """The setting as plain texts, lists and mappings, for a room that reads those."""
    match setting:
        case Words(text=text):
            return text
        case Items(items=items):
            return [plain(each) for each in items]
        case Table(lines=lines):
            return {key.text: plain(value) for key, value in lines}


# --- asking a table ------------------------------------------------------------------------------------------------

#: canonical key -> every way it may be written; the first is what help shows in Russian, the last in English
Keys: TypeAlias = Mapping[str, tuple[str, ...]]


def keys(**spellings: str) -> Keys:
    """Keys with their spellings in one text, `|` between them: `keys(city="город|city")`."""
    return MappingProxyType({key: tuple(text.split("|")) for key, text in spellings.items()})


class Asker:
    """Asks tables of settings for values, and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def table(self, setting: Setting | None, known: Keys, key: str = "") -> dict[str, Setting]:
        """The lines of a table under canonical keys; another sort of setting gives none."""
        if setting is None or (isinstance(setting, Words) and not setting.text):
            return {}
        if not isinstance(setting, Table):
            self._wrong(setting, key, "строки «ключ: значение»", "lines `key: value`")
            return {}
        canonical = {fold_key(spelling): name for name, spellings in known.items() for spelling in spellings}
        found: dict[str, Setting] = {}
        for written, value in setting.lines:
            name = canonical.get(fold_key(written.text))
            if name is None:
                self._unknown(written, known)
            elif name in found:
                self.diagnostics.append(codes.REPEATED_KEY.at(written.span, key=written.text))
            else:
                found[name] = value
        return found

    def free_table(self, setting: Setting | None, key: str) -> tuple[tuple[Words, Setting], ...]:
        """The lines of a table whose keys are the author's own."""
        if setting is None or (isinstance(setting, Words) and not setting.text):
            return ()
        if not isinstance(setting, Table):
            self._wrong(setting, key, "строки «имя: значение»", "lines `name: value`")
            return ()
        return setting.lines

    def text(self, setting: Setting | None, key: str) -> str:
        """One text; empty where there is none."""
        match setting:
            case None:
                return ""
            case Words(text=text):
                return text
            case _:
                self._wrong(setting, key, "одно значение", "one value")
                return ""

    def texts(self, setting: Setting | None, key: str) -> tuple[Words, ...]:
        """A list of texts; one text is a list of one."""
        match setting:
            case None:
                return ()
            case Words(text=text):
                return (setting,) if text else ()
            case Items(items=items):
                for each in items:
                    if not isinstance(each, Words):
                        self._wrong(each, key, "список значений", "a list of values")
                return tuple(each for each in items if isinstance(each, Words) and each.text)
            case _:
                self._wrong(setting, key, "список значений", "a list of values")
                return ()

    def tables(self, setting: Setting | None, known: Keys, key: str) -> tuple[dict[str, Setting], ...]:
        """A list of tables; one table is a list of one."""
        each = setting.items if isinstance(setting, Items) else (setting,) if setting else ()
        return tuple(self.table(one, known, key) for one in each)

    def choice(self, setting: Setting | None, key: str, spellings: Keys, default: str) -> str:
        """One of the known words, canonical."""
        said = self.text(setting, key)
        if not said or setting is None:
            return default
        canonical = {fold_key(word): name for name, words in spellings.items() for word in words}
        if fold_key(said) in canonical:
            return canonical[fold_key(said)]
        ru = "одно из: " + ", ".join(words[0] for words in spellings.values())
        en = "one of: " + ", ".join(words[-1] for words in spellings.values())
        self._wrong(setting, key, ru, en)
        return default

    def wrong(self, setting: Setting, key: str, wanted: str, wanted_en: str) -> None:
        """Notes a value of another sort than wanted."""
        self._wrong(setting, key, wanted, wanted_en)

    def _wrong(self, setting: Setting, key: str, wanted: str, wanted_en: str) -> None:
        found = setting.text if isinstance(setting, Words) else "…"
        self.diagnostics.append(
            codes.WRONG_VALUE.at(setting.span, key=key, wanted=wanted, wanted_en=wanted_en, found=shorten(found))
        )

    def _unknown(self, written: Words, known: Keys) -> None:
        close = nearest(written.text, [spelling for spellings in known.values() for spelling in spellings])
        ru, en = meant(close)
        self.diagnostics.append(
            codes.UNKNOWN_KEY.at(
                written.span,
                key=shorten(written.text),
                suggestion=ru,
                suggestion_en=en,
                known=", ".join(spellings[0] for spellings in known.values()),
                known_en=", ".join(spellings[-1] for spellings in known.values()),
            )
        )
