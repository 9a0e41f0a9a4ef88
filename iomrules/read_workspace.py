"""Reads `iomrules.yaml`, and tells everything that is wrong with it."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from iomrules.codes import workspace as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.files import inside, read_author_text
from iomrules.frozen import evolve
from iomrules.settings import Asker, Setting, keys, plain, read_settings
from iomrules.source import NOWHERE, Cell, SourceText, Span
from iomrules.wanted import Wanted
from iomrules.workspace import SETTINGS_FILE, Workspace
from iomrules.write.approval import ApprovalBlock, read_approvals
from iomrules.write.letterhead import Letterhead, Signature

KEYS = keys(
    school="школа|school",
    school_year="учебный год|school year",
    rules="правила|наборы правил|rulesets|rules",
    plugins="дополнения|plugins",
    people="люди|people",
    catalogues="сведения школы|school records",
    templates="шаблоны|templates",
    approvals="утверждение|утверждения|approvals",
    signatures="подписи|signatures",
    grounds="основания|grounds",
    heading="заголовок|heading",
    weeks="учебных недель|weeks",
    salt="соль|salt",
    output="документы|output",
    formats="виды файлов|formats",
    language="язык|language",
    on="дата решения|decision date",
)
SCHOOL_KEYS = keys(
    name="название|name",
    short_name="краткое название|short name",
    city="город|city",
)
SIGNATURE_KEYS = keys(role="роль|должность|role", name="имя|name")
LANGUAGES = keys(ru="ru|русский|russian", en="en|английский|english")
FORMATS = keys(docx="docx|word", html="html")


def _files(given: Mapping[str, tuple[Path, ...]]) -> Mapping[str, tuple[Path, ...]]:
    return MappingProxyType(dict(given))


def read_workspace(folder: Path, label: str) -> tuple[Workspace, tuple[Diagnostic, ...]]:
    """The workspace of a folder and everything wrong with its settings.

    label: how messages show the folder. Raises InputError where there is no `iomrules.yaml`, or it cannot be read.
    """
    if not folder.is_dir():
        raise InputError([codes.PATH_MISSING.at(Cell(label), path=label)])
    path = folder / SETTINGS_FILE
    if not path.is_file():
        raise InputError([codes.NOT_A_WORKSPACE.at(Cell(label), path=label)])
    name = SETTINGS_FILE if label in ("", ".") else f"{label.rstrip('/')}/{SETTINGS_FILE}"
    return parse_workspace(read_author_text(path, name), folder.resolve())


def parse_workspace(source: SourceText, folder: Path) -> tuple[Workspace, tuple[Diagnostic, ...]]:
    """The workspace that a text of settings describes, for the folder its paths count from."""
    table, found = read_settings(source)
    reader = _Reader(folder)
    said = reader.asker.table(table, KEYS)
    workspace = reader.workspace(said)
    if not found and "rules" not in said:
        place = table.span if table.span != NOWHERE else Span(source.name, 1, 1, 1, 1)
        reader.asker.diagnostics.append(codes.MISSING_KEY.at(place, key=KEYS["rules"][0]))
    return workspace, (*found, *reader.asker.diagnostics)


def read_wanted(source: SourceText) -> tuple[Wanted, ...]:
    """The plugins that a text of settings names, without looking whether its paths are there."""
    asker = Asker()
    said = asker.table(read_settings(source)[0], KEYS)
    return tuple(Wanted(word.text, word.span) for word in asker.texts(said.get("plugins"), "дополнения"))


class _Reader:
    """Turns the tables of settings into a Workspace, gathering what is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asker = Asker()

    def workspace(self, said: dict[str, Setting]) -> Workspace:
        templates = self.paths(said.get("templates"), "шаблоны")
        output = said.get("output")
        return Workspace(
            folder=self.folder,
            letterhead=self.letterhead(said),
            school_year=self.year(said.get("school_year")),
            rules=self.paths(said.get("rules"), "правила"),
            plugins=tuple(Wanted(word.text, word.span) for word in self.asker.texts(said.get("plugins"), "дополнения")),
            people=self.people(said.get("people")),
            catalogues=self.paths(said.get("catalogues"), "сведения школы", there=False),
            templates=templates[0] if templates else None,
            salt=self.asker.text(said.get("salt"), "соль"),
            output=self.place(output, "документы") or self.folder / "out",
            formats=tuple(
                dict.fromkeys(
                    self.asker.choice(word, "виды файлов", FORMATS, "docx")
                    for word in self.asker.texts(said.get("formats"), "виды файлов")
                )
            )
            or ("docx", "html"),
            on=self.day(said.get("on")),
            language=self.asker.choice(said.get("language"), "язык", LANGUAGES, "ru"),
        )

    def letterhead(self, said: dict[str, Setting]) -> Letterhead:
        """What documents say of the school; what is not given keeps the letterhead's own default."""
        school = self.asker.table(said.get("school"), SCHOOL_KEYS, "школа")
        bare = Letterhead(
            self.asker.text(school.get("name"), "название"),
            self.asker.text(school.get("short_name"), "краткое название"),
            self.asker.text(school.get("city"), "город"),
            self.approvals(said.get("approvals")),
        )
        signatures = tuple(
            Signature(self.asker.text(each.get("role"), "роль"), self.asker.text(each.get("name"), "имя"))
            for each in self.asker.tables(said.get("signatures"), SIGNATURE_KEYS, "подписи")
        )
        return evolve(
            bare,
            signatures=signatures or bare.signatures,
            grounds=tuple(word.text for word in self.asker.texts(said.get("grounds"), "основания")),
            heading=self.asker.text(said.get("heading"), "заголовок") or bare.heading,
            weeks=self.weeks(said.get("weeks")) or bare.weeks,
        )

    def weeks(self, setting: Setting | None) -> int:
        text = self.asker.text(setting, "учебных недель")
        if not text or setting is None:
            return 0
        if text.isascii() and text.isdecimal() and 1 <= int(text[:3]) <= 52:
            return int(text[:3])
        self.asker.wrong(setting, "учебных недель", "целое число от 1 до 52", "a whole number from 1 to 52")
        return 0

    def approvals(self, setting: Setting | None) -> tuple[ApprovalBlock, ...]:
        if setting is None:
            return ()
        blocks, mistakes = read_approvals(plain(setting) or None, setting.span)
        self.asker.diagnostics += mistakes
        return blocks

    def year(self, setting: Setting | None) -> int | None:
        """The year a school year begins in, from `2026/2027`, `2026-2027`, `2026–2027` or `2026`."""
        said = self.asker.text(setting, "учебный год")
        if not said or setting is None:
            return None
        found = re.fullmatch(r"(20\d\d)(?:\s*[-–—/]\s*(20\d\d))?", said)
        if found is None or (found[2] and int(found[2]) != int(found[1]) + 1):
            self.asker.wrong(
                setting, "учебный год", "два года подряд, например 2026/2027", "two years, such as 2026/2027"
            )
            return None
        return int(found[1])

    def day(self, setting: Setting | None) -> date | None:
        said = self.asker.text(setting, "дата решения")
        if not said or setting is None:
            return None
        for form in ("%d.%m.%Y", "%Y-%m-%d"):
            try:
                return datetime.strptime(said, form).date()
            except ValueError:
                continue
        self.asker.wrong(setting, "дата решения", "дата, например 01.09.2026", "a date, such as 01.09.2026")
        return None

    def people(self, setting: Setting | None) -> dict[str, tuple[Path, ...]]:
        """Files of people by shape; a bare list of files is of the rules' first shape."""
        if setting is None or not hasattr(setting, "lines"):
            paths = self.paths(setting, "люди", there=False)
            return {"": paths} if paths else {}
        return {
            key.text: paths
            for key, value in self.asker.free_table(setting, "люди")
            if (paths := self.paths(value, key.text, there=False))
        }

    def paths(self, setting: Setting | None, key: str, *, there: bool = True) -> tuple[Path, ...]:
        """Files or folders inside the workspace. there: whether one that does not exist is a mistake already now."""
        found: list[Path] = []
        for word in self.asker.texts(setting, key):
            path = self.place(word, key)
            if path is not None and there and not path.exists():
                self.asker.diagnostics.append(codes.PATH_MISSING.at(word.span, path=word.text))
            elif path is not None:
                found.append(path)
        return tuple(found)

    def place(self, setting: Setting | None, key: str) -> Path | None:
        """A path inside the workspace, there or not yet."""
        said = self.asker.text(setting, key)
        if not said or setting is None:
            return None
        path = inside(self.folder, said)
        if path is None:
            self.asker.diagnostics.append(codes.PATH_OUTSIDE.at(setting.span, path=said))
        return path
