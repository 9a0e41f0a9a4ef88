"""The first pass: what each ruleset says of itself, and every declaration by name."""

from iomrules.codes import program as codes
from iomrules.diagnostics import Related
from iomrules.frozen import evolve
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.draft import LAYERS, Declared, Draft, LayerSource, Ruleset
from iomrules.program.forms import fold
from iomrules.source import NOWHERE, Span

#: how each layer may be written in a header
LAYER_WORDS = {
    "федерация": "federal",
    "федеральный": "federal",
    "регион": "region",
    "региональный": "region",
    "школа": "school",
    "школьный": "school",
    "лицей": "school",
    "профиль": "profile",
    "профильный": "profile",
    "партнер": "partner",
    **{layer: layer for layer in LAYERS},
}

_SORTS: dict[type, str] = {
    tree.Parameter: "parameter",
    tree.Table: "table",
    tree.Indicator: "indicator",
    tree.Rating: "rating",
    tree.Selection: "selection",
    tree.Rule: "rule",
    tree.Route: "route",
    tree.Catalogue: "catalogue",
}


def collect_declarations(draft: Draft) -> None:
    """Fills rulesets, declared, kinds, rows, examples and what could not be read, lowest layer first."""
    sources = sorted(((_ruleset(draft, source), source) for source in draft.layers), key=lambda pair: pair[0].rank)
    draft.rulesets = [ruleset for ruleset, _ in sources]
    for name, function in draft.functions.items():
        about = core.About(name, function.title, function.plugin, "profile")
        draft.declared[name] = Declared(name, "function", about)
    for ruleset, source in sources:
        for each in source.trees:
            for declaration in each.declarations:
                _collect(draft, ruleset, declaration)
            draft.unread |= dict.fromkeys(name.text for name in (*each.broken, *each.broken_parts))


def _ruleset(draft: Draft, source: LayerSource) -> Ruleset:
    headers = [each for file in source.trees for each in file.declarations if isinstance(each, tree.Header)]
    layer = source.layer if source.layer in LAYERS else "school"
    if not headers:
        # of a file too long to be read nothing is known, its header neither
        unread = any(file.source.text.strip() and not file.tokens for file in source.trees)
        begun = unread or any(token.kind == "RULESET" for file in source.trees for token in file.tokens)
        if not source.origin and source.trees and not begun:
            draft.report(codes.NO_HEADER, _start_of(source.trees[0]))
        return Ruleset(core.About(source.origin, ruleset=source.origin, layer=layer), "", source)
    first, *more = headers
    for other in more:
        draft.report(codes.SECOND_HEADER, other.name.span, related=_here(first.name.text, first.name.span))
    if first.layer is not None:
        written = LAYER_WORDS.get(fold(first.layer.text))
        if written is None:
            draft.report(codes.UNKNOWN_LAYER, first.layer.span, layer=first.layer.text)
        layer = written or layer
    named = core.About(first.name.text, layer=layer, ruleset=first.name.text)
    about = describe(draft, named, first.name, first.title, first.clauses)
    return Ruleset(about, first.version, source)


def _start_of(file: tree.SyntaxTree) -> Span:
    return Span(file.source.name, 1, 1, 1, 1)


def describe(draft: Draft, ruleset: core.About, name: tree.Name, title: str, clauses: tree.Clauses) -> core.About:
    """What is said of a declaration of `ruleset`."""
    begin, end = clauses.begin, clauses.end
    if begin and end and begin.day > end.day:
        draft.report(codes.DATES_REVERSED, end.span)
    return core.About(
        name.text,
        title,
        ruleset.name,
        ruleset.layer,
        tuple(text.text for text in clauses.basis),
        clauses.note.text if clauses.note else "",
        clauses.advice.text if clauses.advice else "",
        begin.day if begin else None,
        end.day if end else None,
        clauses.refinable,
        clauses.refines.text if clauses.refines else "",
        span=name.span,
    )


def _collect(draft: Draft, ruleset: Ruleset, declaration: tree.Declaration) -> None:
    match declaration:
        case tree.Header():
            pass
        case tree.Rows():
            draft.rows.append(declaration)
        case tree.AddedSynonyms():
            draft.added_synonyms.append(declaration)
        case tree.Example():
            draft.examples.append(declaration)
        case tree.EnglishNames():
            draft.english.extend(declaration.names)
        case tree.Enumeration() | tree.Record():
            taken = _taken(draft, declaration.name, "kind")
            if not taken:
                draft.kinds[declaration.name.text] = (ruleset, declaration)
        case _:
            _collect_value(draft, ruleset, declaration)


def _collect_value(
    draft: Draft,
    ruleset: Ruleset,
    declaration: tree.Parameter
    | tree.Table
    | tree.Indicator
    | tree.Rating
    | tree.Selection
    | tree.Rule
    | tree.Route
    | tree.Catalogue,
) -> None:
    name, refines = declaration.name, declaration.clauses.refines
    about = describe(draft, ruleset.about, name, declaration.title, declaration.clauses)
    if refines is not None and fold(refines.text) == fold(name.text) and name.text in draft.declared:
        about = evolve(about, refines=_set_aside(draft, name.text))
    if not _taken(draft, name, "value"):
        sort = _SORTS[type(declaration)]
        draft.declared[name.text] = Declared(name.text, sort, about, declaration)


def _set_aside(draft: Draft, name: str) -> str:
    """A refinement may keep the name of what it refines, which then goes by another name within the checker."""
    lower = draft.declared.pop(name)
    aside = f"{name} ({lower.about.layer})"
    draft.declared[aside] = evolve(lower, name=aside)
    draft.places[("value", aside)] = draft.places.pop(("value", name))
    draft.spelled[("value", fold(aside))] = draft.spelled.pop(("value", fold(name)))
    return aside


def _taken(draft: Draft, name: tree.Name, space: str) -> bool:
    """Whether a name is declared already, which is reported; else it is now, at this place."""
    first = draft.spelled.get((space, fold(name.text)))
    if first is not None:
        draft.report(codes.DECLARED_TWICE, name.span, related=_here(name.text, first), name=name.text)
        return True
    if space == "value" and name.text in draft.functions:
        plugin = draft.functions[name.text].plugin
        draft.report(codes.NAME_OF_FUNCTION, name.span, name=name.text, plugin=plugin)
        return True
    draft.places[(space, name.text)] = draft.spelled[(space, fold(name.text))] = name.span
    return False


def _here(name: str, span: Span) -> tuple[Related, ...]:
    said = f"первое описание «{name}» здесь", f"`{name}` is first declared here"
    return () if span == NOWHERE else (Related(span, *said),)
