"""Engines conclude what the interpreter does: a short run of `run.py`, which makes millions of pairs."""

import pytest

from tests.agreement.run import main
from tests.agreement.trial import ENGINES, kept, trial

KEPT = kept()


@pytest.mark.parametrize("first", range(1, 61, 15))
def test_every_engine_concludes_what_the_interpreter_does(first: int) -> None:
    for seed in range(first, first + 15):
        for engine, found in trial(seed, 30, ENGINES).compared.items():
            assert not found.differences, f"{engine}, seed {seed}: {found.differences[0]}"
            assert found.pairs > 15


@pytest.mark.parametrize(
    ("engine", "seed", "people", "text"), KEPT, ids=[f"{engine}-{seed}" for engine, seed, _, _ in KEPT]
)
def test_programs_that_once_were_decided_otherwise_are_decided_alike(
    engine: str, seed: int, people: int, text: str
) -> None:
    found = trial(seed, people, [engine], text=text).compared[engine]

    assert not found.differences, found.differences[0]


def test_the_command_says_what_was_compared_and_where_to_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--engine", "python", "sql", "--first", "7", "--programs", "2", "--people", "12", "--shares"])

    printed = capsys.readouterr().out
    assert status == 0
    assert "to go on: --first 9" in printed
    assert "python: 24 pairs, 0 differences" in printed
    assert "Of 24 pairs:" in printed
