"""Slips that read as values but mean nothing as they stand: `= 10 или 11`, `профиль = естественно-научный`."""

from collections.abc import Iterator
from itertools import pairwise, takewhile

from iomrules.codes import parse as spelling
from iomrules.codes import program as codes
from iomrules.parse import tree
from iomrules.program.members import enumerations_of
from iomrules.program.place import Place
from iomrules.program.resolve_names import look_up
from iomrules.values import decimal_text


def report_alternatives(place: Place, written: tree.And | tree.Or) -> tuple[tree.Expression, ...]:
    """The operands of `или` without the bare values beside `=`, which are reported with the word that lists values.

    So with `и` after `среди`: `предмет среди химии и биологии`.
    """
    first, *others = written.operands
    listed = _listed(place, written)
    bare = tuple(takewhile(lambda each: _is_bare(place, each), others)) if listed else ()
    if bare:
        ru, en = ("или", "or") if isinstance(written, tree.Or) else ("и", "and")
        value, values = _text(bare[0]), "; ".join(map(_text, (*listed, *bare)))
        place.draft.report(codes.VALUE_AFTER_OR, bare[0].span, value=value, listed=values, word=ru, word_en=en)
    return (first, *others[len(bare) :])


def _listed(place: Place, written: tree.And | tree.Or) -> tuple[tree.Expression, ...]:
    """The values that those after the first condition would go on with."""
    match written.operands[0]:
        case tree.Within(_, members):
            return members
        case tree.Comparison(_, "=", right) if isinstance(written, tree.Or) and _is_bare(place, right):
            return (right,)
    return ()


def _is_bare(place: Place, written: tree.Expression) -> bool:
    """Whether it is a value and no condition: a number, a text, a word that means something only beside `=`."""
    if isinstance(written, tree.Name):
        return look_up(place, written) is None and bool(enumerations_of(place.draft, written))
    return isinstance(written, tree.NumberLiteral | tree.TextLiteral)


def _text(written: tree.Expression) -> str:
    match written:
        case tree.Name(text):
            return text
        case tree.TextLiteral(text):
            return f"«{text}»"
        case tree.NumberLiteral(number):
            return decimal_text(number, ",")
    return "…"


def is_hyphenated(place: Place, written: tree.Sum) -> bool:
    """Whether a difference is a name whose words were joined by hyphens; then it is reported."""
    words = [term for _, term in written.terms if isinstance(term, tree.Name)]
    touching = all(left.span.end + 1 == right.span.start for left, right in pairwise(words))
    if len(words) != len(written.terms) or not touching or any(sign == "+" for sign, _ in written.terms[1:]):
        return False
    meant = "_".join(word.text for word in words)
    if not place.draft.vocabulary.find(meant, tuple(_names(place))) or look_up(place, words[0]) is not None:
        return False
    text = "-".join(word.text for word in words)
    place.draft.report(spelling.HYPHENATED_NAME, written.span, text=text, meant=meant)
    return True


def _names(place: Place) -> Iterator[str]:
    """Every name that may stand as a value, and the members of every enumeration."""
    schema = place.draft.schema
    yield from (each.name for each in place.draft.declared.values())
    for shape in schema.shapes.values():
        yield from (fact.name for fact in shape.facts)
    for enumeration in schema.enumerations.values():
        yield from enumeration.members
