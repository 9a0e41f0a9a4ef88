"""Bad input at scale, through the command line: a bounded, clear answer in seconds and a modest memory."""

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

SECONDS = 5.0
MEGABYTES = 512
#: an answer longer than this is no answer
LONGEST_ANSWER = 200_000
HEADER = "набор правил проверка «Проверка»\n  версия 1\n\nсведения ученик\n  а да/нет\n  х число от 0 до 9\n\n"

BAD: dict[str, tuple[str, str]] = {
    "deep parentheses": (HEADER + "правило п если " + "(" * 4000 + "а" + ")" * 4000 + "\n", "P016"),
    "deep negation": (HEADER + "правило п если " + "не " * 3000 + "а\n", "P016"),
    "an open parenthesis 10,000 times": (HEADER + "правило п если " + "(" * 10_000 + "\n", "P0"),
    "a number of 10,000 digits": (HEADER + "показатель п " + "9" * 10_000 + "\n", "P0"),
    "a number of 1,000 digits": (HEADER + "показатель п " + "9" * 1000 + "\n", "P032"),
    "a long line": (HEADER + "правило п если " + "а и " * 60_000 + "а\n", "P018"),
    "a long name": (HEADER + "правило п если " + "а" * 5000 + "\n", "R01"),
    "thousands of mistakes": (HEADER + "".join(f"правило п{n} если\n" for n in range(5000)), "P002"),
    "thousands of unknown names": (HEADER + "".join(f"правило п{n} если нет_такого_{n}\n" for n in range(2000)), "R01"),
    "ten megabytes": (HEADER + "// примечание\n" * 500_000, "W004"),
    "invisible characters": (HEADER + "правило п если а\u200b\u202e\n", "P006"),
    "mixed scripts": (HEADER + "правило oценка если а\n", "P005"),
    "a zero byte": (HEADER + "правило п если а\0\n", "W003"),
    "control characters": (HEADER + "правило п если а\x07\n", "P007"),
    "a name in combining signs": (HEADER + "правило п" + "\u0301" * 100 + " если а\n", ""),
    "a chain of a thousand rules": (
        HEADER + "правило п0 если а\n" + "".join(f"правило п{n} если п{n - 1}\n" for n in range(1, 1000)),
        "",
    ),
    "a sum of thousands": (HEADER + "показатель п\n  х" + "\n  + х" * 5000 + "\n", ""),
}


def limited() -> None:
    most = MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def check(folder: Path, text: str) -> tuple[subprocess.CompletedProcess[str], float]:
    path = folder / "rules.iom"
    path.write_text(text, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "iomrules", "check", str(path)],
        capture_output=True,
        text=True,
        timeout=20 * SECONDS,
        preexec_fn=limited,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.skipif(sys.platform == "win32", reason="the limits of a process are set otherwise there")
@pytest.mark.parametrize("name", BAD)
def test_the_answer_is_bounded_and_clear(tmp_path: Path, name: str) -> None:
    text, code = BAD[name]
    begun = time.monotonic()

    done, spent = check(tmp_path, text)

    told = done.stdout + done.stderr
    assert time.monotonic() - begun < 20 * SECONDS
    assert spent < SECONDS, f"{spent:.1f} s of the processor's work"
    assert "Traceback" not in told
    assert "MemoryError" not in told
    assert len(told) < LONGEST_ANSWER
    assert done.returncode in (0, 1, 2)
    assert code in told
