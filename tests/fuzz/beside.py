"""Damaged texts beside rules: settings, files of examples, tables of word forms; records as tables and as lines."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from iomrules.diagnostics import Diagnostic
from iomrules.program.forms import print_forms, read_forms
from iomrules.read_workspace import parse_workspace
from iomrules.source import SourceText
from iomrules.trials.example_files import read_example_files
from tests.strategies.programs import write_full_record

HOME = Path(__file__).resolve().parents[2]
SETTINGS = ("rulesets/starter/workspace/iomrules.yaml", "rulesets/lyceum11/demo/iomrules.yaml")
Damage = Callable[[str, Random], str]


def say(found: Iterable[Diagnostic]) -> None:
    """Every sentence of every finding, in both languages."""
    for each in found:
        each.text("ru"), each.text("en"), each.help("ru"), each.help("en"), str(each.where)


# --- settings, forms ---


@cache
def _texts(*paths: str) -> tuple[str, ...]:
    return tuple((HOME / path).read_text(encoding="utf-8") for path in paths)


@cache
def _forms() -> tuple[str, ...]:
    paths = sorted((HOME / "rulesets").rglob("forms.txt"))
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").split("\n")]
    return tuple("\n".join(lines[start : start + 30]) for start in range(0, len(lines), 30))


def try_settings(random: Random, damage: Damage) -> str:
    _, found = parse_workspace(SourceText("iomrules.yaml", damage(random.choice(_texts(*SETTINGS)), random)), HOME)
    say(found)
    return "settings"


def try_forms(random: Random, damage: Damage) -> str:
    """What is read of a damaged table prints as a table that reads the same."""
    table = read_forms(damage(random.choice(_forms()), random))
    again = read_forms(print_forms(table))
    assert [each.name for each in again.lines] == [each.name for each in table.lines], print_forms(table)
    return "forms"


# --- examples ---


def try_examples_file(random: Random, damage: Damage) -> str:
    from tests.fuzz.mutants import program

    verdicts = {name: random.choice(["да", "нет", "неизвестно"]) for name in program().rules}
    numbers = {name: random.choice(["0", "4,5", "12"]) for name in program().indicators}
    expected = dict(random.sample(sorted({**verdicts, **numbers}.items()), min(2, len(verdicts) + len(numbers))))
    record = {
        "пример": "образец",
        "на дату": "15.10.2026",
        "дано": write_full_record(random),
        "ожидается": expected or {"п": "да"},
    }
    if random.random() < 0.5:
        people = {"Аня": write_full_record(random), "Боря": {}}
        record |= {
            "люди": people,
            "ожидается": {"Аня": expected or {"п": "да"}, **{name: {"Боря": "да"} for name in expected}},
        }
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rules.examples.yaml"
        path.write_text(damage(json.dumps([record, record], ensure_ascii=False, indent=1), random), encoding="utf-8")
        examples, found = read_example_files(program(), [(path, path.name)])
    say(found)
    return f"examples, {len(examples)} read" if len(examples) < 3 else "examples, more"


# --- records ---


def as_csv(random: Random) -> str:
    """A few people as a table: what is a list or a mapping stands in one cell."""
    people = [{"ID": f"В-{number}", **write_full_record(random)} for number in range(1, 4)]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(key for each in people for key in each)), delimiter=";")
    writer.writeheader()
    for each in people:
        writer.writerow({key: _cell(value) for key, value in each.items()})
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ";".join(map(str, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def as_lines(random: Random) -> str:
    """A few people as JSON Lines."""
    people = [{"id": f"В-{number}", **write_full_record(random)} for number in range(1, 5)]
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in people)
