"""`iomrules explain-code R012`: what a message means and how to mend it, from its page."""

import difflib

from iomrules import resources
from iomrules.cli.console import put
from iomrules.cli.language import language, say
from iomrules.cli.options import Declared, argument, ours
from iomrules.codes import workspace as codes
from iomrules.errors import InputError
from iomrules.settings import meant
from iomrules.source import Cell

#: how the English part of a page begins, which is its last
_ENGLISH = ("## In English\n", "*In English.* ")


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "explain-code",
        "Объяснить сообщение по его коду: что значит, отчего бывает, как исправить.",
        "Explain a message by its code: what it means, what causes it, how to mend it.",
    )
    @argument("code", metavar=say("КОД", "CODE"))
    def explain_code(code: str) -> None:
        put(page(code))

    return explain_code


def page(code: str) -> str:
    """The text of a code's page. Raises InputError for a code that there is none of."""
    wanted = code.strip().upper()
    # Look-alike letters of the Russian layout: Е, Р, К, Т, Д typed for E, P, K, T, D.
    wanted = wanted.translate(str.maketrans("ЕРКТДФВ", "EPKTDFW"))
    wanted = f"{wanted[:1]}{wanted[1:].zfill(3)}" if wanted[1:].isdecimal() else wanted
    pages = {path.name.partition("-")[0]: path for path in sorted(resources.folder("diagnostics").glob("[A-Z]*.md"))}
    if wanted in pages:
        whole = pages[wanted].read_text(encoding="utf-8").rstrip()
        return _english_first(wanted, whole) if language() == "en" else whole
    close = difflib.get_close_matches(wanted, list(pages), n=1, cutoff=0.6)
    ru, en = meant(close[0] if close else "")
    raise InputError([codes.UNKNOWN_CODE.at(Cell("iomrules"), code=code, suggestion=ru, suggestion_en=en)])


def _english_first(code: str, whole: str) -> str:
    """The English part of a page before the Russian one, whose samples it refers to."""
    mark = next((each for each in _ENGLISH if each in whole), "")
    if not mark:
        return whole
    russian, _, english = whole.partition(mark)
    return f"# {code}\n\n{english.strip()}\n\n## In Russian, with samples\n\n{russian.strip()}"
