"""`print_tree`: a tree back to text, in the one layout everybody shares, and in either language.

Works from the tokens, so nothing is lost: comments, the case forms of names and the chosen spelling of keywords stay.
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from iomrules.frozen import define, evolve, frozen
from iomrules.parse import agreement, tree
from iomrules.parse.clause_order import in_order
from iomrules.parse.layout import LIST_LEVEL, OPERAND_ENDS, Breaks, find_breaks
from iomrules.parse.words import STARTERS, Language, Words, fold, load_words

WIDTH = 100
#: a kind longer than this does not push the clauses of other fields away
WIDEST_KIND = 40
GLUED_BEFORE = frozenset(("SEMICOLON", "COLON", "COMMA", "RPAR"))
#: which place somebody takes does not agree with its number: `Аня 2 место`, `Anya 2nd place`
ORDINAL = frozenset(("место", "place", *(f"{ending} place" for ending in agreement.ORDINAL_ENDINGS)))
#: words of time that agree with the number before them
COUNTED = frozenset(("YEARS", "MONTHS", "SCHOOL_YEARS"))


class Turner(Protocol):
    """Knows names in both languages."""

    def turn(self, tokens: Sequence[tree.Token], language: str) -> Mapping[int, str]:
        """Offset -> the name in `language`, for every name of one declaration that changes."""


def print_tree(syntax: tree.SyntaxTree, language: str = "", names: Turner | None = None) -> str:
    """The canonical text. language: `ru` or `en` turns the keywords into that language; empty keeps them.

    names: turns declared names too; texts and comments are never translated. A tree that left broken declarations out
    gives its source back unchanged: half a file must not be written over a whole one.
    """
    if syntax.broken or (not syntax.declarations and syntax.source.text.strip() and not syntax.tokens):
        return syntax.source.text
    if sum(token.kind in STARTERS for token in syntax.tokens) != len(syntax.declarations):
        return syntax.source.text  # what is broken may have no name to be known by
    syntax = in_order(syntax)
    words = load_words()
    blocks = []
    declarations = iter(syntax.declarations)
    for tokens in _declaration_tokens(syntax.tokens):
        starts = any(token.kind in STARTERS for token in tokens)
        declaration = next(declarations, None) if starts else None
        turned = names.turn(tokens, language) if names and language else {}
        russian = turned if language == "ru" or not names else names.turn(tokens, "ru")
        places = agreement.find_places([_called(token, russian) for token in tokens])
        starter = next((fold(token.text) for token in tokens if token.kind in STARTERS), "")
        spoken = {language} if language else words.tongues.get(starter, frozenset())
        speller = Speller(
            words,
            words.languages.get(language),
            places,
            agreement.find_of(tokens) | agreement.find_lookups(tokens),
            turned,
            agreement.find_articles([_called(token, turned) for token in tokens]),
            "." if "en" in spoken else ",",
            any(token.kind == "EXAMPLE" for token in tokens),
        )
        blocks.append("\n".join(_print_block(tokens, declaration, speller)))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _called(token: tree.Token, names: Mapping[int, str]) -> tree.Token:
    return evolve(token, text=names[token.span.start]) if token.span.start in names else token


def _declaration_tokens(tokens: Sequence[tree.Token]) -> list[list[tree.Token]]:
    """Tokens of each declaration, the comments above it included; last, comments at the end of the file."""
    blocks: list[list[tree.Token]] = [[]]
    for index, token in enumerate(tokens):
        if token.kind in STARTERS:
            above: list[tree.Token] = []
            while blocks[-1] and _stands_alone(blocks[-1][-1], tokens[: index - len(above)]):
                above.insert(0, blocks[-1].pop())
            blocks.append(above)
        blocks[-1].append(token)
    alone: list[tree.Token] = []
    while blocks[-1] and _stands_alone(blocks[-1][-1], tokens[: len(tokens) - len(alone)]):
        alone.insert(0, blocks[-1].pop())
    return [block for block in [*blocks, alone] if block]


def _stands_alone(token: tree.Token, up_to: Sequence[tree.Token]) -> bool:
    """Whether the last of `up_to` is a comment on a line of its own."""
    return token.kind == "COMMENT" and (len(up_to) < 2 or up_to[-2].span.end_line < token.span.line)


# --- spelling --------------------------------------------------------------------------------------------------


@frozen
class Speller:
    """How the tokens of one declaration are written.

    language: the one keywords are turned into, or None to keep each in its own. places: where in the Russian table the
    spelling stands that agrees with the words beside it, by offset. of: offsets of English words that take `of`, or
    `in` for `by`. names: in the language asked for, by offset. articles: places of English words that take one, by
    offset. point: of decimals. example: whether a minus after a name is a sign.
    """

    words: Words
    language: Language | None
    places: Mapping[int, int]
    of: frozenset[int]
    names: Mapping[int, str]
    articles: Mapping[int, int]
    point: str
    example: bool

    def spell(self, token: tree.Token, before: tree.Token | None, earlier: tree.Token | None) -> str:
        match token.kind:
            case "NAME":
                return self.names.get(token.span.start, token.text)
            case "COMMENT" | "DATE" | "DOTTED":
                return token.text
            case "TEXT":
                return quote(token.text)
            case "NUMBER":
                in_version = before is not None and before.kind == "VERSION"
                return token.text if in_version else re.sub("[.,]", self.point, token.text)
            case "UNIT":
                return self.unit(token, before, earlier)
            case _:
                return self.keyword(token, before)

    def keyword(self, token: tree.Token, before: tree.Token | None) -> str:
        folded = fold(token.text)
        if folded not in self.words.terminals:
            return token.text
        target = self.target(folded)
        spellings = target.spellings[token.kind]
        if token.kind in COUNTED:
            number = before.text if before is not None else ""
            return count(spellings if target.code == "en" else spellings[::-1], number, target.code)
        if token.kind in agreement.WITH_OF:
            return agreement.aggregator(self.words, token.kind, folded, target.code, token.span.start in self.of)
        if target.code == "en" and token.kind == "BY":
            return spellings[token.span.start in self.of]
        if target.code == "en" and token.kind == "EXISTS":
            return spellings[self.articles.get(token.span.start, 0)]
        place = self.places.get(token.span.start)
        if place is not None:
            return spellings[place if target.code == "ru" else 0]
        kept = target.code in self.words.tongues[folded]
        other = next(code for code in self.words.languages if code != target.code)
        # a spelling without a twin in the other language could not come back: the first stands for it
        twin = agreement.twin(self.words, token.kind, folded, other if kept else target.code)
        return spellings[0] if twin is None else folded_as_written(token) if kept else twin

    def target(self, folded: str) -> Language:
        """The language a word is written in: the one asked for, else its own."""
        own = self.words.tongues[folded]
        return self.language or next(each for code, each in self.words.languages.items() if code in own)

    def unit(self, token: tree.Token, before: tree.Token | None, earlier: tree.Token | None) -> str:
        folded = fold(" ".join(token.text.split()))
        target = self.target(folded)
        spellings = target.units[self.words.units[folded]]
        if folded in ORDINAL and earlier is not None and earlier.kind in ("NAME", "SHARES"):
            return agreement.ordinal(before, target.code)
        if agreement.is_short(folded):
            return agreement.short_form(spellings)
        return agreement.unit_form(spellings, before, earlier, target.code)


def folded_as_written(token: tree.Token) -> str:
    """A keyword in small letters, its ё kept."""
    return token.text.lower()


def count(spellings: Sequence[str], number: str, language: str) -> str:
    """The word of time that goes with a number: `год`, `года`, `лет`; `years`, `year`."""
    if language == "en":
        return spellings[1] if number == "1" else spellings[0]
    if not number.isdigit():
        return spellings[1] if number else spellings[0]
    last_two, last = int(number) % 100, int(number) % 10
    if last == 1 and last_two != 11:
        return spellings[0]
    return spellings[1] if last in (2, 3, 4) and last_two not in (12, 13, 14) else spellings[2]


def quote(text: str) -> str:
    """The text in «…», or in other quotes where those would end it too early."""
    depth = 0
    for char in text:
        depth += {"«": 1, "»": -1}.get(char, 0)
        if depth < 0:
            break
    if depth == 0:
        return f"«{text}»"
    return f'"{text}"' if '"' not in text else f"“{text}”"


# --- lines -----------------------------------------------------------------------------------------------------


@define
class Line:
    """Tokens that are printed side by side. blank: an empty line stands before."""

    indent: int
    tokens: list[tree.Token]
    blank: bool = False


def _print_block(tokens: list[tree.Token], declaration: tree.Declaration | None, speller: Speller) -> Iterator[str]:
    if declaration is None:
        breaks = Breaks({}, {})
    else:
        breaks = find_breaks(declaration, [token for token in tokens if token.kind not in ("COMMENT", "COMMA")])
    lines = _break_lines(tokens, breaks)
    pads = _table_pads(lines, speller)
    fields = _field_pads(lines, declaration, speller)
    for number, line in enumerate(lines):
        if line.blank and number:
            yield ""
        if line.tokens[0].kind == "ROW":
            yield _print_row(line, pads, speller)
        elif line.tokens[0].span.start in fields:
            yield _print_field(line, fields[line.tokens[0].span.start], speller)
        else:
            yield from _print_folded(line, breaks, speller)


def _break_lines(tokens: Sequence[tree.Token], breaks: Breaks) -> list[Line]:
    lines: list[Line] = []
    before: tree.Token | None = None
    pending: list[Line] = []
    for token in tokens:
        gap = before is not None and token.span.line - before.span.end_line > 1
        alone = before is None or token.span.line > before.span.end_line
        starts = token.kind in STARTERS or token.kind == "ROW"
        if token.kind == "COMMENT" and alone:
            pending.append(Line(0, [token], gap))
        else:
            indent = 2 if token.kind == "ROW" else 0 if starts else breaks.forced.get(token.span.start, -1)
            if indent < 0 and (not lines or pending or lines[-1].tokens[-1].kind == "COMMENT"):
                indent = 4
            if indent >= 0 and token.kind != "COMMENT":
                for line in pending:
                    lines.append(evolve(line, indent=indent))
                pending = []
                lines.append(Line(indent, [token], gap))
            elif lines:
                lines[-1].tokens.append(token)
            else:
                lines.append(Line(0, [token], gap))
        before = token
    return lines + pending


def _glue(left: tree.Token, right: tree.Token, before_left: tree.Token | None, example: bool) -> str:
    """What stands between two tokens of one line. example: whether there is nothing to subtract in it."""
    if right.kind == "COMMENT":
        return "  "
    if right.kind in GLUED_BEFORE or left.kind in ("LPAR", "DASH") or right.kind == "DASH":
        return ""
    if right.kind == "LPAR" and left.kind == "NAME":
        return ""
    if (
        left.kind == "MINUS"
        and not left.text.isalpha()
        and (example or before_left is None or before_left.kind not in OPERAND_ENDS)
    ):
        return ""
    return " "


def _pieces(tokens: Sequence[tree.Token], speller: Speller) -> list[tuple[int, int]]:
    """(first column, column just past) of each token when all stand side by side."""
    places: list[tuple[int, int]] = []
    column = 0
    for _, glue, text in _spelt(tokens, speller):
        start = column + len(glue)
        column = start + len(text)
        places.append((start, column))
    return places


def _spelt(tokens: Sequence[tree.Token], speller: Speller) -> Iterator[tuple[tree.Token, str, str]]:
    """(token, what stands before it, its text)."""
    earlier: tree.Token | None = None
    last: tree.Token | None = None
    for token in tokens:
        glue = _glue(last, token, earlier, speller.example) if last is not None and last.kind != "ROW" else ""
        text = speller.spell(token, last, earlier) if token.kind != "ROW" else ""
        ending = token.kind == "UNIT" and text.startswith(agreement.ORDINAL_ENDINGS)
        yield token, "" if ending else glue, text
        earlier, last = last, token


def _render(tokens: Sequence[tree.Token], speller: Speller) -> str:
    """Tokens side by side; ROW has no text."""
    return "".join(glue + text for _, glue, text in _spelt(tokens, speller))


def _print_folded(line: Line, breaks: Breaks, speller: Speller) -> Iterator[str]:
    """One line, or several where it is too long and has places to fold at."""
    pending = deque([line])
    columns: dict[int, int] = {}
    while pending:
        current = pending.popleft()
        places = _pieces(current.tokens, speller)
        for token, (start, _) in zip(current.tokens, places, strict=True):
            columns[token.span.start] = current.indent + start
        levels = {
            index: breaks.folds[token.span.start].level
            for index, token in enumerate(current.tokens)
            if index and token.span.start in breaks.folds and token.kind != "COMMENT"
        }
        ends = [end for token, (_, end) in zip(current.tokens, places, strict=True) if token.kind != "COMMENT"]
        if not levels or current.indent + (ends[-1] if ends else 0) <= WIDTH:
            yield (" " * current.indent + _render(current.tokens, speller)).rstrip()
            continue
        lowest = min(levels.values())
        cuts = [index for index, level in levels.items() if level == lowest]
        indents = [_indent(current, cut, breaks, columns) for cut in cuts]
        if lowest == LIST_LEVEL:
            cuts, indents = _filled(current, cuts, indents, places)
        bounds = [*cuts, len(current.tokens)]
        pieces = [Line(current.indent, current.tokens[: cuts[0]])]
        pieces += [Line(indent, current.tokens[bounds[i] : bounds[i + 1]]) for i, indent in enumerate(indents)]
        pending.extendleft(reversed(pieces))


def _indent(line: Line, cut: int, breaks: Breaks, columns: Mapping[int, int]) -> int:
    anchor = breaks.folds[line.tokens[cut].span.start].anchor
    return columns.get(anchor, line.indent + 2) if anchor >= 0 else line.indent + 2


def _filled(
    line: Line, cuts: Sequence[int], indents: Sequence[int], places: Sequence[tuple[int, int]]
) -> tuple[list[int], list[int]]:
    """Of all places to cut a list at, those that leave lines full but not too long."""
    chosen: list[int] = []
    kept: list[int] = []
    left, indent = 0, line.indent
    for number, cut in enumerate(cuts):
        following = cuts[number + 1] if number + 1 < len(cuts) else len(line.tokens)
        if indent + places[following - 1][1] - left > WIDTH:
            chosen.append(cut)
            kept.append(indents[number])
            left, indent = places[cut][0], indents[number]
    return (chosen, kept) if chosen else (list(cuts[:1]), list(indents[:1]))


# --- aligned lines: rows of tables, fields of records ----------------------------------------------------------


def _cells(line: Line) -> list[list[tree.Token]]:
    cells: list[list[tree.Token]] = [[]]
    for token in line.tokens[1:]:
        if token.kind == "SEP":
            cells.append([])
        else:
            cells[-1].append(token)
    return cells


def _table_pads(lines: Sequence[Line], speller: Speller) -> list[int]:
    """Widths of a table's columns."""
    widths: list[int] = []
    for line in lines:
        if line.tokens[0].kind != "ROW":
            continue
        cells = _cells(line)
        for column, cell in enumerate(cells):
            # what follows the last cell, such as its dates, is no part of the column
            width = len(_render(cell, speller)) if len(cell) <= 2 or column < len(cells) - 1 else 0
            if column == len(widths):
                widths.append(0)
            widths[column] = max(widths[column], width)
    return widths


def _print_row(line: Line, pads: Sequence[int], speller: Speller) -> str:
    cells = _cells(line)
    texts = []
    for column, cell in enumerate(cells):
        text = _render(cell, speller)
        last = column == len(cells) - 1
        numeric = bool(cell) and cell[0].kind in ("NUMBER", "MINUS") and len(cell) <= 2
        if numeric:
            text = text.rjust(pads[column])
        elif not last:
            text = text.ljust(pads[column])
        texts.append(text)
    spoken = [token for token in cells[-1] if token.kind != "COMMENT"]
    if not spoken:
        # the empty last cell needs its bar, or it would not be there when read again
        texts[-1] = f" |  {texts[-1]}" if texts[-1] else " |"
        return (" " * line.indent + " | ".join(texts[:-1]) + " |" + texts[-1]).rstrip()
    if len(cells) == 1:
        # a row of one cell is a row by its bar alone
        after = [_render([token], speller) for token in cells[0] if token.kind == "COMMENT"]
        return "  ".join([" " * line.indent + _render(spoken, speller) + " |", *after])
    return (" " * line.indent + " | ".join(texts)).rstrip()


@frozen
class FieldPads:
    """Where a field's kind and clauses begin. kind, clauses: offsets in the source; widths: of name and kind."""

    kind: int
    clauses: int
    name_width: int
    kind_width: int


def _field_pads(lines: Sequence[Line], declaration: tree.Declaration | None, speller: Speller) -> dict[int, FieldPads]:
    """Pads of each line of a record, by the offset it begins at."""
    if not isinstance(declaration, tree.Record):
        return {}
    ends = {field.span.start: (field.kind.span.start, field.kind.span.end) for field in declaration.fields}
    parts = {
        line.tokens[0].span.start: _three(line.tokens, *ends[line.tokens[0].span.start])
        for line in lines
        if line.tokens[0].span.start in ends and line.tokens[0].kind != "COMMENT"
    }
    name_width = max((len(_render(name, speller)) for name, _, _ in parts.values()), default=0)
    kinds = (len(_render(kind, speller)) for _, kind, rest in parts.values() if rest and rest[0].kind != "COMMENT")
    kind_width = max((width for width in kinds if width <= WIDEST_KIND), default=0)
    return {start: FieldPads(*ends[start], name_width, kind_width) for start in parts}


def _three(
    tokens: Sequence[tree.Token], kind: int, clauses: int
) -> tuple[list[tree.Token], list[tree.Token], list[tree.Token]]:
    """A field's name with its title, its kind, and what follows."""
    return (
        [token for token in tokens if token.span.start < kind],
        [token for token in tokens if kind <= token.span.start < clauses],
        [token for token in tokens if token.span.start >= clauses],
    )


def _print_field(line: Line, pads: FieldPads, speller: Speller) -> str:
    name, kind, rest = _three(line.tokens, pads.kind, pads.clauses)
    text = f"{_render(name, speller).ljust(pads.name_width)} {_render(kind, speller).ljust(pads.kind_width)}"
    if rest and rest[0].kind != "COMMENT":
        text += " "
    return " " * line.indent + f"{text.rstrip() if not rest else text} {_render(rest, speller)}".rstrip()
