"""`iomrules decide`: the door for other programs; one JSON object a person on stdout."""

from datetime import date
from pathlib import Path

from iomrules.cli.access import log_access
from iomrules.cli.cache import cache_options
from iomrules.cli.console import FINDINGS, Stop, put_json, put_json_list, show, worst
from iomrules.cli.language import language, say
from iomrules.cli.opening import choose_people, decision_day, open_program, out_of_force, people_sources, read_everybody
from iomrules.cli.options import (
    Choice,
    Declared,
    on_option,
    only_option,
    option,
    ours,
    paths_argument,
    rules_option,
    shape_option,
    strict_option,
    workspace_option,
)
from iomrules.everybody import Everybody
from iomrules.facts.reader import read_packed_records
from iomrules.reason.engines import ENGINES
from iomrules.results import person_result
from iomrules.route.untold import compose_untold


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "decide",
        "Решения в JSON: объект на человека. «-» читает людей со стандартного ввода (таблица, JSON, YAML).\n\n"
        "Пример: iomrules decide students.yaml --rules rulesets/lyceum11 --on 15.10.2026",
        "Decisions as JSON, one object a person. `-` reads people from stdin (a table, JSON, YAML).\n\n"
        "Example: iomrules decide students.yaml --rules rulesets/lyceum11 --on 15.10.2026",
    )
    @paths_argument("students", "[ЛЮДИ]...", "[STUDENTS]...")
    @rules_option()
    @workspace_option()
    @on_option()
    @only_option()
    @shape_option()
    @strict_option()
    @cache_options()
    @option(
        "--engine",
        type=Choice(ENGINES),
        default="auto",
        show_default=True,
        help=say("Чем считать: решения одни и те же.", "What decides: the decisions are the same."),
    )
    @option(
        "--format",
        "form",
        type=Choice(("jsonl", "json")),
        default="jsonl",
        show_default=True,
        help=say("По строке на человека или один список.", "A line a person, or one list."),
    )
    def decide(
        *,
        students: tuple[str, ...],
        rules: tuple[Path, ...],
        workspace: Path | None,
        on: date | None,
        only: tuple[str, ...],
        shape: str,
        strict: bool,
        engine: str,
        form: str,
    ) -> None:
        opened = open_program(workspace, rules, strict=strict)
        day = decision_day(opened, on)
        records = read_everybody(opened, people_sources(opened, students, shape), shape, read_packed_records)
        chosen = frozenset(choose_people(records.people, only)) if only else None
        if opened.workspace:
            log_access(opened.workspace.folder, "decide", len(records.people if chosen is None else chosen))
        heard = opened.heard(records)
        # Everybody is decided, for places are among all; only those chosen are printed, one after another.
        people = Everybody(opened.spoken, heard, day, engine)
        decided = (each for each in people if chosen is None or each.person.id in chosen)
        results = (
            person_result(each.decisions, compose_untold(each.evaluation, heard.catalogues, each.seats()))
            for each in decided
        )
        told = (result.as_json(language()) for result in results)
        if form == "json":
            put_json_list(told)
        else:
            for each in told:
                put_json(each)
        findings = (*opened.failures, *out_of_force(opened.program, day), *records.diagnostics)
        show(findings, opened.compiled.sources)
        if worst(findings):
            raise Stop(FINDINGS)

    return decide
