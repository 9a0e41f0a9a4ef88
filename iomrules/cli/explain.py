"""`iomrules explain`: why a person's rule, rating or route came out as it did, down to the facts."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from iomrules.cli.access import log_access
from iomrules.cli.cache import cache_options
from iomrules.cli.console import FINDINGS, Stop, put, put_json, show, style, worst
from iomrules.cli.language import language, say
from iomrules.cli.opening import choose_people, decision_day, open_program, out_of_force, people_sources, read_everybody
from iomrules.cli.options import (
    Declared,
    argument,
    format_option,
    on_option,
    option,
    ours,
    rules_option,
    shape_option,
    strict_option,
    workspace_option,
)
from iomrules.codes import workspace as codes
from iomrules.decided import Decided
from iomrules.deciding import decide_people, declared_names, find_declared
from iomrules.errors import InputError
from iomrules.program.core import Program, Rating, Route, Rule, Selection
from iomrules.reason.decision import FaultRaised, Reason, SelectionResult
from iomrules.results import plain_selection, plain_value
from iomrules.source import Cell
from iomrules.suggestions import meant, nearest, shorten
from iomrules.values import ABSENT, Unknown
from iomrules.write.selections import selection_sentence
from iomrules.write.sentences import in_the_way, sentences

#: what is told of a name
_Told = Reason | tuple[Selection, SelectionResult] | str
#: whole explanations of one name are told deeper than a survey of all
_SURVEY, _WHOLE = 0, 2
#: reasons that are told in full whatever they are; a lyceum's longest explanation has some hundred
_MOST_REASONS = 3_000
_DECLARED = frozenset(("rule", "route", "indicator", "rating", "criterion"))


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "explain",
        "Объяснить решение о человеке: НОМЕР из таблицы и, если нужно, имя правила, рейтинга или маршрута.\n\n"
        "Пример: iomrules explain У-01 допуск_к_технологическому_профилю",
        "Explain what was decided about a person: the ID in the table, and the name of a rule, rating or route.\n\n"
        "Example: iomrules explain У-01 допуск_к_технологическому_профилю",
    )
    @argument("student", metavar=say("НОМЕР", "STUDENT"))
    @argument("name", required=False, default="", metavar=say("[ПРАВИЛО]", "[RULE]"))
    @option(
        "--why-not", is_flag=True, help=say("Только почему нет и чего не хватает.", "Only why not and what is missing.")
    )
    @option(
        "--people",
        multiple=True,
        metavar=say("ФАЙЛ", "FILE"),
        help=say("Файл с людьми вместо файлов рабочей папки.", "File of people instead of the workspace's."),
    )
    @rules_option()
    @workspace_option()
    @on_option()
    @shape_option()
    @strict_option()
    @cache_options()
    @format_option("text", "json")
    def explain(
        *,
        student: str,
        name: str,
        why_not: bool,
        people: tuple[str, ...],
        rules: tuple[Path, ...],
        workspace: Path | None,
        on: date | None,
        shape: str,
        strict: bool,
        form: str,
    ) -> None:
        opened = open_program(workspace, rules, strict=strict)
        program = opened.spoken
        named = _find(program, name) if name else ""
        records = read_everybody(opened, people_sources(opened, people, shape), shape)
        day = decision_day(opened, on)
        (chosen,) = choose_people(records.people, (student,))
        if opened.workspace:
            log_access(opened.workspace.folder, "explain", 1)
        everybody = decide_people(program, opened.heard(records), day)
        (decided,) = (each for each in everybody if each.person.id == chosen)
        names = (named,) if named else _about(program, decided.person.shape)
        reasons = list(_reasons(program, decided, names, whole=bool(named)))
        if form == "json":
            put_json([_plain(each) for each in reasons], indent=2)
        else:
            _tell(decided, reasons, whole=bool(name), only_why_not=why_not)
        findings = (*opened.failures, *out_of_force(program, day))
        show(findings, opened.compiled.sources)
        if worst(findings):
            raise Stop(FINDINGS)

    return explain


def _find(program: Program, word: str) -> str:
    if found := find_declared(program, word):
        return found
    ru, en = meant(nearest(word, declared_names(program)))
    place = Cell("iomrules")
    raise InputError([codes.UNKNOWN_TARGET.at(place, name=shorten(word), suggestion=ru, suggestion_en=en)])


def _about(program: Program, shape: str) -> tuple[str, ...]:
    """What a survey of a person of that shape tells: rules, routes and ratings about such people."""
    declared: dict[str, Rule | Route | Rating] = {**program.rules, **program.routes, **program.ratings}
    told = tuple(name for name, each in declared.items() if each.applies.person in ("", shape))
    return told + tuple(name for name, each in program.selections.items() if each.rating in told)


def _reasons(program: Program, decided: Decided, names: Iterable[str], *, whole: bool) -> Iterable[tuple[str, _Told]]:
    """(name, its reason, the outcome of a selection, or the sentence of the fault that stopped it).

    whole: after a selection, why its rating came out as it did.
    """
    for name in names:
        selection = program.selections.get(name)
        if selection is None:
            yield name, _reason(decided, name)
            continue
        if outcome := decided.decisions.selections.get(name):
            yield name, (selection, outcome)
        if whole:
            yield selection.rating, _reason(decided, selection.rating)


def _reason(decided: Decided, name: str) -> Reason | str:
    try:
        return decided.evaluation.reason_of(name)
    except FaultRaised as raised:
        return f"{raised.diagnostic.code} {raised.diagnostic.text(language())}"


def _tell(decided: Decided, reasons: Iterable[tuple[str, _Told]], *, whole: bool, only_why_not: bool) -> None:
    person = decided.person
    head = " ".join(part for part in (person.name.full() or person.id, person.form_class) if part)
    put(style(f"{head} · {decided.decisions.on:%d.%m.%Y}", "bold"))
    for _, reason in reasons:
        if isinstance(reason, str):
            put(f"  {reason}")
        elif isinstance(reason, tuple):
            selection, outcome = reason
            put(f"  {selection_sentence(selection.about.label(), outcome, language())}")
        elif only_why_not:
            if keeps := in_the_way(reason, language()):
                _lines(keeps, reason)
            elif whole:  # nothing is: the answer itself
                _lines(sentences(reason, language(), _SURVEY), None)
        elif whole or not _is_outside(reason):
            _lines(sentences(reason, language(), _WHOLE if whole else _SURVEY), None)


def _lines(told: Iterable[str], about: Reason | None) -> None:
    lines = tuple(dict.fromkeys(told))
    if about is not None and lines:
        put(f"  {about.label or about.name}:")
    for number, line in enumerate(lines):
        put(f"  {'  ' if number or about is not None else ''}{line}")


def _is_outside(reason: Reason) -> bool:
    """Whether it is not about this person at all: a survey passes it by."""
    return reason.value is ABSENT or any(
        part.sort in ("applies", "in_force") and part.value is False for part in reason.parts
    )


def _plain(pair: tuple[str, _Told]) -> dict[str, object]:
    name, reason = pair
    if isinstance(reason, str):
        return {"name": name, "fault": reason}
    if isinstance(reason, tuple):
        return {"name": name, **plain_selection(reason[1], language())}
    return {"name": name, "sentences": list(sentences(reason, language(), _WHOLE)), "reason": plain_reason(reason)}


def plain_reason(reason: Reason, told: Counter[tuple[str, str]] | None = None) -> dict[str, object]:
    """The tree of a reason as JSON values.

    told: declarations told so far. In a very large tree, where one is read again and again, it is told once more by its
    value, without what it rests on: the tree would double with each step, the program does not.
    """
    told = Counter() if told is None else told
    place = (reason.sort, reason.name)
    again = told.total() > _MOST_REASONS and told[place] > 0 and reason.sort in _DECLARED
    told[place] += 1
    plain: dict[str, object] = {"sort": reason.sort, "value": plain_value(reason.value)}
    if isinstance(reason.value, Unknown):
        plain["missing"] = [each.fact for each in reason.value.missing]
    for key in ("name", "label", "key", "note", "advice"):
        if getattr(reason, key):
            plain[key] = getattr(reason, key)
    if reason.basis:
        plain["basis"] = list(reason.basis)
    if reason.row:
        plain["row"] = list(reason.row)
    if reason.node is not None and reason.node.span.source:
        plain["where"] = str(reason.node.span)
    if again:
        return plain
    if reason.parts:
        plain["parts"] = [plain_reason(part, told) for part in reason.parts]
    if reason.elements:
        plain["elements"] = [
            {"label": each.label, "holds": plain_value(each.holds), "used": each.used} for each in reason.elements
        ]
    return plain
