"""Names in the list of English names that no rule says: a slip of the pen leaves its name untranslated.

Whoever an example is about counts as said too; so do keys of rows kept in files.
"""

from collections.abc import Iterator

from iomrules.codes import translation as codes
from iomrules.parse.tree import EnglishName, EnglishNames, Name
from iomrules.program.draft import Draft
from iomrules.program.forms import fold


def check_english_names(draft: Draft) -> None:
    """Reports every pair whose name stands nowhere, in neither language and in no form."""
    if not draft.english or not _all_is_read(draft):
        return
    said = dict(_said(draft))
    for pair in draft.english:
        if not {fold(pair.name.text), fold(pair.english.text)} & said.keys():
            _report(draft, pair, sorted(set(said.values())))


def _all_is_read(draft: Draft) -> bool:
    """Whether there is nothing that could say a name and was not understood."""
    trees = [each for layer in draft.layers for each in layer.trees]
    return all(each.tokens and not each.broken and not each.broken_parts for each in trees)


def _said(draft: Draft) -> Iterator[tuple[str, str]]:
    """(folded, as written) of every name in the rules but for the lists of English names themselves."""
    for layer in draft.layers:
        for tree in layer.trees:
            lists = [(each.span.start, each.span.end) for each in tree.declarations if isinstance(each, EnglishNames)]
            for token in tree.tokens:
                if token.kind == "NAME" and not any(start <= token.span.start < end for start, end in lists):
                    yield fold(token.text), token.text
    for name, forms in draft.vocabulary.forms.items():
        yield from ((form, name) for form in (fold(name), *forms))


def _report(draft: Draft, pair: EnglishName, said: list[str]) -> None:
    name: Name = pair.name
    close = draft.vocabulary.alike(name.text, said)[:1]
    draft.report(
        codes.ENGLISH_NAME_OF_NOTHING,
        name.span,
        name=name.text,
        alike="".join(f"; похоже на «{each}»" for each in close),
        alike_en="".join(f"; did you mean `{each}`" for each in close),
    )
