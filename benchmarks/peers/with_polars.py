"""Polars, lazily: achievements grouped by student, joined to the students, a column a rule."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
from prelude import POINTS, WEIGHTS
from questions import names_of, questions
from with_numpy import CODES

LIBRARY = "polars"


def load(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    return pl.read_parquet(folder / "students.parquet"), pl.read_parquet(folder / "achievements.parquet")


def expression(tree: list[Any], asked: dict[str, str], rules: dict[str, pl.Expr]) -> pl.Expr:
    def part(each: list[Any]) -> pl.Expr:
        return expression(each, asked, rules)

    match tree:
        case ["and", *parts]:
            return pl.all_horizontal([part(each) for each in parts])
        case ["or", *parts]:
            return pl.any_horizontal([part(each) for each in parts])
        case ["not", denied]:
            return ~part(denied)
        case ["ge", one, bound]:
            return part(one) >= bound
        case ["le", one, bound]:
            return part(one) <= bound
        case ["plus", one, two]:
            return part(one) + part(two)
        case ["is", one, two]:
            return part(one) == CODES[one[1]].index(two)
        case ["given", fact]:
            return part(fact).is_not_null()
        case ["some", condition]:
            return pl.col(asked[json.dumps(condition)]) >= 1
        case ["many", count, condition]:
            return pl.col(asked[json.dumps(condition)]) >= count
        case ["mark", subject]:
            return pl.col(f"marks_{subject}")
        case ["rule", name]:
            return rules[name]  # the optimiser works out what is written twice once
        case [_, name] | [name]:
            return pl.col(name)
    raise ValueError(tree)


def compile_rules(rules: list[Any]) -> Callable[[tuple[pl.DataFrame, pl.DataFrame]], pl.DataFrame]:
    found = questions(rules)
    asked = names_of(found)
    said: dict[str, pl.Expr] = {}
    for name, tree in rules:
        said[name] = expression(tree, asked, said).fill_null(False)
    points = pl.lit(pl.Series([each for row in POINTS for each in row])).gather(
        pl.col("level").cast(pl.Int32) * 3 + pl.col("result")
    )

    def run(tables: tuple[pl.DataFrame, pl.DataFrame]) -> pl.DataFrame:
        students, achievements = tables[0].lazy(), tables[1].lazy()
        marks = [name for name in tables[0].columns if name.startswith("marks_")]
        counted = achievements.group_by("student").agg(
            **{name: expression(tree, {}, {}).sum() for name, tree in found.items()}
        )
        best = (
            achievements.select("student", "kind", points.alias("points"))
            .sort("student", "kind", "points", descending=[False, False, True])
            .filter(
                ((pl.col("student") == pl.col("student").shift(3)) & (pl.col("kind") == pl.col("kind").shift(3)))
                .fill_null(False)
                .not_()
            )
            .group_by("student")
            .agg(weighted=(pl.col("points") * pl.col("kind").replace_strict(dict(enumerate(WEIGHTS.values())))).sum())
        )
        mean = (200 * pl.sum_horizontal(pl.col(marks).cast(pl.Int64)) + len(marks)) // (2 * len(marks))
        numbers = [name for name in (*found, "weighted")]
        return (
            students.join(counted, on="student", how="left")
            .join(best, on="student", how="left")
            .with_columns(pl.col(numbers).fill_null(0), mean=mean)
            .with_columns(rating=2 * pl.col("mean") + 100 * pl.col("weighted"))
            .select(
                "student",
                "mean",
                "rating",
                **said,
                place=pl.col("rating").rank("min", descending=True),
            )
            .collect()
        )

    return run


def columns_of(told: pl.DataFrame) -> dict[str, Any]:
    ordered = told.sort("student")
    return {name: ordered[name].to_numpy() for name in ordered.columns}
