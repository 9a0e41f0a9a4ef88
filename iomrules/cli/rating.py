"""`iomrules rating`: places, totals and criteria of everybody, on the console or for a program."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from iomrules.cli.access import log_access
from iomrules.cli.cache import cache_options
from iomrules.cli.console import FINDINGS, Stop, note, put, put_json, show, style, worst
from iomrules.cli.language import say
from iomrules.cli.opening import Ready, decision_day, open_program, out_of_force, people_sources, read_everybody
from iomrules.cli.options import (
    Declared,
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
from iomrules.cli.rating_lines import RatedRow, RatedTable, csv_text, lay_out_rating, text_lines
from iomrules.codes import workspace as codes
from iomrules.decided import Decided
from iomrules.deciding import decide_people, find_declared
from iomrules.errors import InputError
from iomrules.program.core import Program, Rating
from iomrules.reason.needed import needed_for
from iomrules.results import person_result
from iomrules.source import Cell
from iomrules.suggestions import meant, nearest, shorten
from iomrules.values import ABSENT, Unknown


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "rating",
        "Показать рейтинг: места, итоги и критерии. Люди берутся из рабочей папки или из названных файлов.",
        "Show a rating: places, totals and criteria. People come from the workspace or from the files named.",
    )
    @paths_argument("students", "[ЛЮДИ]...", "[STUDENTS]...")
    @option(
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
    @cache_options()
    @format_option("text", "csv", "json")
    @option(
        "--public",
        is_flag=True,
        help=say(
            "Для публикации: коды вместо имён, без класса и без тех, чьё место неизвестно.",
            "For publication: codes instead of names, no classes, nobody without a place.",
        ),
    )
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
        public: bool,
    ) -> None:
        opened = open_program(workspace, rules, strict=strict)
        spoken = opened.spoken
        asked = _find(spoken, name)
        salt = _salt(opened) if public else None
        day = decision_day(opened, on)
        records = read_everybody(opened, people_sources(opened, students, shape), shape)
        if opened.workspace:
            log_access(opened.workspace.folder, "rating", len(records.people))
        decided = decide_people(needed_for(spoken, asked.about.name), opened.heard(records), day)
        table = _table(spoken, decided, spoken.ratings[asked.about.name], salt)
        if form == "json":
            put_json([_plain(row, table) for row in table.rows], indent=2)
        elif form == "csv":
            put(csv_text(table).rstrip("\n"))
        else:
            _tell(table)
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


def _in_order(people: Sequence[Decided], name: str) -> list[Decided]:
    """By place; those without one after, in the order read; those the rating is not about left out."""
    rated = [each for each in people if name in each.decisions.ratings]
    about = [each for each in rated if each.decisions.ratings[name].total is not ABSENT]
    places = {id(each): each.decisions.ratings[name].place for each in about}
    return sorted(about, key=lambda each: (places[id(each)] is None, places[id(each)] or 0))


def _salt(opened: Ready) -> str:
    """The school's secret, or a mistake that says where it is written."""
    salt = opened.workspace.salt if opened.workspace else ""
    if not salt:
        raise InputError([codes.NO_SALT.at(Cell("iomrules.yaml"))])
    return salt


def _table(program: Program, people: Sequence[Decided], rating: Rating, salt: str | None) -> RatedTable:
    name = rating.about.name
    ordered = [(each.person, each.decisions) for each in _in_order(people, name)]
    everybody = [each.person.id for each in people if name in each.decisions.ratings]
    selections = [each for each in program.selections.values() if each.rating == name]
    return lay_out_rating(rating, selections, ordered, salt, everybody)


def _tell(table: RatedTable) -> None:
    title, heading, *lines = text_lines(table)
    put(style(title, "bold"))
    put(style(heading, "dim"))
    for line in lines:
        put(line)
    unknown = sum(1 for row in table.rows if isinstance(row.result.total, Unknown))
    if unknown:
        note(
            f"Без места, потому что не хватает сведений: {unknown}",
            f"Without a place, for facts are missing: {unknown}",
        )


def _plain(row: RatedRow, table: RatedTable) -> dict[str, object]:
    ratings = person_result(row.decisions, ()).as_json()["ratings"]
    who = {"code": row.who[0]} if table.public else {"id": row.decisions.person.id}
    return {**who, **ratings[table.rating.about.name]}
