"""What the passes hand on to one another: the program while it is being checked.

A draft is filled in place, one part a pass, because every pass reads what those before it made and all of them
report into one list; nothing outside this room ever sees it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from iomrules.codes import program as codes
from iomrules.diagnostics import Code, Diagnostic, Related
from iomrules.facts.record import Kind, Schema
from iomrules.frozen import define, field, frozen
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.forms import FormTable
from iomrules.program.kind_words import in_quotes
from iomrules.program.vocabulary import Vocabulary
from iomrules.source import NOWHERE, Span

#: rows of a table kept beside a ruleset: cells as text
Cells: TypeAlias = tuple[tuple[str, ...], ...]

#: lowest first; a later layer may refine what an earlier one lets it
LAYERS = ("federal", "region", "school", "profile", "partner")


@frozen
class LayerSource:
    """A ruleset as it comes: its files, the layer it belongs to where its header does not say, and its stored forms.

    layer: one of LAYERS, or empty. origin: the plugin it came from, or empty for a school's own.
    forms_name: how messages name the file of the forms.
    """

    trees: tuple[tree.SyntaxTree, ...]
    layer: str = ""
    origin: str = ""
    forms: str = ""
    forms_name: str = "forms.txt"


@frozen
class FormsUpdate:
    """The table of forms of one ruleset after its names were looked at. lacking: names that have no line yet."""

    ruleset: str
    origin: str
    table: FormTable
    changed: bool = False
    lacking: tuple[str, ...] = ()


@frozen
class Ruleset:
    """A layer's source with what its header says."""

    about: core.About
    version: str
    source: LayerSource

    @property
    def rank(self) -> int:
        return LAYERS.index(self.about.layer)


@frozen
class Declared:
    """A declaration of the space of values. sort: `parameter`, `table`, `indicator`, `rating`, `selection`, `rule`,
    `route`, `catalogue` or `function`. tree: as written, or None for a plugin's function."""

    name: str
    sort: str
    about: core.About
    written: "tree.Declaration | None" = None

    @property
    def rank(self) -> int:
        return LAYERS.index(self.about.layer)


@frozen
class Definition:
    """An indicator or rule about the elements of a list or catalogue. shape: of the element; catalogue: or empty."""

    declared: Declared
    shape: str
    catalogue: str = ""


@define
class Draft:
    """One checking of one program."""

    layers: tuple[LayerSource, ...]
    files: Mapping[tuple[str, str], Cells]
    generate_forms: Callable[[str], Sequence[str]] | None = None
    mistakes: list[Diagnostic] = field(factory=list)
    told: set[Diagnostic] = field(factory=set)
    rulesets: list[Ruleset] = field(factory=list)
    #: declarations of values, and of kinds, by name
    declared: dict[str, Declared] = field(factory=dict)
    kinds: dict[str, tuple[Ruleset, "tree.Enumeration | tree.Record"]] = field(factory=dict)
    rows: list[tree.Rows] = field(factory=list)
    added_synonyms: list[tree.AddedSynonyms] = field(factory=list)
    examples: list[tree.Example] = field(factory=list)
    #: names in both languages, of every ruleset
    english: list[tree.EnglishName] = field(factory=list)
    #: (space, name) -> where it was declared
    places: dict[tuple[str, str], Span] = field(factory=dict)
    #: (space, folded name) -> the same, while declarations are collected
    spelled: dict[tuple[str, str], Span] = field(factory=dict)
    #: (record, fact) whose kind could not be read
    broken_facts: list[tuple[str, str]] = field(factory=list)
    #: names of declarations that could not be read, and what else those may have declared
    unread: dict[str, None] = field(factory=dict)
    #: whether one of them is the record of a person, so that nobody knows whom rules are about
    unread_person: bool = False
    vocabulary: Vocabulary = field(factory=Vocabulary)
    forms: list[FormsUpdate] = field(factory=list)
    schema: Schema = field(factory=lambda: Schema({}, {}))
    parameters: dict[str, core.Parameter] = field(factory=dict)
    tables: dict[str, core.Table] = field(factory=dict)
    functions: dict[str, core.Function] = field(factory=dict)
    indicators: dict[str, core.Indicator] = field(factory=dict)
    ratings: dict[str, core.Rating] = field(factory=dict)
    selections: dict[str, core.Selection] = field(factory=dict)
    rules: dict[str, core.Rule] = field(factory=dict)
    routes: dict[str, core.Route] = field(factory=dict)
    #: indicator, rating, rule or route -> the shape of the person it is about
    persons: dict[str, str] = field(factory=dict)
    #: indicators and rules about an element; the kinds of their values, None for one at fault; their bodies as checked
    definitions: dict[str, Definition] = field(factory=dict)
    definition_kinds: dict[str, Kind | None] = field(factory=dict)
    definition_bodies: dict[str, core.Node] = field(factory=dict)
    #: (name, person, depth, hand) -> the body there; how many nodes were put in so
    definitions_put_in: dict[tuple[str, str, int, object], core.Node | None] = field(factory=dict)
    nodes_put_in: int = 0
    #: indicators and definitions being lowered, each for the one before it
    opened: list[str] = field(factory=list)
    #: name -> what refines it, the highest layer first
    refined: dict[str, list[Declared]] = field(factory=dict)
    #: name of a refined declaration -> the declaration that stands in for it
    stands_in: dict[str, str] = field(factory=dict)
    #: what examples may expect something of, and what a cause may be told by; worked out once for all examples
    expected_of: dict[str, None] = field(factory=dict)
    told_by: dict[str, Kind | None] = field(factory=dict)
    lowered_examples: list[core.Example] = field(factory=list)
    order: tuple[str, ...] = ()
    cost: int = 0
    #: the kind of an indicator's or a definition's value, found on demand; set by `lower_declarations`
    kind_of_indicator: Callable[[str], Kind | None] = field(default=lambda name: None)

    def report(self, code: Code, span: Span, *, related: tuple[Related, ...] = (), **values: object) -> None:
        """Adds a mistake, once a place."""
        mistake = code.at(span, related=related, **values)
        # Asked of a set as well: thousands of mistakes are not to be compared with one another.
        if mistake not in self.told:
            self.told.add(mistake)
            self.mistakes.append(mistake)

    def place(self, space: str, name: str) -> Span:
        return self.places.get((space, name), NOWHERE)

    def declared_in(self, space: str, name: str) -> tuple[Related, ...]:
        """A pointer to where `name` was declared; none for what has no place, such as a plugin's function."""
        span = self.place(space, name)
        if space == "value" and name in self.declared:
            name = self.declared[name].about.name
        said = f"«{name}» объявлено здесь", f"`{name}` is declared here"
        return () if span == NOWHERE else (Related(span, *said),)

    def person_shapes(self) -> tuple[str, ...]:
        return tuple(shape.name for shape in self.schema.shapes.values() if shape.person)

    def find(self, word: tree.Name, space: str, names: Collection[str]) -> str | None:
        """The one name among `names` that `word` means; None where none does. Two are a mistake naming both."""
        found = self.vocabulary.find(word.text, names)
        if len(found) > 1:
            related = tuple(place for name in found for place in self.declared_in(space, name))
            self.report(codes.FORM_OF_TWO, word.span, related=related, word=word.text, first=found[0], second=found[1])
        return found[0] if found else None

    def is_unread(self, word: tree.Name | tree.TextLiteral) -> bool:
        """Whether a word may mean what a declaration with a mistake was to declare."""
        return bool(self.vocabulary.find(word.text, self.unread))

    def unknown_name(self, word: tree.Name, names: Collection[str]) -> None:
        """Reports a word that means none of `names`, with those spelled alike.

        Silent for what a declaration that could not be read may have declared: that one was reported.
        """
        if self.is_unread(word):
            return
        alike = self.vocabulary.alike(word.text, names)
        if alike:
            ru, en = in_quotes(alike)
            self.report(codes.UNKNOWN_NAME, word.span, name=word.text, alike=ru, alike_en=en)
        else:
            self.report(codes.UNDECLARED_NAME, word.span, name=word.text)
