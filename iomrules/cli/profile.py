"""`iomrules profile`: which rules and tables take the time over the people given."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import process_time_ns

from iomrules.cli.access import log_access
from iomrules.cli.cache import cache_options
from iomrules.cli.console import FINDINGS, Stop, note, put, put_json, show, worst
from iomrules.cli.language import say
from iomrules.cli.opening import decision_day, open_program, out_of_force, people_sources, read_everybody
from iomrules.cli.options import (
    Choice,
    Declared,
    Whole,
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
from iomrules.cli.sorts import sort_word
from iomrules.reason.profile import SORTS, Spent, profile

#: what rows are ordered by
ORDERS = ("own", "whole", "computed", "asked")
MOST = 30


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "profile",
        "Что считается дольше всего: правила, таблицы, показатели, критерии. Время — доли от всего времени решений, "
        "числа обращений от запуска к запуску одни и те же.\n\n"
        "Пример: iomrules profile students.yaml --rules rulesets/lyceum11 --on 15.10.2026",
        "What takes longest: rules, tables, indicators, criteria. Times are shares of all the time of deciding; counts "
        "are the same at every run.\n\n"
        "Example: iomrules profile students.yaml --rules rulesets/lyceum11 --on 15.10.2026",
    )
    @paths_argument("students", "[ЛЮДИ]...", "[STUDENTS]...")
    @rules_option()
    @workspace_option()
    @on_option()
    @shape_option()
    @strict_option()
    @cache_options()
    @option(
        "--sort",
        "order",
        type=Choice(ORDERS),
        default="own",
        show_default=True,
        help=say(
            "По своему времени, по времени вместе с тем, что спрошено, по числу вычислений или обращений.",
            "By time of its own, by time with all it asked for, by how often it was worked out or asked for.",
        ),
    )
    @option(
        "--top",
        type=Whole(0),
        default=MOST,
        show_default=True,
        help=say("Сколько строк показать; 0 — все.", "Rows shown; 0: all."),
    )
    @format_option("text", "json")
    def profile_(
        *,
        students: tuple[str, ...],
        rules: tuple[Path, ...],
        workspace: Path | None,
        on: date | None,
        shape: str,
        strict: bool,
        order: str,
        top: int,
        form: str,
    ) -> None:
        opened = open_program(workspace, rules, strict=strict)
        day = decision_day(opened, on)
        records = read_everybody(opened, people_sources(opened, students, shape), shape)
        if opened.workspace:
            log_access(opened.workspace.folder, "profile", len(records.people))
        spent = profile(opened.spoken, records.catalogues, records.people, day, process_time_ns)
        rows = ordered(spent, order)
        shown = rows[:top] if top else rows
        if form == "json":
            put_json(as_json(shown, spent, len(records.people)), indent=2)
        else:
            put("\n".join(laid_out(shown, spent)))
            _tell_total(spent, len(records.people))
            if len(shown) < len(rows):
                left = len(rows) - len(shown)
                note(f"Не показано строк: {left}; все — с ключом --top 0", f"Rows not shown: {left}; --top 0 shows all")
        findings = (*opened.failures, *out_of_force(opened.program, day), *records.diagnostics)
        show(findings, opened.compiled.sources)
        if worst(findings):
            raise Stop(FINDINGS)

    return profile_


def ordered(spent: Sequence[Spent], order: str) -> tuple[Spent, ...]:
    """The greatest first; equals by sort and name."""
    return tuple(sorted(spent, key=lambda each: (-getattr(each, order), SORTS.index(each.sort), each.name)))


def as_json(shown: Sequence[Spent], spent: Sequence[Spent], people: int) -> dict[str, object]:
    """Shares are of all the time of deciding, from 0 to 1."""
    total = _total(spent)
    rows = [
        {
            "sort": each.sort,
            "name": each.name,
            "title": each.title,
            "asked": each.asked,
            "computed": each.computed,
            "own": round(each.own / total, 4),
            "whole": round(each.whole / total, 4),
        }
        for each in shown
    ]
    return {"people": people, "rows": rows}


def laid_out(shown: Sequence[Spent], spent: Sequence[Spent]) -> list[str]:
    """Lines of a table in the language spoken."""
    total = _total(spent)
    head = (
        say("своё", "own"),
        say("с вложенным", "whole"),
        say("вычислено", "computed"),
        say("спрошено", "asked"),
        say("что", "what"),
    )
    cells = [
        (
            _percent(each.own, total),
            _percent(each.whole, total),
            str(each.computed),
            str(each.asked),
            f"{sort_word(each.sort)} {each.name}" + ("" if _plain(each.name) == each.title else f" «{each.title}»"),
        )
        for each in shown
    ]
    widths = [max(len(row[place]) for row in (head, *cells)) for place in range(4)]
    return ["  ".join((*(row[place].rjust(widths[place]) for place in range(4)), row[4])) for row in (head, *cells)]


def _percent(part: int, total: int) -> str:
    shown = f"{100 * part / total:.1f} %"
    return say(shown.replace(".", ","), shown)


def _tell_total(spent: Sequence[Spent], people: int) -> None:
    """What the shares are of."""
    each = f"{_total(spent) / max(people, 1) / 1e6:.1f}"
    note(
        f"Людей: {people}; подробный счёт одного — {each.replace('.', ',')} мс. Доли — от этого времени.",
        f"People: {people}; {each} ms to work out one in detail. Shares are of that time.",
    )


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _total(spent: Sequence[Spent]) -> int:
    return sum(each.own for each in spent) or 1
