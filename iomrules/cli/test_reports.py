"""What `iomrules test` tells of coverage, mutants and proposals: as lines for people and as JSON values."""

from collections.abc import Iterator, Sequence

from iomrules.cli.language import language, say
from iomrules.trials.coverage import SORTS, Coverage, Point
from iomrules.trials.mutation import Mutation
from iomrules.trials.proposals import Proposal


def coverage_lines(coverage: Coverage) -> Iterator[str]:
    """How much of every sort is covered, then what is not, by place."""
    yield say("Что проверяют примеры:", "What the examples cover:")
    for sort, names in SORTS.items():
        points = coverage.of(sort)
        if points:
            covered = sum(each.covered for each in points)
            yield f"  {say(*names)}: {covered} {say('из', 'of')} {len(points)}"
    if coverage.uncovered:
        yield say("Не проверено:", "Not covered:")
    for point in coverage.uncovered:
        yield f"  {point.span}  {_said(point)}"
    if coverage.beyond:
        yield say("Недостижимо при нынешних параметрах:", "Out of reach while the parameters are what they are:")
    for point in coverage.beyond:
        yield f"  {point.span}  {_said(point)}"


def _said(point: Point) -> str:
    return point.en if language() == "en" else point.ru


def plain_coverage(coverage: Coverage) -> dict[str, object]:
    """Coverage as JSON values."""
    counts = {
        sort: {"covered": sum(each.covered for each in points), "all": len(points)}
        for sort in SORTS
        if (points := coverage.of(sort))
    }
    return {"counts": counts, "uncovered": [_plain(each) for each in coverage.uncovered],
            "beyond": [_plain(each) for each in coverage.beyond]}  # fmt: skip


def _plain(point: Point) -> dict[str, object]:
    place = {"file": point.span.source, "line": point.span.line, "column": point.span.column}
    return {"sort": point.sort, "text": _said(point), "declaration": point.declaration, **place}


def mutation_lines(mutation: Mutation) -> Iterator[str]:
    """The survivors by place, then the score ruleset by ruleset."""
    if mutation.survivors:
        yield say("Ни один пример этого не заметит:", "No example notices this:")
    for each in mutation.survivors:
        text = each.change.en if language() == "en" else each.change.ru
        yield f"  {each.change.span}  {each.declaration.replace('_', ' ')}: {text}"
    for tried in mutation.tried:
        name = tried.ruleset.replace("_", " ")
        yield say(
            f"{name}: изменений {tried.made}, замечено {tried.noticed} ({tried.percent} %)",
            f"{name}: {tried.made} changes, {tried.noticed} noticed ({tried.percent}%)",
        )
    if mutation.left:
        yield say(f"Не опробовано изменений: {mutation.left}", f"Changes not tried: {mutation.left}")


def plain_mutation(mutation: Mutation) -> dict[str, object]:
    """Mutants as JSON values."""
    return {
        "rulesets": [
            {"ruleset": each.ruleset, "made": each.made, "noticed": each.noticed, "percent": each.percent}
            for each in mutation.tried
        ],
        "survivors": [
            {
                "sort": each.change.sort,
                "text": each.change.en if language() == "en" else each.change.ru,
                "declaration": each.declaration,
                "file": each.change.span.source,
                "line": each.change.span.line,
                "column": each.change.span.column,
            }
            for each in mutation.survivors
        ],
        "left": mutation.left,
    }


def plain_proposals(proposed: Sequence[Proposal], texts: Sequence[str]) -> list[dict[str, object]]:
    """Proposals as JSON values. texts: each as text of the language."""
    return [
        {"title": each.example.title, "text": text, "notices": each.notices.ru, "ruleset": each.ruleset}
        for each, text in zip(proposed, texts, strict=True)
    ]
