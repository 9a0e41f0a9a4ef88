"""Word documents: filled in, safe to open, the same bytes every time."""

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from iomrules.errors import InputError
from iomrules.write.word import open_word, write_word
from iomrules.write.zipped import zipped

HOSTILE = Path(__file__).parent / "hostile" / "template_injection.jsonl"
PAYLOADS = [json.loads(line)["payload"] for line in HOSTILE.read_text(encoding="utf-8").splitlines() if line]
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def word(*paragraphs: str, **parts: str) -> bytes:
    """A .docx of these paragraphs; raw XML where one begins with `<w:`. parts: name with `__` for `/` -> text."""
    body = "".join(
        each if each.startswith("<w:") else f"<w:p><w:r><w:t>{escaped(each)}</w:t></w:r></w:p>" for each in paragraphs
    )
    document = f"<w:document {SPACE}><w:body>{body}<w:sectPr/></w:body></w:document>"
    own = {"[Content_Types].xml": TYPES, "_rels/.rels": LINKS, "word/document.xml": document}
    own |= {name.replace("__", "/"): text for name, text in parts.items()}
    return zipped({name: text.encode() for name, text in own.items()})


def words_of(content: bytes) -> list[str]:
    """The text of each paragraph."""
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    plain = [re.sub(r"<[^>]*>", "", each) for each in re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL)]
    return [each.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for each in plain]


def filled(*paragraphs: str, **view: Any) -> list[str]:
    return words_of(write_word(open_word(word(*paragraphs), "шаблон.docx"), view, "д.docx").content)


def refusal(content: bytes) -> tuple[str, str]:
    with pytest.raises(InputError) as raised:
        open_word(content, "шаблон.docx")
    (mistake,) = raised.value.diagnostics
    return mistake.code, mistake.where


# --- filling in ----------------------------------------------------------------------------------------------------


def test_words_take_the_places_of_the_tags() -> None:
    loop = ("{%p for к in курсы %}", "– {{ к.название }}", "{%p endfor %}")

    assert filled(
        "Ученик: {{ ученик.фио }}", *loop, ученик={"фио": "А"}, курсы=[{"название": "x"}, {"название": "y"}]
    ) == [
        "Ученик: А",
        "– x",
        "– y",
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_data_stands_in_the_document_as_it_is(payload: str) -> None:
    assert [each.replace("&#39;", "'").replace("&#34;", '"') for each in filled("{{ имя }}", имя=payload)] == [payload]


@pytest.mark.parametrize("payload", [each for each in PAYLOADS if "{{" in each or "{%" in each])
def test_a_payload_as_a_template_never_acts(payload: str) -> None:
    try:
        text = "".join(filled(payload))
    except InputError as error:
        assert error.diagnostics[0].where.startswith("шаблон.docx: word/document.xml")
    else:
        assert not re.search("root:|uid=", text)


def test_signs_of_markup_in_data_are_kept() -> None:
    assert filled("{{ т }}", т="a < b & c > d") == ["a < b & c > d"]


def test_control_characters_in_data_are_shown_and_lines_kept() -> None:
    assert filled("{{ т }}", т="а\x00б\x07в\x0cг") == ["а�б�в�г"]

    content = write_word(open_word(word("{{ т }}"), "ш"), {"т": "раз\nдва"}, "д").content
    assert b"<w:br/>" in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")


def test_a_tag_cut_into_runs_by_word_is_whole_again() -> None:
    cut = (
        "<w:p><w:r><w:t>{{ учен</w:t></w:r><w:proofErr w:type='spellStart'/><w:r><w:t>ик.фио</w:t></w:r>"
        "<w:r><w:t xml:space='preserve'> }}</w:t></w:r></w:p>"
    )

    assert filled(cut, ученик={"фио": "Иван"}) == ["Иван"]


@pytest.mark.parametrize("marks", ["«, »", "„, “", "“, ”", '", "', "', '"])
def test_quotation_marks_that_word_types_by_itself_are_understood(marks: str) -> None:
    first, last = marks.split(", ")

    assert filled(f"{{{{ с|join({first}; {last}) }}}}", с=["а", "б"]) == ["а; б"]


def test_guillemets_inside_straight_quotation_marks_stay() -> None:
    assert filled("{{ '«Лицей»' }}") == ["«Лицей»"]


def test_headers_are_filled_in_too() -> None:
    header = f"<w:hdr {SPACE}><w:p><w:r><w:t>{{{{ школа }}}}</w:t></w:r></w:p></w:hdr>"
    content = write_word(open_word(word("текст", word__header1_xml_=header), "ш"), {"школа": "Л"}, "д").content

    assert content  # the odd name is no header: it stays as it was
    template = zipped({**_parts(word("текст")), "word/header1.xml": header.encode()})
    done = write_word(open_word(template, "ш"), {"школа": "Лицей"}, "д").content
    assert "Лицей" in zipfile.ZipFile(io.BytesIO(done)).read("word/header1.xml").decode()


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_same_input_gives_the_same_bytes_without_traces_of_a_computer() -> None:
    app = '<Properties xmlns="x"><Company>Чужая школа</Company></Properties>'
    core = '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>Завуч</dc:creator></cp:coreProperties>'
    template = open_word(
        word("{{ т }}", docProps__app_xml=app, **{"docProps__core.xml": core, "docProps__app.xml": app}), "ш"
    )
    first, second = (write_word(template, {"т": "х"}, "д", title="Маршрут", author="Лицей") for _ in range(2))

    assert first.content == second.content
    parts = _parts(first.content)
    assert "docProps/app.xml" not in parts
    assert "Завуч" not in parts["docProps/core.xml"].decode()
    assert {info.date_time for info in zipfile.ZipFile(io.BytesIO(first.content)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


# --- mistakes of the methodologist ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraphs", "code", "words"),
    [
        (("а", "б {{ ученик.нет }}"), "T002", "«нет» — «б {{ ученик.нет }}»"),
        (("а", "{%p for к in ученик %}"), "T001", "не закрыто «for»"),
        (("а", "{{ ученик }}"), "T005", "назовите поле через точку"),
        (("а", "{%p if 5 % 2 %}", "{%p endif %}"), "T001", "внутри него есть знак % или }"),
        (("а", "{{ 'x'.__class__ }}"), "T003", "«__class__»"),
        (("а", "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}"), "T004", "повторов"),
    ],
)
def test_a_mistake_is_named_with_part_and_paragraph(paragraphs: tuple[str, ...], code: str, words: str) -> None:
    with pytest.raises(InputError) as raised:
        filled(*paragraphs, ученик={})
    (mistake,) = raised.value.diagnostics

    assert mistake.code == code
    assert words in mistake.message
    assert mistake.where.startswith("шаблон.docx: word/document.xml")
    if code != "T001":
        assert mistake.where == "шаблон.docx: word/document.xml, абзац 2"


def test_a_repeat_that_ends_inside_a_table_is_a_diagnostic() -> None:
    cell = "<w:p><w:r><w:t>{% endfor %}</w:t></w:r></w:p>"
    with pytest.raises(InputError) as raised:
        filled("{% for к in [1, 2] %}", f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>")

    assert raised.value.diagnostics[0].code == "T005"


def test_a_typed_approval_and_school_are_warned_of() -> None:
    template = open_word(word("УТВЕРЖДАЮ", "МБОУ СОШ № 8", "{{ утверждаю }}"), "ш.docx")

    assert [(each.code, each.where) for each in template.warnings] == [
        ("T009", "ш.docx: word/document.xml, абзац 1"),
        ("T010", "ш.docx: word/document.xml, абзац 2"),
    ]


# --- hostile files -------------------------------------------------------------------------------------------------


def linked(kind: str, external: bool = True) -> str:
    mode = ' TargetMode="External"' if external else ""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r9" Type="{KIND}/{kind}" Target="http://example.invalid/x"{mode}/></Relationships>'
    )


@pytest.mark.parametrize("kind", ["image", "attachedTemplate", "oleObject", "subDocument", "frame", "aFChunk"])
def test_links_that_act_are_refused(kind: str) -> None:
    assert refusal(word("а", **{"word___rels__document.xml.rels": linked(kind)}))[0] == "T008"


def test_a_link_for_readers_is_no_danger() -> None:
    assert open_word(word("а", **{"word___rels__document.xml.rels": linked("hyperlink")}), "ш").warnings == ()


@pytest.mark.parametrize("name", ["word__vbaProject.bin", "word__embeddings__o.bin", "word__activeX__a.xml"])
def test_macros_and_embedded_files_are_refused(name: str) -> None:
    assert refusal(word("а", **{name: "x"}))[0] == "T008"


@pytest.mark.parametrize("words", ["DDEAUTO c:\\\\cmd", "INCLUDETEXT file", "INCLUDEPICTURE http", "LINK Excel"])
def test_fields_that_reach_for_files_are_refused(words: str) -> None:
    half = len(words) // 3
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (words[:half], words[half:]))

    assert refusal(word(f"<w:p>{runs}</w:p>"))[0] == "T008"


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="x"><w:body>&a;</w:body></w:document>'

    assert refusal(word("а", **{"word__document.xml": bomb}))[0] == "T008"


def test_a_part_that_expands_is_refused_before_it_is_unpacked() -> None:
    assert refusal(word("а", **{"word__big.xml": " " * 30_000_000}))[0] == "T008"
    assert refusal(zipped({f"p{at}": b"" for at in range(600)}))[0] == "T008"


@pytest.mark.parametrize("name", ["..__..__x.xml", "__etc__passwd", "C:__x"])
def test_a_part_that_would_leave_the_archive_is_refused(name: str) -> None:
    assert refusal(word("а", **{name: "x"}))[0] == "T008"


@pytest.mark.parametrize("content", [b"", b"PK", b"{\\rtf1}", zipped({"a": b""}), word("а")[:300]])
def test_what_is_no_word_document_is_said_to_be_none(content: bytes) -> None:
    assert refusal(content)[0] == "T007"


def test_a_crowd_of_tags_without_an_end_is_refused_at_once() -> None:
    assert refusal(word("{% " * 20_000)) == ("T001", "шаблон.docx: word/document.xml")


def test_broken_markup_is_a_diagnostic() -> None:
    assert refusal(word("а", **{"word__document.xml": "<w:document"}))[0] in {"T007"}
