"""Which declared name a word means: in any case form, looked for only among the names that may stand in its place."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from iomrules.frozen import field, frozen
from iomrules.program.forms import FormTable, fold


def _read_only(given: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(given))


#: Words that suggestions are looked for; in a flood of unknown names the rest are told without, or it would take long.
MOST_ALIKE = 300


@frozen
class Vocabulary:
    """Every declared name, spelled exactly or in a form.

    exact: folded name -> the names spelled so. derived: folded form -> the names it is a form of.
    forms: name -> its folded forms.
    """

    exact: Mapping[str, tuple[str, ...]] = field(factory=dict, converter=_read_only)
    derived: Mapping[str, tuple[str, ...]] = field(factory=dict, converter=_read_only)
    forms: Mapping[str, tuple[str, ...]] = field(factory=dict, converter=_read_only)
    _asked: set[str] = field(factory=set, init=False, eq=False, repr=False)

    def find(self, word: str, names: Collection[str]) -> tuple[str, ...]:
        """The names among `names` that `word` may mean: one spelled exactly so, or all whose form it is."""
        key = fold(word)
        exact = tuple(name for name in self.exact.get(key, ()) if name in names)
        return exact[:1] or tuple(name for name in self.derived.get(key, ()) if name in names)

    def alike(self, word: str, names: Iterable[str]) -> tuple[str, ...]:
        """Up to three of `names` spelled much like `word`, the likest first, then those it is a word of.

        None after MOST_ALIKE words.
        """
        self._asked.add(fold(word))
        if len(self._asked) > MOST_ALIKE:
            return ()
        spelled: dict[str, str] = {}
        for name in names:
            for form in (fold(name), *self.forms.get(name, ())):
                spelled.setdefault(form, name)
        close = get_close_matches(fold(word), spelled, n=9, cutoff=0.7)
        longer = [form for form in spelled if fold(word) in form.split("_")] if len(word) > 3 else []
        return tuple(dict.fromkeys(spelled[form] for form in (*close, *longer)))[:3]


def make_vocabulary(
    names: Iterable[str],
    tables: Iterable[FormTable],
    given: Mapping[str, Sequence[str]],
    pairs: Iterable[tuple[str, str]] = (),
) -> Vocabulary:
    """names: all declared, of every sort. given: forms written in declarations, which stand instead of a table's.

    pairs: names in Russian and English; a name declared in one language is known by the other too, and its forms.
    """
    stored: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for line in table.lines:
            stored.setdefault(fold(line.name), line.forms)
    twins: dict[str, tuple[str, ...]] = {}
    for russian, english in pairs:
        twins[fold(russian)] = (*twins.get(fold(russian), ()), english)
        twins[fold(english)] = (*twins.get(fold(english), ()), russian)
    every = dict.fromkeys(names)
    exact: dict[str, tuple[str, ...]] = {}
    derived: dict[str, tuple[str, ...]] = {}
    forms: dict[str, tuple[str, ...]] = {}
    for name in every:
        exact[fold(name)] = (*exact.get(fold(name), ()), name)
        own = twins.get(fold(name), ())
        written = (
            *(given.get(name) or stored.get(fold(name), ())),
            *own,
            *(form for twin in own for form in stored.get(fold(twin), ())),
        )
        forms[name] = tuple(dict.fromkeys(fold(form) for form in written))
        for form in forms[name]:
            derived[form] = (*derived.get(form, ()), name)
    for name in every:
        # after what is declared so: a name in the other language is meant to the letter as well
        for twin in twins.get(fold(name), ()):
            if name not in exact.get(fold(twin), ()):
                exact[fold(twin)] = (*exact.get(fold(twin), ()), name)
    return Vocabulary(exact, derived, forms)
