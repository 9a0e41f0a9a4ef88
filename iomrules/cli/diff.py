"""`iomrules diff OLD NEW`: what changed between two versions of rules, declaration by declaration, in sentences."""

from pathlib import Path

from iomrules.cli.console import FINDINGS, Stop, put, put_json, show
from iomrules.cli.language import language, say
from iomrules.cli.opening import Opened, open_rules
from iomrules.cli.options import Declared, Place, argument, format_option, ours, strict_option
from iomrules.program.core import Program
from iomrules.write.difference import Change, differences
from iomrules.write.words_ru import capitalise_first


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "diff",
        "Сравнить две версии правил: что добавлено, удалено, изменено, словами; строки файлов не важны.\n\n"
        "Код выхода 0: версии означают одно, 1: есть различия.",
        "Compare two versions of rules: what was added, removed or changed, in words; lines of files do not matter.\n\n"
        "Exit code 0: they mean the same, 1: they differ.",
    )
    @argument("old", type=Place(), metavar=say("БЫЛО", "OLD"))
    @argument("new", type=Place(), metavar=say("СТАЛО", "NEW"))
    @format_option("text", "json")
    @strict_option()
    def diff(*, old: Path, new: Path, form: str, strict: bool) -> None:
        before, after = _program(old, strict), _program(new, strict)
        changes = differences(before, after, language())
        if form == "json":
            put_json([each.as_json() for each in changes], indent=2)
        else:
            _tell(changes)
        if changes:
            raise Stop(FINDINGS)

    return diff


def _program(path: Path, strict: bool) -> Program:
    opened: Opened = open_rules(None, (path,), strict=strict)
    show(opened.failures, opened.compiled.sources)
    return opened.program


def _tell(changes: tuple[Change, ...]) -> None:
    for each in changes:
        put(capitalise_first(each.sentence))
    if not changes:
        put(say("Различий нет: обе версии означают одно и то же", "No differences: both versions mean the same"))
