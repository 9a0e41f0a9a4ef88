"""A checked program as bytes and back: the same program; what is not ours is refused."""

import copy
import gc
import marshal
import pickle
import weakref
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from iomrules.artefact import Artefact, BadArtefact, decode
from iomrules.codes import program as program_codes
from iomrules.deciding import decide_people
from iomrules.diagnostics import Severity
from iomrules.facts.kinds import Reading
from iomrules.facts.people import draft_person
from iomrules.facts.record import NumberKind, Person, Records
from iomrules.facts.vocabulary import Vocabulary
from iomrules.pipeline import Compiled, compile_rules, wanted_by
from iomrules.plugins import find_plugins, load_plugins
from iomrules.program.core import Function, Program
from iomrules.rulesets import open_ruleset
from iomrules.source import Cell, Span
from iomrules.values import ABSENT, Member
from iomrules.write_artefact import NotKept, encode, write_artefact

HOME = Path(__file__).resolve().parents[2]
SHIPPED = (
    "rulesets/lyceum11",
    "rulesets/starter",
    *sorted(f"rulesets/examples/{path.name}" for path in (HOME / "rulesets" / "examples").iterdir() if path.is_dir()),
)


TWO = Span("п.iom", 1, 1, 1, 9, 0, 8), Span("п.iom", 2, 3, 2, 5, 12, 14)


def compiled(path: str) -> Compiled:
    rulesets = (open_ruleset(HOME / path, path),)
    return compile_rules(rulesets, load_plugins(find_plugins(), wanted_by(rulesets)))


@pytest.mark.parametrize("path", SHIPPED)
def test_artefact_gives_back_what_was_compiled(path: str) -> None:
    made = compiled(path)
    assert made.program is not None

    kept = Artefact(write_artefact(made))

    assert kept.program == evolve(made.program, examples=())
    assert kept.program.sources == made.program.sources
    assert repr(in_order(kept.program)) == repr(in_order(evolve(made.program, examples=())))
    assert (kept.plugins, kept.diagnostics, kept.left_out) == (made.plugins, made.diagnostics, ())
    assert (kept.sources, kept.hashes) == (made.sources, made.hashes)


def in_order(program: Program) -> Program:
    """The program with its case forms sorted: they are looked up, never gone through."""
    return evolve(program, schema=evolve(program.schema, forms=dict(sorted(program.schema.forms.items()))))


def test_same_rules_give_the_same_bytes() -> None:
    assert write_artefact(compiled("rulesets/starter")) == write_artefact(compiled("rulesets/starter"))


def test_places_of_nodes_come_back_too() -> None:
    made = compiled("rulesets/lyceum11")
    assert made.program is not None

    kept = Artefact(write_artefact(made)).program

    for name, rule in made.program.rules.items():
        spans = rule.condition.span, kept.rules[name].condition.span
        assert [(each.line, each.start, each.end) for each in spans[:1]] == [
            (each.line, each.start, each.end) for each in spans[1:]
        ]


@pytest.mark.parametrize(
    "value",
    [
        True,
        (1, True, 0, False, "1", None, b"1"),
        Fraction(9, 2),
        {"а": [1, (2,)], "б": {}},
        frozenset((1, 2)),
        (Member("уровень", "школьный", 1), Member("уровень", "школьный", 1)),
        Severity.WARNING,
        HOME,
        Span("п.iom", 1, 2, 3, 4, 5, 6),
    ],
)
def test_values_come_back_as_they_were(value: object) -> None:
    back = decode(encode(value))

    assert back == value
    assert repr(back) == repr(value)


def test_warning_keeps_the_code_it_is_told_by() -> None:
    warning = program_codes.UNUSED.at(Span("п.iom", 1, 2, 3, 4), name="предел")

    back = decode(encode((warning,)))

    assert back == (warning,)
    assert isinstance(back, tuple)
    assert back[0].kind is program_codes.UNUSED


def test_absent_stays_the_one_absent() -> None:
    assert decode(encode(ABSENT)) is ABSENT


def test_further_section_is_carried() -> None:
    content = write_artefact(compiled("rulesets/starter"), {"columns": b"plan"})

    assert Artefact(content).sections["columns"] == b"plan"


def test_kept_code_decides_as_the_rules_do() -> None:
    made = compiled("rulesets/lyceum11")
    records = Records(tuple(people(made.usable())))
    kept = Artefact(write_artefact(made)).program

    for engine in ("python", "interpreter"):
        one = decide_people(made.usable(), records, date(2026, 10, 15), "interpreter")
        other = decide_people(kept, records, date(2026, 10, 15), engine)
        assert [each.decisions for each in one] == [each.decisions for each in other]


def people(program: Program) -> Iterator[Person]:
    """Three invented people, of whom little is known."""
    reading, shape = Reading(Vocabulary(program.schema)), program.schema.shapes[program.person_shapes()[0]]
    for number, form in enumerate((5, 9, 11)):
        plain = {"id": f"У-{number}", "класс": form, "отметки": {"химия": 5}}
        draft, findings = draft_person(plain, reading, shape, Cell("люди", row=number))
        assert draft is not None and not findings.faulty(), findings.all()
        yield draft.person(shape)


def test_section_cut_short_is_told() -> None:
    artefact = Artefact(write_artefact(compiled("rulesets/starter")))
    artefact.sections["python"] = b"\xe3"

    with pytest.raises(BadArtefact):
        assert artefact.program


def test_rules_with_mistakes_or_functions_are_not_kept() -> None:
    made = compiled("rulesets/starter")
    assert made.program is not None
    function = Function("удвоить", (NumberKind(),), NumberKind(), lambda value: value * 2)

    with pytest.raises(NotKept):
        write_artefact(evolve(made, program=None))
    with pytest.raises(NotKept):
        write_artefact(evolve(made, program=evolve(made.program, functions={"удвоить": function})))


@pytest.mark.parametrize(
    "content",
    [b"", b"nothing", marshal.dumps(7), marshal.dumps((0, {})), marshal.dumps([1, 2, 3])],
)
def test_other_bytes_are_no_artefact(content: bytes) -> None:
    with pytest.raises(BadArtefact):
        Artefact(content)


@pytest.mark.parametrize(
    ("classes", "sorts", "parts"),
    [
        ([("os", "system", ())], (12,), ()),
        ([("iomrules.source", "SourceText", ("name", "другое"))], (12,), (0, 0)),
        ([("iomrules.source", "SourceText", ("name", "text"))], (12,), (0,)),
        ([("iomrules.source", "SourceText", ("name", "text"))], (12,), (0, 0, 0)),
        ([("iomrules.source", "NOWHERE", ())], (12,), ()),
        ([("iomrules.program.core", "Mapping", ())], (12,), ()),
        ([], (0,), (1, 5)),
        ([], (99,), ()),
        ([], (10,), (2, 0, 0)),
    ],
)
def test_other_classes_and_entries_are_refused(
    classes: list[tuple[str, str, tuple[str, ...]]], sorts: tuple[int, ...], parts: tuple[int, ...]
) -> None:
    with pytest.raises(BadArtefact):
        decode(marshal.dumps((["а"], (0, marshal.dumps([])), classes, sorts, parts, len(sorts))))


@pytest.mark.parametrize(
    "look",
    [
        lambda span: span.line == 2,
        lambda span: str(span) == "п.iom:2:3",
        lambda span: repr(span) == repr(TWO[1]),
        lambda span: span == TWO[1],
        lambda span: TWO[1] == span,
        lambda span: span in {TWO[1]},
        lambda span: pickle.loads(pickle.dumps(span)) == TWO[1],
        lambda span: copy.deepcopy(span) == TWO[1],
        lambda span: evolve(span, line=7).column == 3,
        lambda span: span.to(TWO[0]).end_line == 1,
        lambda span: isinstance(span, Span),
    ],
)
def test_places_can_be_looked_at_in_any_way_first(look: Callable[[Span], bool]) -> None:
    back = decode(encode(TWO))

    assert isinstance(back, tuple)
    assert look(back[1])
    assert back == TWO
    assert {type(each) for each in back} == {Span}


def test_places_that_nobody_looked_at_go_with_what_they_were_read_with() -> None:
    back = decode(encode(TWO))
    assert isinstance(back, tuple)
    gone = weakref.ref(back[0])

    del back
    gc.collect()

    assert gone() is None


@pytest.mark.parametrize("places", [b"\xe3", marshal.dumps([]), marshal.dumps([("п.iom", 1)])])
def test_places_cut_short_are_told_each_time_somebody_looks(places: bytes) -> None:
    back = decode(marshal.dumps(([], (1, places), [], (), (), 0)))

    assert isinstance(back, Span)
    for _ in range(2):
        with pytest.raises(BadArtefact):
            assert back.end


def test_case_forms_come_back_one_by_one_and_together() -> None:
    made = compiled("rulesets/lyceum11")
    forms = made.usable().schema.forms
    content = write_artefact(made)

    asked = Artefact(content).forms

    assert {word: asked.get(word) for word in forms} == forms
    assert asked.get("я") is None
    assert asked.get("") is None
    together = Artefact(content).forms
    assert (dict(together), len(together)) == (dict(forms), len(forms))


def test_case_forms_cut_short_are_told() -> None:
    artefact = Artefact(write_artefact(compiled("rulesets/starter")))
    artefact.sections["forms"] = marshal.dumps({"за": b"\xe3"})

    with pytest.raises(BadArtefact):
        artefact.forms.get("зачёт")
