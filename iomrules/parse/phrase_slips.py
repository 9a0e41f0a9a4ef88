"""Slips of words that mean something to people and nothing here: `максимум 10`, `округлить балл`, `для 10 класса`."""

from collections.abc import Mapping

from iomrules.codes import parse as codes
from iomrules.parse.letters import fold_word
from iomrules.parse.situation import SILENT, Diagnosis, Situation

#: word -> what begins such a computation here
_COMPUTED: Mapping[str, str] = {"максимум": "наибольшее", "минимум": "наименьшее"}
#: word -> the step that bounds what was computed, and its terminal
_BOUNDED: Mapping[str, tuple[str, str]] = {
    "максимум": ("но не больше", "BUT_AT_MOST"),
    "минимум": ("но не меньше", "BUT_AT_LEAST"),
}


def listed_with_and(here: Situation) -> Diagnosis | None:
    """`по уровню и результату`: names of a list stand apart by semicolons."""
    if "AND" not in here.words.terminals.get(here.lexeme.folded, ()) or here.last.kind != "NAME":
        return None
    if not here.accepts("SEMICOLON"):
        return None
    after = here.lexemes[here.index + 1].text if here.index + 1 < len(here.lexemes) else "…"
    span = here.last.span.to(here.lexeme.span)
    found = codes.MISSPELT.at(span, word=f"{here.last.text} {here.lexeme.text}", meant=f"{here.last.text}; {after}")
    return Diagnosis(found, "SEMICOLON", meant=";")


def other_bound(here: Situation) -> Diagnosis | None:
    """`максимум 10` below what was computed."""
    meant, terminal = _BOUNDED.get(here.lexeme.folded, ("", ""))
    if not terminal or not here.accepts(terminal):
        return None
    return Diagnosis(codes.MISSPELT.at(here.lexeme.span, word=here.lexeme.text, meant=meant), terminal, meant=meant)


def other_computation(here: Situation) -> Diagnosis | None:
    """`максимум дипломов`."""
    meant = _COMPUTED.get(_name_before(here))
    if meant is None:
        return None
    span, word = here.last.span.to(here.lexeme.span), f"{here.last.text} {here.lexeme.text}"
    return Diagnosis(codes.MISSPELT.at(span, word=word, meant=f"{meant} {here.lexeme.text}"), skip=1)


def value_after_round(here: Situation) -> Diagnosis | None:
    """`округлить балл до 0,1`: what is rounded stands in the line above."""
    if "ROUND" not in here.words.terminals.get(_name_before(here), ()):
        return None
    end = next((number for number, each in enumerate(here.lexemes) if each.line > here.lexeme.line), None)
    rest = here.lexemes[here.index : end]
    to = next((each.text for each in rest if each.kind == "NUMBER"), "0,01")
    meant = f"{here.lexeme.text}, строкой ниже: округлить до {to} половина вверх"
    span, word = here.last.span.to(here.lexeme.span), f"{here.last.text} {here.lexeme.text}"
    return Diagnosis(codes.MISSPELT.at(span, word=word, meant=meant), skip=len(rest))


def _name_before(here: Situation) -> str:
    """The name just before a word on its line; empty where there is none."""
    beside = here.lexeme.kind == "WORD" and here.lexeme.line == here.last.span.end_line
    return fold_word(here.last.text) if beside and here.last.kind == "NAME" else ""


def for_a_number(here: Situation) -> Diagnosis | None:
    """`для 10 класса`."""
    if here.last.kind != "FOR" or here.lexeme.kind != "NUMBER":
        return None
    line = [each.text for each in here.lexemes[here.index :] if each.line == here.lexeme.line]
    word, meant = f"{here.last.text} {' '.join(line[:2])}", f"для учеников где класс = {line[0]}"
    return Diagnosis(codes.MISSPELT.at(here.last.span.to(here.lexeme.span), word=word, meant=meant))


def nameless_criterion(here: Situation) -> Diagnosis | None:
    """`критерий балл * 10`: the first word was taken for its name."""
    spoken = [token for token in here.tokens if token.kind not in SILENT]
    if here.lexeme.kind != "SIGN" or len(spoken) < 2 or spoken[-2].kind != "CRITERION" or spoken[-1].kind != "NAME":
        return None
    return Diagnosis(codes.NO_NAME.at(spoken[-2].span.to(spoken[-1].span), word=spoken[-1].text), insert="NAME")
