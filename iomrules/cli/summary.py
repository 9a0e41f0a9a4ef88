"""`iomrules summary`: what was concluded about everybody, counted, whole or by group."""

from datetime import date
from pathlib import Path

from iomrules.cli.access import log_access
from iomrules.cli.cache import cache_options
from iomrules.cli.console import FINDINGS, Stop, put, put_json, show, worst
from iomrules.cli.language import say
from iomrules.cli.opening import decision_day, open_program, out_of_force, people_sources, read_everybody
from iomrules.cli.options import (
    Declared,
    Misused,
    format_option,
    on_option,
    option,
    ours,
    paths_argument,
    rules_option,
    shape_option,
    strict_option,
    workspace_option,
)
from iomrules.cli.summary_lines import Apart, Grouped, as_json, csv_text, text_lines
from iomrules.codes import workspace as codes
from iomrules.deciding import compose_routes
from iomrules.errors import InputError
from iomrules.everybody import Everybody
from iomrules.facts.record import DateKind, EnumKind, KeyKind, Kind, NumberKind, TextKind, TruthKind
from iomrules.program.core import Program
from iomrules.program.forms import fold
from iomrules.source import Cell
from iomrules.suggestions import meant, nearest, shorten
from iomrules.summary import Concluded, by_class, summarise, told_apart

#: kinds by whose values people can be told apart
_APART = (NumberKind, TruthKind, EnumKind, KeyKind, DateKind, TextKind)


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "summary",
        "Сводка для мониторинга: скольким правило ответило «да», среднее показателей и рейтингов, сколько человек "
        "на каждом курсе. По всем или по группам; имён в ней нет.\n\n"
        "Пример: iomrules summary --by класс --format csv > сводка.csv",
        "A summary for monitoring: how many people a rule said yes to, the mean of each indicator and rating, how many "
        "take each course. Of everybody or by group; it names nobody.\n\n"
        "Example: iomrules summary --classes --format csv > summary.csv",
    )
    @paths_argument("students", "[ЛЮДИ]...", "[STUDENTS]...")
    @option(
        "--by",
        "said",
        multiple=True,
        metavar=say("ИМЯ", "NAME"),
        help=say(
            "По группам: имя сведения или показателя; можно повторять.",
            "By groups: the name of a fact or an indicator; may be repeated.",
        ),
    )
    @option(
        "--classes",
        is_flag=True,
        help=say("По классам, как они записаны: 10А, 10Б.", "By class as it is written: 10A, 10B."),
    )
    @rules_option()
    @workspace_option()
    @on_option()
    @shape_option()
    @strict_option()
    @cache_options()
    @format_option("text", "csv", "json")
    def summary(
        *,
        students: tuple[str, ...],
        said: tuple[str, ...],
        classes: bool,
        rules: tuple[Path, ...],
        workspace: Path | None,
        on: date | None,
        shape: str,
        strict: bool,
        form: str,
    ) -> None:
        opened = open_program(workspace, rules, strict=strict)
        day = decision_day(opened, on)
        records = read_everybody(opened, people_sources(opened, students, shape), shape)
        whose = records.people[0].shape
        names = [_find(opened.program, whose, word) for word in said]
        if opened.workspace:
            log_access(opened.workspace.folder, "summary", len(records.people))
        spoken, heard = opened.spoken, opened.heard(records)
        people = (Concluded(each.decisions, compose_routes(each, heard)) for each in Everybody(spoken, heard, day))
        apart, by = [_apart(spoken, whose, name) for name in names], [told_apart(name) for name in names]
        if classes:
            apart, by = [*apart, Apart("class", say("класс", "class"), TextKind())], [*by, by_class]
        found = [Grouped(values, counted) for values, counted in summarise(spoken, whose, people, by)]
        if form == "json":
            put_json(as_json(day, apart, found), indent=2)
        elif form == "csv":
            put(csv_text(spoken.schema, apart, found).rstrip("\n"))
        else:
            put("\n".join(text_lines(spoken.schema, day, apart, found)))
        findings = (*opened.failures, *out_of_force(opened.program, day), *records.diagnostics)
        show(findings, opened.compiled.sources)
        if worst(findings):
            raise Stop(FINDINGS)

    return summary


def _find(program: Program, shape: str, word: str) -> str:
    """The fact or indicator that a word in any case form means. Raises InputError where there is none."""
    kinds = _kinds(program, shape)
    health = {each.name for each in program.schema.shapes[shape].facts if each.health}
    for name in (word, program.schema.forms.get(fold(word), "")):
        if name in health:
            ru, en = (
                "«{}» — сведение о здоровье, по нему людей не делят",
                "`{}` is about health: nobody is told apart by it",
            )
            raise Misused(say(ru, en).format(name), "--by")
        if name in kinds and not isinstance(kinds[name], _APART):
            ru = "«{}» — не одно значение: людей делят по числу, дате, «да/нет» или перечню"
            en = "`{}` is not one value: people are told apart by a number, a date, yes or no, or a member"
            raise Misused(say(ru, en).format(name), "--by")
        if name in kinds:
            return name
    ru, en = meant(nearest(word, list(kinds)))
    place = Cell("iomrules")
    raise InputError([codes.UNKNOWN_TARGET.at(place, name=shorten(word) or "—", suggestion=ru, suggestion_en=en)])


def _kinds(program: Program, shape: str) -> dict[str, Kind]:
    indicators = (each for each in program.indicators.values() if each.applies.person in ("", shape))
    return {
        **{each.name: each.kind for each in program.schema.shapes[shape].facts},
        **{each.about.name: each.value.kind for each in indicators},
    }


def _apart(program: Program, shape: str, name: str) -> Apart:
    facts = {each.name: each.title for each in program.schema.shapes[shape].facts}
    title = facts[name] if name in facts else program.indicators[name].about.title
    return Apart(name, title or name.replace("_", " "), _kinds(program, shape)[name])
