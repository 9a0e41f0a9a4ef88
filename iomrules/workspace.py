"""A lyceum's own folder, as its `iomrules.yaml` describes it: whose school, which rules, plugins, people, templates."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from iomrules.frozen import field, frozen
from iomrules.wanted import Wanted
from iomrules.write.letterhead import Letterhead

SETTINGS_FILE = "iomrules.yaml"


def _files(given: Mapping[str, tuple[Path, ...]]) -> Mapping[str, tuple[Path, ...]]:
    return MappingProxyType(dict(given))


@frozen
class Workspace:
    """What `iomrules.yaml` says, with paths found; every path lies inside `folder`.

    rules: ruleset files or folders. plugins: names with the places they stand at. people: shape -> files of such
    people, the shape as written, or empty for the rules' first. school_year: the year it begins in, or None.
    salt: what public codes of the rating are made from, or empty: no public list. on: the date decided for where the
    command does not say; None: the day of the run.
    """

    folder: Path
    letterhead: Letterhead = field(factory=lambda: Letterhead(""))
    school_year: int | None = None
    rules: tuple[Path, ...] = ()
    plugins: tuple[Wanted, ...] = ()
    people: Mapping[str, tuple[Path, ...]] = field(factory=dict, converter=_files)
    catalogues: tuple[Path, ...] = ()
    templates: Path | None = None
    salt: str = ""
    output: Path = Path("out")
    formats: tuple[str, ...] = ("docx", "html")
    language: str = "ru"
    on: date | None = None

    def label(self, path: Path) -> str:
        """The path as messages show it: counted from the workspace where it lies in it."""
        return path.relative_to(self.folder).as_posix() if path.is_relative_to(self.folder) else str(path)
