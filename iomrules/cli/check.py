"""`iomrules check`: every mistake in rules and plugins, and every question they leave open; mends what is safe to mend.

Keeps the table of case forms beside the rules in step.
"""

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from iomrules.cli.console import FINDINGS, Stop, note, worst
from iomrules.cli.findings import FORMS, Codes, choose, put_findings
from iomrules.cli.forms import store_forms
from iomrules.cli.language import say
from iomrules.cli.opening import Opened, open_rules
from iomrules.cli.options import Declared, Place, argument, format_option, option, ours, strict_option, workspace_option
from iomrules.cli.writing import cannot_write, write_file
from iomrules.errors import InputError
from iomrules.lint import Report, lint


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "check",
        "Проверить правила: показать все ошибки и всё, о чём правила молчат. Без ПУТИ проверяет правила рабочей "
        "папки. Замечание снимает строка «// не проверять L020: причина» рядом с правилом.\n\n"
        "Пример: iomrules check rulesets/lyceum11",
        "Check rules: show all mistakes and all that the rules leave unsaid. Without PATH, checks those of the "
        "workspace. A finding is waived by `// waive L020: reason` beside the rule.\n\n"
        "Example: iomrules check rulesets/lyceum11",
    )
    @argument("paths", nargs=-1, type=Place(), metavar=say("[ПУТЬ]...", "[PATH]..."))
    @workspace_option()
    @strict_option()
    @format_option(*FORMS)
    @option(
        "--select",
        type=Codes(),
        default=(),
        help=say("Только эти замечания: L, L02, L020,L021.", "Only these findings: L, L02, L020,L021."),
    )
    @option("--ignore", type=Codes(), default=(), help=say("Кроме этих замечаний.", "All but these findings."))
    @option(
        "--fix",
        is_flag=True,
        help=say("Исправить в текстах то, что смысла не меняет.", "Mend what does not change the meaning."),
    )
    def check(
        *,
        paths: tuple[Path, ...],
        workspace: Path | None,
        strict: bool,
        form: str,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        fix: bool,
    ) -> None:
        opened = open_rules(workspace, paths, strict=strict)
        if opened.compiled.program is not None:
            store_forms(opened.compiled)
        if fix and _store(opened, _report(opened).mended):
            opened = open_rules(workspace, paths, strict=strict)
        findings = choose(_report(opened).findings, select, ignore)
        put_findings(findings, opened.compiled.sources, form, version("iomrules"))
        if form == "text":
            count = len(findings)
            note(
                f"Замечаний: {count}" if count else "Замечаний нет",
                f"Findings: {count}" if count else "No findings",
            )
        if worst(findings):
            raise Stop(FINDINGS)

    return check


def _report(opened: Opened) -> Report:
    """All that was found; rules with an error are not looked into further."""
    compiled = opened.compiled
    if compiled.program is None:
        return Report(opened.findings, {})
    report = lint(compiled.program, compiled.trees, compiled.diagnostics)
    return Report((*opened.failures, *report.findings), report.mended)


def _store(opened: Opened, mended: Mapping[str, str]) -> int:
    """Writes the texts of the school's own rules that were mended; gives their number. Plugins' are left alone."""
    stored = 0
    for ruleset in opened.rulesets:
        for source in ruleset.sources:
            text = mended.get(source.name)
            if text is None or ruleset.forms is None:
                continue
            folder = ruleset.forms.parent
            file = Path(source.name).name if source.name != ruleset.label else Path(ruleset.label).name
            try:
                write_file(folder, file, text.encode())
            except OSError as error:
                raise InputError([cannot_write(error, folder / file)]) from error
            note(f"Исправлен: {source.name}", f"Mended: {source.name}")
            stored += 1
    return stored
