"""The shipped lyceum, whole: processes, rules, decisions, routes and documents, beside a program written by hand."""

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import evolve, frozen
from python_calamine import CalamineWorkbook

from benchmarks import by_hand
from benchmarks.measure import Side, Taken, Timing, launched, processes, take_turns
from benchmarks.students import ON, Student, as_json_lines, students
from iomrules.facts.reader import Source
from iomrules.facts.record import Person, Records
from iomrules.files import read_author_text, read_ruleset
from iomrules.parse.reader import read
from iomrules.pipeline import Decided, compile_rules, compose_routes, decide_people, rate_people, read_people
from iomrules.plugins import Loaded, Wanted, find_plugins, load_plugins
from iomrules.program.core import Function, Program
from iomrules.program.morphology import word_forms
from iomrules.program.passes import check_program
from iomrules.reason.decision import RatingResult
from iomrules.rulesets import RulesetFiles, build_ruleset, open_ruleset
from iomrules.workbooks import people_workbook
from iomrules.write.cohort import rating_table
from iomrules.write.html import page_environment, person_page
from iomrules.write.letterhead import Letterhead
from iomrules.write.sentences import sentences
from iomrules.write.spreadsheet import write_rating
from iomrules.write.view import PersonCase, person_view
from iomrules.write.word import open_word, write_word

ROOT = Path(__file__).resolve().parents[1]
RULES = ROOT / "rulesets" / "lyceum11"
TEMPLATES = ROOT / "templates"
#: files of the ruleset that the hand-written program stands for, and those they need
RATING_AND_ADMISSION = ("00-", "10-", "20-", "40-", "50-")
RATING = "портфолио"
BARE_WORD = "Word by bare docxtpl, same template"


@frozen
class World:
    """Rules and invented students, ready to be worked with. own: the hand-written program's part of the rules."""

    rulesets: tuple[RulesetFiles, ...]
    functions: tuple[Function, ...]
    program: Program
    own: Program
    plain: list[Student]
    content: bytes
    records: Records


def make_world(count: int) -> World:
    """lyceum11 with every bundled plugin, and so many students."""
    loaded = all_plugins()
    compiled = compile_rules([open_ruleset(RULES, "lyceum11")], loaded)
    rulesets = [open_ruleset(RULES, "lyceum11")]
    for plugin in loaded.plugins:
        rulesets += [open_ruleset(path, label, plugin.layer, plugin.name) for path, label in plugin.rules]
    plain = students(count)
    content = as_json_lines(plain)
    program = compiled.usable()
    records = read_people(program, [Source("students.jsonl", content, "jsonl")])
    if len(records.people) != count:
        raise ValueError([diagnostic.message for diagnostic in records.diagnostics])
    functions = tuple(function for plugin in loaded.plugins for function in plugin.functions)
    return World(tuple(rulesets), functions, program, rating_and_admission(), plain, content, records)


def all_plugins() -> Loaded:
    found = tuple(each for each in find_plugins() if each.origin == "bundled")
    return load_plugins(found, [Wanted(each.name) for each in found])


def rating_and_admission() -> Program:
    """The files of lyceum11 that `by_hand` stands for, as a program of their own."""
    texts = [each for each in read_ruleset(RULES, "lyceum11") if Path(each.name).name.startswith(RATING_AND_ADMISSION)]
    forms = read_author_text(RULES / "forms.txt", "forms.txt").text
    return compile_rules([build_ruleset(texts, "lyceum11", forms)], load_plugins((), ())).usable()


# --- agreement -----------------------------------------------------------------------------------------------------


def decide_by_hand(plain: Sequence[Student]) -> list[dict[str, Any]]:
    """Everybody decided by the hand-written program, with places."""
    decided = [by_hand.decide(student, ON) for student in plain]
    return [{**each, "место": place} for each, place in zip(decided, by_hand.places(decided), strict=True)]


def as_by_hand(decided: Decided) -> dict[str, Any]:
    """The engine's conclusions in the hand-written program's terms."""
    decisions = decided.decisions
    if decisions.faults:
        raise ValueError(decisions.faults)
    rating = decisions.ratings[RATING]
    numbers = {**decisions.values, RATING: rating.total, **rating.criteria}
    answers = {"yes": True, "no": False, "unknown": None}
    verdicts = {name: answers[each.verdict.value] for name, each in decisions.verdicts.items()}
    known = {name: value if isinstance(value, int | Fraction) else None for name, value in numbers.items()}
    return {**known, **verdicts, "место": rating.place}


def disagreements(world: World) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """(id, the engine's, by hand) of every student on whom the two do not agree, exactly."""
    engine = [as_by_hand(each) for each in decide_people(world.own, world.records, ON)]
    hand = decide_by_hand(world.plain)
    return [
        (student["id"], own, other)
        for student, own, other in zip(world.plain, engine, hand, strict=True)
        if own != other
    ]


# --- what is timed -------------------------------------------------------------------------------------------------


def rules_sides(world: World) -> Iterator[Side]:
    sources = [source for ruleset in world.rulesets for source in ruleset.sources]
    lines = sum(source.text.count("\n") for source in sources)
    layers = [ruleset.layer for ruleset in world.rulesets]
    bare = [evolve(layer, forms="") for layer in layers]
    yield Side("parse, lyceum11 and 6 plugins", lambda: [read(source) for source in sources], lines, "line")
    yield Side("check, case forms stored", lambda: check_program(layers, world.functions), lines, "line")
    asked = partial(check_program, bare, world.functions, generate_forms=word_forms)
    yield Side("check, every form asked of the dictionary", asked, lines, "line", "check, case forms stored")


def deciding_sides(world: World) -> Iterator[Side]:
    count, hand = len(world.plain), "rating and admission by hand in Python"
    yield Side(hand, lambda: decide_by_hand(world.plain), count, "student")
    own, whole = partial(decide_people, world.own), partial(decide_people, world.program)
    yield Side("the same rules decided", lambda: own(world.records, ON), count, "student", hand)
    explained = "decided, every rule and rating explained"
    yield Side(explained, lambda: explain(own(world.records, ON)), count, "student", hand)
    yield Side("all rules of lyceum11 and 6 plugins decided", lambda: whole(world.records, ON), count, "student", hand)
    source = Source("students.jsonl", world.content, "jsonl")
    yield Side("records read from JSON Lines", lambda: read_people(world.program, [source]), count, "student", hand)


def explain(decided: Sequence[Decided]) -> None:
    """The full reason of every rule and rating of everybody."""
    for each in decided:
        for name in (*each.decisions.verdicts, *each.decisions.ratings):
            each.evaluation.reason_of(name)


def route_sides(world: World) -> Iterator[Side]:
    decided: list[Decided] = []

    def prepare() -> None:
        decided[:] = decide_people(world.program, world.records, ON)

    def compose() -> None:
        for each in decided:
            compose_routes(each, world.records)

    prepare()
    count = len(world.plain)
    yield Side("routes composed, with reasons", compose, count, "student", prepare=prepare)
    results = [(each.person, each.decisions.ratings[RATING]) for each in decided]
    rating = world.program.ratings[RATING]
    yield Side("rating as .xlsx", lambda: write_rating(rating_table(rating, results), "rating.xlsx"), count, "student")


def document_sides(world: World, count: int) -> Iterator[Side]:
    from docxtpl import DocxTemplate

    records = evolve(world.records, people=world.records.people[-count:])
    cases = [
        PersonCase(each.decisions, compose_routes(each, records), world.program)
        for each in decide_people(world.program, records, ON)
    ]
    letterhead = Letterhead("Вымышленный лицей", place="Вымышленск")

    def view(case: PersonCase) -> dict[str, Any]:
        return person_view(case, letterhead, sentences)

    views = [view(case) for case in cases]
    content = (TEMPLATES / "route.docx").read_bytes()
    word = open_word(content, "route.docx")
    texts = [path for path in sorted(TEMPLATES.rglob("*")) if path.suffix in (".html", ".css")]
    pages = page_environment({path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8") for path in texts})

    def bare(view: dict[str, Any]) -> None:
        template = DocxTemplate(BytesIO(content))
        template.render(view, autoescape=True)
        template.save(BytesIO())

    def each(write: Callable[[dict[str, Any]], object]) -> Callable[[], object]:
        return lambda: [write(one) for one in views]

    label = BARE_WORD
    yield Side(label, each(bare), len(views), "document")
    yield Side("Word", each(lambda one: write_word(word, one, "a.docx")), len(views), "document", label)
    yield Side("HTML page", each(lambda one: person_page(pages, one, "a.html")), len(views), "document", label)
    seen = "what templates see, reasons in words"
    yield Side(seen, lambda: [view(case) for case in cases], len(views), "document", label)


def workbook_sides(world: World, count: int) -> Iterator[Side]:
    """So many students in one .xlsx: the sheets read by python-calamine alone; and the whole way to their rating."""
    program = world.program
    made = workbook(program, count)

    def sheets() -> list[Any]:
        book = CalamineWorkbook.from_filelike(BytesIO(made))
        return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]

    def rated(results: Callable[[Records], Sequence[tuple[Person, RatingResult]]]) -> None:
        records = read_people(program, [Source("students.xlsx", made, "xlsx")])
        if len(records.people) != count:
            raise ValueError([each.message for each in records.diagnostics][:5])
        write_rating(rating_table(program.ratings[RATING], results(records)), "rating.xlsx")

    def of_all_rules(records: Records) -> Sequence[tuple[Person, RatingResult]]:
        return [(each.person, each.decisions.ratings[RATING]) for each in decide_people(program, records, ON)]

    bare = f"{count:,} students in .xlsx: sheets read by python-calamine alone"
    yield Side(bare, sheets, count, "student")
    yield Side(
        WORKBOOK, lambda: rated(lambda records: rate_people(program, records, ON, RATING)), count, "student", bare
    )
    yield Side(WORKBOOK_EVERY, lambda: rated(of_all_rules), count, "student", bare)


WORKBOOK = "read, decided, rated, the rating written as .xlsx"
WORKBOOK_EVERY = "the same, every rule decided besides"


def workbook(program: Program, count: int) -> bytes:
    """Invented students in the workbook that schools fill in: it reads back as they are, one in four lacks facts."""
    every = students(count)
    parts = [as_json_lines(every[first : first + IN_ONE_FILE]) for first in range(0, count, IN_ONE_FILE)]
    records = read_people(program, [Source(f"{at}.jsonl", part, "jsonl") for at, part in enumerate(parts)])
    return people_workbook(program.schema, program.person_shapes()[0], records.people, "students.xlsx").content


#: students whose lines are within the limit of one file
IN_ONE_FILE = 5_000


def workspace(world: World, folder: Path) -> None:
    """The lyceum's rules with every bundled plugin; invented students in `all.jsonl`, the first one in `one.jsonl`."""
    shutil.copytree(RULES, folder / "rules", ignore=shutil.ignore_patterns("demo"))
    names = "".join(f"  - {plugin.name}\n" for plugin in all_plugins().plugins)
    settings = f"школа:\n  название: Вымышленный лицей\nправила: rules\nдополнения:\n{names}"
    (folder / "iomrules.yaml").write_text(settings, "utf-8")
    (folder / "one.jsonl").write_bytes(world.content.split(b"\n")[0])
    (folder / "all.jsonl").write_bytes(world.content)


def commands(world: World, folder: Path) -> list[tuple[str, Sequence[str], Path]]:
    """Whole processes, in a workspace of their own with the invented students in it."""
    workspace(world, folder)
    python, day = sys.executable, DAY
    own, many = installed(), f"{len(world.plain)} students"
    return [
        ("`python -c pass`", [python, "-c", "pass"], folder),
        ('`python -c "import click"`', [python, "-c", "import click"], folder),
        ("`iomrules --help`", [*own, "--help"], folder),
        ("`iomrules check`", [*own, "check"], folder),
        ("`iomrules decide`, 1 student", [*own, "decide", "one.jsonl", "--on", day], folder),
        ("the same, rules read and checked anew", [*own, "decide", "one.jsonl", "--no-cache", "--on", day], folder),
        (f"`iomrules decide`, {many}, with routes", [*own, "decide", "all.jsonl", "--on", day], folder),
    ]


#: the day decided for as the command takes it
DAY = ON.strftime("%d.%m.%Y")


def installed() -> list[str]:
    """The program as users start it: installed beside this Python."""
    found = shutil.which("iomrules", path=str(Path(sys.executable).parent))
    return [found] if found else [sys.executable, "-m", "iomrules"]


def launched_here(arguments: Sequence[str], folder: Path) -> Taken:
    """One process in a workspace, which keeps programs in that folder.

    Exit code 1 is «there are findings», such as namesakes among the invented students: the work was done.
    """
    return launched(arguments, folder, fine=(0, 1), more={"IOMRULES_CACHE": str(folder / "kept")})


# --- the whole -----------------------------------------------------------------------------------------------------


def measure_lyceum(count: int, documents: int, rounds: int, in_workbook: int) -> list[Timing]:
    """Every group in turn. Raises ValueError where the hand-written program and the ruleset do not agree."""
    world = make_world(count)
    if found := disagreements(world):
        raise ValueError(f"{len(found)} of {count} students are decided differently by hand: {found[0]}")
    timings: list[Timing] = []
    with TemporaryDirectory() as folder:
        timings += processes(commands(world, Path(folder)), rounds, launched_here)
    groups = (rules_sides(world), deciding_sides(world), route_sides(world), document_sides(world, documents))
    for sides in groups:
        timings += take_turns(tuple(sides), rounds)
    return timings + take_turns(tuple(workbook_sides(world, in_workbook)), rounds)
