"""What must hold of every generated program and record; a law that fails raises Broken with what is wrong."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from random import Random

from iomrules.diagnostics import Severity
from iomrules.facts.kinds import Reading
from iomrules.facts.people import draft_person
from iomrules.facts.record import Person, Records
from iomrules.facts.vocabulary import Vocabulary
from iomrules.parse.printer import print_tree
from iomrules.parse.reader import read
from iomrules.parse.tree import SyntaxTree
from iomrules.pipeline import Decided, compose_routes, decide_people
from iomrules.program.core import Program
from iomrules.program.forms import print_forms
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.reason.decision import Verdict
from iomrules.source import Cell, SourceText
from iomrules.values import Unknown, Value
from tests.strategies.programs import EVERY_NAME, withheld, write_full_record
from tests.strategies.world import WORLD

ON = date(2026, 10, 15)


class Broken(AssertionError):
    """A law does not hold."""


def require(holds: bool, *said: object) -> None:
    if not holds:
        raise Broken(" ".join(map(str, said)))


@cache
def world() -> SyntaxTree:
    tree, found = read(SourceText("мир.iom", WORLD))
    require(not found, found)
    return tree


@cache
def forms() -> str:
    """The case forms of every name that can be declared: made once, as a ruleset keeps them."""
    tree, _ = read(SourceText("имена.iom", EVERY_NAME))
    return "".join(print_forms(each.table) for each in check(world(), tree, "", word_forms).forms)


def check(first: SyntaxTree, second: SyntaxTree, stored: str, generate: object = None) -> object:
    return check_program([LayerSource((first, second), forms=stored)], (), generate_forms=generate)  # type: ignore[arg-type]


def read_sound(text: str) -> SyntaxTree:
    tree, found = read(SourceText("программа.iom", text))
    require(not found, [(str(each.span), each.code, each.message) for each in found])
    return tree


def round_trip(text: str) -> SyntaxTree:
    """Three ways out and back: in its own words, into English, into Russian again. The tree is the same each time."""
    tree = read_sound(text)
    printed = print_tree(tree)
    again = read_sound(printed)
    require(again == tree, "print changed the tree:\n", printed)
    require(print_tree(again) == printed, "print is not idempotent:\n", printed)
    english = print_tree(again, "en")
    in_english = read_sound(english)
    require(in_english == tree, "turning into English changed the tree:\n", english)
    russian = print_tree(in_english, "ru")
    in_russian = read_sound(russian)
    require(in_russian == tree, "turning back into Russian changed the tree:\n", russian)
    return tree


def settles(text: str) -> None:
    """Some spellings share one word of the other language; what came back once comes back the same again."""
    once = print_tree(read_sound(print_tree(read_sound(text), "en")), "ru")
    twice = print_tree(read_sound(print_tree(read_sound(once), "en")), "ru")
    require(_words(once) == _words(twice), "there and back differs the second time:\n", once, "\n-----\n", twice)


def _words(text: str) -> str:
    """White space set aside: where a line is folded depends on the words before it."""
    return "".join(text.split())


def checked(tree: SyntaxTree, refining: SyntaxTree | None = None) -> Program:
    """refining: of a later layer."""
    layers = [LayerSource((world(), tree), forms=forms())]
    if refining is not None:
        layers.append(LayerSource((refining,), forms=forms()))
    result = check_program(layers, ())
    program = result.program
    errors = [each for each in result.diagnostics if each.severity is Severity.ERROR]
    require(program is not None, [(str(each.span), each.code, each.message) for each in errors])
    assert program is not None
    return program


def person(program: Program, record: Mapping[str, object]) -> Person:
    shape = program.schema.shapes["ученик"]
    draft, findings = draft_person({"id": "В-1", **record}, Reading(Vocabulary(program.schema)), shape, Cell("записи"))
    require(draft is not None and not findings.faulty(), [each.message for each in findings.all()])
    assert draft is not None
    return draft.person(shape)


def decide(program: Program, record: Mapping[str, object]) -> Decided:
    """Everything concluded, the routes and every reason with it."""
    records = Records((person(program, record),))
    (decided,) = decide_people(program, records, ON)
    compose_routes(decided, records)
    faulty = {each.target for each in decided.decisions.faults}
    for name in (*program.rules, *program.indicators, *program.ratings):
        if name not in faulty:
            decided.evaluation.reason_of(name)
    return decided


def completion(program: Program, random: Random) -> None:
    """What is decided with facts missing stays so whatever they turn out to be; a number lies in its bounds."""
    full = write_full_record(random)
    before = decide(program, withheld(random, full)).decisions
    after = decide(program, full).decisions
    for name, decision in before.verdicts.items():
        require((decision.verdict is Verdict.UNKNOWN) == bool(decision.missing), name, "unknown without a cause")
        if decision.verdict is not Verdict.UNKNOWN and name in after.verdicts:
            require(after.verdicts[name].verdict is decision.verdict, name, decision, after.verdicts[name], full)
    for name, value in before.values.items():
        if name in after.values:
            require(_within(after.values[name], value), name, value, after.values[name], full)
    for name, rating in before.ratings.items():
        if name in after.ratings:
            require(_within(after.ratings[name].total, rating.total), name, rating.total, after.ratings[name].total)
    for name, each in after.verdicts.items():
        require(not isinstance(each, Unknown) and each.verdict is not Verdict.UNKNOWN, name, "nothing is missing", each)


def _within(found: Value, said: Value) -> bool:
    if not isinstance(said, Unknown):
        return found == said
    if not isinstance(found, int | Fraction):
        return True
    return (said.low is None or said.low <= found) and (said.high is None or found <= said.high)
