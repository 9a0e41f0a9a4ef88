"""For pytest: every `пример` of an `.iom` file as a test of its own.

`pytest rules/10-admission.iom` runs the examples of that file; `pytest --iom` runs those of every `.iom` file met, and
`iom = true` in the configuration does so always. A file in a folder is checked with the whole folder, and a folder
inside a workspace with the plugins that the workspace names. Nothing of iomrules is imported before such a file is met.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from iomrules.trial import Trial

_HEADERS = ("набор правил", "ruleset")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--iom` and `iom`: collect every `.iom` file, not only those named."""
    parser.getgroup("iomrules").addoption("--iom", action="store_true", help="run the examples of every .iom file met")
    parser.addini("iom", "run the examples of every .iom file met", type="bool", default=False)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> IomFile | None:
    """The examples of one `.iom` file, where they are asked for."""
    if file_path.suffix != ".iom":
        return None
    asked = parent.config.getoption("iom") or parent.config.getini("iom") or parent.session.isinitpath(file_path)
    return IomFile.from_parent(parent, path=file_path) if asked else None


class IomFile(pytest.File):
    """One text of a ruleset. The ruleset is checked once, however many texts it has."""

    def collect(self) -> Iterator[IomExample]:
        """An item an example that stands in this text. Raises CollectError with every mistake of the rules."""
        ruleset = _ruleset_of(self.path)
        kept: dict[Path, tuple[Trial, ...]] = self.config.stash.setdefault(_TRIED, {})
        if ruleset not in kept:
            kept[ruleset] = _try(ruleset)
        ends = f"/{self.path.name}" if ruleset.is_dir() else self.path.name
        for trial in kept[ruleset]:
            span = trial.example.span
            if span.source.endswith(ends) or span.source == self.path.name:
                yield IomExample.from_parent(self, name=trial.example.title, trial=trial)


class IomExample(pytest.Item):
    """One example."""

    def __init__(self, *, trial: Trial, **given: Any) -> None:
        super().__init__(**given)
        self.trial = trial

    def runtest(self) -> None:
        """Fails where an expectation did not come true or the facts are at fault."""
        if not self.trial.holds:
            pytest.fail(_told(self.trial), pytrace=False)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the example stands; pytest counts lines from 0."""
        return self.path, self.trial.example.span.line - 1, self.name


_TRIED: pytest.StashKey[dict[Path, tuple[Trial, ...]]] = pytest.StashKey()


def _ruleset_of(path: Path) -> Path:
    """The folder whose texts have one header together, else the file alone."""
    others = [each for each in sorted(path.parent.glob("*.iom")) if each != path]
    headed = [each for each in (path, *others) if _has_header(each.read_text(encoding="utf-8", errors="replace"))]
    return path.parent if others and (path not in headed or len(headed) == 1) else path


def _has_header(text: str) -> bool:
    return any(line.startswith(_HEADERS) for line in text.splitlines())


def _try(ruleset: Path) -> tuple[Trial, ...]:
    """The examples tried; the first day of the rules stands for a date not said."""
    from iomrules.errors import InputError, RulesetError
    from iomrules.ruleset import load
    from iomrules.trial import try_examples

    try:
        program = load(ruleset).program
    except (InputError, RulesetError) as error:
        told = (f"{each.where}: {each.code} {each.text('ru')}" for each in error.diagnostics)
        raise pytest.Collector.CollectError("\n".join(told)) from error
    return try_examples(program, program.about.begin or date(2026, 9, 1))


def _told(trial: Trial) -> str:
    """What was expected, what came out and why, line by line."""
    lines = [f"{trial.example.span}  «{trial.example.title}»"]
    for each in trial.mismatches:
        lines.append(f"  {each.span.line}:{each.span.column} ожидалось: {each.expected}")
        lines.append(f"    получилось: {each.actual}")
        lines += [f"    {sentence}" for sentence in each.because]
    lines += [f"  {each.where}: {each.code} {each.text('ru')}" for each in trial.faulty]
    return "\n".join(lines)
