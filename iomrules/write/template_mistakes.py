"""What goes wrong in a template, in the words of whoever edits it: the kind of mistake, its place, the text near it."""

import re
from collections.abc import Iterable

from jinja2 import TemplateNotFound
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

from iomrules.codes.write import (
    TEMPLATE_FAILED,
    TEMPLATE_FORBIDDEN,
    TEMPLATE_MISSING,
    TEMPLATE_NAME,
    TEMPLATE_SYNTAX,
    TEMPLATE_TOO_LONG,
)
from iomrules.diagnostics import Diagnostic
from iomrules.source import NOWHERE, Cell, Span


class Exhausted(Exception):
    """The purse is empty. ru, en: what ran out."""

    def __init__(self, ru: str, en: str) -> None:
        self.ru, self.en = ru, en
        super().__init__(ru)


def place_of(error: BaseException, name: str) -> tuple[str, int]:
    """The template and its line, counted from 1; 0 where nobody knows."""
    if isinstance(error, TemplateSyntaxError):
        return error.name or name, error.lineno
    found = (name, 0)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            found = (name if file in {"<template>", "<unknown>"} else file, trace.tb_lineno)
        trace = trace.tb_next
    return found


def diagnosed(error: BaseException, place: Span | Cell, near: str = "", known: Iterable[str] = ()) -> Diagnostic:
    """The mistake in the methodologist's words. near: the text it stands in."""
    around = f" — «{_short(near)}»" if near else ""
    match error:
        case Exhausted(ru=ru, en=en):
            return TEMPLATE_TOO_LONG.at(place, reason=ru, reason_en=en, near=around)
        case RecursionError() | MemoryError() | OverflowError():
            ru, en = "шаблон вызывает сам себя", "the template calls itself"
            return TEMPLATE_TOO_LONG.at(place, reason=ru, reason_en=en, near=around)
        case TemplateNotFound():
            return TEMPLATE_MISSING.at(place, name=_short(str(error.name or "")), known=", ".join(known) or "—")
        case TemplateSyntaxError():
            return TEMPLATE_SYNTAX.at(place, reason=_short(_in_russian(error.message or "")), near=around)
        case SecurityError():
            return TEMPLATE_FORBIDDEN.at(place, reason=_short(_in_russian(str(error))), near=around)
        case UndefinedError():
            return TEMPLATE_NAME.at(place, reason=_short(_undefined(error)), near=around)
        case _:
            reason = str(error) if type(error) is TypeError else f"{type(error).__name__}: {error}"
            return TEMPLATE_FAILED.at(place if place != NOWHERE else Cell("шаблон"), reason=_short(reason), near=around)


#: how Jinja says it -> how a methodologist reads it; what is not here is shown as Jinja says it
_RUSSIAN = (
    (r"Unexpected end of template.*innermost block that needs to be closed is '(\w+)'.*", r"не закрыто «\1»"),
    (r"Unexpected end of template.*", "шаблон обрывается"),
    (r"No (?:filter|test) named '(.+?)'.*", r"нет такого действия: «\1»"),
    (r"Encountered unknown tag '(p|tr|tc|r)'.*", r"«{%\1 …%}» не на своём месте, или внутри него есть знак % или }"),
    (r"Encountered unknown tag '(.+?)'.*", r"неизвестное слово «\1»"),
    (r"expected token '(.+?)', got '(.+?)'", r"здесь ожидалось «\1», а стоит «\2»"),
    (r"unexpected char (.+?) at.*", r"непонятный знак «\1»"),
    (r"unexpected '(.+?)'", r"здесь не может стоять «\1»"),
    (r"access to attribute '(.+?)' of .* is unsafe\.", r"обращение к «\1»"),
)


def _in_russian(words: str) -> str:
    for pattern, russian in _RUSSIAN:
        found = re.fullmatch(pattern, words, re.DOTALL)
        if found:
            return found.expand(russian).replace("end of print statement", "}}").replace("end of statement block", "%}")
    return words or "запись не разобрана"


def _undefined(error: UndefinedError) -> str:
    """`'дата' is undefined` -> «дата»: the name is all a methodologist needs of it."""
    words = str(error)
    parts = words.split("'")
    return f"«{parts[-2]}»" if len(parts) >= 3 else words


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 160 else f"{flat[:157]}…"
