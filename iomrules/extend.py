"""All that a plugin imports.

    from iomrules.extend import Profile, here, hookimpl

    @hookimpl
    def profiles():
        return [Profile(name="musical", title="Музыкальный профиль", rules=here("rules"), templates=here("templates"))]

A plugin's name, version, layer and aliases stand in `plugin.yaml` beside the module (docs/plugins.md); a plugin without
Python is that file and its folders alone.
"""

import inspect
from pathlib import Path

from iomrules.facts.record import (
    ByKeyKind,
    Catalogue,
    DateKind,
    Enumeration,
    EnumKind,
    Fact,
    KeyKind,
    Kind,
    ListKind,
    NumberKind,
    RecordKind,
    Schema,
    Shape,
    TextKind,
    TruthKind,
)
from iomrules.frozen import frozen
from iomrules.hookspecs import API_VERSION, hookimpl
from iomrules.program.core import Function
from iomrules.values import (
    ABSENT,
    Absent,
    ByKey,
    Entry,
    Member,
    Missing,
    Number,
    Truth,
    Unknown,
    Value,
    both,
    decimal_text,
    either,
    negate,
    unknown,
)
from iomrules.write.document import DocumentKind

__all__ = [
    "ABSENT",
    "API_VERSION",
    "Absent",
    "ByKey",
    "ByKeyKind",
    "Catalogue",
    "DateKind",
    "DocumentKind",
    "Entry",
    "EnumKind",
    "Enumeration",
    "Fact",
    "Function",
    "KeyKind",
    "Kind",
    "ListKind",
    "Member",
    "Missing",
    "Number",
    "NumberKind",
    "Organisation",
    "Partner",
    "Profile",
    "RecordKind",
    "Schema",
    "Shape",
    "TextKind",
    "Truth",
    "TruthKind",
    "Unknown",
    "Value",
    "both",
    "decimal_text",
    "either",
    "here",
    "hookimpl",
    "negate",
    "unknown",
]


@frozen
class Profile:
    """A profile of study: its rules and the parts of documents that only its students get.

    name: unique among all plugins, a word of letters, digits and `_`; what `использует` and `iomrules.yaml` call it.
    aliases: other spellings of it. rules: a folder of .iom files. templates: a folder of `<name>.docx` and
    `<name>.html`, each a document kind of that name for the routes listed; None: no documents of its own.
    routes: names of the routes the templates belong to; empty: every person's papers.
    """

    name: str
    title: str
    rules: Path | None = None
    templates: Path | None = None
    aliases: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()


@frozen
class Organisation:
    """Who a partner is on paper. What is not known stays empty, and documents print a blank to fill in by hand."""

    full_name: str = ""
    short_name: str = ""
    address: str = ""
    head: str = ""
    head_position: str = ""
    agreement: str = ""
    licence: str = ""


@frozen
class Partner:
    """An organisation that teaches part of a route in the networked form.

    name: as rules name it after `партнёр`; unique among all plugins. duties, partner_duties: what the school and the
    partner do, a sentence each; responsibility, partner_responsibility: what each answers for. rules, templates,
    aliases: as in Profile; the templates are written for people whose route has a module of this partner.
    """

    name: str
    title: str
    organisation: Organisation = Organisation()
    duties: tuple[str, ...] = ()
    partner_duties: tuple[str, ...] = ()
    responsibility: tuple[str, ...] = ()
    partner_responsibility: tuple[str, ...] = ()
    rules: Path | None = None
    templates: Path | None = None
    aliases: tuple[str, ...] = ()


def here(*parts: str) -> Path:
    """A file or folder beside the module that calls this: `here("rules")`."""
    frame = inspect.currentframe()
    caller = frame.f_back if frame else None
    if caller is None or "__file__" not in caller.f_globals:
        raise ValueError("`here` is called from a plugin's module")
    return Path(caller.f_globals["__file__"]).resolve().parent.joinpath(*parts)
