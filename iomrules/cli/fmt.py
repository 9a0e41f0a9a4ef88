"""`iomrules fmt`: one layout for every ruleset, in Russian or English keywords."""

import difflib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from iomrules.cli.console import FAILURE, FINDINGS, Stop, note, put, show
from iomrules.cli.language import say
from iomrules.cli.options import Choice, Declared, argument, option, ours
from iomrules.cli.writing import cannot_write, write_file
from iomrules.codes import workspace as codes
from iomrules.diagnostics import Diagnostic, Severity
from iomrules.errors import InputError
from iomrules.files import forms_file, read_author_text, ruleset_files
from iomrules.parse.printer import print_tree
from iomrules.parse.reader import read
from iomrules.parse.tree import SyntaxTree
from iomrules.program.forms import FormTable, read_forms
from iomrules.program.translate import NameTurner, name_turner
from iomrules.read_workspace import read_workspace
from iomrules.source import Cell, SourceText
from iomrules.workspace import SETTINGS_FILE

STDIN = "-"


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "fmt",
        "Разложить текст правил по строкам: тот же смысл, один вид. Без ПУТИ берёт правила рабочей папки; «-» читает "
        "стандартный ввод.",
        "Lay out the text of rules: the same meaning, one look. Without PATH, the workspace's; `-` reads stdin.",
    )
    @argument("paths", nargs=-1, metavar=say("[ПУТЬ]...", "[PATH]..."))
    @option("--check", is_flag=True, help=say("Только сказать, что изменилось бы.", "Only say what would change."))
    @option("--diff", is_flag=True, help=say("Показать, что изменилось бы.", "Show what would change."))
    @option(
        "--to",
        type=Choice(("ru", "en")),
        help=say(
            "Ключевые слова и имена, для которых есть «английские имена», на этом языке.",
            "Keywords, and names that `english names` list, in this language.",
        ),
    )
    def fmt(paths: tuple[str, ...], check: bool, diff: bool, to: str | None) -> None:
        if paths == (STDIN,):
            source = SourceText("<stdin>", sys.stdin.read())
            tree = _read(source)
            put(print_tree(tree, to or "", _turner([tree], (), to or "")).removesuffix("\n"))
            return
        changed = [
            (path, name, before, after) for path, name, before, after in _texts(paths, to or "") if before != after
        ]
        for path, name, before, after in changed:
            if diff:
                lines = difflib.unified_diff(
                    before.splitlines(keepends=True), after.splitlines(keepends=True), name, name
                )
                put("".join(lines).removesuffix("\n"))
            elif check:
                put(name)
            else:
                _store(path, after)
                note(f"Разложен: {name}", f"Laid out: {name}")
        if changed and (check or diff):
            raise Stop(FINDINGS)

    return fmt


def _texts(paths: Iterable[str], language: str) -> Iterable[tuple[Path, str, str, str]]:
    """(file, its name for messages, text, text laid out) of every file of the rulesets named."""
    rulesets = list(_rulesets(paths))
    files = [
        (file, f"{name}/{file.name}" if path.is_dir() else name)
        for path, name in rulesets
        for file in ruleset_files(path, name)
    ]
    trees = [_read(read_author_text(file, label)) for file, label in files]
    turner = _turner(trees, [path for path, _ in rulesets], language)
    for (file, label), tree in zip(files, trees, strict=True):
        # Compared with the bytes as they stand: line ends and a byte order mark are part of the layout.
        text = print_tree(tree, language, turner)
        yield file, label, file.read_bytes().decode("utf-8", errors="replace"), text


def _turner(trees: Sequence[SyntaxTree], paths: Iterable[Path], language: str) -> NameTurner | None:
    """What turns the names of rules that stand together; nothing where there is nothing to turn."""
    tables = [read_forms(read_author_text(file, file.name).text) for file in map(forms_file, paths) if file.is_file()]
    lines = {line.name: line for table in tables for line in table.lines}
    turner = name_turner(trees, FormTable(tuple(lines.values())))
    return turner if language or turner.pairs else None


def _rulesets(paths: Iterable[str]) -> Iterable[tuple[Path, str]]:
    named = [Path(path) for path in paths]
    if not named:
        if not Path(SETTINGS_FILE).is_file():
            raise InputError([codes.NO_RULES.at(Cell("iomrules"))])
        workspace, _ = read_workspace(Path(), ".")
        return [(path, workspace.label(path)) for path in workspace.rules]
    return [(path, path.as_posix()) for path in named]


def _read(source: SourceText) -> SyntaxTree:
    tree, diagnostics = read(source)
    errors = [each for each in diagnostics if each.severity is Severity.ERROR]
    if errors:
        _refuse(errors, source)
    return tree


def _refuse(errors: Iterable[Diagnostic], source: SourceText) -> None:
    """A text with mistakes is not laid out: what could not be read would be lost."""
    show(errors, {source.name: source})
    raise Stop(FAILURE)


def _store(path: Path, text: str) -> None:
    try:
        write_file(path.parent, path.name, text.encode())
    except OSError as error:
        raise InputError([cannot_write(error, path)]) from error
