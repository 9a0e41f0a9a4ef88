"""The markup of plain worksheets: recognised whole, it says what reading it event by event says."""

import pytest

from iomrules.facts.plain_markup import plain_cells, plain_lengths
from iomrules.facts.workbook_parts import _sheet_marks, _SheetScan

TEXTS = [3, 4, 5]


def sheet(rows, before="", after=""):
    return f"<worksheet>{before}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()


PLAIN = (
    "",
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="2"><v>4.5</v></c><c r="C1" s="1"/></row>',
    '<row r="1" spans="1:3" x14ac:dyDescent="0.25"><c r="A1"><v>1</v></c></row><row r="7"/>\n<row r="8"></row>',
    '<row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve"> Ёлкина &amp; Ко </t></is></c></row>',
    '<row r="3"><c r="A3" t="str"><v></v></c><c r="B3" t="b"><v>1</v></c></row>',
    '<row r="2"><c r="B2"><f>A2+1</f><v>4</v></c><c r="C2"><f aca="false">B2&gt;1</f></c></row>',
    '<row r="2"><c r="B2" t="str"><f>A2</f><v></v></c><c r="AB2"><f t="shared" si="0"/><v> </v></c></row>',
    '<row r="4"><c r="B4" s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C4" t="e"><v>#N/A</v></c></row>',
)
OTHER = (
    '<row r="1"><c r="A1"><v>1</v><extLst/></c></row>',
    '<row r="1"><x:c r="A1"><v>1</v></x:c></row>',
    "<row><c><v>1</v></c></row>",
    '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
    '<row r="1"><!-- no cells --></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><r><t>две</t></r><r><t>части</t></r></is></c></row>',
    '<row r="50001"><c r="A50001"><v>1</v></c></row>',
    '<row r="1"><c r="ZZ1"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>&nbsp;</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c>',
)


@pytest.mark.parametrize("rows", PLAIN)
def test_a_plain_sheet_says_what_reading_it_event_by_event_says(rows):
    content = sheet(rows, before='<dimension ref="A1"/>', after="<pageMargins/>")
    assert plain_cells(content) is not None

    marks, scanned = _sheet_marks(content, TEXTS, "к.xlsx"), _SheetScan("к.xlsx", TEXTS).read(content)

    assert (marks.formulas, marks.uncached, marks.errors) == (scanned.formulas, scanned.uncached, scanned.errors)
    assert marks.cells == scanned.cells


@pytest.mark.parametrize("rows", OTHER)
def test_anything_else_is_left_to_the_reading_of_events(rows):
    assert plain_cells(sheet(rows)) is None


def test_cells_outside_the_plain_rows_are_met_too():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    content = sheet(rows, after='<sheetData><row r="9"><c r="A9"><f>1+1</f></c></row></sheetData>')

    assert _sheet_marks(content, TEXTS, "к.xlsx").uncached == {(8, 0)}


def test_shared_texts_are_measured_in_letters():
    head = '<?xml version="1.0"?><sst xmlns="m">'

    assert plain_lengths(f"{head}<si><t>Ёлка</t></si>\n<si><t></t></si></sst>".encode()) == [4, 0]
    assert plain_lengths(f"{head}<si><r><t>Ёлка</t></r></si></sst>".encode()) is None
    assert plain_lengths(f"{head}<si><t>А &amp; Б</t></si></sst>".encode()) is None
    assert plain_lengths(f"{head}<si><t>А</t></si><si/></sst>".encode()) is None
