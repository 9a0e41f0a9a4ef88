"""Members of enumerations and keys of catalogues: what a word means where one of them is expected."""

from iomrules.codes import program as codes
from iomrules.facts.record import Enumeration
from iomrules.parse import tree
from iomrules.program.draft import Draft
from iomrules.program.forms import fold
from iomrules.program.kind_words import in_quotes, spoken
from iomrules.values import Member

Word = tree.Name | tree.TextLiteral


def find_member(draft: Draft, word: Word, enumeration: str) -> Member | None:
    """The member a word means: by name, synonym or title, in any form; None, unreported, where it means none."""
    listed = draft.schema.enumerations[enumeration]
    name = _listed(draft, word, listed)
    return None if name is None else Member(enumeration, name, listed.rank(name))


def _listed(draft: Draft, word: Word, listed: Enumeration) -> str | None:
    if isinstance(word, tree.TextLiteral):
        return _by_text(word.text, listed)
    found = draft.find(word, f"member of {listed.name}", listed.members)
    if found is not None:
        return found
    synonym = draft.find(word, f"member of {listed.name}", tuple(listed.synonyms))
    return listed.synonyms[synonym] if synonym is not None else None


def _by_text(text: str, listed: Enumeration) -> str | None:
    key = fold(" ".join(text.split()))
    spelled = {fold(name): name for name in listed.members}
    spelled |= {fold(name).replace("_", " "): name for name in listed.members}
    spelled |= {fold(title): name for name, title in listed.titles.items()}
    spelled |= {fold(word): name for word, name in listed.synonyms.items()}
    return spelled.get(key)


def need_member(draft: Draft, word: Word, enumeration: str) -> Member | None:
    """As `find_member`, and a word that means no member is reported with those spelled alike."""
    member = find_member(draft, word, enumeration)
    if member is None:
        listed = draft.schema.enumerations[enumeration]
        alike = draft.vocabulary.alike(word.text, (*listed.members, *listed.synonyms)) or listed.members
        ru, en = in_quotes(alike)
        told = {"name": word.text, "enumeration": spoken(enumeration), "alike": ru, "alike_en": en}
        draft.report(codes.UNKNOWN_MEMBER, word.span, related=draft.declared_in("kind", enumeration), **told)
    return member


def enumerations_of(draft: Draft, word: Word) -> tuple[str, ...]:
    """Enumerations that have a member the word means."""
    if isinstance(word, tree.TextLiteral):
        return ()
    return tuple(
        name
        for name, listed in draft.schema.enumerations.items()
        if draft.vocabulary.find(word.text, (*listed.members, *listed.synonyms))
    )


def find_key(draft: Draft, word: Word, catalogue: str) -> str | None:
    """The key of a catalogue's entry that stands in a ruleset, in any form; None where no entry has it."""
    keys = catalogue_keys(draft, catalogue)
    if isinstance(word, tree.Name):
        return draft.find(word, f"key of {catalogue}", keys)
    spelled = {fold(key): key for key in keys} | {fold(key).replace("_", " "): key for key in keys}
    return spelled.get(fold(" ".join(word.text.split())))


def need_key(draft: Draft, word: Word, catalogue: str) -> str:
    """As `find_key`; a key that no entry has is kept as written: the school's own entries are read later."""
    found = find_key(draft, word, catalogue)
    if found is not None:
        return found
    keys = catalogue_keys(draft, catalogue)
    if keys and not draft.is_unread(word):
        alike = draft.vocabulary.alike(word.text, keys)
        ru, en = in_quotes(alike or keys[:3])
        draft.report(codes.UNKNOWN_KEY, word.span, name=word.text, catalogue=catalogue, alike=ru, alike_en=en)
    return word.text


def catalogue_keys(draft: Draft, catalogue: str) -> tuple[str, ...]:
    return tuple(entry.key for entry in draft.schema.catalogues[catalogue].rows)
