"""A loop over rows in C, compiled for this machine: what is left when nothing stands between the data and the rules."""

import ctypes
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import with_numpy
from infix import infix
from prelude import POINTS, WEIGHTS
from questions import names_of, questions
from with_numpy import CODES

LIBRARY = "a C compiler"
SIGNS = {"ge": ">=", "le": "<=", "and": "&&", "or": "||", "plus": "+"}
OPTIONAL = ("absences", "reading", "practice", "essay")

if shutil.which("cc") is None:
    raise ImportError("no C compiler")


def expression(tree: list[Any], asked: dict[str, str]) -> str:
    match tree:
        case [sign, *_] if sign in SIGNS:
            return infix(tree, SIGNS, lambda each: expression(each, asked))
        case ["not", part]:
            return f"!{expression(part, asked)}"
        case ["is", one, two]:
            return f"({expression(one, asked)} == {CODES[one[1]].index(two)})"
        case ["given", [_, name]]:
            return f"{name}_given[i]"
        case ["some", condition]:
            return f"({asked[json.dumps(condition)]} >= 1)"
        case ["many", count, condition]:
            return f"({asked[json.dumps(condition)]} >= {count})"
        case ["mark", subject]:
            return f"marks_{subject}[i]"
        case ["fact", name]:
            return f"{name}[i]"
        case ["field", name]:
            return f"{name}[j]"
        case ["rule", name] | [name]:
            return str(name)
    raise ValueError(tree)


def source(rules: list[Any], columns: dict[str, Any]) -> str:
    found = questions(rules)
    asked = names_of(found)
    marks = [name for name in columns if name.startswith("marks_")]
    sorts = {"int8": "int8_t", "int16": "int16_t", "int32": "int32_t", "int64": "int64_t", "bool": "int8_t"}
    taken = "".join(f"const {sorts[values.dtype.name]} *{name}, " for name, values in columns.items())
    points = ", ".join("{" + ", ".join(map(str, row)) + "}" for row in POINTS)
    body = [f"    int {name} = 0;" for name in found]
    inner = [f"      {name} += {expression(tree, {})};" for name, tree in found.items()]
    verdicts = [f"    int {name} = {expression(tree, asked)};" for name, tree in rules]
    kept = [f"    out[{number} * n + i] = {name};" for number, (name, _) in enumerate(rules)]
    newline = "\n"
    return f"""#include <stdint.h>
static const int POINTS[6][3] = {{{points}}};
static const int WEIGHTS[5] = {{{", ".join(map(str, WEIGHTS.values()))}}};
void decide({taken}int64_t n, int8_t *out, int64_t *means, int64_t *ratings) {{
  for (int64_t i = 0; i < n; i++) {{
    int best[5][3] = {{{{0}}}};
    int total = {" + ".join(f"{name}[i]" for name in marks)};
    int mean = (200 * total + {len(marks)}) / {2 * len(marks)}, rating = 2 * mean;
{newline.join(body)}
    for (int32_t j = offsets[i]; j < offsets[i + 1]; j++) {{
      int p = POINTS[level[j]][result[j]], *b = best[kind[j]];
      if (p > b[0]) {{ b[2] = b[1]; b[1] = b[0]; b[0] = p; }}
      else if (p > b[1]) {{ b[2] = b[1]; b[1] = p; }}
      else if (p > b[2]) b[2] = p;
{newline.join(inner)}
    }}
    for (int k = 0; k < 5; k++) rating += 100 * WEIGHTS[k] * (best[k][0] + best[k][1] + best[k][2]);
{newline.join(verdicts)}
{newline.join(kept)}
    means[i] = mean;
    ratings[i] = rating;
  }}
}}
void places(const int64_t *ratings, int64_t n, int32_t *count, int64_t most, int32_t *place) {{
  for (int64_t i = 0; i < n; i++) count[ratings[i]]++;
  int32_t before = 0;
  for (int64_t r = most; r >= 0; r--) {{ int32_t here = count[r]; count[r] = before + 1; before += here; }}
  for (int64_t i = 0; i < n; i++) place[i] = count[ratings[i]];
}}
"""


def load(folder: Path) -> dict[str, Any]:
    return with_numpy.load(folder)


def compile_rules(rules: list[Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    built: list[ctypes.CDLL] = []

    def run(columns: dict[str, Any]) -> dict[str, Any]:
        if not built:
            built.append(build(source(rules, columns)))
        count = len(columns["grade"])
        out = np.empty((len(rules), count), np.int8)
        mean, rating, place = np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count, np.int32)
        given = [pointer(each) for each in columns.values()]
        built[0].decide(*given, ctypes.c_int64(count), pointer(out), pointer(mean), pointer(rating))
        most = int(rating.max())
        counts = np.zeros(most + 1, np.int32)
        built[0].places(pointer(rating), ctypes.c_int64(count), pointer(counts), ctypes.c_int64(most), pointer(place))
        told: dict[str, Any] = {name: out[number] for number, (name, _) in enumerate(rules)}
        return {**told, "mean": mean, "rating": rating, "place": place}

    return run


def pointer(values: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(values.ctypes.data)


def build(text: str) -> ctypes.CDLL:
    with TemporaryDirectory() as folder:
        code, library = Path(folder, "loop.c"), Path(folder, "loop.so")
        code.write_text(text, "utf-8")
        subprocess.run(["cc", "-O3", "-march=native", "-shared", "-fPIC", code, "-o", library], check=True)
        return ctypes.CDLL(str(library))


def columns_of(told: dict[str, Any]) -> dict[str, Any]:
    return told
