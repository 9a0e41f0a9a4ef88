"""The doorway of `program`: the checked program and the few node kinds that every engine runs.

Names are resolved to declared names, kinds are checked, sugar is gone.
"""

from collections.abc import Mapping

from iomrules.diagnostics import Diagnostic
from iomrules.facts.record import Schema
from iomrules.frozen import field, frozen
from iomrules.program.declarations import (
    About,
    Anything,
    Applies,
    CellTest,
    Cohort,
    Criterion,
    Dated,
    Definition,
    ExceptIf,
    Function,
    InBand,
    Indicator,
    Is,
    IsAbsent,
    Parameter,
    Rating,
    Row,
    Rule,
    Selection,
    Table,
    TableKey,
)
from iomrules.program.examples import Example, ExamplePerson, Expected, ExpectedReason, read_only
from iomrules.program.nodes import (
    Add,
    AtLeast,
    AtMost,
    Both,
    CatalogueOf,
    Compare,
    Constant,
    Counted,
    CountOf,
    CriterionOf,
    DecisionDay,
    Divide,
    Either,
    Element,
    Elements,
    Every,
    FactOf,
    FieldOf,
    FromFunction,
    FromTable,
    GroupReduce,
    IfElse,
    IfUnknown,
    IndicatorOf,
    InList,
    IsKnown,
    IsPresent,
    KeyInHand,
    KeyOf,
    Multiply,
    Named,
    Negate,
    Node,
    Not,
    OneOf,
    ParameterOf,
    Reduce,
    ReduceList,
    RemainingHours,
    Round,
    ShareOf,
    TotalOf,
    Under,
    VerdictOf,
    Window,
)
from iomrules.program.routes import Activity, Choice, Control, Item, Mentor, Obligatory, PartnerModule, Route
from iomrules.source import SourceText

#: what other rooms find here
__all__ = [
    "HOMES",
    "About",
    "Activity",
    "Add",
    "Anything",
    "Applies",
    "AtLeast",
    "AtMost",
    "Both",
    "CatalogueOf",
    "CellTest",
    "Choice",
    "Cohort",
    "Compare",
    "Constant",
    "Control",
    "CountOf",
    "Counted",
    "Criterion",
    "CriterionOf",
    "Dated",
    "DecisionDay",
    "Definition",
    "Divide",
    "Either",
    "Element",
    "Elements",
    "Every",
    "Example",
    "ExamplePerson",
    "ExceptIf",
    "Expected",
    "ExpectedReason",
    "FactOf",
    "FieldOf",
    "FromFunction",
    "FromTable",
    "Function",
    "GroupReduce",
    "IfElse",
    "IfUnknown",
    "InBand",
    "InList",
    "Indicator",
    "IndicatorOf",
    "Is",
    "IsAbsent",
    "IsKnown",
    "IsPresent",
    "Item",
    "KeyInHand",
    "KeyOf",
    "Mentor",
    "Multiply",
    "Named",
    "Negate",
    "Node",
    "Not",
    "Obligatory",
    "OneOf",
    "Parameter",
    "ParameterOf",
    "PartnerModule",
    "Program",
    "Rating",
    "Reduce",
    "ReduceList",
    "RemainingHours",
    "Round",
    "Route",
    "Row",
    "Rule",
    "Selection",
    "ShareOf",
    "Table",
    "TableKey",
    "TotalOf",
    "Under",
    "VerdictOf",
    "Window",
]

#: names of the modules in which the records of a program stand
HOMES = frozenset(f"iomrules.program.{each}" for each in ("core", "declarations", "examples", "nodes", "routes"))


@frozen
class Program:
    """A checked ruleset with everything it uses.

    order: names of indicators, ratings and rules, each after all it reads. cost: the bound on steps for one person.
    rulesets: (name, version, layer) of every ruleset in it, lowest layer first. hashes: source name -> SHA-256 of
    its text. english: name -> what it is called in English, where the rules say so. titles: of rulesets, by name.
    """

    about: About
    version: str
    schema: Schema
    parameters: Mapping[str, Parameter] = field(converter=read_only)
    tables: Mapping[str, Table] = field(converter=read_only)
    indicators: Mapping[str, Indicator] = field(converter=read_only)
    ratings: Mapping[str, Rating] = field(converter=read_only)
    rules: Mapping[str, Rule] = field(converter=read_only)
    routes: Mapping[str, Route] = field(converter=read_only)
    functions: Mapping[str, Function] = field(factory=dict, converter=read_only)
    examples: tuple[Example, ...] = ()
    order: tuple[str, ...] = ()
    cost: int = 0
    rulesets: tuple[tuple[str, str, str], ...] = ()
    hashes: Mapping[str, str] = field(factory=dict, converter=read_only)
    sources: Mapping[str, SourceText] = field(factory=dict, converter=read_only, eq=False, repr=False)
    warnings: tuple[Diagnostic, ...] = ()
    definitions: Mapping[str, Definition] = field(factory=dict, converter=read_only)
    selections: Mapping[str, Selection] = field(factory=dict, converter=read_only)
    english: Mapping[str, str] = field(factory=dict, converter=read_only)
    titles: Mapping[str, str] = field(factory=dict, converter=read_only)

    def ruleset_label(self, name: str) -> str:
        """The title of one of its rulesets, or the name with spaces for underscores."""
        return self.titles.get(name) or name.replace("_", " ")

    def person_shapes(self) -> tuple[str, ...]:
        """Shapes that rules are about, the first declared first."""
        return tuple(shape.name for shape in self.schema.shapes.values() if shape.person)
