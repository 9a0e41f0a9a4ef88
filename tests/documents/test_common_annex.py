"""The annex of the networked form for a partner whose plugin brings no template of its own."""

from iomrules.cli.opening import Opened
from iomrules.cli.route_run import document_kinds
from iomrules.extend import Organisation, Partner
from iomrules.pipeline import Compiled
from iomrules.plugins import Loaded, Plugin
from iomrules.write.document import DocumentKind
from iomrules.write.html import page_environment
from iomrules.write.papers import PaperTemplates, person_papers
from tests.documents.test_route_docx import TEMPLATES, lines, template
from tests.write.sample import case, letterhead, tell

NAME = "армавирский_медицинский_колледж"


def kinds(partner: Partner, *own: DocumentKind) -> tuple[DocumentKind, ...]:
    plugin = Plugin("college", "Колледж", "1", "partner", "workspace", partners=(partner,), document_kinds=own)
    return document_kinds(Opened(None, (), Loaded((plugin,)), Compiled(None, (plugin,))))


def annex(partner: Partner) -> str:
    (kind,) = kinds(partner)
    pages = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
        for path in [*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.css")]
    }
    templates = PaperTemplates(template(), page_environment(pages, (kind,)), (kind,))
    _, paper = person_papers(case(), letterhead(), templates, "м", formats=["docx"], tell=tell)
    assert paper.name == "м-annex_network.docx"
    return "\n".join(lines(paper.content))


def test_what_a_plugin_says_of_a_partner_stands_in_the_annex() -> None:
    said = annex(
        Partner(
            NAME,
            "Колледж (вымышленный)",
            Organisation(full_name="Вымышленный колледж", agreement="№ 7 (вымышленный)", head="Небылицын Н. Н."),
            duties=("ведёт учёт посещений;",),
            partner_duties=("предоставляет лабораторию;",),
            responsibility=("отвечает за доставку;",),
            partner_responsibility=("отвечает за оборудование;",),
        )
    )

    for text in (
        "Вымышленный колледж.",
        "Договор: № 7 (вымышленный).",
        "____________ / Небылицын Н. Н.",
        "– ведёт учёт посещений;",
        "– предоставляет лабораторию;",
        "– отвечает за доставку;",
        "– отвечает за оборудование;",
    ):
        assert text in said
    assert "зачисляет обучающегося" not in said
    assert "Основы сестринского дела" in said


def test_what_is_unsaid_stays_usual_or_blank() -> None:
    said = annex(Partner(NAME, "Колледж (вымышленный)"))

    assert "– зачисляет обучающегося" in said
    assert "– проводит занятия" in said
    assert "____________ / ____________________ | ____________ / ____________________" in said
    assert "Договор" not in said


def test_a_partner_with_templates_of_its_own_keeps_them() -> None:
    own = DocumentKind("own", "Своё приложение", word=b"docx", partners=(NAME,))

    assert kinds(Partner(NAME, "Колледж"), own) == (own,)
