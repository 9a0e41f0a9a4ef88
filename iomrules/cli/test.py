"""`iomrules test`: every example written in the rules, against what the rules conclude."""

from datetime import date
from pathlib import Path

import click

from iomrules.cli.console import FINDINGS, Stop, as_json, note, put, put_json, show
from iomrules.cli.language import say
from iomrules.cli.opening import open_rules, today
from iomrules.cli.options import format_option, on_option, ours, strict_option, workspace_option
from iomrules.trial import Trial, try_examples


def command() -> click.Command:
    """The command in the language spoken."""

    @ours(
        "test",
        "Проверить примеры («пример …»), записанные в правилах. Без ПУТИ берёт правила рабочей папки.",
        "Run the examples (`example …`) written in rules. Without PATH, those of the workspace.",
    )
    @click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar=say("[ПУТЬ]...", "[PATH]..."))
    @workspace_option()
    @on_option()
    @strict_option()
    @format_option("text", "json")
    def test(paths: tuple[Path, ...], workspace: Path | None, on: date | None, strict: bool, form: str) -> None:
        opened = open_rules(workspace, paths, strict=strict)
        trials = try_examples(opened.program, on or opened.program.about.begin or today())
        failed = [trial for trial in trials if not trial.holds]
        if form == "json":
            put_json([_plain(trial) for trial in trials], indent=2)
        else:
            for trial in failed:
                _tell(trial)
            put(
                say(
                    f"Примеров: {len(trials)}, не сошлось: {len(failed)}",
                    f"Examples: {len(trials)}, failed: {len(failed)}",
                )
            )
            if not trials:
                note("В правилах нет ни одного примера", "There is no example in the rules")
        show(opened.failures, opened.compiled.sources)
        if failed or opened.failures:
            raise Stop(FINDINGS)

    return test


def _tell(trial: Trial) -> None:
    put(f"{trial.example.span}  {click.style(trial.example.title, bold=True)}")
    for mismatch in trial.mismatches:
        place = f"{mismatch.span.line}:{mismatch.span.column}"
        put(f"    {place}  {say('ожидалось', 'expected')}: {mismatch.expected}")
        put(f"    {' ' * len(place)}  {say('получилось', 'came out')}: {mismatch.actual}")
    show(trial.faulty, {}, err=False)


def _plain(trial: Trial) -> dict[str, object]:
    span = trial.example.span
    return {
        "example": trial.example.title,
        "file": span.source,
        "line": span.line,
        "holds": trial.holds,
        "mismatches": [
            {"expected": each.expected, "actual": each.actual, "line": each.span.line} for each in trial.mismatches
        ],
        "findings": [as_json(each) for each in trial.faulty],
    }
