"""Slips in conditions: what people say aloud or know from other languages, and how it is written here."""

from iomrules.codes import parse as codes
from iomrules.diagnostics import Diagnostic
from iomrules.parse.lexemes import Lexeme
from iomrules.parse.situation import COMPARATORS, Diagnosis, Situation, comparator_at, met
from iomrules.source import Span

#: what a comparison begins after
_BEFORE = frozenset(("IF", "AND", "OR", "NOT", "WHERE", "HOLDS", "EXCEPT_IF", "UNLESS", "LPAR", "PRIORITY"))


def comma_between(here: Situation) -> Diagnosis | None:
    """`если согласие, класс не меньше 5`."""
    if here.index == 0 or here.lexemes[here.index - 1].kind != "COMMA":
        return None
    for terminal in ("AND", "OR"):
        if here.fits_after(terminal):
            found = codes.COMMA_BETWEEN.at(here.lexemes[here.index - 1].span, **met(here.lexeme))
            return Diagnosis(found, insert=terminal)
    return None


def listed_with_in(here: Situation) -> Diagnosis | None:
    """`класс в (10, 11)`."""
    if here.lexeme.folded not in ("в", "in") or not here.accepts("AMONG"):
        return None
    line = _rest_of_line(here)
    if len(line) < 2 or line[1].text != "(":
        return Diagnosis(_told(here, here.lexeme.span, here.lexeme.text, "среди", "among"), "AMONG", meant="среди")
    closing = next((number for number, lexeme in enumerate(line) if lexeme.text == ")"), len(line) - 1)
    values = "; ".join(lexeme.text for lexeme in line[2:closing] if lexeme.kind in ("WORD", "NUMBER", "DATE", "TEXT"))
    span = here.lexeme.span.to(line[closing].span)
    return Diagnosis(_told(here, span, "", f"среди {values}", f"among {values}"), skip=closing + 1)


def between_words(here: Situation) -> Diagnosis | None:
    """`средний_балл между 4 и 5`."""
    if here.lexeme.folded not in ("между", "between") or not here.accepts("RANGE_FROM"):
        return None
    line = _rest_of_line(here)
    if len(line) < 4 or "AND" not in here.words.terminals.get(line[2].folded, ()):
        return None
    low, high = line[1].text, line[3].text
    span = here.lexeme.span.to(line[3].span)
    return Diagnosis(_told(here, span, "", f"от {low} до {high}", f"from {low} to {high}"), skip=4)


def double_comparison(here: Situation) -> Diagnosis | None:
    """`4 <= средний_балл <= 5`."""
    terminal, count = comparator_at(here, here.index)
    after = here.lexemes[here.index + count : here.index + count + 1]
    if not terminal or not after:
        return None
    begin = next((place for place in range(len(here.tokens) - 1, -1, -1) if here.tokens[place].kind in _BEFORE), -1)
    said = here.tokens[begin + 1 :]
    middle = next((place for place, token in enumerate(said) if token.kind in COMPARATORS), 0)
    if not middle or middle + 1 == len(said):
        return None
    low = _text(here, said[0].span.to(said[middle - 1].span))
    inner = _text(here, said[middle + 1].span.to(said[-1].span))
    high = after[0].text
    if {said[middle].kind, terminal} == {"NOT_MORE"}:
        meant, meant_en = f"{inner} от {low} до {high}", f"{inner} from {low} to {high}"
    else:
        sign = _text(here, here.lexeme.span.to(here.lexemes[here.index + count - 1].span))
        first = f"{low} {said[middle].text} {inner}"
        meant, meant_en = f"{first} и {inner} {sign} {high}", f"{first} and {inner} {sign} {high}"
    span = said[0].span.to(after[0].span)
    return Diagnosis(_told(here, span, "", meant, meant_en), skip=count + 1)


def missing_comparison(here: Situation) -> Diagnosis | None:
    """`отметка по химии 4`, `класс 10-11`."""
    if here.lexeme.kind not in ("NUMBER", "DATE") or here.last.kind == "NUMBER":
        return None
    if not here.accepts("NOT_LESS") or not here.fits_after("EQ"):
        return None
    if here.fits_after("THEN") and not any(
        "THEN" in here.words.terminals.get(each.folded, ()) for each in here.lexemes
    ):
        return None
    line, number = _rest_of_line(here), here.lexeme.text
    advice, advice_en = f"не меньше {number}, равно {number}", f"at least {number}, = {number}"
    if len(line) > 2 and line[1].text in ("-", "–", "—", "‑") and line[2].kind == here.lexeme.kind:
        advice, advice_en = f"от {number} до {line[2].text}", f"from {number} to {line[2].text}"
    found = codes.NO_COMPARISON.at(here.lexeme.span, **met(here.lexeme), advice=advice, advice_en=advice_en)
    return Diagnosis(found, insert="EQ")


def turned_about(here: Situation) -> Diagnosis | None:
    """`если согласия нет`."""
    meanings = set(here.words.terminals.get(here.lexeme.folded, ()))
    if here.last.kind != "NAME" or here.lexeme.fresh or not meanings & {"EXISTS", "NO"} or not here.accepts("AND"):
        return None
    word, meant = f"{here.last.text} {here.lexeme.text}", f"{here.lexeme.text} {here.last.text}"
    return Diagnosis(codes.MISSPELT.at(here.last.span.to(here.lexeme.span), word=word, meant=meant), skip=1)


def _rest_of_line(here: Situation) -> list[Lexeme]:
    """The lexemes from here to the end of the line."""
    return [lexeme for lexeme in here.lexemes[here.index :] if lexeme.line == here.lexeme.line]


def _text(here: Situation, span: Span) -> str:
    return here.source.text[span.start : span.end]


def _told(here: Situation, span: Span, text: str, meant: str, meant_en: str) -> Diagnostic:
    """That a comparison is written in another way."""
    return codes.WORDY_COMPARISON.at(span, text=text or _text(here, span), meant=meant, meant_en=meant_en)
