"""What a plugin says of itself without being run: `plugin.yaml`, and what follows from where it lies.

For a plugin without Python this is all there is; for one with Python it is its name, version, layer and order, so that
plugins can be found, listed and put in order before any of their code runs.
"""

import re
from pathlib import Path

from iomrules.codes import plugins as codes
from iomrules.codes import workspace as workspace_codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.extend import DocumentKind, Function, Organisation, Partner, Profile
from iomrules.files import inside, read_author_text, read_bytes
from iomrules.frozen import evolve, frozen
from iomrules.hookspecs import API_VERSION
from iomrules.settings import Asker, Keys, Setting, keys, read_settings
from iomrules.source import NO_CELL, Cell, Span

PASSPORT_FILE = "plugin.yaml"
#: from the ground up: a later layer may refine what an earlier one declares
LAYERS = ("federal", "region", "school", "profile", "partner")
#: bytes of one template; a Word file with a coat of arms and letterhead has a tenth of it
LARGEST_TEMPLATE = 10_000_000

LAYER_WORDS = keys(
    federal="федерация|federal",
    region="регион|region",
    school="школа|лицей|school",
    profile="профиль|profile",
    partner="партнёр|partner",
)
PASSPORT_KEYS = keys(
    name="имя|name",
    title="название|title",
    version="версия|version",
    layer="слой|layer",
    api="api",
    aliases="другие имена|ещё имена|aliases",
    after="после|after",
    before="до|перед|before",
    rules="правила|rules",
    templates="шаблоны|templates",
    profile="профиль|profile",
    partner="партнёр|partner",
    documents="документы|documents",
)
PROFILE_KEYS = keys(name="имя|name", title="название|title", routes="маршруты|routes")
PARTNER_KEYS = keys(
    name="имя|name",
    title="название|title",
    full_name="полное название|full name",
    short_name="краткое название|short name",
    address="адрес|address",
    head="руководитель|head",
    head_position="должность руководителя|head position",
    agreement="договор|agreement",
    licence="лицензия|licence",
    duties="обязанности школы|duties",
    partner_duties="обязанности партнёра|partner duties",
    responsibility="ответственность школы|responsibility",
    partner_responsibility="ответственность партнёра|partner responsibility",
)
DOCUMENT_KEYS = keys(
    name="имя|name",
    title="название|title",
    word="word",
    html="html",
    routes="маршруты|routes",
    partners="партнёры|partners",
)
_SAFE_NAME = re.compile(r"\w[\w-]{0,63}")
_HEADER = re.compile(r"^\s*(?:набор\s+правил|ruleset)\s+(\w+)", re.IGNORECASE | re.MULTILINE)


@frozen
class Answers:
    """What a plugin adds: the union of what its hooks return and what its plugin.yaml says."""

    profiles: tuple[Profile, ...] = ()
    partners: tuple[Partner, ...] = ()
    rules: tuple[Path, ...] = ()
    functions: tuple[Function, ...] = ()
    document_kinds: tuple[DocumentKind, ...] = ()

    def join(self, other: "Answers") -> "Answers":
        """Both, this one first."""
        return Answers(
            (*self.profiles, *other.profiles),
            (*self.partners, *other.partners),
            tuple(dict.fromkeys((*self.rules, *other.rules))),
            (*self.functions, *other.functions),
            (*self.document_kinds, *other.document_kinds),
        )


@frozen
class Passport:
    """A plugin found and not yet run.

    origin: `bundled`, `distribution` or `workspace`. module: what to import, or empty for a plugin without Python;
    folder: where it lies, or None for a distribution that cannot be located without importing it.
    layer: of LAYERS, or empty: by what it adds. answers: what plugin.yaml adds. diagnostics: its mistakes.
    """

    name: str
    origin: str
    title: str = ""
    version: str = ""
    layer: str = ""
    api: str = str(API_VERSION)
    aliases: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    module: str = ""
    folder: Path | None = None
    answers: Answers = Answers()
    place: Span | Cell = NO_CELL
    diagnostics: tuple[Diagnostic, ...] = ()


def read_passport(passport: Passport, label: str) -> Passport:
    """The passport with what plugin.yaml in its folder says; as it is where there is none.

    label: how messages show the folder. What is wrong with the file is kept in `diagnostics`.
    """
    if passport.folder is None or not (passport.folder / PASSPORT_FILE).is_file():
        return evolve(passport, aliases=(*passport.aliases, *_ruleset_names(passport.folder)))
    try:
        source = read_author_text(passport.folder / PASSPORT_FILE, f"{label}/{PASSPORT_FILE}")
    except InputError as error:
        return evolve(passport, diagnostics=error.diagnostics)
    table, found = read_settings(source)
    asker = Asker()
    said = asker.table(table, PASSPORT_KEYS)
    reader = _Reader(asker, passport.folder)
    place = Span(source.name, 1, 1, 1, 1)
    answers = reader.answers(said)
    return evolve(
        passport,
        name=asker.text(said.get("name"), "имя") or passport.name,
        title=asker.text(said.get("title"), "название") or passport.title,
        version=asker.text(said.get("version"), "версия") or passport.version,
        layer=asker.choice(said.get("layer"), "слой", LAYER_WORDS, passport.layer),
        api=asker.text(said.get("api"), "api") or passport.api,
        aliases=(*passport.aliases, *reader.names(said.get("aliases")), *_ruleset_names(passport.folder)),
        after=reader.names(said.get("after")),
        before=reader.names(said.get("before")),
        answers=answers,
        place=place,
        diagnostics=(*found, *asker.diagnostics),
    )


def _ruleset_names(folder: Path | None) -> tuple[str, ...]:
    """The names its rulesets give themselves: `использует технологический` may mean the ruleset of that name."""
    if folder is None or not (folder / "rules").is_dir():
        return ()
    names: list[str] = []
    for path in sorted((folder / "rules").glob("*.iom")):
        with path.open("rb") as file:
            names += _HEADER.findall(file.read(4000).decode("utf-8", errors="replace"))
    return tuple(names)


class _Reader:
    """Turns the tables of a plugin.yaml into the records that hooks would return."""

    def __init__(self, asker: Asker, folder: Path) -> None:
        self.asker = asker
        self.folder = folder

    def names(self, setting: Setting | None) -> tuple[str, ...]:
        return tuple(words.text for words in self.asker.texts(setting, "имена"))

    def answers(self, said: dict[str, Setting]) -> Answers:
        default = self.folder / "rules"
        rules = self.path(said.get("rules"), "правила") or (default if default.is_dir() else None)
        templates = self.path(said.get("templates"), "шаблоны")
        profiles = self.profiles(said, rules, templates)
        partners = self.partners(said, rules, templates)
        plain = rules is not None and not profiles and not partners
        documents = self.documents(said.get("documents"))
        if templates and not profiles and not partners:
            documents = (*template_kinds(templates, said_title(self.asker, said), (), ()), *documents)
        return Answers(profiles, partners, (rules,) if plain and rules else (), (), documents)

    def profiles(self, said: dict[str, Setting], rules: Path | None, templates: Path | None) -> tuple[Profile, ...]:
        return tuple(
            Profile(
                name=self.name(each, said),
                title=self.asker.text(each.get("title"), "название") or said_title(self.asker, said),
                rules=rules,
                templates=templates,
                routes=self.names(each.get("routes")),
            )
            for each in self.asker.tables(said.get("profile"), PROFILE_KEYS, "профиль")
        )

    def partners(self, said: dict[str, Setting], rules: Path | None, templates: Path | None) -> tuple[Partner, ...]:
        return tuple(
            Partner(
                name=self.name(each, said),
                title=self.asker.text(each.get("title"), "название") or said_title(self.asker, said),
                organisation=Organisation(
                    **{
                        part: self.asker.text(each.get(part), part)
                        for part in (
                            "full_name",
                            "short_name",
                            "address",
                            "head",
                            "head_position",
                            "agreement",
                            "licence",
                        )
                    }
                ),
                duties=self.names(each.get("duties")),
                partner_duties=self.names(each.get("partner_duties")),
                responsibility=self.names(each.get("responsibility")),
                partner_responsibility=self.names(each.get("partner_responsibility")),
                rules=rules,
                templates=templates,
            )
            for each in self.asker.tables(said.get("partner"), PARTNER_KEYS, "партнёр")
        )

    def name(self, each: dict[str, Setting], said: dict[str, Setting]) -> str:
        return self.asker.text(each.get("name"), "имя") or self.asker.text(said.get("name"), "имя") or self.folder.name

    def documents(self, setting: Setting | None) -> tuple[DocumentKind, ...]:
        kinds: list[DocumentKind] = []
        for each in self.asker.tables(setting, DOCUMENT_KEYS, "документы"):
            word, html = self.path(each.get("word"), "word"), self.path(each.get("html"), "html")
            kinds.append(
                DocumentKind(
                    name=self.asker.text(each.get("name"), "имя"),
                    title=self.asker.text(each.get("title"), "название"),
                    word=read_bytes(word, word.name, LARGEST_TEMPLATE) if word and word.is_file() else b"",
                    html=read_author_text(html, html.name).text if html and html.is_file() else "",
                    routes=self.names(each.get("routes")),
                    partners=self.names(each.get("partners")),
                )
            )
        return tuple(kinds)

    def path(self, setting: Setting | None, key: str) -> Path | None:
        """A file or folder inside the plugin's own; a path that leads out of it, or to nothing, is a mistake."""
        said = self.asker.text(setting, key)
        if not said or setting is None:
            return None
        if (path := inside(self.folder, said)) is None:
            self.asker.diagnostics.append(workspace_codes.PATH_OUTSIDE.at(setting.span, path=said))
            return None
        if not path.exists():
            self.asker.diagnostics.append(codes.FILE_MISSING.at(setting.span, name=self.folder.name, path=said))
            return None
        return path


def said_title(asker: Asker, said: dict[str, Setting]) -> str:
    """The plugin's own title."""
    return asker.text(said.get("title"), "название")


def template_kinds(
    folder: Path, title: str, routes: tuple[str, ...], partners: tuple[str, ...]
) -> tuple[DocumentKind, ...]:
    """One document kind for each name of a `.docx` or `.html` template in a folder. Raises InputError."""
    stems = sorted({path.stem for path in folder.iterdir() if path.suffix in (".docx", ".html")})
    kinds: list[DocumentKind] = []
    for stem in stems:
        word, html = folder / f"{stem}.docx", folder / f"{stem}.html"
        kinds.append(
            DocumentKind(
                name=stem,
                title=title,
                word=read_bytes(word, word.name, LARGEST_TEMPLATE) if word.is_file() else b"",
                html=read_author_text(html, html.name).text if html.is_file() else "",
                routes=routes,
                partners=partners,
            )
        )
    return tuple(kinds)


def is_safe_name(name: str) -> bool:
    """Whether a name may stand in rules, lists and file names: letters, digits, `_` and, inside, `-`."""
    return _SAFE_NAME.fullmatch(name) is not None


__all__ = [
    "LAYERS",
    "PASSPORT_FILE",
    "Answers",
    "Keys",
    "Passport",
    "inside",
    "is_safe_name",
    "read_passport",
    "template_kinds",
]
