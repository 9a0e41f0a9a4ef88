"""Every declared name reachable by any spelling a person may use: case form, title, space for underscore, ё for е."""

from collections.abc import Iterable, Mapping

from iomrules.facts.letters import as_cyrillic, fold, hidden_character, suggest, without_hidden
from iomrules.facts.record import ByKeyKind, Enumeration, Fact, Schema, Shape, missing
from iomrules.frozen import define, field, frozen
from iomrules.patterns import pattern
from iomrules.values import Member, Unknown

#: words one set of names remembers, and letters of the longest
_MOST_REMEMBERED = 5000
_LONGEST_REMEMBERED = 100
#: words a likely name is looked for; comparing takes longer than everything else that is done with a word
_MOST_SUGGESTED = 300
#: between words people write it where a name has an underscore: «естественно-научный»; a code such as `Х-1` keeps it
_HYPHEN = pattern(r"(?<=[^\W\d_])-(?=[^\W\d_])")


@frozen
class Found:
    """A name that was recognised. repaired: how the word reads after a repair, empty where none was needed."""

    name: str
    repaired: str = ""


@frozen
class Names:
    """Some declared names. spelled: a folded spelling -> the name; forms: those of the schema, for any case form.

    Words met are remembered, up to a bound: a table says the same few a thousand times.
    """

    spelled: Mapping[str, str]
    forms: Mapping[str, str] = field(factory=dict)
    _met: dict[str, Found | None] = field(factory=dict, init=False, eq=False, repr=False)
    _suggested: dict[str, dict[str, str]] = field(factory=dict, init=False, eq=False, repr=False)

    def find(self, word: str) -> Found | None:
        """The name meant; words with Latin look-alikes or hidden characters are tried again without them."""
        if word in self._met:
            return self._met[word]
        found = self._look_up(word)
        if len(self._met) < _MOST_REMEMBERED and len(word) <= _LONGEST_REMEMBERED:
            self._met[word] = found
        return found

    def _look_up(self, word: str) -> Found | None:
        spelled = fold(word)
        if name := self._exact(spelled) or self._exact(_HYPHEN.sub(" ", spelled)):
            return Found(name)
        for reading in dict.fromkeys((as_cyrillic(word), as_cyrillic(without_hidden(word)))):
            if reading != word and (name := self._exact(fold(reading))):
                return Found(name, reading)
        return None

    def _exact(self, word: str) -> str:
        if word in self.spelled:
            return self.spelled[word]
        form = self.forms.get(word.replace(" ", "_")) or self.forms.get(word, "")
        return self.spelled.get(fold(form), "") if form else ""

    def suggestion(self, word: str) -> dict[str, str]:
        """`hint_ru` and `hint_en` for a word that is none of these names; a likely one for the first few hundred."""
        word = word[:_LONGEST_REMEMBERED]
        if word not in self._suggested and len(self._suggested) > _MOST_SUGGESTED:
            word = ""
        known = self._suggested.get(word)
        if known is None:
            known = self._suggested[word] = suggest(word, dict.fromkeys(self.spelled.values()))
        return known


def spellings(declared: Iterable[tuple[str, str]], forms: Mapping[str, str]) -> Names:
    """Names from pairs of spelling and name; the first to claim a spelling keeps it."""
    spelled: dict[str, str] = {}
    for spelling, name in declared:
        if spelling:
            spelled.setdefault(fold(spelling), name)
    return Names(spelled, forms)


@define
class Vocabulary:
    """The names of one schema, worked out when first asked for."""

    schema: Schema
    _facts: dict[str, Names] = field(factory=dict, init=False)
    _members: dict[str, Names] = field(factory=dict, init=False)
    _met: dict[tuple[str, str], tuple[Member, str]] = field(factory=dict, init=False)
    _under: dict[tuple[str, str, str, str], Unknown] = field(factory=dict, init=False)

    def unknown_under(self, fact: Fact, key: str) -> Unknown:
        """What stands where a fact was not given under a key; there are as many as members, and people by thousands."""
        asked = fact.name, fact.title, fact.source, key
        known = self._under.get(asked)
        if known is None:
            known = self._under[asked] = Unknown((missing(fact, key),))
        return known

    def facts(self, shape: Shape) -> Names:
        """The facts of a shape, by name and title."""
        if shape.name not in self._facts:
            declared = [(fact.name, fact.name) for fact in shape.facts]
            declared += [(fact.title, fact.name) for fact in shape.facts]
            self._facts[shape.name] = spellings(declared, self.schema.forms)
        return self._facts[shape.name]

    def members(self, enumeration: Enumeration) -> Names:
        """The members of an enumeration, by name, synonym and title."""
        if enumeration.name not in self._members:
            declared = [(member, member) for member in enumeration.members]
            declared += [(spelling, member) for spelling, member in enumeration.synonyms.items()]
            declared += [(title, member) for member, title in enumeration.titles.items()]
            # A synonym's case form leads to the synonym; from there to the member.
            names = spellings(declared, self.schema.forms)
            self._members[enumeration.name] = names
        return self._members[enumeration.name]

    def member(self, enumeration: Enumeration, word: str) -> tuple[Member, str] | None:
        """The member a word means and the repaired reading (empty where none was needed); None for no member."""
        met = self._met.get((enumeration.name, word))
        if met is not None:
            return met
        found = self.members(enumeration).find(word)
        if found is None or hidden_character(word):
            return None
        member = Member(enumeration.name, found.name, enumeration.rank(found.name)), found.repaired
        if len(self._met) < _MOST_REMEMBERED and len(word) <= _LONGEST_REMEMBERED:
            self._met[enumeration.name, word] = member
        return member

    def shape_names(self, shape: Shape) -> Names:
        """The spellings of one shape's own name."""
        return spellings([(shape.name, shape.name), (shape.title, shape.name)], self.schema.forms)

    def catalogues(self) -> Names:
        """The catalogues, by name, title and the shape of their entries."""
        listed = self.schema.catalogues.values()
        declared = [(catalogue.name, catalogue.name) for catalogue in listed]
        declared += [(catalogue.title, catalogue.name) for catalogue in listed]
        declared += [(catalogue.shape, catalogue.name) for catalogue in listed]
        return spellings(declared, self.schema.forms)

    def keyed_fact(self, shape: Shape, word: str) -> tuple[Fact, Found] | None:
        """The only fact kept by key that has `word` among its keys, for columns headed by a key alone."""
        matches = [
            (fact, found)
            for fact in shape.facts
            if isinstance(fact.kind, ByKeyKind)
            and (found := self.members(self.schema.enumerations[fact.kind.enumeration]).find(word))
        ]
        return matches[0] if len(matches) == 1 else None
