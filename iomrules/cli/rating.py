"""`iomrules rating`: places, totals and criteria of everybody, on the console or for a program."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from iomrules.cli.access import log_access
from iomrules.cli.console import FINDINGS, Stop, note, put, put_json, show, worst
from iomrules.cli.language import say
from iomrules.cli.opening import decision_day, open_rules, out_of_force, people_sources, read_everybody
from iomrules.cli.options import (
    format_option,
    on_option,
    ours,
    paths_argument,
    rules_option,
    shape_option,
    strict_option,
    workspace_option,
)
from iomrules.codes import workspace as codes
from iomrules.errors import InputError
from iomrules.pipeline import Decided, decide_people, find_declared
from iomrules.program.core import Program, Rating
from iomrules.reason.decision import RatingResult
from iomrules.results import person_result
from iomrules.settings import meant, nearest, shorten
from iomrules.source import Cell
from iomrules.values import ABSENT, Number, Unknown, Value, decimal_text
from iomrules.write.selections import admission_words, selection_because


def command() -> click.Command:
    """The command in the language spoken."""

    @ours(
        "rating",
        "Показать рейтинг: места, итоги и критерии. Люди берутся из рабочей папки или из названных файлов.",
        "Show a rating: places, totals and criteria. People come from the workspace or from the files named.",
    )
    @paths_argument("students", "[ЛЮДИ]...", "[STUDENTS]...")
    @click.option(
        "--name",
        default="",
        metavar=say("РЕЙТИНГ", "RATING"),
        help=say("Какой рейтинг (первый в правилах).", "Which rating (the rules' first)."),
    )
    @rules_option()
    @workspace_option()
    @on_option()
    @shape_option()
    @strict_option()
    @format_option("text", "json")
    def rating(
        *,
        students: tuple[str, ...],
        name: str,
        rules: tuple[Path, ...],
        workspace: Path | None,
        on: date | None,
        shape: str,
        strict: bool,
        form: str,
    ) -> None:
        opened = open_rules(workspace, rules, strict=strict)
        asked = _find(opened.program, name)
        day = decision_day(opened, on)
        records = read_everybody(opened, people_sources(opened, students, shape), shape)
        if opened.workspace:
            log_access(opened.workspace.folder, "rating", len(records.people))
        rows = _in_order(decide_people(opened.program, records, day), asked.about.name)
        if form == "json":
            put_json([_plain(each, asked.about.name) for each, _ in rows], indent=2)
        else:
            _tell(rows, asked, opened.program)
        findings = (*opened.failures, *out_of_force(opened.program, day), *records.diagnostics)
        show(findings, opened.compiled.sources)
        if worst(findings):
            raise Stop(FINDINGS)

    return rating


def _find(program: Program, name: str) -> Rating:
    found = find_declared(program, name) if name else next(iter(program.ratings), "")
    if found in program.ratings:
        return program.ratings[found]
    ru, en = meant(nearest(name, list(program.ratings)))
    place = Cell("iomrules")
    raise InputError([codes.UNKNOWN_TARGET.at(place, name=shorten(name) or "—", suggestion=ru, suggestion_en=en)])


def _in_order(people: Sequence[Decided], name: str) -> list[tuple[Decided, RatingResult]]:
    """By place; those without one after, in the order read; those the rating is not about left out."""
    rated = [(each, each.decisions.ratings[name]) for each in people if name in each.decisions.ratings]
    about = [pair for pair in rated if pair[1].total is not ABSENT]
    return sorted(about, key=lambda pair: (pair[1].place is None, pair[1].place or 0))


def _tell(rows: Sequence[tuple[Decided, RatingResult]], rating: Rating, program: Program) -> None:
    selections = [each.about for each in program.selections.values() if each.rating == rating.about.name]
    put(click.style(rating.about.label(), bold=True))
    for decided, result in rows:
        person = decided.person
        place = "—" if result.place is None else str(result.place)
        who = "  ".join(part for part in (person.name.full() or person.id, person.form_class) if part)
        criteria = ", ".join(f"{each.label()}: {_number(result.criteria[each.name])}" for each in rating.criteria)
        put(f"{place:>4}  {_number(result.total):>8}  {who}  ({criteria})")
        for about in selections:
            if outcome := decided.decisions.selections.get(about.name):
                answer = admission_words(outcome.verdict, say("ru", "en"))
                put(f"{'':16}{about.label()}: {answer} — {selection_because(outcome, say('ru', 'en'))}")
    unknown = sum(1 for _, result in rows if isinstance(result.total, Unknown))
    if unknown:
        note(
            f"Без места, потому что не хватает сведений: {unknown}",
            f"Without a place, for facts are missing: {unknown}",
        )


def _number(value: Value) -> str:
    if isinstance(value, Unknown):
        low, high = _bound(value.low), _bound(value.high)
        return f"{low}…{high}" if low or high else "?"
    return _bound(value) or "—"


def _bound(value: Value | Number | None) -> str:
    is_number = value is not None and not isinstance(value, bool) and hasattr(value, "numerator")
    return decimal_text(value, say(",", ".")) if is_number else ""  # type: ignore[arg-type]


def _plain(decided: Decided, name: str) -> dict[str, object]:
    ratings = person_result(decided.decisions, ()).as_json()["ratings"]
    return {"id": decided.person.id, **ratings[name]}
