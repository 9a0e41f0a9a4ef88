"""From syntax trees to a checked program: the passes in order, all mistakes of all files at once."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from iomrules.collecting import paused
from iomrules.diagnostics import Diagnostic, Severity
from iomrules.program.bound_cost import bound_cost
from iomrules.program.bound_depth import bound_depth
from iomrules.program.bound_digits import bound_digits
from iomrules.program.build_schema import build_schema
from iomrules.program.check_english_names import check_english_names
from iomrules.program.collect_declarations import collect_declarations
from iomrules.program.core import About, Definition, Function, Program
from iomrules.program.draft import Cells, Draft, FormsUpdate, LayerSource
from iomrules.program.english import english_labels
from iomrules.program.find_unused import find_unused
from iomrules.program.index_names import index_names
from iomrules.program.layer_rules import apply_layers, layer_rules
from iomrules.program.lower_declarations import lower_declarations
from iomrules.program.lower_examples import lower_examples
from iomrules.program.one_queue import one_queue
from iomrules.program.order_facts import order_facts
from iomrules.program.read_catalogues import read_catalogues
from iomrules.program.read_parameters import read_parameters
from iomrules.program.read_tables import read_tables
from iomrules.program.read_terms import read_terms

__all__ = ["PASSES", "Checked", "FormsUpdate", "LayerSource", "check_program"]

PASSES: tuple[Callable[[Draft], None], ...] = (
    collect_declarations,
    index_names,
    build_schema,
    read_terms,
    read_catalogues,
    read_parameters,
    read_tables,
    layer_rules,
    lower_declarations,
    apply_layers,
    one_queue,
    order_facts,
    bound_cost,
    bound_depth,
    bound_digits,
    lower_examples,
    find_unused,
    check_english_names,
)


class Checked(NamedTuple):
    """What a checking gave. program: None exactly when some mistake is an error.

    diagnostics: errors and warnings in the order of the text. forms: one a ruleset, lowest layer first; the caller
    stores those that changed.
    """

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
    forms: tuple[FormsUpdate, ...]


def check_program(
    layers: Sequence[LayerSource],
    functions: Sequence[Function] = (),
    tables: Mapping[tuple[str, str], Cells] = MappingProxyType({}),
    generate_forms: Callable[[str], Sequence[str]] | None = None,
) -> Checked:
    """The program that rulesets make together, with every mistake in them.

    functions: those of plugins. tables: (file, sheet) -> cells as text, for rows kept beside a ruleset; the sheet is
    empty where the ruleset names none. generate_forms: all forms of a name, such as `morphology.word_forms`; without
    it names are known only in the stored forms.
    """
    draft = Draft(tuple(layers), dict(tables), generate_forms)
    draft.functions = {function.name: function for function in functions}
    with paused():
        for each in PASSES:
            each(draft)
    diagnostics = _in_order(draft)
    failed = any(mistake.severity is Severity.ERROR for mistake in diagnostics)
    return Checked(None if failed else _program(draft, diagnostics), diagnostics, tuple(draft.forms))


def _in_order(draft: Draft) -> tuple[Diagnostic, ...]:
    """Mistakes by file as given, then by place."""
    files = [each.source.name for layer in draft.layers for each in layer.trees]
    rank = {name: number for number, name in reversed(tuple(enumerate(files)))}
    return tuple(
        sorted(
            draft.mistakes,
            key=lambda each: (rank.get(each.span.source, -1), each.span.line, each.span.column, each.code),
        )
    )


def _program(draft: Draft, diagnostics: tuple[Diagnostic, ...]) -> Program:
    about, version = _main(draft)
    sources = {each.source.name: each.source for layer in draft.layers for each in layer.trees}
    return Program(
        about,
        version,
        draft.schema,
        draft.parameters,
        draft.tables,
        draft.indicators,
        draft.ratings,
        draft.rules,
        draft.routes,
        draft.functions,
        tuple(draft.lowered_examples),
        draft.order,
        draft.cost,
        tuple((each.about.name, each.version, each.about.layer) for each in draft.rulesets),
        {name: hashlib.sha256(source.text.encode()).hexdigest() for name, source in sources.items()},
        sources,
        diagnostics,
        {
            name: Definition(each.declared.about, each.shape, draft.definition_bodies[name])
            for name, each in draft.definitions.items()
            if name in draft.definition_bodies and draft.stands_in.get(name, name) == name
        },
        selections=draft.selections,
        english=english_labels(draft.english),
        titles={each.about.name: each.about.title for each in draft.rulesets if each.about.title},
    )


def _main(draft: Draft) -> tuple[About, str]:
    """The ruleset a program is named for: the school's own, not a plugin's."""
    own = [each for each in draft.rulesets if not each.source.origin]
    for ruleset in (*reversed(own), *draft.rulesets):
        return ruleset.about, ruleset.version
    return About(""), ""
