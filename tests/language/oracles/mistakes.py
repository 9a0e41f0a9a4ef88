"""The corpus of `bad/` as cases: codes and places."""

import re
from pathlib import Path

from tests.language.oracles.writing import suite

HOME = Path(__file__).resolve().parents[1]


def reading() -> str:
    return _mistakes("parse", "Mistakes of reading: the code and the place of each.")


def checking() -> str:
    return _mistakes("program", "Mistakes of meaning: the code and the place of each.")


def _mistakes(room: str, about: str) -> str:
    """The corpus of `bad/`, its exact messages left out: codes and places are what every implementation must share."""
    sets = []
    for path in sorted((HOME / "bad" / room).glob("*.txt")):
        text, _, expected = path.read_bytes().decode("utf-8").partition("-----\n")
        if "\r" in text or path.name.startswith("R004"):
            continue  # a carriage return would not outlive an editor; R004 needs a function of a plugin
        found = _shown_findings(expected) if room == "parse" else _checked_findings(expected)
        text = re.sub(r"^===== формы$", "=== forms", text, flags=re.MULTILINE)
        text = re.sub(r"^===== (.+)$", r"=== layer \1", text, flags=re.MULTILINE)
        sets.append(
            f"=== ruleset {path.stem}\n{text.rstrip()}\n\n=== findings\n" + "".join(f"{each}\n" for each in found)
        )
    return suite(about, sets)


def _checked_findings(expected: str) -> list[str]:
    """Lines such as `школа:3:5 R012 …`."""
    found = re.findall(r"^((?:[^\s:]+:)?\d+:\d+) ([A-Z]\d{3}) ", expected, flags=re.MULTILINE)
    return [f"{code} {place}" for place, code in found]


def _shown_findings(expected: str) -> list[str]:
    """The place and code at the head of each message drawn with its line."""
    found = re.findall(r"пример\.iom:(\d+:\d+)[^\n]*?\b([A-Z]\d{3})\b", expected)
    return [f"{code} {place}" for place, code in found]
