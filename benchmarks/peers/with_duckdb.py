"""DuckDB: students and achievements as tables, one query with a column a rule."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from infix import infix
from prelude import POINTS, WEIGHTS
from questions import names_of, questions
from with_numpy import CODES

LIBRARY = "duckdb"
SIGNS = {"ge": ">=", "le": "<=", "and": "AND", "or": "OR", "plus": "+"}


def load(folder: Path) -> duckdb.DuckDBPyConnection:
    base = duckdb.connect()
    for table in ("students", "achievements"):
        base.execute(f"CREATE TABLE {table} AS SELECT * FROM read_parquet(?)", [str(folder / f"{table}.parquet")])
    return base


def expression(tree: list[Any], asked: dict[str, str]) -> str:
    match tree:
        case [sign, *_] if sign in SIGNS:
            return infix(tree, SIGNS, lambda each: expression(each, asked))
        case ["not", part]:
            return f"(NOT {expression(part, asked)})"
        case ["is", one, two]:
            return f"({expression(one, asked)} = {CODES[one[1]].index(two)})"
        case ["given", fact]:
            return f"({expression(fact, asked)} IS NOT NULL)"
        case ["some", condition]:
            return f"(coalesce({asked[json.dumps(condition)]}, 0) >= 1)"
        case ["many", count, condition]:
            return f"(coalesce({asked[json.dumps(condition)]}, 0) >= {count})"
        case ["mark", subject]:
            return f"marks_{subject}"
        case [_, name] | [name]:
            return str(name)
    raise ValueError(tree)


def query(rules: list[Any], marks: list[str]) -> str:
    found = questions(rules)
    asked = names_of(found)
    counted = "".join(f",\n    count(*) FILTER ({expression(tree, {})}) AS {name}" for name, tree in found.items())
    points = ", ".join(str(each) for row in POINTS for each in row)
    best = " + ".join(
        f"{weight} * coalesce(list_sum(max(points, 3) FILTER (kind = {kind})), 0)"
        for kind, weight in enumerate(WEIGHTS.values())
    )
    verdicts = ",\n  ".join(f"coalesce({expression(tree, asked)}, false) AS {name}" for name, tree in rules)
    total = " + ".join(f"{name}::BIGINT" for name in marks)
    return f"""WITH pointed AS (
  SELECT *, [{points}][level * 3 + result + 1] AS points FROM achievements
), summed AS (
  SELECT student, {best} AS weighted{counted}
  FROM pointed GROUP BY student
), known AS (
  SELECT *, (200 * ({total}) + {len(marks)}) // {2 * len(marks)} AS mean,
    2 * mean + 100 * coalesce(weighted, 0) AS rating
  FROM students LEFT JOIN summed USING (student)
)
SELECT student, mean, rating::BIGINT AS rating,
  {verdicts},
  rank() OVER (ORDER BY rating DESC) AS place
FROM known"""


def compile_rules(rules: list[Any]) -> Callable[[duckdb.DuckDBPyConnection], dict[str, Any]]:
    def run(base: duckdb.DuckDBPyConnection) -> dict[str, Any]:
        described = base.execute("DESCRIBE students").fetchall()
        marks = [row[0] for row in described if row[0].startswith("marks_")]
        told: dict[str, Any] = base.execute(query(rules, marks)).fetchnumpy()
        return told

    return run


def columns_of(told: dict[str, Any]) -> dict[str, Any]:
    order = np.argsort(told["student"])
    return {name: np.asarray(values)[order] for name, values in told.items()}
