"""Streams that are closed, full or narrow: a line at most, and never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import MINI

TOP = Path(__file__).parents[2]
DECIDE = f'"{sys.executable}" -m iomrules decide "{MINI}/people.yaml" --rules "{MINI}" --on 15.10.2026'
needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="redirections of a POSIX shell")


def shell(command: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "ru_RU.UTF-8", "PYTHONIOENCODING": "utf-8", **variables}
    return subprocess.run(command, shell=True, capture_output=True, cwd=TOP, env=environment, check=False)


@needs_shell
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&-"])
def test_closed_stream_is_quiet(closed: str) -> None:
    done = shell(f"{DECIDE} {closed}")

    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"W090" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_full_disk_is_said_as_what_it_is() -> None:
    done = shell(f"{DECIDE} > /dev/full")
    both = shell(f"{DECIDE} > /dev/full 2>&1")

    assert (done.returncode, both.returncode) == (2, 2)
    said = done.stderr.decode()
    assert "W034" in said
    assert "нет места" in said
    assert "W090" not in said
    assert "Exception ignored" not in said


@pytest.mark.parametrize("encoding", ["cp866:strict", "cp1251:strict", "ascii:strict"])
def test_narrow_console_that_asks_to_be_strict_does_not_fail(encoding: str) -> None:
    done = shell(
        f'"{sys.executable}" -m iomrules rating "{MINI}/people.yaml" --rules "{MINI}" --on 15.10.2026',
        PYTHONIOENCODING=encoding,
    )

    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
