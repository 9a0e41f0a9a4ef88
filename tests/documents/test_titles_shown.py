"""What people read are titles: no key of a catalogue and no declared name stands in a paper as rules have it."""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from iomrules.cli import run
from iomrules.cli.layout import demo_files, lay_out
from iomrules.facts.record import Catalogue, Enumeration, Fact, KeyKind, ListKind, RecordKind, Schema, Shape, TextKind
from iomrules.values import Entry
from iomrules.write.texts import value_text

#: each has an achievement won at a partner's, whose key has more than one word
PEOPLE = ("У-08", "У-11", "У-28")
NAME = re.compile(r"[^\W_]_[^\W_]")


def shown(path: Path) -> Iterator[str]:
    """The words of a paper, stretch by stretch; addresses of links and styles are not among them."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            parts = [name for name in archive.namelist() if re.match(r"word/(document|header|footer)\w*\.xml$", name)]
            yield from (text for part in parts for text in _stretches(archive.read(part).decode(), "</w:p>"))
    elif path.suffix == ".html":
        page = re.sub(r"(?s)<(style|script)\b.*?</\1>", "", path.read_text(encoding="utf-8"))
        yield from _stretches(page, "</")


def _stretches(marked_up: str, end: str) -> list[str]:
    return [unescape(re.sub(r"<[^>]*>?", "", each)) for each in marked_up.replace(end, f"\n{end}").split("\n")]


def test_papers_of_the_demo_show_no_name_of_the_rules(tmp_path: Path) -> None:
    only = [word for person in PEOPLE for word in ("--only", person)]
    lay_out(tmp_path, demo_files(), "demo", again=False)
    run(["route", "--workspace", str(tmp_path), *only])
    papers = [path for path in sorted((tmp_path / "out").iterdir()) if path.name.startswith(PEOPLE)]

    assert {path.stem for path in papers} >= set(PEOPLE)
    assert [(path.name, text) for path in papers for text in shown(path) if NAME.search(text)] == []


def test_a_key_in_a_record_is_told_by_the_title_of_its_entry() -> None:
    held = Catalogue(
        "партнёры", "партнёр", rows=(Entry("партнёр", {"название": "Институт (филиал)"}, "первый_институт"),)
    )
    won = Shape("достижение", (Fact("вид", TextKind()), Fact("где", KeyKind("партнёры"))))
    schema = Schema({"вид": Enumeration("вид", ("а",))}, {"достижение": won}, {"партнёры": held})
    kind = ListKind(RecordKind("достижение"), 3)

    def told(where: str) -> str:
        return value_text((Entry("достижение", {"вид": "текст_как_есть", "где": where}),), schema, kind)

    assert told("первый_институт") == "текст_как_есть, Институт (филиал)"
    assert told("второй_институт") == "текст_как_есть, второй институт"
    assert value_text(("первый_институт",), schema, ListKind(KeyKind("партнёры"), 2)) == "Институт (филиал)"
