"""Slips about names: parted by a space or a hyphen, and rows of a catalogue where only its own parts may stand."""

from collections.abc import Sequence

from iomrules.codes import parse as codes
from iomrules.diagnostics import Diagnostic
from iomrules.parse.lexemes import Lexeme
from iomrules.parse.situation import SILENT, Diagnosis, Situation, comparator_at
from iomrules.source import Span

_HYPHENS = frozenset("-‑")
_NUMERALS = ("", "", "два слова", "три слова", "четыре слова", "пять слов")
#: what people begin a count with where the language says `количество`
_COUNTS = frozenset(("число", "сколько", "number", "amount"))
_SOMETHING = ("если нет, между ними чего-то не хватает", "if not, something is missing between them")


def hyphenated_name(here: Situation) -> Diagnosis | None:
    """`естественно-научный`: in a value it would be a difference, elsewhere it can only be a name."""
    if here.last.kind != "NAME" or here.lexeme.text not in _HYPHENS:
        return None
    end = end_of_hyphened(here.lexemes, here.index - 1)
    if end <= here.index:
        return None
    words = [lexeme.text for lexeme in here.lexemes[here.index - 1 : end : 2]]
    span = here.last.span.to(here.lexemes[end - 1].span)
    return Diagnosis(words_with_hyphens(span, words), skip=end - here.index)


def end_of_hyphened(lexemes: Sequence[Lexeme], index: int) -> int:
    """Where the words from `index` end that hyphens without spaces join; the next index where there are none."""
    end = index + 1
    while end + 1 < len(lexemes):
        before, hyphen, word = lexemes[end - 1 : end + 2]
        touching = before.span.end == hyphen.span.start and hyphen.span.end == word.span.start
        if hyphen.text not in _HYPHENS or word.kind != "WORD" or not touching:
            break
        end += 2
    return end


def words_with_hyphens(span: Span, words: Sequence[str]) -> Diagnostic:
    """The message for a name whose words are joined by hyphens."""
    return codes.HYPHENATED_NAME.at(span, text="-".join(words), meant="_".join(words))


def catalogue_rows(here: Situation) -> Diagnosis | None:
    """Rows below `справочник курсы`, where people look for them: they stand in `дополнить курсы`."""
    spoken = [token for token in here.tokens if token.kind not in SILENT]
    if not spoken or spoken[0].kind != "CATALOGUE" or len(spoken) == 1 or not here.lexeme.fresh:
        return None
    line = [lexeme for lexeme in here.lexemes[here.index :] if lexeme.line == here.lexeme.line]
    if not any(lexeme.kind == "BAR" or lexeme.text == ";" for lexeme in line):
        return None
    return Diagnosis(codes.CATALOGUE_ROWS.at(line[0].span.to(line[-1].span), name=spoken[1].text))


def spaced_name(here: Situation) -> Diagnosis | None:
    """`средний балл` for `средний_балл`."""
    before, lexeme = here.last, here.lexeme
    if before.kind != "NAME" or lexeme.kind != "WORD" or before.span.end_line != lexeme.line:
        return None
    counted = before.text.casefold() in _COUNTS
    if _begins_keyword(here, here.index) and not (counted and _of_a_name(here)):
        return None
    spoken = [token for token in here.tokens if token.kind not in SILENT]
    if spoken[0].kind == "EXAMPLE" and len(spoken) > 2 and spoken[-2].kind == "NAME":
        record = spoken[-2]
        span = record.span.to(lexeme.span)
        return Diagnosis(codes.RECORD_UNBRACKETED.at(span, name=record.text, field=before.text), skip=1)
    end = here.index + 1
    while end < len(here.lexemes) and _goes_on(here, end):
        end += 1
    words = [before.text, *(each.text for each in here.lexemes[here.index : end])]
    span = before.span.to(here.lexemes[end - 1].span)
    found = words_in_a_row(span, words, _between(here, words, end))
    if counted and here.automaton.accepts(list(here.states[:-1]), "COUNT"):
        # read as the count it was meant for, so that a `где` or a window after it is no second mistake
        return Diagnosis(found, instead="COUNT", skip=end - here.index - 1)
    return Diagnosis(found, skip=end - here.index)


def words_in_a_row(span: Span, words: Sequence[str], otherwise: tuple[str, str] = _SOMETHING) -> Diagnostic:
    """The message for words that are probably one name. otherwise: in two languages, what else they may be."""
    count = len(words)
    said = _NUMERALS[count] if count < len(_NUMERALS) else "много слов"
    return codes.SPACED_NAME.at(
        span,
        count=said,
        count_en=f"{'two' if count == 2 else count} words",
        text=" ".join(words),
        meant="_".join(words),
        otherwise=otherwise[0],
        otherwise_en=otherwise[1],
    )


def _goes_on(here: Situation, index: int) -> bool:
    """Whether the words in a row go on at `index`."""
    lexeme = here.lexemes[index]
    return lexeme.kind == "WORD" and lexeme.line == here.lexeme.line and not _begins_keyword(here, index)


def _of_a_name(here: Situation) -> bool:
    """`number of victories`: the `of` people write there, and a name after it."""
    after = here.index + 1
    return here.lexeme.folded == "of" and after < len(here.lexemes) and _goes_on(here, after)


def _begins_keyword(here: Situation, index: int) -> bool:
    """Whether the words at `index` say something of the language; a unit beside a name does not."""
    known = here.words.terminals
    return any(phrase in known and "UNIT" not in known[phrase] for phrase, _ in here.phrases(index))


def _between(here: Situation, words: list[str], end: int) -> tuple[str, str]:
    """What may be missing between the first word and the others; end: where the words end."""
    first, rest = words[0], " ".join(words[1:])
    if first.casefold() in _COUNTS:
        rest = rest.removeprefix("of ")
        return f"если это подсчёт, напишите: количество {rest}", f"if it is a count, write: count of {rest}"
    if here.fits_after("WHERE"):
        told, told_en = "если дальше условие, его начинает «где»", "if a condition follows, it begins with `where`"
        return f"{told}: {first} где {rest}", f"{told_en}: {first} where {rest}"
    if here.fits_after("EQ") and not comparator_at(here, end)[0]:
        told, told_en = "если это сравнение, поставьте знак", "if they are compared, put the sign"
        return f"{told}: {first} = {rest}", f"{told_en}: {first} = {rest}"
    return _SOMETHING
