"""Pages: whole, escaped, offline, readable without eyes."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from iomrules.errors import InputError
from iomrules.facts.record import PersonName
from iomrules.write.cohort import Listed, index_view, rating_table, rating_view
from iomrules.write.document import DocumentKind
from iomrules.write.html import INDEX, RATING, page_environment, person_page, write_page
from iomrules.write.view import heading_view, person_view
from tests.write.sample import case, decisions, letterhead, medical, person, program, tell

TEMPLATES = Path(__file__).parents[2] / "templates"
SOURCES = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.css")])
}
EVIL = "<script>alert(1)</script>{{ 7*7 }}\"'&"
VOID = {"meta", "br", "link", "img", "hr"}


class Outline(HTMLParser):
    """Checks that every tag is closed in its turn, and remembers what a page is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"} or name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def person_html(kinds: tuple[DocumentKind, ...] = ()) -> str:
    view = person_view(case(), letterhead(), tell)
    return person_page(page_environment(SOURCES, kinds), view, "п.html", kinds).content.decode()


def pages() -> list[str]:
    environment, heading = page_environment(SOURCES), heading_view(decisions(), letterhead())
    listed = Listed(person(name=PersonName(EVIL)), (medical().title, EVIL), (EVIL,), ((EVIL, "a.docx"),))
    index = index_view(heading, [listed], [(EVIL, "r.html")], [EVIL])
    table = rating_table(program().ratings["портфолио"], [(listed.person, decisions().ratings["портфолио"])])
    return [
        person_html(),
        write_page(environment, INDEX, index, "i.html").content.decode(),
        write_page(environment, RATING, rating_view(heading, table), "r.html").content.decode(),
    ]


@pytest.mark.parametrize("page", pages(), ids=["person", "index", "rating"])
def test_a_page_is_whole_offline_and_told_in_russian(page: str) -> None:
    outline = Outline(page)

    assert outline.open == []
    assert '<html lang="ru">' in page
    assert page.count("<h1") == 1
    assert outline.tags.count("table") == outline.tags.count("caption")
    assert not {"script", "img", "link", "iframe", "form"} & set(outline.tags)
    assert [link for link in outline.links if re.match(r"[a-z]+:|//", link)] == []
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "display: table-header-group" in page and "@page" in page


@pytest.mark.parametrize("page", pages()[1:], ids=["index", "rating"])
def test_data_are_escaped(page: str) -> None:
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page


def test_a_plugin_adds_its_part() -> None:
    kind = DocumentKind("согласие", "Согласие", html="<p>Я, {{ ученик.фио }}, согласна.</p>")

    assert "<p>Я, Вымышленная Ариадна Ильинична, согласна.</p>" in person_html((kind,))


def test_a_mistake_in_a_plugins_part_is_named_by_the_part() -> None:
    kind = DocumentKind("согласие", "Согласие", html="\n{{ учиник.фио }}")
    with pytest.raises(InputError) as raised:
        person_html((kind,))

    assert raised.value.diagnostics[0].where == "kinds/согласие.html:2:1"


def test_the_cohort_stands_by_class_and_alphabet() -> None:
    people = [Listed(person(str(at), PersonName(name)), ()) for at, name in enumerate(["Яковлев", "Ёлкин", "Жуков"])]
    view = index_view(heading_view(decisions(), letterhead()), people)

    assert [row["фио"] for row in view["классы"][0]["люди"]] == ["Ёлкин", "Жуков", "Яковлев"]
    assert view["классы"][0]["сколько"] == "3 человека"


@pytest.mark.parametrize(
    ("template", "column", "heading", "said"),
    [
        ("index.html", 4, "Чего не хватает", "Чего не хватает: "),
        ("parts/one_route.html", 4, "Часов", "Часов: "),
        ("parts/one_route.html", 5, "Срок", "Срок: "),
        ("parts/one_route.html", 6, "Форма представления результата", "Результат: "),
    ],
)
def test_a_note_of_a_narrow_window_calls_a_column_by_its_heading(
    template: str, column: int, heading: str, said: str
) -> None:
    table = SOURCES[template].partition("<thead>")[2] if template == INDEX else SOURCES[template].split("road")[1]
    headings = re.findall(r"<th [^>]*>([^<]*)</th>", table.partition("</thead>")[0])
    assert headings[column - 1] == heading
    box = ".list" if template == INDEX else ".road"
    cell = "td.number" if heading == "Часов" else f"td:nth-child({column})"
    assert f'{box} {cell}::before {{ content: "{said}"; }}' in SOURCES["parts/style.css"]


def test_a_rating_stands_on_one_sheet_with_its_heading() -> None:
    assert "body:has(.wide) { page: wide; }" in SOURCES["parts/style.css"]
    assert re.search(r"<th [^>]*><span>[^<]+</span></th>", pages()[2])
