"""Ordinary lines are read as click reads them; what is not ordinary is left to click."""

import itertools
from pathlib import Path
from typing import Any

import click
import pytest

from iomrules.cli.by_click import click_command
from iomrules.cli.commands import COMMANDS, declared
from iomrules.cli.options import Declared
from iomrules.cli.plain import read_plainly

WORDS = {
    "--on": ("01.09.2026", "2026-9-1", "31.02.2026", "вчера"),
    "--format": ("json", "text", "csv", "docx", ""),
    "--engine": ("python", "быстро"),
    "--rules": ("rules", "", "-"),
    "--workspace": (".", "--rules"),
    "--only": ("У-01", "-1"),
    "--jobs": ("2", "0", "02", "65", "-1", "два", "1_0", "٢"),
    "--top": ("0", "5", "-5"),
    "--select": ("L020,L02", "20", ""),
    "--shape": ("ученика", ""),
    "--verbose": (),
    "--no-cache": (),
    "--strict": (),
    "--why-not": (),
    "--help": (),
    "--stri": (),
    "-h": (),
    "--": (),
}
LOOSE = ((), ("students.yaml",), ("-",), ("а", "б"), ("а", "б", "в"), ("",))


def lines() -> list[tuple[str, ...]]:
    """Every way of writing each option, alone, repeated and with what stands loose on the line."""
    alone: list[tuple[str, ...]] = [()]
    for name, words in WORDS.items():
        alone += [(name,), (f"{name}=",), (name, name)]
        for word in words:
            alone += [(name, word), (f"{name}={word}",), (name, word, name, word)]
    return [
        mixed for option, loose in itertools.product(alone, LOOSE) for mixed in ((*option, *loose), (*loose, *option))
    ]


def by_click(command: Declared, words: tuple[str, ...]) -> dict[str, Any] | None:
    """What click reads; None for a mistake or `--help`."""
    known = click_command(command)
    for parameter in known.params:
        parameter.expose_value, parameter.callback = True, None
    try:
        return dict(known.make_context(command.name, list(words)).params)
    except (click.ClickException, click.exceptions.Exit):
        return None


@pytest.mark.parametrize("name", COMMANDS)
def test_lines_are_read_as_click_reads_them(name: str) -> None:
    command = declared(name)
    read = 0
    for words in lines():
        plainly = read_plainly(command, words)
        if plainly is not None:
            read += 1
            said = by_click(command, words)
            assert said is not None, words
            assert {key: (type(each), each) for key, each in plainly.items()} == {
                key: (type(each), each) for key, each in said.items()
            }, words

    assert read or name in ("diff", "batch")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("decide", ("students.yaml", "--rules", "rules", "--rules=more", "--on", "15.10.2026", "--no-cache")),
        ("rating", ("students.xlsx", "--format", "csv", "--public")),
        ("explain", ("У-01", "допуск", "--why-not", "--people", "students.xlsx")),
        ("route", ("students.xlsx", "--jobs", "2", "--only", "У-01", "--only", "У-02")),
        ("check", ("rules", "--select", "L020,L02")),
    ],
)
def test_what_people_write_every_day_is_ordinary(name: str, words: tuple[str, ...]) -> None:
    assert read_plainly(declared(name), words) is not None


def test_a_path_that_may_not_be_read_is_left_to_click(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "students.yaml").write_text("", "utf-8")
    monkeypatch.setattr("os.access", lambda *_: False)

    assert read_plainly(declared("decide"), (str(tmp_path / "students.yaml"),)) is None
    assert read_plainly(declared("decide"), (str(tmp_path / "other.yaml"),)) is not None
