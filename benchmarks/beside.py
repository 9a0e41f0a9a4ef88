"""Peers from PyPI, each in a process of its own in an environment of their own, given the workload in plain English.

A peer that cannot be installed or started here is named and left out; one that concludes anything else than the
hand-written program ends the run.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import define, field, frozen

from benchmarks.measure import Taken, environment
from benchmarks.rules_workload import KINDS, LEVELS, OPTIONAL, PROFILES, RESULTS, SUBJECTS, Tree, made_rules

HERE = Path(__file__).parent
PEERS_FOLDER = HERE / "peers"
REQUIREMENTS = PEERS_FOLDER / "requirements.txt"
ENVIRONMENT = HERE / ".peers-venv"

ENGLISH = {
    **dict(zip(KINDS, ("olympiad", "contest", "project", "sport", "camp"), strict=True)),
    **dict(zip(PROFILES, ("technology", "medicine", "economics"), strict=True)),
    **dict(zip(OPTIONAL, ("absences", "reading", "practice", "essay"), strict=True)),
    **dict(
        zip(
            SUBJECTS,
            "russian literature algebra geometry physics chemistry biology geography history law economy computing "
            "drawing music".split(),
            strict=True,
        )
    ),
    "класс": "grade",
    "профиль": "profile",
    "вид": "kind",
    "уровень": "level",
    "результат": "result",
    "год": "year",
}


@frozen
class Peer:
    """A library and the module that says the rules for it. helped: what it is given worked out by Python beforehand.

    single: the ways it is asked of one student: `plain`; `ready`, with what it keeps of one made before; `traced`.
    """

    module: str
    label: str
    library: str
    single: tuple[str, ...] = ()
    batch: bool = False
    helped: bool = False


PEERS = (
    Peer("datalogic", "datalogic", "datalogic-py", single=("plain", "ready", "traced"), helped=True),
    Peer("zen_graph", "ZEN", "zen-engine", single=("plain", "traced"), helped=True),
    Peer("cel_map", "CEL", "common-expression-language", single=("plain", "ready"), helped=True),
    Peer("by_rule_engine", "rule-engine", "rule-engine", single=("plain",), helped=True),
    Peer("by_business_rules", "business-rules", "business-rules", single=("plain",), helped=True),
    Peer("open_fisca", "OpenFisca", "OpenFisca-Core", single=("plain",), batch=True),
    Peer("with_numpy", "NumPy", "numpy", batch=True),
    Peer("with_polars", "Polars", "polars", batch=True),
    Peer("with_duckdb", "DuckDB", "duckdb", batch=True),
    Peer("row_loop", "row loop in C, 1 thread", "a C compiler", batch=True),
)


def english(tree: Tree) -> Tree:
    """A condition with English names."""
    return tuple(english(each) if isinstance(each, tuple) else _word(each) for each in tree)


def _word(each: Any) -> Any:
    return ENGLISH.get(each, each.replace("правило_", "rule_")) if isinstance(each, str) else each


def english_rules(count: int) -> list[Tree]:
    """(name, condition) of so many rules."""
    return [(_word(each.name), english(each.condition)) for each in made_rules(count)]


def english_student(student: dict[str, Any]) -> dict[str, Any]:
    """A student as a user of a peer would keep one: levels and results as ordered codes, for few can order words."""
    return {
        "id": student["id"],
        "grade": student["класс"],
        "profile": ENGLISH[student["профиль"]],
        "marks": {ENGLISH[name]: mark for name, mark in student["отметки"].items()},
        "achievements": [
            {
                "kind": ENGLISH[each["вид"]],
                "level": LEVELS.index(each["уровень"]),
                "result": RESULTS.index(each["результат"]),
                "year": each["год"],
            }
            for each in student["достижения"]
        ],
        **{ENGLISH[name]: student[name] for name in OPTIONAL},
    }


def write_tables(table: pa.Table, folder: Path) -> None:
    """Students of `rules_columns.students_table` as peers read them: two Parquet files, and arrays of NumPy."""
    import numpy as np

    marks = table["отметки"].combine_chunks()
    listed = table["достижения"].combine_chunks()
    students: dict[str, Any] = {"grade": table["класс"], "profile": table["профиль"]}
    students |= {f"marks_{ENGLISH[name]}": marks.field(name) for name in SUBJECTS}
    students |= {ENGLISH[name]: table[name] for name in OPTIONAL}
    fields = {ENGLISH[name]: listed.flatten().field(name) for name in ("вид", "уровень", "результат", "год")}
    offsets = listed.offsets.to_numpy()
    owner = np.repeat(np.arange(len(table), dtype=np.int32), np.diff(offsets))
    pq.write_table(
        pa.table({"student": np.arange(len(table), dtype=np.int32), **students}), folder / "students.parquet"
    )
    pq.write_table(pa.table({"student": owner, **fields}), folder / "achievements.parquet")
    arrays = {name: _array(each) for name, each in (*students.items(), *fields.items())}
    given = {f"{ENGLISH[name]}_given": table[name].is_valid().to_numpy() for name in OPTIONAL}
    np.savez(folder / "students.npz", offsets=offsets, **arrays, **given)


def _array(column: Any) -> Any:
    return column.fill_null(0).to_numpy() if column.null_count else column.to_numpy()


# --- the environment and the processes -----------------------------------------------------------------------------


def python_of_peers(install: bool = True) -> tuple[Path, list[str]]:
    """The environment's Python, and the requirements that could not be installed here."""
    python = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    refused: list[str] = []
    if not install:
        return python, refused
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
    wanted = [line for line in REQUIREMENTS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    if not _installed(python, ["-r", str(REQUIREMENTS)]):
        refused = [line for line in wanted if not _installed(python, [line])]
    return python, refused


def _installed(python: Path, what: Sequence[str]) -> bool:
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what]
    return subprocess.run(pip, capture_output=True, check=False).returncode == 0


@define
class Worker:
    """A peer's process."""

    peer: Peer
    process: "subprocess.Popen[str]" = field(init=False)
    python: Path

    def __attrs_post_init__(self) -> None:
        self.process = subprocess.Popen(
            [str(self.python), "worker.py", self.peer.module],
            cwd=PEERS_FOLDER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None,
            text=True,
            encoding="utf-8",
            env=environment(),
        )

    def ask(self, **order: Any) -> dict[str, Any]:
        """What the peer answers. Raises PeerLeft where its process has ended."""
        if self.process.stdin is None or self.process.stdout is None:
            raise PeerLeft(self.peer.label)
        try:
            self.process.stdin.write(json.dumps(order) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise PeerLeft(self.peer.label) from None
        line = self.process.stdout.readline()
        if not line:
            raise PeerLeft(self.peer.label)
        found: dict[str, Any] = json.loads(line)
        return found

    def run(self) -> Taken:
        """Once."""
        found = self.ask(do="run")
        return Taken(found["wall"], found["cpu"])

    def end(self) -> None:
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()
        self.process.wait()


class PeerLeft(Exception):
    """A peer's process ended: it is not installed, or it failed."""
