"""`iomrules check`: every mistake in rules and plugins; keeps the table of case forms beside the rules in step."""

from pathlib import Path

import click

from iomrules.cli.console import FINDINGS, Stop, as_json, note, put_json, show, worst
from iomrules.cli.forms import store_forms
from iomrules.cli.language import say
from iomrules.cli.opening import open_rules
from iomrules.cli.options import format_option, ours, strict_option, workspace_option


def command() -> click.Command:
    """The command in the language spoken."""

    @ours(
        "check",
        "Проверить правила: показать все ошибки сразу. Без ПУТИ проверяет правила рабочей папки.\n\n"
        "Пример: iomrules check rulesets/lyceum11",
        "Check rules and show all mistakes at once. Without PATH, checks those of the workspace.\n\n"
        "Example: iomrules check rulesets/lyceum11",
    )
    @click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar=say("[ПУТЬ]...", "[PATH]..."))
    @workspace_option()
    @strict_option()
    @format_option("text", "json")
    def check(paths: tuple[Path, ...], workspace: Path | None, strict: bool, form: str) -> None:
        opened = open_rules(workspace, paths, strict=strict)
        findings = tuple(dict.fromkeys(opened.findings))
        if opened.compiled.program is not None:
            store_forms(opened.compiled)
        if form == "json":
            put_json([as_json(each) for each in findings], indent=2)
        else:
            show(findings, opened.compiled.sources, err=False)
            count = len(findings)
            note(
                f"Замечаний: {count}" if count else "Замечаний нет",
                f"Findings: {count}" if count else "No findings",
            )
        if worst(findings):
            raise Stop(FINDINGS)

    return check
