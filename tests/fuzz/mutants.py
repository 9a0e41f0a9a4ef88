"""Damaged inputs: rules, people as text and in workbooks, what stands beside rules; changed by bytes or by words.

Whatever comes in, reading answers with findings; nothing else may be raised.
"""

import io
import json
import zipfile
from functools import cache
from pathlib import Path
from random import Random

from iomrules.errors import InputError
from iomrules.facts.reader import Source
from iomrules.facts.record import Records
from iomrules.parse.printer import print_tree
from iomrules.parse.reader import read
from iomrules.parse.tree import Rows, SyntaxTree, Table
from iomrules.pipeline import decide_people, read_people
from iomrules.program.core import Program
from iomrules.program.passes import LayerSource, check_program
from iomrules.source import SourceText
from tests.fuzz import beside
from tests.fuzz.laws import ON, checked, read_sound
from tests.strategies.programs import EVERY_NAME, write_full_record

HOME = Path(__file__).resolve().parents[2]
#: signs that mean something to one of the readers, or to nobody
_SIGNS = (
    "«", "»", '"', "(", ")", ";", "|", "\t", "\n", "//", ",", ".", "-", "–", "=", "<>", ">=", "%", "{", "}", "[", "]",
    ":", "&", "*", "!", "#", "'", "`", "\\", "\0", "\u200b", "\u202e", "\ufeff", "\u00a0", "\u0301", "a", "о", "о" * 80,
    "9" * 60, "1e999", "٣", "²", "🎓", "если", "иначе", "по", "и", "или", "не", "где", "среди", "правило", "if", "from",
)  # fmt: skip
_SHORT, _LONG = 600, 2500


def try_mutant(number: int) -> str:
    """Makes input `number` and reads it. Says what sort of input it was."""
    random = Random(number)
    match number % 10:
        case 7:
            return _try_beside(random)
        case 8:
            return _try_people(random)
        case 9:
            return _try_workbook(random) if number % 50 == 9 else _try_people(random)
        case _:
            return _try_rules(random)


# --- rules ---


@cache
def rules() -> tuple[str, ...]:
    """Stretches of every shipped ruleset, a few declarations each, so that one input is read in a moment."""
    stretches: list[str] = []
    for folder in ("rulesets", "plugins"):
        for path in sorted((HOME / folder).rglob("*.iom")):
            blocks = path.read_text(encoding="utf-8").split("\n\n")
            stretch = ""
            for block in blocks:
                if stretch and len(stretch) + len(block) > _SHORT:
                    stretches.append(stretch)
                    stretch = ""
                stretch += f"{block[:_LONG]}\n\n"
            stretches.append(stretch)
    return tuple(stretches)


def _try_rules(random: Random) -> str:
    text = random.choice(rules())
    for _ in range(random.choice([1, 1, 1, 2, 3, 8])):
        text = _damaged(text, random)
    sort = "words of rules"
    if random.random() < 0.5:
        sort = "bytes of rules"
        text = _damaged_bytes(text.encode("utf-8"), random).decode("utf-8", errors="replace")
    tree, found = read(SourceText("испорчено.iom", text))
    for each in found:
        each.text("ru"), each.text("en"), each.help("ru"), each.help("en")
    printed = print_tree(tree)
    if not found and not _uneven(tree):
        again, mistakes = read(SourceText("снова.iom", printed))
        if mistakes or again != tree:
            raise AssertionError(f"a damaged text that reads is printed as something else:\n{text}\n-----\n{printed}")
    if random.random() < 0.2:
        check_program([LayerSource((tree,))])
    return sort


def _uneven(syntax: SyntaxTree) -> bool:
    """Whether some row has not as many cells as the first: the checker refuses it, the printer draws it as it can."""
    tables = [each.rows for each in syntax.declarations if isinstance(each, Table | Rows)]
    return any(len({len(row.cells) for row in rows}) > 1 for rows in tables)


def _damaged(text: str, random: Random) -> str:
    """One word taken out, doubled, moved, cut, or a sign put in."""
    words = text.split(" ")
    place = random.randrange(len(words))
    match random.randrange(6):
        case 0:
            del words[place]
        case 1:
            words.insert(place, words[place])
        case 2:
            words.insert(place, words.pop(random.randrange(len(words))))
        case 3:
            words[place] = words[place][: len(words[place]) // 2]
        case 4:
            words.insert(place, random.choice(_SIGNS))
        case _:
            words[place] = words[place] + random.choice(_SIGNS)
    return " ".join(words)


def _damaged_bytes(data: bytes, random: Random) -> bytes:
    """A few bytes changed, taken out, put in, or a stretch doubled."""
    changed = bytearray(data)
    for _ in range(random.choice([1, 1, 2, 4, 16])):
        place = random.randrange(max(1, len(changed)))
        match random.randrange(5):
            case 0:
                changed[place : place + 1] = bytes([random.randrange(256)])
            case 1:
                del changed[place : place + random.choice([1, 1, 2, 40])]
            case 2:
                changed[place:place] = random.choice(_SIGNS).encode("utf-8")
            case 3:
                changed[place:place] = changed[place : place + random.randrange(60)]
            case _:
                del changed[place:]
        if not changed:
            break
    return bytes(changed)


# --- people ---


@cache
def program() -> Program:
    """The world of generated programs: small, so that reading people is what takes the time."""
    return checked(read_sound(EVERY_NAME))


@cache
def people() -> tuple[str, ...]:
    """Records of the demo as YAML, a few lines each, and generated ones as JSON Lines."""
    text = (HOME / "rulesets" / "lyceum11" / "demo" / "students.yaml").read_text(encoding="utf-8")
    lines = text.split("\n")
    return tuple("\n".join(lines[start : start + 40]) for start in range(0, len(lines), 20))


def _try_people(random: Random) -> str:
    if (sort := random.random()) < 0.4:
        text, name = random.choice(people()), "люди.yaml"
    elif sort < 0.6:
        text, name = beside.as_lines(random), "люди.jsonl"
    elif sort < 0.8:
        text, name = beside.as_csv(random), "люди.csv"
    else:
        text, name = _yaml(write_full_record(random)), random.choice(["люди.yaml", "люди.json", "люди.jsonl"])
    for _ in range(random.choice([0, 1, 1, 3])):
        text = _damaged(text, random)
    data = _damaged_bytes(text.encode("utf-8"), random)
    return f"people, .{name.split('.')[1]}: {_read(name, data)}"


def _yaml(record: dict[str, object]) -> str:
    """As JSON, which is YAML too."""
    return json.dumps([{"id": "В-1", **record}], ensure_ascii=False)


def _read(name: str, data: bytes) -> str:
    try:
        records: Records = read_people(program(), [Source(name, data)])
    except InputError as error:
        for each in error.diagnostics:
            each.text("ru"), each.text("en"), each.help("ru"), each.help("en")
        return "refused"
    decide_people(program(), records, ON)
    return "read"


# --- what stands beside the rules ---


def _try_beside(random: Random) -> str:
    work = random.choice([beside.try_settings, beside.try_forms, beside.try_examples_file])
    return f"beside rules, {work(random, _spoilt)}"


def _spoilt(text: str, random: Random) -> str:
    """Words and bytes damaged, as whoever reads a file would get it."""
    for _ in range(random.choice([0, 1, 1, 3])):
        text = _damaged(text, random)
    data = text.encode("utf-8")
    return (_damaged_bytes(data, random) if random.random() < 0.7 else data).decode("utf-8", errors="replace")


# --- workbooks ---


@cache
def workbooks() -> tuple[bytes, ...]:
    """Small ones the tests keep."""
    paths = sorted((HOME / "tests" / "facts" / "messy").glob("*.xlsx"))
    return tuple(path.read_bytes() for path in paths if path.stat().st_size < 20_000)


def _try_workbook(random: Random) -> str:
    data = random.choice(workbooks())
    if random.random() < 0.4:
        return f"workbooks, bytes: {_read('книга.xlsx', _damaged_bytes(data, random))}"
    return f"workbooks, parts: {_read('книга.xlsx', _damaged_parts(data, random))}"


def _damaged_parts(data: bytes, random: Random) -> bytes:
    """A sound archive whose sheets are not."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as damaged:
        names = whole.namelist()
        hit = random.choice([name for name in names if name.endswith(".xml")])
        for name in names:
            part = whole.read(name)
            damaged.writestr(name, _damaged_bytes(part, random) if name == hit else part)
    return out.getvalue()
