"""A raw value, from a cell or from a plain record, as a value of its declared kind."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from iomrules.codes import facts as codes
from iomrules.diagnostics import Code
from iomrules.facts import cells
from iomrules.facts.catalogues import KnownKeys
from iomrules.facts.findings import Findings, Place, within
from iomrules.facts.letters import hidden_character, plain_text, shown, spelled, tidy
from iomrules.facts.placed import place_of
from iomrules.facts.record import (
    ByKeyKind,
    DateKind,
    EnumKind,
    Fact,
    KeyKind,
    Kind,
    ListKind,
    NumberKind,
    RecordKind,
    Shape,
    TextKind,
    TruthKind,
    missing,
)
from iomrules.facts.vocabulary import Vocabulary
from iomrules.frozen import define, field
from iomrules.values import ABSENT, ByKey, Entry, Number, Unknown, Value, decimal_text

LONGEST_TEXT = 5_000
#: signs of one raw value, a list in one cell with them; what is longer is not looked into
LONGEST_RAW = 20_000
_MARK = "отметка"


@define
class Reading:
    """One reading: the names, the keys of the catalogues, and what was found wrong.

    date1904: how the day numbers of the workbook being read count.
    """

    vocabulary: Vocabulary
    keys: Mapping[str, KnownKeys] = field(factory=dict)
    findings: Findings = field(factory=Findings)
    date1904: bool = False

    def value(self, raw: object, fact: Fact, place: Place, blank: Value) -> Value:
        """The fact's value. blank: what an empty cell or null means here. Unknown after a fault, which is reported."""
        return self._read(raw, fact.kind, _Asked(fact, place, blank))

    def record(self, plain: Mapping[object, object], shape: Shape, place: Place) -> Entry:
        """A nested record written in full: an optional fact that is not there is absent."""
        names = self.vocabulary.facts(shape)
        given: dict[str, Value] = {}
        for key, raw in plain.items():
            found = names.find(spelled(key))
            at = place_of(plain, key, place)
            if found is None:
                self.findings.add(codes.UNKNOWN_KEY, at, key=shown(key), **names.suggestion(spelled(key)))
                continue
            fact = shape.fact(found.name)
            assert fact is not None
            given[fact.name] = self.value(raw, fact, at, fact.unknown)
        fields = {fact.name: given.get(fact.name, ABSENT if fact.optional else fact.unknown) for fact in shape.facts}
        return Entry(shape.name, fields, place=str(place))

    def _read(self, raw: object, kind: Kind, asked: "_Asked") -> Value:
        if type(raw) is int and isinstance(kind, NumberKind):
            # most of what a program sends; nothing of what follows is said of a number
            return self._number(raw, kind, asked)
        if type(raw) is str and isinstance(kind, TextKind) and (text := plain_text(raw)):
            return text
        if isinstance(raw, str) and len(raw) > LONGEST_RAW:
            limit = LONGEST_TEXT if isinstance(kind, TextKind) else LONGEST_RAW
            return self._fault(codes.TOO_LONG, asked, count=len(raw), limit=limit)
        if isinstance(raw, str) and (character := hidden_character(raw)):
            return self._fault(codes.HIDDEN_CHARACTER, asked, character=character)
        if isinstance(kind, EnumKind) and (member := self._member(raw, kind, asked)):
            return member
        if cells.is_not_known(raw):
            return asked.unknown
        if not isinstance(kind, TruthKind) and cells.is_blank(raw):
            return asked.blank
        if isinstance(raw, str) and not tidy(raw):
            return asked.blank
        if raw is None:
            return asked.blank
        if cells.is_none(raw) and asked.fact.optional and not isinstance(kind, TruthKind | ListKind):
            return ABSENT
        return self._given(raw, kind, asked)

    def _given(self, raw: object, kind: Kind, asked: "_Asked") -> Value:
        """A value that is there, by its kind."""
        if isinstance(kind, ListKind):
            return self._list(raw, kind, asked)
        if isinstance(kind, ByKeyKind):
            return self._by_key(raw, kind, asked)
        if isinstance(kind, RecordKind):
            return self._record(raw, kind, asked)
        if not isinstance(raw, str | int) and isinstance(raw, Mapping | Sequence):
            return self._wrong_form(raw, ("одно значение", "a single value"), asked)
        match kind:
            case NumberKind():
                return self._number(raw, kind, asked)
            case TruthKind():
                known = cells.truth(raw)
                return self._fault(codes.NOT_TRUTH, asked, raw) if known is None else known
            case DateKind():
                day = cells.day(raw, self.date1904)
                return self._fault(codes.NOT_A_DATE, asked, raw) if day is None else day
            case EnumKind():
                names = self.vocabulary.members(self.vocabulary.schema.enumerations[kind.enumeration])
                return self._fault(codes.NOT_A_MEMBER, asked, raw, **names.suggestion(cells.cell_text(raw)))
            case KeyKind():
                return self._key(raw, kind, asked)
            case TextKind():
                return self._text(raw, asked)

    def _number(self, raw: object, kind: NumberKind, asked: "_Asked") -> Value:
        is_mark = asked.by_key or kind.unit == _MARK
        if is_mark and cells.is_excused(raw):
            return ABSENT
        number = cells.number(raw, kind.unit)
        if number is None:
            code = codes.DOUBLE_MARK if is_mark and cells.is_double_mark(raw) else codes.NOT_A_NUMBER
            return self._fault(code, asked, raw)
        if kind.whole and not isinstance(number, int):
            return self._fault(codes.NOT_WHOLE, asked, raw)
        if not _within(number, kind):
            return self._fault(codes.OUT_OF_BOUNDS, asked, raw, bounds=_bounds(kind))
        return number

    def _member(self, raw: object, kind: EnumKind, asked: "_Asked") -> Value | None:
        if not isinstance(raw, str) and (raw is None or isinstance(raw, Mapping | list | tuple)):
            return None
        word = cells.cell_text(raw)
        found = self.vocabulary.member(self.vocabulary.schema.enumerations[kind.enumeration], word)
        if found is None:
            return None
        member, repaired = found
        if repaired:
            self.findings.add(codes.LATIN_LETTERS, asked.place, written=shown(word), read=repaired)
        return member

    def _key(self, raw: object, kind: KeyKind, asked: "_Asked") -> Value:
        word = cells.cell_text(raw)
        known = self.keys.get(kind.catalogue)
        if known is None or not known.names.spelled:
            return word
        found = known.names.find(word)
        if found is None:
            words = {"catalogue": known.title, "people": "", "people_en": "", **known.names.suggestion(word)}
            # Not a fault: the plugin that held the entry may be switched off, and the person is none the worse for it.
            self._fault(codes.NOT_IN_CATALOGUE, asked, raw, **words)
            return word
        if found.repaired:
            self.findings.add(codes.LATIN_LETTERS, asked.place, written=shown(word), read=found.repaired)
        return found.name

    def _text(self, raw: object, asked: "_Asked") -> Value:
        text = cells.cell_text(raw)
        if len(text) > LONGEST_TEXT:
            return self._fault(codes.TOO_LONG, asked, count=len(text), limit=LONGEST_TEXT)
        return text

    def _list(self, raw: object, kind: ListKind, asked: "_Asked") -> Value:
        if cells.is_none(raw):
            return ()
        if isinstance(raw, Mapping):
            return self._wrong_form(raw, ("список", "a list"), asked)
        parts = list(raw) if isinstance(raw, list | tuple) else _split(raw, kind.element)
        if len(parts) > kind.bound:
            return self._fault(codes.TOO_MANY, asked, count=len(parts), bound=kind.bound)
        places = [place_of(raw, number, asked.place) for number in range(len(parts))]
        return tuple(
            self._read(part, kind.element, asked.element(place, f"{asked.field} {number}"))
            for number, (part, place) in enumerate(zip(parts, places, strict=True), start=1)
        )

    def _by_key(self, raw: object, kind: ByKeyKind, asked: "_Asked") -> Value:
        if not isinstance(raw, Mapping):
            return self._wrong_form(raw, ("по значению на каждый ключ", "one value for each key"), asked)
        enumeration = self.vocabulary.schema.enumerations[kind.enumeration]
        names = self.vocabulary.members(enumeration)
        given: dict[str, Value] = {}
        for key, part in raw.items():
            at = place_of(raw, key, asked.place)
            found = names.find(spelled(key))
            if found is None:
                self.findings.add(codes.UNKNOWN_KEY, at, key=shown(key), **names.suggestion(spelled(key)))
            elif found.name in given:
                self.findings.add(codes.DUPLICATE_KEY, at, key=shown(key), first=found.name)
            else:
                given[found.name] = self.keyed(part, asked.fact, kind, found.name, at)
        return ByKey(tuple((member, given[member]) for member in enumeration.members if member in given))

    def keyed(self, raw: object, fact: Fact, kind: ByKeyKind, key: str, place: Place) -> Value:
        """One value of a fact kept by key."""
        return self._read(raw, kind.element, _Asked(fact, place, self.vocabulary.unknown_under(fact, key), key))

    def _record(self, raw: object, kind: RecordKind, asked: "_Asked") -> Value:
        if not isinstance(raw, Mapping):
            return self._wrong_form(raw, ("запись из нескольких полей", "a record of fields"), asked)
        return self.record(raw, self.vocabulary.schema.shapes[kind.shape], asked.place)

    def _wrong_form(self, raw: object, expected: tuple[str, str], asked: "_Asked") -> Value:
        got, got_en = form_of(raw)
        words = {"expected": expected[0], "expected_en": expected[1], "got": got, "got_en": got_en}
        return self._fault(codes.WRONG_FORM, asked, **words)

    def _fault(self, code: Code, asked: "_Asked", raw: object = "", **words: object) -> Value:
        told = {"field": asked.field, "value": shown(cells.cell_text(raw)), **words}
        self.findings.add(code, within(asked.place, asked.field), **told)
        return asked.unknown


def is_not_kept(raw: object, kind: ByKeyKind) -> bool:
    """«нет» under a key: this person has no such subject; of a yes/no fact it is the value."""
    return cells.is_none(raw) and not isinstance(kind.element, TruthKind)


@define
class _Asked:
    """What is being read: the fact, where it stands, what empty means, the key where it is kept by key."""

    fact: Fact
    place: Place
    blank: Value
    key: str = ""
    part: str = ""

    @property
    def by_key(self) -> bool:
        return bool(self.key)

    @property
    def unknown(self) -> Unknown:
        return Unknown((missing(self.fact, self.key),)) if self.key else self.fact.unknown

    @property
    def field(self) -> str:
        """The fact as messages name it."""
        return self.part or missing(self.fact, self.key).fact

    def element(self, place: Place, part: str) -> "_Asked":
        return _Asked(self.fact, place, self.unknown, self.key, part)


def blank_cell(fact: Fact) -> Value:
    """What an empty cell of a table means: there is none, where that may be; otherwise not known."""
    return ABSENT if fact.optional else fact.unknown


def form_of(raw: object) -> tuple[str, str]:
    """What a plain value looks like, in Russian and English."""
    match raw:
        case None:
            return "пусто", "nothing"
        case Mapping():
            return "запись из полей", "a record"
        case list() | tuple():
            return "список", "a list"
        case bool() | int() | Fraction() | float() | date():
            return f"значение {cells.cell_text(raw)}", f"the value {cells.cell_text(raw)}"
        case _:
            return f"текст «{shown(raw)}»", f"the text `{shown(raw)}`"


def _within(number: Number, kind: NumberKind) -> bool:
    return (kind.low is None or number >= kind.low) and (kind.high is None or number <= kind.high)


def _bounds(kind: NumberKind) -> str:
    """`2…5`, `≥ 0` or `≤ 100`: the same in every language."""
    low, high = (None if end is None else decimal_text(end, ",") for end in (kind.low, kind.high))
    if low is not None and high is not None:
        return f"{low}…{high}"
    return f"≥ {low}" if low is not None else f"≤ {high}"


def _split(raw: object, element: Kind) -> list[object]:
    """The items of a list written in one cell: by `;` or line; names and codes also by comma."""
    if not isinstance(raw, str):
        return [raw]
    parts = raw.replace("\n", ";").split(";")
    if len(parts) == 1 and isinstance(element, EnumKind | KeyKind):
        parts = raw.split(",")
    return [part for part in (tidy(part) for part in parts) if part]
