"""`iomrules test`: whether the examples of rules hold, what they cover, what they would not notice, what to add."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from iomrules.cli.console import FINDINGS, Stop, as_json, note, put, put_json, show, style, worst
from iomrules.cli.language import language, say
from iomrules.cli.opening import Opened, open_rules, short_path, today
from iomrules.cli.options import (
    Declared,
    Place,
    Whole,
    argument,
    format_option,
    on_option,
    option,
    ours,
    strict_option,
    workspace_option,
)
from iomrules.cli.test_reports import coverage_lines, mutation_lines, plain_coverage, plain_mutation, plain_proposals
from iomrules.diagnostics import Diagnostic
from iomrules.files import FORMS_FILE
from iomrules.frozen import evolve
from iomrules.program.core import Program
from iomrules.trial import Trial, try_examples
from iomrules.trials.coverage import cover
from iomrules.trials.example_files import example_paths, read_example_files
from iomrules.trials.example_text import example_text
from iomrules.trials.mutation import mutate
from iomrules.trials.prepared import Prepared, prepare_examples
from iomrules.trials.proposals import propose


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "test",
        "Проверить примеры («пример …»), записанные в правилах и в файлах *.examples.yaml, *.examples.xlsx рядом. "
        "Без ПУТИ берёт правила рабочей папки.",
        "Run the examples (`example …`) written in rules and in files *.examples.yaml, *.examples.xlsx beside them. "
        "Without PATH, those of the workspace.",
    )
    @argument("paths", nargs=-1, type=Place(), metavar=say("[ПУТЬ]...", "[PATH]..."))
    @option("--coverage", is_flag=True, help=say("Что примеры проверяют и чего нет.", "What the examples cover."))
    @option(
        "--mutate",
        "mutated",
        is_flag=True,
        help=say("Какие изменения правил ни один пример не заметит.", "Which changes of the rules no example notices."),
    )
    @option("--mutate-limit", type=Whole(1), help=say("Не больше стольких изменений.", "At most."))
    @option("--generate", is_flag=True, help=say("Предложить недостающие примеры.", "Propose the examples that lack."))
    @option(
        "--seconds",
        type=Whole(1),
        default=300,
        show_default=True,
        help=say("Сколько секунд пробовать изменения.", "How many seconds to try changes."),
    )
    @workspace_option()
    @on_option()
    @strict_option()
    @format_option("text", "json")
    def test(
        *,
        paths: tuple[Path, ...],
        coverage: bool,
        mutated: bool,
        mutate_limit: int | None,
        generate: bool,
        seconds: int,
        workspace: Path | None,
        on: date | None,
        strict: bool,
        form: str,
    ) -> None:
        opened = open_rules(workspace, paths, strict=strict)
        program, found = _with_files(opened)
        day = on or program.about.begin or today()
        trials = try_examples(program, day, language=language())
        failed = [trial for trial in trials if not trial.holds]
        plain: dict[str, object] = {"examples": [_plain(trial) for trial in trials]}
        lines: list[str] = []
        if coverage or mutated or generate:
            prepared = prepare_examples(program, day)
            is_late = _deadline(seconds)
            if coverage:
                covered = cover(program, prepared)
                plain["coverage"], lines = plain_coverage(covered), [*lines, "", *coverage_lines(covered)]
            if mutated:
                tried = mutate(program, prepared, limit=mutate_limit, is_late=is_late)
                plain["mutation"], lines = plain_mutation(tried), [*lines, "", *mutation_lines(tried)]
            if generate:
                plain["proposals"], lines = _proposals(program, prepared, is_late, lines)
        if form == "json":
            put_json(plain if len(plain) > 1 else plain["examples"], indent=2)
        else:
            _tell(trials, failed, lines)
        show((*found, *opened.failures), opened.compiled.sources)
        if failed or opened.failures or worst(found):
            raise Stop(FINDINGS)

    return test


def _deadline(seconds: int) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def _with_files(opened: Opened) -> tuple[Program, tuple[Diagnostic, ...]]:
    """The program with the examples of the files beside its rulesets and plugins."""
    program = opened.program
    paths = [path for plugin in opened.compiled.plugins for path, _ in plugin.rules]
    for ruleset in opened.rulesets:
        if ruleset.forms is not None:
            alone = ruleset.forms.name != FORMS_FILE
            stem = ruleset.forms.name.removesuffix(f".{FORMS_FILE}")
            paths.append(ruleset.forms.with_name(f"{stem}.iom") if alone else ruleset.forms.parent)
    files = [(file, short_path(file)) for path in paths for file in example_paths(path)]
    examples, found = read_example_files(program, files)
    return evolve(program, examples=(*program.examples, *examples)), found


def _proposals(
    program: Program, prepared: tuple[Prepared, ...], is_late: Callable[[], bool], lines: list[str]
) -> tuple[object, list[str]]:
    proposed = propose(program, prepared, is_late=is_late)
    remark = say("предложено программой: проверьте ожидаемое", "proposed by the program: check what is expected")
    texts = [example_text(each.example, program, remark) for each in proposed]
    told = texts or [say("Предложить нечего: новых пограничных случаев не нашлось", "There is nothing to propose")]
    return plain_proposals(proposed, texts), [*lines, *(line for text in told for line in ("", text))]


def _tell(trials: tuple[Trial, ...], failed: list[Trial], lines: list[str]) -> None:
    for trial in failed:
        _tell_failed(trial)
    put(say(f"Примеров: {len(trials)}, не сошлось: {len(failed)}", f"Examples: {len(trials)}, failed: {len(failed)}"))
    if not trials:
        note("В правилах нет ни одного примера", "There is no example in the rules")
    for line in lines:
        put(line)


def _tell_failed(trial: Trial) -> None:
    put(f"{trial.example.span}  {style(trial.example.title, 'bold')}")
    for mismatch in trial.mismatches:
        place = f"{mismatch.span.line}:{mismatch.span.column}"
        put(f"    {place}  {say('ожидалось', 'expected')}: {mismatch.expected}")
        put(f"    {' ' * len(place)}  {say('получилось', 'came out')}: {mismatch.actual}")
        for number, sentence in enumerate(mismatch.because):
            head = say("почему", "why") + ":" if number == 0 else ""
            put(f"    {' ' * len(place)}  {head} {sentence}".rstrip())
    show(trial.faulty, {}, err=False)


def _plain(trial: Trial) -> dict[str, object]:
    span = trial.example.span
    mismatches = [
        {"expected": each.expected, "actual": each.actual, "line": each.span.line, "because": list(each.because)}
        for each in trial.mismatches
    ]
    return {
        "example": trial.example.title,
        "file": span.source,
        "line": span.line,
        "holds": trial.holds,
        "mismatches": mismatches,
        "findings": [as_json(each) for each in trial.faulty],
    }
