"""Bad input at scale, through the command line: a clear answer of bounded length, in a modest memory.

Nothing here is timed: a hang alone ends in the time limit of the process.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

HANGS = 100
MEGABYTES = 512
#: an answer longer than this is no answer
LONGEST_ANSWER = 200_000
#: no line of it says more than a person reads
LONGEST_LINE = 2_000
LIMITS = pytest.mark.skipif(sys.platform == "win32", reason="the limits of a process are set otherwise there")
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
    "thousands of rows alike": (HEADER + "таблица т по х\n  единственная строка\n" + "  1 | 2\n" * 10_000, "R051"),
    "thousands of parameters nobody uses": (HEADER + "".join(f"параметр п{n} {n}\n" for n in range(5000)), "R083"),
    "thousands of rows": (
        HEADER
        + "таблица т по х\n  единственная строка\n"
        + "".join(f"  {n / 1000} | {n}\n" for n in range(6000)).replace(".", ","),
        "",
    ),
    "a sum of thousands": (HEADER + "показатель п\n  х" + "\n  + х" * 5000 + "\n", ""),
}


def limited() -> None:
    most = MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def answer(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "iomrules", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=HANGS,
        preexec_fn=limited,
        check=False,
    )


def assert_bounded(done: subprocess.CompletedProcess[str], code: str) -> None:
    told = done.stdout + done.stderr
    assert "Traceback" not in told
    assert "MemoryError" not in told
    assert len(told) < LONGEST_ANSWER
    assert max(map(len, told.split("\n"))) < LONGEST_LINE
    assert done.returncode in (0, 1, 2)
    assert code in told


@LIMITS
@pytest.mark.parametrize("name", BAD)
def test_the_answer_to_bad_rules_is_bounded_and_clear(tmp_path: Path, name: str) -> None:
    text, code = BAD[name]
    path = tmp_path / "rules.iom"
    path.write_text(text, encoding="utf-8")

    assert_bounded(answer("check", path), code)


def people(count: int, **said: object) -> str:
    return json.dumps([{"id": f"Л{number}", **said} for number in range(count)], ensure_ascii=False)


BAD_PEOPLE: dict[str, tuple[str, str, str]] = {
    "thousands of mistakes": ("json", people(5000, х="много", лишнее=1), "и ещё замечаний: "),
    "thousands of mistakes in lines": ("jsonl", '{"id": "Л", "х": "много"}\n' * 5000, "и ещё замечаний"),
    "thousands of broken lines": ("jsonl", "{нет\n" * 5000, "F011"),
    "thousands of mistakes in YAML": (
        "yaml",
        "".join(f"- id: Л{number}\n  х: много\n" for number in range(2000)),
        "и ещё замечаний: ",
    ),
    "thousands of mistakes in a table": (
        "csv",
        "ID;х\n" + "".join(f"Л{number};много\n" for number in range(5000)),
        "и ещё замечаний: ",
    ),
    "one person five thousand times": ("csv", "ID;х\n" + "Л1;1\n" * 5000, "F041"),
    "a number of a million digits": ("json", f'[{{"id": "Л1", "х": {"9" * 10**6}}}]', "F011"),
    "a number of a million digits in quotes": ("json", people(1, х="9" * 10**6), "F062"),
    "a number of a million digits in YAML": ("yaml", f"- id: Л1\n  х: {'9' * 10**6}\n", "F062"),
    "a number of a million digits in a table": ("csv", f"ID;х\nЛ1;{'9' * 10**6}\n", "F001"),
    "a great power of ten": ("json", '[{"id": "Л1", "х": 1e999999999}]', "F011"),
    "lists in lists": ("json", "[" * 100_000 + "]" * 100_000, "F015"),
    "lists in lists in YAML": ("yaml", "- id: Л1\n  х: " + "[" * 50_000 + "]" * 50_000, "F015"),
    "a line of millions": ("json", people(1, х="я " * 3_000_000), "F062"),
    "a key of millions": ("json", people(1, **{"к" * 3_000_000: 1}), "F062"),
    "thousands of keys": ("json", people(1, **{f"ключ{number}": 1 for number in range(20_000)}), "F057"),
    "thousands of columns": ("csv", "ID;" + ";".join(f"с{number}" for number in range(20_000)) + "\nЛ1\n", "F003"),
    "more records than a region has": ("json", "[" + ",".join(["{}"] * 200_001) + "]", "F003"),
    "too much YAML": ("yaml", "# примечание\n" * 400_000, "F003"),
    "too much JSON": ("json", " " * 34_000_000 + "[]", "F003"),
    "zero bytes": ("csv", "\0" * 1_000_000, "F008"),
    "a quotation mark never closed": ("csv", 'ID;х\n"' + "а\n" * 500_000, "F001"),
    "ids of two alphabets": ("json", people(300, id="Лa1"), "F044"),
    "ids of thousands of letters": ("json", people(30, id="Л" * 50_000), "F062"),
}


@LIMITS
@pytest.mark.parametrize("name", BAD_PEOPLE)
def test_the_answer_to_bad_records_is_bounded_and_clear(tmp_path: Path, name: str) -> None:
    ending, text, code = BAD_PEOPLE[name]
    rules, records = tmp_path / "rules.iom", tmp_path / f"records.{ending}"
    rules.write_text(HEADER + "правило п если а и х больше 1\n", encoding="utf-8")
    records.write_text(text, encoding="utf-8")

    assert_bounded(answer("decide", records, "--rules", rules, "--on", "15.10.2026"), code)
