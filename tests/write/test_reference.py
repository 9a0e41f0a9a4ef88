"""The reference page: every name once, links both ways, nothing from the network."""

import re

import pytest

from iomrules import load, resources
from iomrules.write.html import page_environment
from iomrules.write.reference import Entry, Reference, html_reference, reference


@pytest.fixture(scope="module")
def written() -> Reference:
    return reference(load(resources.folder("rulesets") / "lyceum11").program)


def entry(written: Reference, name: str) -> Entry:
    return next(each for _, group in written.groups for each in group if each.id == name)


def test_names_are_linked_both_ways(written: Reference) -> None:
    gifted = entry(written, "одарённый_обучающийся")

    assert {"портфолио", "порог_одарённости", "высокий_результат", "ученик.рекомендация_педагогов"} <= set(gifted.reads)
    assert "одарённый_обучающийся" in entry(written, "порог_одарённости").read_by
    assert "одарённый_обучающийся" in entry(written, "ученик.рекомендация_педагогов").read_by
    assert "маршрут_одарённых" in gifted.read_by


def test_entry_tells_its_place_kind_and_examples(written: Reference) -> None:
    gifted = entry(written, "одарённый_обучающийся")

    assert re.fullmatch(r"50-admission\.iom, строка \d+", gifted.place)
    assert gifted.kind == "да, нет или неизвестно"
    assert "прежний порог был ниже" in gifted.examples


def test_page_is_offline_and_every_link_leads_somewhere(written: Reference) -> None:
    folder = resources.folder("templates")
    found = [*folder.glob("*.html"), *folder.glob("parts/*")]
    pages = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}

    page = html_reference(page_environment(pages), written, "reference.html").content.decode()

    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in page
    assert ">название (достижение)</a>" in page
    assert ">организатор</a>" in page
    targets = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets
    ids = re.findall(r'<article id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
