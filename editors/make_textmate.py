"""Makes the TextMate grammar of .iom from the keyword tables: `python editors/make_textmate.py` (`--check` only looks).

Both keyword sets stand in grammar/words.ru.yaml and words.en.yaml; a word added there is coloured after the next run.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
TABLES = tuple(HERE.parent / "grammar" / f"words.{language}.yaml" for language in ("ru", "en"))
GRAMMAR = HERE / "vscode" / "syntaxes" / "iom.tmLanguage.json"

#: scope -> terminals, in the order tried (`да/нет` before `да`); the rest that starts nothing is keyword.other.iom
SCOPES: Mapping[str, tuple[str, ...]] = {
    "support.type.iom": (
        *("INTEGER_KIND", "NUMBER_KIND", "TRUTH_KIND", "DATE_KIND", "TEXT_KIND", "LIST_OF", "ONE_OF", "PER_EACH"),
        *("OPTIONAL", "HEALTH"),
    ),
    "keyword.control.iom": ("IF", "THEN", "ELSE", "EXCEPT_IF", "UNLESS", "FOR", "WHERE", "OTHERWISE", "BECAUSE"),
    "keyword.operator.word.iom": (
        *("AND", "OR", "NOT", "EXISTS", "ALL", "FOR_EACH", "HOLDS", "KNOWN", "AMONG", "NOT_AMONG", "PLUS", "MINUS"),
        *("TIMES", "DIVIDE", "NOT_LESS", "NOT_MORE", "GREATER", "LESS", "EQ", "NOT_EQ", "EXACTLY", "CONTAINS", "LACKS"),
    ),
    "support.function.iom": (
        *("SUM", "BEST", "MEAN", "MAX", "MIN", "BEST_OF", "COUNT", "SHARE", "ROUND", "BUT_AT_MOST", "BUT_AT_LEAST"),
        "EACH_AT_MOST",
    ),
    "constant.language.iom": ("YES", "NO", "UNKNOWN", "ANY", "NOT_APPLICABLE"),
}
OTHER = "keyword.other.iom"
#: what starts a declaration and names it; the others of the first lines of the tables only start clauses
STARTERS = (
    *("RULESET", "ENUMERATION", "RECORD", "CATALOGUE", "EXTEND", "PARAMETER", "TABLE", "INDICATOR", "RATING"),
    *("SELECTION", "RULE", "ROUTE", "EXAMPLE", "ENGLISH_NAMES"),
)
UNITS = "units"
#: a name goes on where these stand
LETTER = r"[\p{L}\p{N}_]"


def main(arguments: Iterable[str]) -> int:
    """Writes the grammar, or with `--check` says whether it is as it should be."""
    wanted = grammar_text()
    if "--check" in arguments:
        fresh = GRAMMAR.is_file() and GRAMMAR.read_text(encoding="utf-8") == wanted
        print("fresh" if fresh else "stale: run python editors/make_textmate.py")
        return 0 if fresh else 1
    GRAMMAR.parent.mkdir(parents=True, exist_ok=True)
    GRAMMAR.write_text(wanted, encoding="utf-8", newline="\n")
    return 0


def grammar_text() -> str:
    """The grammar as JSON, the same for the same tables."""
    return json.dumps(grammar(spellings()), ensure_ascii=False, indent=2) + "\n"


def spellings() -> dict[str, tuple[str, ...]]:
    """Terminal -> its spellings in both languages; `units` -> every way to write a unit."""
    found: dict[str, tuple[str, ...]] = {}
    for path in TABLES:
        for terminal, words in YAML(typ="safe").load(path.read_text(encoding="utf-8")).items():
            told = [word for each in words.values() for word in each] if terminal == UNITS else words
            found[terminal] = tuple(dict.fromkeys((*found.get(terminal, ()), *map(str, told))))
    return found


def grammar(words: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """The grammar. words: as `spellings` gives them."""
    placed = {terminal for terminals in SCOPES.values() for terminal in terminals}
    rest = [each for each in words if each not in placed and each not in STARTERS and each != UNITS]
    by_scope = {**SCOPES, OTHER: tuple(rest)}
    # longest first across scopes: «не меньше» before «не», «может отсутствовать» before «может»
    keyed = [
        (word, scope) for scope, terminals in by_scope.items() for each in terminals for word in words.get(each, ())
    ]
    starters = [word for each in STARTERS for word in words.get(each, ())]
    return {
        "name": "iomrules",
        "scopeName": "source.iom",
        "fileTypes": ["iom"],
        "patterns": [{"include": f"#{each}"} for each in ("comment", "declaration", "text", "number", "word", "sign")],
        "repository": {
            "comment": {"name": "comment.line.double-slash.iom", "match": "//.*$"},
            "declaration": _declaration(starters),
            "text": {"patterns": [_quoted('"', '"'), _quoted("“", "”"), _quoted("„", "“|”"), _guillemets()]},
            "inside": {"begin": "«", "end": "»|$", "patterns": [{"include": "#inside"}]},
            "number": {"patterns": _numbers(words[UNITS])},
            "word": {"patterns": _words(keyed)},
            "sign": {
                "patterns": [
                    {"name": "keyword.operator.iom", "match": "<=|>=|<>|[=<>≤≥≠+*/×−-]"},
                    {"name": "punctuation.separator.iom", "match": "[;|,]"},
                    {"name": "punctuation.section.iom", "match": "[()]"},
                ]
            },
        },
    }


def _declaration(starters: Iterable[str]) -> dict[str, Any]:
    return {
        "match": rf"^\s*({_any(starters)})(?:\s+({LETTER}+))?(?!{LETTER})",
        "captures": {"1": {"name": "keyword.declaration.iom"}, "2": {"name": "entity.name.function.iom"}},
    }


def _quoted(begin: str, end: str) -> dict[str, Any]:
    return {"name": "string.quoted.double.iom", "begin": begin, "end": rf"(?:{end})|$"}


def _guillemets() -> dict[str, Any]:
    """«…» with «…» inside."""
    inner = {"include": "#inside"}
    return {"name": "string.quoted.other.iom", "begin": "«", "end": "»|$", "patterns": [inner]}


def _numbers(units: Iterable[str]) -> list[dict[str, Any]]:
    number = r"\d+(?:[.,]\d+)?"
    return [
        {"name": "constant.numeric.date.iom", "match": rf"(?<!{LETTER})\d\d?\.\d\d?\.\d{{4}}(?!{LETTER})"},
        {
            "match": rf"(?<!{LETTER})({number})\s*({_any(units)})(?!{LETTER})",
            "captures": {"1": {"name": "constant.numeric.iom"}, "2": {"name": "keyword.other.unit.iom"}},
        },
        {"name": "constant.numeric.iom", "match": rf"(?<!{LETTER}){number}(?!{LETTER})"},
    ]


def _words(keyed: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """One pattern for each number of words in a spelling and each scope, so that the longest phrase is tried first."""
    groups: dict[tuple[int, str], list[str]] = {}
    for word, scope in keyed:
        groups.setdefault((-len(word.split()), scope), []).append(word)
    return [
        {"name": scope, "match": rf"(?<!{LETTER})(?:{_any(words)})(?!{LETTER})"}
        for (_, scope), words in sorted(groups.items(), key=lambda group: group[0][0])
    ]


def _any(spelled: Iterable[str]) -> str:
    """The longest first; case does not matter, `ё` is `е`, any spaces between words."""
    ordered = sorted(dict.fromkeys(spelled), key=lambda word: (-len(word), word))
    return "(?i:" + "|".join(_one(word) for word in ordered) + ")"


def _one(word: str) -> str:
    parts = (re.escape(part).replace("ё", "[её]").replace(r"\-", "-") for part in word.split())
    return r"\s+".join(parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
