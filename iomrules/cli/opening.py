"""What most commands begin with: the workspace, the rules with their plugins, the people."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, TypeVar

from iomrules.cli.console import FAILURE, Stop, show
from iomrules.cli.language import language
from iomrules.diagnostics import Diagnostic, Severity
from iomrules.facts.plain import tell_form
from iomrules.facts.reader import Source, read_records
from iomrules.facts.record import Person, Records, Schema
from iomrules.frozen import frozen
from iomrules.program.core import Program

if TYPE_CHECKING:
    from iomrules.artefact import Artefact
    from iomrules.cli.cache import Cache, Input
    from iomrules.pipeline import Compiled
    from iomrules.plugins import Loaded
    from iomrules.rulesets import RulesetFiles
    from iomrules.workspace import Workspace

STDIN = "-"
SETTINGS_FILE = "iomrules.yaml"
#: bytes taken from stdin
_MOST_INPUT = 100_000_000


class Ready:
    """Rules ready to be worked by.

    workspace: None where the rules were named on their own. compiled: what the rules came to; diagnostics: what is
    wrong with the workspace's settings.
    """

    __slots__ = ()
    workspace: "Workspace | None"
    compiled: "Compiled | Artefact"
    diagnostics: tuple[Diagnostic, ...]

    @property
    def program(self) -> Program:
        """The checked program; where there is none, every mistake is shown and the command ends."""
        if self.compiled.program is None:
            show(self.findings, self.compiled.sources)
            raise Stop(FAILURE)
        return self.compiled.program

    @property
    def spoken(self) -> Program:
        """The checked program with the titles of the language spoken, for telling; people are read with `program`."""
        if language() != "en":
            return self.program
        from iomrules.program.english import in_english

        return in_english(self.program)

    def heard(self, records: Records) -> Records:
        """The records as they are told of in the language spoken: missing facts by their names in it."""
        if language() != "en":
            return records
        from iomrules.program.english import records_in_english

        return records_in_english(records, self.program)

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All that was found in settings, plugins and rules."""
        return (*self.diagnostics, *self.compiled.left_out_reasons, *self.compiled.diagnostics)

    @property
    def failures(self) -> tuple[Diagnostic, ...]:
        """Settings with mistakes and plugins left out; warnings of rules are for `check`."""
        return (*self.diagnostics, *self.compiled.left_out_reasons)


Prepared = TypeVar("Prepared", bound=Ready)


@frozen
class Opened(Ready):
    """Rules read and checked now, with the texts and plugins they were made of."""

    workspace: "Workspace | None"
    rulesets: "tuple[RulesetFiles, ...]"
    loaded: "Loaded"
    compiled: "Compiled"
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen
class Kept(Ready):
    """Rules checked by an earlier command and unchanged since."""

    workspace: "Workspace | None"
    compiled: "Artefact"
    diagnostics: tuple[Diagnostic, ...] = ()


def open_rules(workspace: Path | None, rules: Sequence[Path], *, strict: bool = False) -> Opened:
    """The rules a command works by.

    rules: rulesets named on the command line; a folder with `iomrules.yaml` among them is a workspace. Without any, the
    workspace's. Plugins: those the workspace names, or, where the rules lie in no workspace, those their headers use.
    Raises InputError; with `strict` also for a plugin left out.
    """
    return _sound(_made(*_paths(*_asked(workspace, rules))), strict=strict)


def open_program(workspace: Path | None, rules: Sequence[Path], *, strict: bool = False) -> Ready:
    """As `open_rules`, for commands that need no more than the program: kept from an earlier command, where it was."""
    from iomrules.cli.cache import Cache

    folder, named = _asked(workspace, rules)
    cache = Cache.of_command()
    asked = [f"{path.absolute()}\t{short_path(path)}" for path in (*([folder] if folder else []), *named)]
    begun = time_ns()
    if (kept := cache.take([str(len(named)), *asked])) is not None:
        return _sound(Kept(kept.settings[0], kept, kept.settings[1]), strict=strict)
    opened = _made(*_paths(folder, named))
    if cache.folder is not None and opened.compiled.program is not None and not opened.compiled.left_out:
        _keep(opened, cache, [str(len(named)), *asked], begun)
    return _sound(opened, strict=strict)


def _keep(opened: Opened, cache: "Cache", asked: Sequence[str], begun: int) -> None:
    from iomrules.cli.cache import Input, common_inputs
    from iomrules.write_artefact import NotKept, encode, write_artefact

    inputs = [*common_inputs(opened.workspace)]
    for ruleset in opened.rulesets:
        if ruleset.path is not None:
            inputs += _inputs(ruleset.path.absolute(), ruleset)
    # a plugin of another distribution lies in a folder of its own
    for plugin in opened.compiled.plugins:
        inputs += [Input("tree", str(rules.parent)) for rules, _ in plugin.rules if plugin.origin == "distribution"]
    try:
        settings = encode((opened.workspace, opened.diagnostics))
        cache.keep(asked, inputs, begun, write_artefact(opened.compiled, {"settings": settings}))
    except NotKept:
        return


def _inputs(path: Path, ruleset: "RulesetFiles") -> "Iterator[Input]":
    """What a ruleset is read from: its texts, which of them there are, its forms, its tables."""
    from iomrules.cli.cache import Input

    folder = path if path.is_dir() else path.parent
    if path.is_dir():
        yield Input("rules", str(path))
        for source in ruleset.sources:
            yield Input("file", str(path / source.name.rpartition("/")[2]))
    else:
        yield Input("file", str(path))
    if ruleset.forms is not None:
        yield Input("file", str(ruleset.forms.absolute()))
    for name in ruleset.hashes:
        yield Input("file", str(folder / name))


def _asked(workspace: Path | None, rules: Sequence[Path]) -> tuple[Path | None, list[Path]]:
    """The workspace's folder, if there is one, and the rulesets named; without any, the workspace's are meant."""
    folders = [path for path in rules if (path / SETTINGS_FILE).is_file()]
    folder = workspace or next(iter(folders), None) or _around(rules)
    named = [path for path in rules if path not in folders]
    if folder is None and not named:
        from iomrules.cli.refusals import no_rules

        raise no_rules()
    return folder, named


def _paths(
    folder: Path | None, named: Sequence[Path]
) -> "tuple[Workspace | None, tuple[Diagnostic, ...], list[tuple[Path, str]]]":
    """The workspace, what is wrong with its settings, and the rulesets to work by with the names messages give them."""
    here, found = _workspace(folder) if folder else (None, ())
    if named or here is None:
        return here, found, [(path, short_path(path)) for path in named]
    return here, found, [(path, here.label(path)) for path in here.rules]


def _workspace(folder: Path) -> "tuple[Workspace, tuple[Diagnostic, ...]]":
    from iomrules.read_workspace import read_workspace

    return read_workspace(folder, short_path(folder))


def _made(here: "Workspace | None", found: tuple[Diagnostic, ...], paths: Sequence[tuple[Path, str]]) -> Opened:
    """Rules read and checked now."""
    from iomrules.pipeline import compile_rules, wanted_by
    from iomrules.plugins import find_plugins, load_plugins
    from iomrules.rulesets import open_ruleset, with_bases

    rulesets = with_bases(open_ruleset(path, label) for path, label in paths)
    wanted = here.plugins if here else wanted_by(rulesets)
    loaded = load_plugins(find_plugins(here.folder if here else None), wanted)
    return Opened(here, rulesets, loaded, compile_rules(rulesets, loaded), found)


def _sound(opened: Prepared, *, strict: bool) -> Prepared:
    """What was opened, unless that stops the command."""
    settings = any(each.severity is Severity.ERROR for each in opened.diagnostics)
    if settings or (strict and opened.compiled.left_out):
        show(opened.failures, opened.compiled.sources)
        raise Stop(FAILURE)
    return opened


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


def people_sources(opened: Ready, named: Sequence[str], shape: str = "") -> tuple[Source, ...]:
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
        from iomrules.cli.refusals import no_people

        raise no_people()
    if here is not None:
        known = {each.content for each in given}
        given += [Source(here.label(path), path) for path in here.catalogues if path not in known]
    lost = [each.name for each in given if isinstance(each.content, Path) and not each.content.is_file()]
    if lost:
        from iomrules.cli.refusals import paths_missing

        raise paths_missing(lost)
    return tuple(given)


def known_shape(program: Program, said: str) -> str:
    """The declared people that a word in any case form means; empty for no word. Raises InputError for another word."""
    people = program.person_shapes()
    if not said or said in people:
        return said
    from iomrules.cli.refusals import unknown_shape
    from iomrules.program.forms import fold

    if (name := program.schema.forms.get(fold(said), "")) in people:
        return name
    raise unknown_shape(said, people)


def _source(name: str) -> Source:
    if name == STDIN:
        content = sys.stdin.buffer.read(_MOST_INPUT)
        return Source("<stdin>", content, tell_form(content))
    path = Path(name)
    return Source(short_path(path), path)


def read_everybody(
    opened: Ready,
    sources: Sequence[Source],
    shape: str = "",
    read: Callable[[Sequence[Source], Schema, str], Records] = read_records,
) -> Records:
    """People and catalogues, checked. Raises InputError with all mistakes where nobody's data can be used.

    read: `read_records` or `read_packed_records`.
    """
    people = known_shape(opened.program, shape) or opened.program.person_shapes()[0]
    records = read(sources, opened.program.schema, people)
    if not records.people:
        from iomrules.cli.refusals import no_people

        raise no_people(records.diagnostics)
    return records


def choose_people(people: Iterable[Person], only: Iterable[str]) -> tuple[str, ...]:
    """The ids asked for, each known; all of them where none is asked for. Raises InputError naming those unknown."""
    known = dict.fromkeys(person.id for person in people)
    unknown = [each for each in only if each not in known]
    if unknown:
        from iomrules.cli.refusals import unknown_people

        raise unknown_people(unknown, tuple(known))
    return tuple(dict.fromkeys(only)) or tuple(known)


def decision_day(opened: Ready, on: date | None) -> date:
    """The date to decide for: the command's, else the workspace's, else today."""
    return on or (opened.workspace.on if opened.workspace else None) or today()


def out_of_force(program: Program, on: date) -> tuple[Diagnostic, ...]:
    """A warning where the school's ruleset is not, or no longer, in force on the date decisions are made for."""
    begin, end = program.about.begin, program.about.end
    if (begin is None or begin <= on) and (end is None or on <= end):
        return ()
    from iomrules.cli.refusals import not_in_force

    return (not_in_force(program, on),)


def today() -> date:
    """The date decisions are made for where nobody says: known at the command line only."""
    return date.today()
