"""What most commands begin with: the workspace, the rules with their plugins, the people."""

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from attrs import frozen

from iomrules.cli.console import FAILURE, Stop, show
from iomrules.codes import workspace as codes
from iomrules.diagnostics import Diagnostic, Severity
from iomrules.errors import InputError
from iomrules.facts.plain import tell_form
from iomrules.facts.reader import Source
from iomrules.facts.record import Person, Records
from iomrules.pipeline import Compiled, compile_rules, read_people, wanted_by
from iomrules.plugins import Loaded, find_plugins, load_plugins
from iomrules.program.core import Program
from iomrules.program.forms import fold
from iomrules.rulesets import RulesetFiles, open_ruleset
from iomrules.settings import meant, nearest, shorten
from iomrules.source import Cell
from iomrules.workspace import SETTINGS_FILE, Workspace, read_workspace

STDIN = "-"
#: bytes taken from stdin
_MOST_INPUT = 100_000_000


@frozen
class Opened:
    """Rules ready to be worked by. workspace: None where the rules were named on their own."""

    workspace: Workspace | None
    rulesets: tuple[RulesetFiles, ...]
    loaded: Loaded
    compiled: Compiled
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def program(self) -> Program:
        """The checked program; where there is none, every mistake is shown and the command ends."""
        if self.compiled.program is None:
            show(self.findings, self.compiled.sources)
            raise Stop(FAILURE)
        return self.compiled.program

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All that was found in settings, plugins and rules."""
        return (*self.diagnostics, *self.compiled.left_out_reasons, *self.compiled.diagnostics)

    @property
    def failures(self) -> tuple[Diagnostic, ...]:
        """Settings with mistakes and plugins left out; warnings of rules are for `check`."""
        return (*self.diagnostics, *self.compiled.left_out_reasons)


def open_rules(workspace: Path | None, rules: Sequence[Path], *, strict: bool = False) -> Opened:
    """The rules a command works by.

    rules: rulesets named on the command line; a folder with `iomrules.yaml` among them is a workspace. Without any, the
    workspace's. Plugins: those the workspace names, or, where the rules lie in no workspace, those their headers use.
    Raises InputError; with `strict` also for a plugin left out.
    """
    folders = [path for path in rules if (path / SETTINGS_FILE).is_file()]
    folder = workspace or next(iter(folders), None) or _around(rules)
    here, found = read_workspace(folder, short_path(folder)) if folder else (None, ())
    named = [path for path in rules if path not in folders]
    if not named and here is None:
        raise InputError([codes.NO_RULES.at(Cell("iomrules"))])
    rulesets = _rulesets(named, here)
    wanted = here.plugins if here else wanted_by(rulesets)
    loaded = load_plugins(find_plugins(here.folder if here else None), wanted)
    compiled = compile_rules(rulesets, loaded)
    opened = Opened(here, rulesets, loaded, compiled, found)
    if any(each.severity is Severity.ERROR for each in found) or (strict and compiled.left_out):
        show(opened.failures, compiled.sources)
        raise Stop(FAILURE)
    return opened


def _rulesets(named: Sequence[Path], workspace: Workspace | None) -> tuple[RulesetFiles, ...]:
    if named:
        return tuple(open_ruleset(path, short_path(path)) for path in named)
    if workspace is None:
        return ()
    return tuple(open_ruleset(path, workspace.label(path)) for path in workspace.rules)


def _around(rules: Sequence[Path]) -> Path | None:
    """The workspace the rules named lie in; without rules, the current folder if it is one."""
    if not rules:
        return Path() if Path(SETTINGS_FILE).is_file() else None
    return next((folder for folder in rules[0].absolute().parents if (folder / SETTINGS_FILE).is_file()), None)


def short_path(path: Path) -> str:
    """A path as the user knows it: counted from the current folder where it lies in it, `/` between its parts."""
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()


# --- people --------------------------------------------------------------------------------------------------------


def people_sources(opened: Opened, named: Sequence[str], shape: str = "") -> tuple[Source, ...]:
    """The files people are read from: those named, or the workspace's; the workspace's catalogues beside them.

    `-` is stdin: a table, JSON, JSON Lines or YAML, told by how it begins. Raises InputError where there is none.
    """
    here = opened.workspace
    shape = known_shape(opened.program, shape)
    given = [_source(name) for name in named]
    if not given and here is not None:
        default = opened.program.person_shapes()[0]
        given = [
            Source(here.label(path), path)
            for said, paths in here.people.items()
            if known_shape(opened.program, said) in ("", shape or default)
            for path in paths
        ]
    if not given:
        raise InputError([codes.NO_PEOPLE.at(Cell("iomrules"))])
    if here is not None:
        known = {each.content for each in given}
        given += [Source(here.label(path), path) for path in here.catalogues if path not in known]
    lost = [each.name for each in given if isinstance(each.content, Path) and not each.content.is_file()]
    if lost:
        raise InputError([codes.PATH_MISSING.at(Cell(name), path=name) for name in lost])
    return tuple(given)


def known_shape(program: Program, said: str) -> str:
    """The declared people that a word in any case form means; empty for no word. Raises InputError for another word."""
    people = program.person_shapes()
    for name in (said, program.schema.forms.get(fold(said), "")):
        if name in people or not said:
            return name
    raise InputError([codes.UNKNOWN_SHAPE.at(Cell("iomrules"), name=shorten(said), known=", ".join(people))])


def _source(name: str) -> Source:
    if name == STDIN:
        content = sys.stdin.buffer.read(_MOST_INPUT)
        return Source("<stdin>", content, tell_form(content))
    path = Path(name)
    return Source(short_path(path), path)


def read_everybody(opened: Opened, sources: Sequence[Source], shape: str = "") -> Records:
    """People and catalogues, checked. Raises InputError with all mistakes where nobody's data can be used."""
    records = read_people(opened.program, sources, known_shape(opened.program, shape))
    if not records.people:
        raise InputError((*records.diagnostics, codes.NO_PEOPLE.at(Cell("iomrules"))))
    return records


def choose_people(people: Iterable[Person], only: Iterable[str]) -> tuple[str, ...]:
    """The ids asked for, each known; all of them where none is asked for. Raises InputError naming those unknown."""
    known = {person.id: person for person in people}
    unknown = [each for each in only if each not in known]
    if unknown:
        raise InputError([_nobody(each, tuple(known.values())) for each in unknown])
    return tuple(dict.fromkeys(only)) or tuple(known)


def _nobody(said: str, people: Sequence[Person]) -> Diagnostic:
    ru, en = meant(nearest(said, [person.id for person in people]))
    place = Cell("iomrules")
    return codes.UNKNOWN_PERSON.at(place, id=shorten(said), suggestion=ru, suggestion_en=en)


def decision_day(opened: Opened, on: date | None) -> date:
    """The date to decide for: the command's, else the workspace's, else today."""
    return on or (opened.workspace.on if opened.workspace else None) or today()


def out_of_force(program: Program, on: date) -> tuple[Diagnostic, ...]:
    """A warning where the school's ruleset is not, or no longer, in force on the date decisions are made for."""
    about = program.about
    begin, end = about.begin, about.end
    if (begin is None or begin <= on) and (end is None or on <= end):
        return ()
    dates = [f"{word} {day:%d.%m.%Y}" for word, day in (("с", begin), ("по", end)) if day]
    dates_en = [f"{word} {day:%d.%m.%Y}" for word, day in (("from", begin), ("to", end)) if day]
    return (
        codes.RULES_NOT_IN_FORCE.at(
            about.span, on=f"{on:%d.%m.%Y}", name=about.label(), dates=" ".join(dates), dates_en=" ".join(dates_en)
        ),
    )


def today() -> date:
    """The date decisions are made for where nobody says: known at the command line only."""
    return date.today()
