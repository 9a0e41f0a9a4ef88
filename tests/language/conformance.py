"""The conformance suite: its plain-text files read, and this implementation held to them. See docs/conformance.md."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from attrs import define, field

from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.facts.catalogues import declared_keys
from iomrules.facts.kinds import Reading
from iomrules.facts.people import draft_person
from iomrules.facts.reader import Source, read_records
from iomrules.facts.record import Person, Records
from iomrules.facts.vocabulary import Vocabulary
from iomrules.lint.linter import lint
from iomrules.parse.reader import read
from iomrules.pipeline import Decided, compose_routes, decide_people
from iomrules.program.core import Program
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.reason.decision import FaultRaised, Verdict
from iomrules.route.route import Route
from iomrules.source import Cell, SourceText
from iomrules.trial import try_examples
from iomrules.values import ABSENT, Member, Missing, Unknown, Value, decimal_text

CASES = Path(__file__).parent / "cases"
#: the day of a case that names none
ON = date(2026, 10, 15)


@define
class Case:
    """facts: people as plain records. text: (format, the text) of records instead, where their reading is the case."""

    title: str
    line: int
    on: date = ON
    facts: list[dict[str, object]] = field(factory=list)
    text: tuple[str, str] | None = None
    expect: list[str] = field(factory=list)


@define
class Ruleset:
    """parts: (name, text) of one layer after another. findings: `CODE line:column`, or None where it must be sound."""

    title: str
    line: int
    parts: list[tuple[str, str]] = field(factory=list)
    findings: list[str] | None = None
    #: what the linter says of a sound one, or None where nobody asks
    lint: list[str] | None = None
    #: places of what its own examples expect and what does not come true, or None where nobody asks
    examples: list[str] | None = None
    cases: list[Case] = field(factory=list)


@define
class Suite:
    """One file. origin: `written`, or what generated it."""

    path: Path
    origin: str
    rulesets: list[Ruleset]


def all_suites() -> list[Suite]:
    return [read_suite(path) for path in sorted(CASES.rglob("*.txt"))]


# --- reading a file ---


def read_suite(path: Path) -> Suite:
    origin = ""
    rulesets: list[Ruleset] = []
    section, lines = "", []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.startswith("=== "):
            _close(rulesets, section, lines)
            section, lines = line[4:], []
            if section.startswith("ruleset"):
                rulesets.append(Ruleset(section[7:].strip(), number))
        elif not section:
            origin = line.removeprefix("origin: ") if line.startswith("origin: ") else origin
        else:
            lines.append((number, line))
    _close(rulesets, section, lines)
    return Suite(path, origin, rulesets)


def _close(rulesets: list[Ruleset], section: str, lines: Sequence[tuple[int, str]]) -> None:
    sort, _, name = section.partition(" ")
    match sort:
        case "ruleset" | "layer" | "forms":
            text = "\n".join(line for _, line in lines).rstrip("\n") + "\n"
            rulesets[-1].parts.append(({"ruleset": "", "forms": "формы"}.get(sort, name), text))
        case "lint":
            rulesets[-1].lint = [line for _, line in lines if line]
        case "examples":
            rulesets[-1].examples = [line for _, line in lines if line]
        case "findings":
            rulesets[-1].findings = [line for _, line in lines if line]
        case "cases":
            rulesets[-1].cases += _cases(lines)


def _cases(lines: Sequence[tuple[int, str]]) -> Iterator[Case]:
    case: Case | None = None
    for number, line in lines:
        word, _, rest = line.partition(" ")
        if word == "---":
            if case:
                yield case
            case = Case(rest, number)
        elif case and word == "on":
            case.on = date(*map(int, reversed(rest.split("."))))
        elif case and word == "facts":
            case.facts.append(json.loads(rest, parse_float=Fraction))
        elif case and word == "text":
            case.text = (rest, "")
        elif case and word == "|":
            assert case.text
            case.text = (case.text[0], f"{case.text[1]}{rest}\n")
        elif case and word == "expect":
            case.expect.append(rest)
        elif word:
            raise ValueError(f"line {number} is none of a case's: {line}")
    if case:
        yield case


# --- holding the implementation to it ---


def compile_ruleset(ruleset: Ruleset) -> tuple[Program | None, list[str]]:
    """The program, and what is found: by the reader, or, where it finds nothing, by the checker."""
    forms = "".join(text for name, text in ruleset.parts if name == "формы")
    trees = [(name, *read(SourceText(name, text))) for name, text in ruleset.parts if name != "формы"]
    found = [each for _, _, mistakes in trees for each in mistakes]
    if found:
        return None, [_placed(each) for each in found]
    layers = [LayerSource((tree,), forms="" if name else forms) for name, tree, _ in trees]
    checked = check_program(layers, (), generate_forms=word_forms)
    return checked.program, [_placed(each) for each in checked.diagnostics]


def _placed(found: Diagnostic) -> str:
    source = f"{found.span.source}:" if found.span.source else ""
    return f"{found.code} {source}{found.span.line}:{found.span.column}"


def lint_ruleset(ruleset: Ruleset, program: Program) -> list[str]:
    trees = [read(SourceText(name, text))[0] for name, text in ruleset.parts if name != "формы"]
    return [_placed(each) for each in lint(program, trees).findings]


def try_ruleset(program: Program) -> list[str]:
    """Places of the expectations of a ruleset's own examples that do not come true."""
    trials = try_examples(program, ON)
    return [f"{each.span.line}:{each.span.column}" for trial in trials for each in trial.mismatches]


def run_case(program: Program, case: Case) -> list[str]:
    """Every expectation that does not come true, in words."""
    people, found = _people(program, case)
    records = Records(people)
    decided = {each.person.id: each for each in decide_people(program, records, case.on)} if people else {}
    wrong = []
    for expected in case.expect:
        told, _, wanted = expected.partition(" = ")
        actual = _actual(program, told, decided, records, found)
        if actual != wanted:
            wrong.append(f"{case.line}: {told} = {actual}, expected {wanted}")
    return wrong


def _people(program: Program, case: Case) -> tuple[tuple[Person, ...], list[str]]:
    shape = program.person_shapes()[0]
    if case.text:
        try:
            records = read_records([Source(f"случай.{case.text[0]}", case.text[1].encode())], program.schema, shape)
        except InputError as error:
            return (), [each.code for each in error.diagnostics]
        return records.people, [each.code for each in records.diagnostics]
    reading = Reading(Vocabulary(program.schema), declared_keys(program.schema, {}))
    people, found = [], []
    for number, record in enumerate(case.facts, start=1):
        draft, findings = draft_person({"id": str(number), **record}, reading, program.schema.shapes[shape], Cell("ф"))
        found += [each.code for each in findings.all()]
        if draft and not findings.faulty():
            people.append(draft.person(program.schema.shapes[shape]))
    return tuple(people), found


def _actual(program: Program, told: str, decided: Mapping[str, Decided], records: Records, found: Sequence[str]) -> str:
    """What came of one expectation's left side, written as the right side is."""
    if told == "findings":
        return "; ".join(sorted(found)) or "none"
    who = next(iter(decided), "")
    if told.startswith("@"):
        who, _, told = told[1:].partition(" ")
    if who not in decided:
        return f"nobody is decided: {found}"
    one, (name, _, what) = decided[who], told.partition(" ")
    decisions = one.decisions
    fault = next((each for each in decisions.faults if each.target == name), None)
    if fault:
        return f"fault {fault.diagnostic.code}"
    match what:
        case "place":
            place = decisions.ratings[name].place
            return "none" if place is None else str(place)
        case "items" | "left out":
            (route,) = (each for each in compose_routes(one, records) if each.name == name)
            return _route(route, what)
    if name in decisions.verdicts:
        decision = decisions.verdicts[name]
        if not decision.applicable:
            return "not applicable"
        if decision.verdict is Verdict.UNKNOWN:
            return _unknown(decision.missing)
        return decision.verdict.value
    if name in decisions.selections:
        return decisions.selections[name].verdict.value
    if name in program.selections:
        return "not applicable"
    if name in decisions.ratings:
        return show(decisions.ratings[name].total)
    if name in decisions.values:
        return show(decisions.values[name])
    try:
        return show(one.evaluation.reason_of(name).value)
    except FaultRaised as raised:
        return f"fault {raised.diagnostic.code}"


def _route(route: Route, what: str) -> str:
    if route.faults:
        return f"fault {route.faults[0].diagnostic.code}"
    if route.state is Verdict.NO:
        return "no"
    if route.state is Verdict.UNKNOWN:
        return _unknown(route.missing)
    if what == "items":
        return "; ".join(each.key for each in route.items) or "none"
    return "; ".join(f"{each.key} {each.cause}" for each in route.not_taken) or "none"


def show(value: Value) -> str:
    """A value as the suite writes it: 4.5, 1/3, yes, a member's name, absent, unknown with causes and bounds."""
    if isinstance(value, Unknown):
        low, high = ("" if each is None else decimal_text(each) for each in (value.low, value.high))
        return _unknown(value.missing) + (f" [{low}..{high}]" if low or high else "")
    if value is ABSENT:
        return "absent"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Fraction):
        return decimal_text(value)
    if isinstance(value, Member):
        return value.name
    return value.isoformat() if isinstance(value, date) else str(value)


def _unknown(missing: Sequence[Missing]) -> str:
    # Which element's field it is (`дата — олимпиада`) is said in words of one's own, so the suite leaves it out.
    return "unknown: " + "; ".join(dict.fromkeys(each.fact.partition(" — ")[0] for each in missing))
