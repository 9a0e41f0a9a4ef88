"""One peer in a process of its own: reads orders as lines of JSON, answers each with a line of JSON.

{"do": "single", "rules": [...], "way": "plain"}    prepares for one student after another; or "ready", "traced"
{"do": "batch", "rules": [...], "folder": "..."}    prepares for a table
{"do": "run"}                                       runs once: {"wall": s, "cpu": s}
{"do": "told"}                                      what the last run concluded, for comparison
"""

import gc
import importlib
import json
import os
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from time import perf_counter, process_time
from typing import Any


def main() -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    peer = importlib.import_module(sys.argv[1])
    state: dict[str, Any] = {}
    for line in sys.stdin:
        print(json.dumps(ORDERS[(order := json.loads(line))["do"]](peer, state, order)), file=answers, flush=True)


def single(peer: Any, state: dict[str, Any], order: dict[str, Any]) -> dict[str, Any]:
    way, people = order["way"], order["students"]
    decide, told = getattr(peer, "prepare" if way == "plain" else f"prepare_{way}")(order["rules"])
    if way == "ready":
        people = [peer.ready(one) for one in people]
    state["run"] = lambda: [decide(one) for one in people]
    state["told"] = lambda found: [told(each) for each in found]
    return {}


def batch(peer: Any, state: dict[str, Any], order: dict[str, Any]) -> dict[str, Any]:
    if state.get("folder") != order["folder"]:
        state["folder"], state["loaded"] = order["folder"], peer.load(Path(order["folder"]))
    run: Callable[[Any], Any] = peer.compile_rules(order["rules"])
    state["run"] = lambda: run(state["loaded"])
    state["told"] = lambda found: digests(peer.columns_of(found), order["rules"])
    return {}


def timed(_: Any, state: dict[str, Any], __: dict[str, Any]) -> dict[str, Any]:
    state.pop("last", None)
    gc.collect()
    wall, processor = perf_counter(), process_time()
    state["last"] = state["run"]()
    return {"wall": perf_counter() - wall, "cpu": process_time() - processor}


def told(_: Any, state: dict[str, Any], __: dict[str, Any]) -> dict[str, Any]:
    return {"told": state["told"](state["last"])}


def digests(columns: dict[str, Any], rules: list[Any]) -> dict[str, str]:
    """Of every column, in one shape for all."""
    numpy = importlib.import_module("numpy")
    kept = {name: numpy.int8 for name, _ in rules} | {name: numpy.int64 for name in ("mean", "rating", "place")}
    return {
        name: sha256(numpy.ascontiguousarray(columns[name]).astype(sort).tobytes()).hexdigest()
        for name, sort in kept.items()
    }


ORDERS = {"single": single, "batch": batch, "run": timed, "told": told}

if __name__ == "__main__":
    main()
