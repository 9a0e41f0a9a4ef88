"""Findings chosen by code, and said to programs: JSON, SARIF 2.1.0 for code scanning, annotations of GitHub."""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from iomrules.cli.console import as_json, put, put_json, show
from iomrules.cli.language import language, say
from iomrules.cli.options import Unfit
from iomrules.diagnostics import Code, Diagnostic, Severity
from iomrules.source import NOWHERE, SourceText, Span

FORMS = ("text", "json", "sarif", "github")
LINT = "L"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_CODE = re.compile(r"[A-Z](?:\d{1,3})?")
#: letters of the Russian layout that look like those of codes
_LATIN = str.maketrans("ЕРКТДФВ", "EPKTDFW")


class Codes:
    """Codes or their beginnings with commas between: `L`, `L02`, `L020,L021`."""

    def metavar(self) -> str:
        return say("КОДЫ", "CODES")

    def read(self, word: str) -> tuple[str, ...]:
        """The codes. Raises Unfit for anything else."""
        named = tuple(part for part in re.split(r"[,;\s]+", word.upper().translate(_LATIN)) if part)
        wrong = next((part for part in named if not _CODE.fullmatch(part)), "" if named else word)
        if wrong or not named:
            raise Unfit(say(f"«{wrong}» не код: нужно как L020", f"`{wrong}` is no code; write L020"))
        return named


def choose(findings: Iterable[Diagnostic], select: Sequence[str], ignore: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Those selected and not ignored, each once. Mistakes that keep rules from working are always told."""
    return tuple(
        each
        for each in dict.fromkeys(findings)
        if _must_be_told(each)
        or ((not select or each.code.startswith(tuple(select))) and not each.code.startswith(tuple(ignore)))
    )


def _must_be_told(finding: Diagnostic) -> bool:
    return finding.severity is Severity.ERROR and not finding.code.startswith(LINT)


def put_findings(findings: Sequence[Diagnostic], sources: Mapping[str, SourceText], form: str, version: str) -> None:
    """The findings on stdout in one of FORMS."""
    match form:
        case "json":
            put_json([as_json(each) for each in findings], indent=2)
        case "sarif":
            put_json(sarif(findings, version), indent=2)
        case "github":
            for each in findings:
                put(annotation(each))
        case _:
            show(findings, sources, err=False)


# --- SARIF -------------------------------------------------------------------------------------------------


def sarif(findings: Sequence[Diagnostic], version: str) -> dict[str, object]:
    """A log of SARIF 2.1.0 with one run: a rule for each code met, a result for each finding."""
    kinds = tuple(dict.fromkeys(each.kind for each in findings))
    driver = {
        "name": "iomrules",
        "semanticVersion": version,
        "rules": [_rule(kind) for kind in kinds],
    }
    results = [_result(each, kinds.index(each.kind)) for each in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(kind: Code) -> dict[str, object]:
    sentence, way_out = (kind.ru, kind.help_ru) if language() == "ru" else (kind.en, kind.help_en)
    rule: dict[str, object] = {
        "id": kind.number,
        "name": "".join(word.capitalize() for word in kind.slug.split("-")),
        "shortDescription": {"text": sentence},
        "defaultConfiguration": {"level": kind.severity.value},
    }
    return {**rule, "help": {"text": way_out}} if way_out else rule


def _result(finding: Diagnostic, rule: int) -> dict[str, object]:
    related = [
        {"id": place, "message": {"text": each.ru if language() == "ru" else each.en}} | _physical(each.span)
        for place, each in enumerate(finding.related, start=1)
    ]
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity.value,
        "message": {"text": finding.text(language())},
    }
    if finding.span.source:
        result["locations"] = [_physical(finding.span)]
    elif finding.cell.file:
        result["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": _uri(finding.cell.file)}}}]
    return {**result, "relatedLocations": related} if related else result


def _physical(span: Span) -> dict[str, object]:
    """Nothing for what stands in no file: an address may not be empty."""
    if not span.source:
        return {}
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(span.source)}, "region": region}}


def _uri(path: str) -> str:
    """A relative reference: letters outside ASCII are written with percent signs."""
    return quote(path)


# --- annotations -------------------------------------------------------------------------------------------


def annotation(finding: Diagnostic) -> str:
    """One command of a GitHub workflow: `::warning file=…,line=…,col=…,title=L001::words`."""
    place: dict[str, object] = {"file": finding.cell.file}
    if finding.span != NOWHERE:
        span = finding.span
        place = {"file": span.source, "line": span.line, "endLine": span.end_line, "col": span.column}
        if span.line == span.end_line:
            place["endColumn"] = span.end_column
    said = ",".join(
        f"{key}={_property(str(value))}" for key, value in (place | {"title": finding.code}).items() if value
    )
    way_out = finding.help(language())
    words = finding.text(language()) + (f" — {way_out}" if way_out else "")
    return f"::{finding.severity.value} {said}::{_escaped(words)}"


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _escaped(words).replace(":", "%3A").replace(",", "%2C")
