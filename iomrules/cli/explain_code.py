"""`iomrules explain-code R012`: what a message means and how to mend it, from its page."""

import difflib

from iomrules import resources
from iomrules.cli.console import put
from iomrules.cli.language import say
from iomrules.cli.options import Declared, argument, ours
from iomrules.codes import workspace as codes
from iomrules.errors import InputError
from iomrules.settings import meant
from iomrules.source import Cell


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
    pages = {path.name.partition("-")[0]: path for path in sorted(resources.folder("diagnostics").glob("[A-Z]*.md"))}
    if wanted in pages:
        return pages[wanted].read_text(encoding="utf-8").rstrip()
    close = difflib.get_close_matches(wanted, list(pages), n=1, cutoff=0.6)
    ru, en = meant(close[0] if close else "")
    raise InputError([codes.UNKNOWN_CODE.at(Cell("iomrules"), code=code, suggestion=ru, suggestion_en=en)])
