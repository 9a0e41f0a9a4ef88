"""Typical slips, named in the methodologist's words, each with a way out.

Each slip is one short function: it looks at where the reading stopped and either names the slip or passes.
"""

from collections.abc import Callable, Sequence

from iomrules.codes import parse as codes
from iomrules.diagnostics import Diagnostic, Related
from iomrules.frozen import evolve
from iomrules.parse import condition_slips, letters, name_slips, phrase_slips
from iomrules.parse.distance import distance, slips_allowed
from iomrules.parse.lexemes import Lexeme
from iomrules.parse.situation import SILENT, Diagnosis, Situation, met
from iomrules.parse.words import CLAUSE_WORDS, STARTERS, Words
from iomrules.source import Span

#: what an unfinished declaration is called
DECLARATIONS = {
    "RULESET": ("описание набора правил", "the ruleset's declaration"),
    "ENUMERATION": ("описание перечня", "the enumeration"),
    "RECORD": ("описание сведений", "the record"),
    "CATALOGUE": ("описание справочника", "the catalogue"),
    "EXTEND": ("дополнение справочника", "the extension of a catalogue"),
    "PARAMETER": ("описание параметра", "the parameter"),
    "TABLE": ("описание таблицы", "the table"),
    "INDICATOR": ("описание показателя", "the indicator"),
    "RATING": ("описание рейтинга", "the rating"),
    "SELECTION": ("описание отбора", "the selection"),
    "RULE": ("описание правила", "the rule"),
    "ROUTE": ("описание маршрута", "the route"),
    "EXAMPLE": ("описание примера", "the example"),
    "ENGLISH_NAMES": ("список английских имён", "the list of English names"),
}


def explain(here: Situation) -> Diagnosis:
    """The most telling message for the lexeme that does not fit."""
    for slip in SLIPS:
        found = slip(here)
        if found is not None:
            return found
    ru, en = here.expected()
    return Diagnosis(codes.UNEXPECTED.at(here.lexeme.span, **met(here.lexeme), expected=ru, expected_en=en))


# --- the slips, the most telling first -----------------------------------------------------------------------


def stray_colon(here: Situation) -> Diagnosis | None:
    """`если: класс 10`: only an example puts a colon after a name."""
    if here.lexeme.text != ":" or here.lexeme.kind != "SIGN":
        return None
    advice, advice_en = "двоеточие не нужно: уберите его", "a colon is not needed: remove it"
    return Diagnosis(codes.UNKNOWN_SIGN.at(here.lexeme.span, sign=":", advice=advice, advice_en=advice_en), skip=1)


def extra_parenthesis(here: Situation) -> Diagnosis | None:
    if here.lexeme.text != ")" or here.lexeme.kind != "SIGN":
        return None
    kinds = [token.kind for token in here.tokens]
    if kinds.count("LPAR") > kinds.count("RPAR"):
        return None
    return Diagnosis(codes.EXTRA_PARENTHESIS.at(here.lexeme.span), skip=1)


def spaced_number(here: Situation) -> Diagnosis | None:
    """`1 000`."""
    before, lexeme = here.last, here.lexeme
    if before.kind != "NUMBER" or lexeme.kind != "NUMBER" or before.span.end_line != lexeme.line:
        return None
    if len(lexeme.text.split(",")[0].split(".")[0]) != 3 or "," in before.text or "." in before.text:
        return None
    text, meant = f"{before.text} {lexeme.text}", before.text + lexeme.text
    return Diagnosis(codes.SPACED_NUMBER.at(before.span.to(lexeme.span), text=text, meant=meant), skip=1)


def and_with_or(here: Situation) -> Diagnosis | None:
    meanings = here.words.terminals.get(here.lexeme.folded, ()) or (here.lexeme.terminal,)
    for read, open_one in (("AND", "OR"), ("OR", "AND")):
        if read in meanings and here.accepts(open_one):
            other = next((token for token in reversed(here.tokens) if token.kind == open_one), None)
            if other is None:
                return None
            related = (Related(other.span, f"здесь «{other.text}»", f"`{other.text}` is here"),)
            found = codes.MIXED_AND_OR.at(here.lexeme.span, related=related, first=other.text, second=here.lexeme.text)
            return Diagnosis(found, open_one)
    return None


def wordy_comparison(here: Situation) -> Diagnosis | None:
    """`больше или равно 4`."""
    meanings = here.words.terminals.get(here.lexeme.folded, ())
    if "OR" not in meanings or here.last.kind not in ("GREATER", "LESS"):
        return None
    after = here.lexemes[here.index + 1 : here.index + 2]
    if not after or "EQ" not in here.words.terminals.get(after[0].folded, ("EQ",) if after[0].text == "=" else ()):
        return None
    meant, meant_en = ("не меньше", "at least") if here.last.kind == "GREATER" else ("не больше", "at most")
    text = f"{here.last.text} {here.lexeme.text} {after[0].text}"
    span = here.last.span.to(after[0].span)
    return Diagnosis(codes.WORDY_COMPARISON.at(span, text=text, meant=meant, meant_en=meant_en), skip=2)


def reserved_word(here: Situation) -> Diagnosis | None:
    for phrase, count in here.phrases(here.index):
        known = here.words.terminals.get(phrase, ())
        in_record = any(token.kind == "RECORD" for token in here.tokens)
        clause = CLAUSE_WORDS.intersection(known) and (not here.lexeme.fresh or in_record)
        clause = clause or (phrase in here.words.never_names and here.lexeme.fresh and in_record)
        if (phrase in here.words.reserved or clause) and here.accepts("NAME"):
            text = " ".join(lexeme.text for lexeme in here.lexemes[here.index : here.index + count])
            example = f"{text.split()[0]}_ученика"
            found = codes.RESERVED.at(here.lexeme.span, word=text, example=example)
            return Diagnosis(found, "NAME", count)
    return None


def latin_keyword(here: Situation) -> Diagnosis | None:
    """A word typed wholly in Latin letters that look like a Russian keyword: `c 01.09.2026`."""
    lexeme = here.lexeme
    if lexeme.kind != "WORD" or not lexeme.text.isascii():
        return None
    meant = letters.russian_twin(lexeme.text)
    for terminal in here.words.terminals.get(letters.fold_word(meant), ()) if meant else ():
        if here.accepts(terminal):
            return Diagnosis(latin_word(lexeme.text, meant, lexeme.span), terminal, 1, meant)
    return None


def latin_word(word: str, meant: str, span: Span) -> Diagnostic:
    """The message for a word all of whose letters are Latin where Russian ones were meant."""
    ru, en = "все буквы латинские, хотя выглядят русскими", "all letters are Latin though they look Cyrillic"
    advice, advice_en = letters.Mixture(ru, en, meant).advice()
    return codes.MIXED_LETTERS.at(span, word=word, letters=ru, letters_en=en, advice=advice, advice_en=advice_en)


def comma_in_list(here: Situation) -> Diagnosis | None:
    if here.index == 0 or here.lexemes[here.index - 1].kind != "COMMA" or not here.fits_after("SEMICOLON"):
        return None
    comma = here.lexemes[here.index - 1].span
    return Diagnosis(codes.COMMA_LIST.at(comma, **met(here.lexeme)), insert="SEMICOLON")


def comma_before_name(here: Situation) -> Diagnosis | None:
    """`вид одно из олимпиада, конкурс`: the next name would begin a field of its own, and nobody would be told.

    On a line of its own a name with more after it does begin one.
    """
    after = here.lexemes[here.index + 1] if here.index + 1 < len(here.lexemes) else None
    alone = after is None or after.fresh or after.kind == "COMMA" or after.text == ";"
    return None if here.lexeme.fresh and not alone else comma_in_list(here)


def misspelt_start(here: Situation) -> Diagnosis | None:
    """A line that was to start a declaration: it was read as a part of the one above until it could not be."""
    if here.index == 0:
        return None
    for index in range(here.index, 0, -1):
        lexeme = here.lexemes[index]
        if lexeme.fresh and lexeme.span.column == 1:
            return start_at(here, index)
    return None


def start_at(here: Situation, index: int) -> Diagnosis | None:
    terminal, meant = near_starter(here.lexemes[index], here.words)
    if not terminal:
        return None
    lexeme = here.lexemes[index]
    return Diagnosis(misspelt(lexeme.text, meant, lexeme.span), terminal, restart=index)


def near_starter(lexeme: Lexeme, words: Words) -> tuple[str, str]:
    """(terminal, spelling) of the declaration a misspelt first word was meant to start, or empty."""
    if lexeme.kind != "WORD" or lexeme.folded in words.terminals:
        return "", ""
    best = ("", "", slips_allowed(lexeme.folded) + 1)
    for phrase in sorted(words.reserved):
        apart = distance(lexeme.folded, phrase, best[2])
        if apart < best[2]:
            terminal = next(each for each in words.terminals[phrase] if each in STARTERS)
            best = (terminal, phrase, apart)
    return best[0], best[1]


def misspelt(word: str, meant: str, span: Span) -> Diagnostic:
    return codes.MISSPELT.at(span, word=word, meant=meant)


def rule_without_if(here: Situation) -> Diagnosis | None:
    if here.tokens and here.accepts("IF") and not here.accepts("EXCEPT_IF") and here.fits_after("IF"):
        first = next(token.kind for token in here.tokens if token.kind not in SILENT)
        if first == "RULE":
            return Diagnosis(codes.NO_IF.at(here.lexeme.span, **met(here.lexeme)), insert="IF")
    return None


def missing_then(here: Situation) -> Diagnosis | None:
    for terminal, word in (("THEN", "то"), ("ELSE", "иначе")):
        if here.fits_after(terminal) and here.lexeme.kind != "ROW":
            return Diagnosis(codes.NO_THEN.at(here.lexeme.span, word=word), insert=terminal)
    return None


def open_parenthesis(here: Situation) -> Diagnosis | None:
    if not here.fits_after("RPAR"):
        return None
    return Diagnosis(codes.OPEN_PARENTHESIS.at(open_one(here), **met(here.lexeme)), insert="RPAR")


def open_one(here: Situation) -> Span:
    """Where the innermost parenthesis was opened."""
    depth = 0
    for token in reversed(here.tokens):
        depth += {"RPAR": 1, "LPAR": -1}.get(token.kind, 0)
        if depth < 0:
            return token.span
    return here.last.span


def misspelt_keyword(here: Situation) -> Diagnosis | None:
    """A keyword with a slip, here or just before: `ни меньше 4`, `срднее отметок`."""
    found = nearest_keyword(here, here.index, list(here.states))
    if found:
        terminal, meant, count = found
        lexemes = here.lexemes[here.index : here.index + count]
        text = " ".join(lexeme.text for lexeme in lexemes)
        return Diagnosis(misspelt(text, meant, lexemes[0].span.to(lexemes[-1].span)), terminal, count, meant)
    if here.last.kind != "NAME" or not here.earlier:
        return None
    index = next(i for i in range(here.index - 1, -1, -1) if here.lexemes[i].kind not in SILENT)
    found = nearest_keyword(here, index, list(here.earlier))
    if not found or found[0] == "NAME":
        return None
    shifted = here.automaton.shifted(list(here.earlier), found[0])
    if shifted is None or not (here.fits(shifted) or found[2] > 1):
        return None
    if distance(here.lexemes[index].folded, letters.fold_word(found[1]), 2) > 1:
        # two slips in a word that could be a name are more than two words of one name, such as `средний балл`
        return None
    lexemes = here.lexemes[index : index + found[2]]
    text = " ".join(lexeme.text for lexeme in lexemes)
    return Diagnosis(misspelt(text, found[1], lexemes[0].span.to(lexemes[-1].span)), skip=1)


def nearest_keyword(here: Situation, index: int, states: list[int]) -> tuple[str, str, int] | None:
    """(terminal, spelling, words) of the acceptable keyword nearest to the words at `index`."""
    best: tuple[int, int, int, str, str, int] | None = None
    acceptable = set(here.automaton.acceptable(states))
    for phrase, count in here.phrases(index):
        if count == 1 and phrase in here.words.terminals:
            continue
        for spelling, terminals in here.words.terminals.items():
            if spelling.count(" ") != count - 1 or spelling == phrase:
                continue
            most = slips_allowed(phrase)
            apart = distance(phrase, spelling, most)
            terminal = next((each for each in terminals if each in acceptable), "")
            if apart <= most and terminal and _words_near(phrase, spelling):
                # a letter left out is commoner than another in its place: `менше` is `меньше` before `менее`
                key = (apart, -count, -len(spelling), terminal, spelling, count)
                best = min(best, key) if best else key
    return best[3:] if best else None


def _words_near(phrase: str, spelling: str) -> bool:
    """Each word by itself is near: `не 10` is not a slip for `не до`."""
    pairs = zip(phrase.split(), spelling.split(), strict=True)
    return all(distance(left, right, 2) <= max(1, slips_allowed(left)) for left, right in pairs)


SLIPS: tuple[Callable[[Situation], Diagnosis | None], ...] = (
    stray_colon,
    extra_parenthesis,
    spaced_number,
    wordy_comparison,
    and_with_or,
    reserved_word,
    latin_keyword,
    misspelt_start,
    comma_in_list,
    name_slips.hyphenated_name,
    name_slips.catalogue_rows,
    phrase_slips.listed_with_and,
    phrase_slips.for_a_number,
    phrase_slips.nameless_criterion,
    phrase_slips.other_bound,
    phrase_slips.other_computation,
    phrase_slips.value_after_round,
    misspelt_keyword,
    condition_slips.comma_between,
    condition_slips.listed_with_in,
    condition_slips.between_words,
    condition_slips.double_comparison,
    condition_slips.missing_comparison,
    condition_slips.turned_about,
    rule_without_if,
    open_parenthesis,
    missing_then,
    name_slips.spaced_name,
)


# --- mistakes that are not at a lexeme -----------------------------------------------------------------------


def unfinished(here: Situation) -> Diagnostic:
    """The declaration ended too early."""
    if here.accepts("RPAR"):
        return codes.OPEN_PARENTHESIS.at(open_one(here), found="концом описания", found_en="the end of the description")
    if here.accepts("ELSE"):
        return codes.NO_THEN.at(here.last.span, word="иначе")
    first = next(token.kind for token in here.tokens if token.kind not in SILENT)
    what, what_en = DECLARATIONS[first]
    ru, en = here.expected()
    place = here.last.span
    end = evolve(place, line=place.end_line, column=place.end_column, start=place.end)
    return codes.UNFINISHED.at(end, what=what, what_en=what_en, expected=ru, expected_en=en)


def unknown_start(spoken: Sequence[Lexeme], words: Words) -> Diagnostic:
    """The text begins with something other than a declaration."""
    starters = ", ".join(words.spelling(terminal, "ru") for terminal in STARTERS)
    starters_en = ", ".join(words.spelling(terminal, "en") for terminal in STARTERS)
    first = spoken[0]
    return codes.UNKNOWN_START.at(
        first.span,
        word=first.text,
        advice=f"описание начинают слова: {starters}",
        advice_en=f"declarations begin with: {starters_en}",
    )
