"""Findings as programs read them: a log of SARIF 2.1.0 by what its schema requires, annotations by GitHub's escapes."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from iomrules.cli.findings import annotation, sarif
from iomrules.codes import facts, lint
from iomrules.diagnostics import Diagnostic, Related
from iomrules.source import Cell, Span

#: object of the standard -> the properties it must have, and those besides that are written here
SCHEMA: dict[str, tuple[set[str], set[str]]] = {
    "sarifLog": ({"version", "runs"}, {"$schema"}),
    "run": ({"tool"}, {"columnKind", "results"}),
    "tool": ({"driver"}, set()),
    "toolComponent": ({"name"}, {"semanticVersion", "rules"}),
    "reportingDescriptor": ({"id"}, {"name", "shortDescription", "defaultConfiguration", "help"}),
    "reportingConfiguration": (set(), {"level"}),
    "multiformatMessageString": ({"text"}, set()),
    "result": ({"message"}, {"ruleId", "ruleIndex", "level", "locations", "relatedLocations"}),
    "message": ({"text"}, set()),
    "location": (set(), {"id", "message", "physicalLocation"}),
    "physicalLocation": ({"artifactLocation"}, {"region"}),
    "artifactLocation": ({"uri"}, set()),
    "region": ({"startLine"}, {"startColumn", "endLine", "endColumn"}),
}
#: (object, property) -> the object it holds, or a list of
PARTS = {
    ("sarifLog", "runs"): "run",
    ("run", "tool"): "tool",
    ("run", "results"): "result",
    ("tool", "driver"): "toolComponent",
    ("toolComponent", "rules"): "reportingDescriptor",
    ("reportingDescriptor", "shortDescription"): "multiformatMessageString",
    ("reportingDescriptor", "help"): "multiformatMessageString",
    ("reportingDescriptor", "defaultConfiguration"): "reportingConfiguration",
    ("result", "message"): "message",
    ("result", "locations"): "location",
    ("result", "relatedLocations"): "location",
    ("location", "message"): "message",
    ("location", "physicalLocation"): "physicalLocation",
    ("physicalLocation", "artifactLocation"): "artifactLocation",
    ("physicalLocation", "region"): "region",
}
RULES = "правила, школы%/10 «А».iom"
FINDINGS: tuple[Diagnostic, ...] = (
    lint.ROWS_AGREE.at(
        Span(RULES, 12, 3, 12, 9),
        related=(Related(Span(RULES, 11, 3, 11, 9), "вторая такая строка", "the other row"),),
        table="баллы",
        rows="строки 1 и 2",
        rows_en="rows 1 and 2",
        witness="класс — 5",
        witness_en="grade — 5",
    ),
    lint.NO_DATE.at(Span(RULES, 3, 10, 5, 1), name="порог"),
    lint.NO_DATE.at(Span("", 1, 1, 1, 1), name="порог\nдва: три, 100 %"),
    facts.FILE_EMPTY.at(Cell("книга: 10 «А», %.xlsx", "Лист", 3, "Б")),
)


def wrong(sort: str, value: object, path: str = "") -> Iterator[str]:
    """Where an object lacks what it must have, or has what the standard does not know."""
    if not isinstance(value, dict):
        yield f"{path} is no object"
        return
    required, besides = SCHEMA[sort]
    yield from (f"{path}/{name} is not there" for name in sorted(required - set(value)))
    yield from (f"{path}/{name} is not known" for name in sorted(set(value) - required - besides))
    for name, part in value.items():
        if (sort, name) in PARTS:
            for each in part if isinstance(part, list) else [part]:
                yield from wrong(PARTS[sort, name], each, f"{path}/{name}")
        elif isinstance(part, str) and not part:
            yield f"{path}/{name} is empty"


def objects(sort: str, wanted: str, value: dict[str, object]) -> Iterator[dict[str, object]]:
    if sort == wanted:
        yield value
    for name, part in value.items():
        if (sort, name) in PARTS:
            for each in part if isinstance(part, list) else [part]:
                yield from objects(PARTS[sort, name], wanted, each)


def log() -> dict[str, object]:
    return sarif(FINDINGS, "1.2.3")


def test_a_log_has_what_the_schema_requires_and_nothing_it_does_not_know() -> None:
    assert list(wrong("sarifLog", log())) == []


def test_words_of_the_standard_are_its_own() -> None:
    told = log()

    assert told["version"] == "2.1.0"
    assert [each["columnKind"] for each in objects("sarifLog", "run", told)] == ["unicodeCodePoints"]
    assert {each["level"] for each in objects("sarifLog", "result", told)} == {"warning", "error"}
    assert {each["level"] for each in objects("sarifLog", "reportingConfiguration", told)} == {"warning", "error"}
    for each in objects("sarifLog", "reportingDescriptor", told):
        assert re.fullmatch(r"[A-Z]\d{3}", str(each["id"]))
        assert str(each["name"]).isidentifier()


def test_a_result_points_at_its_rule_and_each_rule_stands_once() -> None:
    told = log()
    kinds = [each["id"] for each in objects("sarifLog", "reportingDescriptor", told)]

    assert len(set(kinds)) == len(kinds)
    for each in objects("sarifLog", "result", told):
        index = each["ruleIndex"]
        assert isinstance(index, int) and kinds[index] == each["ruleId"]


def test_regions_are_counted_from_one_and_do_not_run_backwards() -> None:
    for each in objects("sarifLog", "region", log()):
        begin, end = (each["startLine"], each["startColumn"]), (each["endLine"], each["endColumn"])
        assert (1, 1) <= begin <= end  # type: ignore[operator]


def test_addresses_are_relative_references_that_lead_back_to_the_file() -> None:
    addresses = [str(each["uri"]) for each in objects("sarifLog", "artifactLocation", log())]

    assert {unquote(each) for each in addresses} == {RULES, "книга: 10 «А», %.xlsx"}
    assert all(re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", each) for each in addresses)


def test_an_annotation_is_one_line_that_nothing_in_it_ends() -> None:
    for each in FINDINGS:
        line = annotation(each)
        command, properties, words = re.fullmatch(r"::(\w+) ([^\n]*?)::([^\n\r]*)", line).groups()  # type: ignore[union-attr]

        assert command in {"error", "warning"}
        assert all(re.fullmatch(r"\w+=[^:,\r\n]*", part) for part in properties.split(","))
        assert not re.search(r"%(?!25|0D|0A|3A|2C)", f"{properties}{words}")


def test_the_name_of_a_file_comes_through_an_annotation() -> None:
    line = annotation(FINDINGS[0])

    assert "file=правила%2C школы%25/10 «А».iom,line=12,endLine=12,col=3,endColumn=9,title=L003::" in line
    assert "порог%0Aдва: три, 100 %25" in annotation(FINDINGS[2])
