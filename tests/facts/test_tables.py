"""Files as sheets: hostile archives, limits, encodings, web pages."""

import io
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from iomrules.errors import InputError
from iomrules.facts.tables import read_tables
from tests.facts.school import codes, read, told

BAD = Path(__file__).parent / "bad"
TOP = Path(__file__).parents[2]


def zipped(**members):
    """An archive with these members, deflated."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def workbook(sheet, strings="", book=""):
    """The least .xlsx: markup of one sheet and of the shared texts."""
    head = '<?xml version="1.0"?>'
    office = "http://schemas.openxmlformats.org"
    main = f'xmlns="{office}/spreadsheetml/2006/main"'
    kinds = f"{office}/officeDocument/2006/relationships"
    relations = f"{office}/package/2006/relationships"
    return zipped(
        **{
            "[Content_Types].xml": f'{head}<Types xmlns="{office}/package/2006/content-types"/>',
            "_rels__.rels": f'{head}<Relationships xmlns="{relations}"><Relationship Id="rId1" '
            f'Type="{kinds}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl__workbook.xml": f'{head}<workbook {main} xmlns:r="{kinds}">{book}<sheets>'
            '<sheet name="Ученики" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl___rels__workbook.xml.rels": f'{head}<Relationships xmlns="{relations}">'
            f'<Relationship Id="rId1" Type="{kinds}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{kinds}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl__worksheets__sheet1.xml": f"{head}<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>",
            "xl__sharedStrings.xml": f"{head}<sst {main}>{strings}</sst>",
        }
    )


def many():
    """Five members of 40 MB each."""
    return zipped(**{f"part{number}.csv": bytes(40 * 1024 * 1024) for number in range(5)})


#: archives too large to keep beside the tests
BOMBS = {
    "many.zip": many,
    "cut.zip": lambda: many()[:100_000],
    "one.zip": lambda: zipped(**{"users.csv": bytes(40 * 1024 * 1024)}),
    "strings.xlsx": lambda: workbook(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', f"<si><t>{'A' * 80_000_000}</t></si>"
    ),
    "repeated.xlsx": lambda: workbook(
        "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_000)),
        f"<si><t>{'Aб' * 15_000}</t></si>",
    ),
    "members.zip": lambda: zipped(**{f"{number}.csv": b"" for number in range(600)}),
}


@pytest.mark.parametrize("name", sorted(path.name for path in (BAD / "archives").iterdir()))
def test_a_hostile_archive_ends_in_a_message_that_names_it(name):
    start = time.process_time()
    records = read(name, BAD / "archives" / name, form="xlsx")

    assert time.process_time() - start < 5
    assert records.people == () or name == "csv_named_xlsx.xlsx"
    assert records.diagnostics and all(name in found.where for found in records.diagnostics)
    assert told(records.diagnostics)


def test_each_archive_is_refused_for_its_own_reason():
    reasons = {path.name: codes(read(path.name, path, form="xlsx"))[0] for path in sorted((BAD / "archives").iterdir())}

    assert reasons == {
        "bad_shared_index.xlsx": "F001",
        "cp866_names.zip": "F005",
        "csv_named_xlsx.xlsx": "F009",
        "duplicate_members.zip": "F004",
        "empty.xlsx": "F002",
        "far_cell.xlsx": "F003",
        "formula_only.xlsx": "F020",
        "nested_10x200MB.zip": "F004",
        "not_a_zip.xlsx": "F009",
        "symlink_member.zip": "F004",
        "xml_billion_laughs.xlsx": "F006",
        "xxe_file.xlsx": "F006",
        "zip_slip.zip": "F004",
    }


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_what_expands_is_refused_in_time_and_memory(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    script = (
        "import resource, sys, time; from pathlib import Path; from iomrules.errors import InputError\n"
        "from iomrules.facts.tables import read_tables\n"
        "try: read_tables(Path(sys.argv[1]), 'бомба')\n"
        "except InputError as error: print(error.diagnostics[0].code)\n"
        # what the system holds against a process begins with the memory of the one that started it; Linux knows its own
        "status = Path('/proc/self/status')\n"
        "own = [line.split()[1] for line in status.read_text().splitlines() if line.startswith('VmHWM')] "
        "if status.exists() else []\n"
        "print(*(own or [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]), time.process_time())"
    )
    ran = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, cwd=TOP, check=True)
    code, kilobytes, seconds = ran.stdout.split()

    assert float(seconds) < 5
    assert code in {"F001", "F003", "F004"}
    assert int(kilobytes) < 512 * 1024


def test_a_size_that_lies_does_not_help():
    data = bytearray(zipped(**{"xl__workbook.xml": bytes(70 * 1024 * 1024)}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + offset
        data[at : at + 4] = (1000).to_bytes(4, "little")

    with pytest.raises(InputError):
        read_tables(bytes(data), "книга.xlsx")


def test_a_cell_without_coordinates_still_counts():
    row = "<row>" + "<c><v>1</v></c>" * 600 + "</row>"

    with pytest.raises(InputError) as caught:
        read_tables(workbook(row), "книга.xlsx")
    assert caught.value.diagnostics[0].code == "F003"


def test_an_open_document_of_a_million_empty_rows_is_small():
    space = "urn:oasis:names:tc:opendocument:xmlns"
    cells = '<table:table-cell office:value-type="string"><text:p>ID</text:p></table:table-cell>'

    def ods(rows):
        return zipped(
            **{
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "META-INF__manifest.xml": "<m/>",
                "content.xml": f'<?xml version="1.0"?><office:document-content xmlns:office="{space}:office:1.0" '
                f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet>'
                f'<table:table table:name="Ученики">{rows}</table:table>'
                "</office:spreadsheet></office:body></office:document-content>",
            }
        )

    empty = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    sheets = read_tables(ods(f"<table:table-row>{cells}</table:table-row>{empty}"), "книга.ods")
    assert [row for row in sheets[0].rows if row] == [["ID"]]

    far = '<table:table-row table:number-rows-repeated="1000000">' + cells + "</table:table-row>"
    with pytest.raises(InputError) as caught:
        read_tables(ods(far), "книга.ods")
    assert caught.value.diagnostics[0].code == "F003"


def test_an_open_document_gives_dates_numbers_and_formulas():
    space = "urn:oasis:names:tc:opendocument:xmlns"
    row = (
        '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        '<table:table-cell office:value-type="{}" office:{}="{}" {}><text:p>x</text:p></table:table-cell>'
    )
    rows = [
        row.format("ID", "string", "string-value", "Дата рождения", ""),
        row.format("У-01", "date", "date-value", "2010-02-28", ""),
        '<table:table-cell office:value-type="string"><text:p>У-02</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=NOW()"/>',
    ]
    table = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in rows)
    data = zipped(
        **{
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF__manifest.xml": "<m/>",
            "content.xml": f'<?xml version="1.0"?><office:document-content xmlns:office="{space}:office:1.0" '
            f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="Ученики">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )
    records = read("книга.ods", data)

    assert records.people[0].facts.fields["дата_рождения"] == date(2010, 2, 28)
    assert codes(records) == ["F028"]
    assert records.faulty == ("У-02",)


def test_a_hidden_sheet_is_not_read():
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet("Ученики").write_row(0, 0, ["ID", "Фамилия"])
    book.add_worksheet("Списки").hide()
    book.close()

    assert [sheet.name for sheet in read_tables(file.getvalue(), "книга.xlsx")] == ["Ученики"]


def test_rows_keep_their_numbers_under_empty_rows():
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet("Ученики").write_row(4, 2, ["ID", "Фамилия"])
    book.close()
    (sheet,) = read_tables(file.getvalue(), "книга.xlsx")

    assert len(sheet.rows) == 5
    assert sheet.cell(4, 2) == "ID"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp866", "koi8-r"]
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_text_table_is_read_in_every_encoding_met(encoding, delimiter):
    rows = [["Фамилия", "Имя", "Класс"], ["Ёлкина", "Алёна", "9А"], ["Мамин-Сибиряк", "Семён", "10Б"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    (sheet,) = read_tables(text.encode(encoding), "a.csv")

    assert [list(row) for row in sheet.rows] == rows


@pytest.mark.parametrize("text", [b"\xff\xfe\xfa", b"a;b\n\x98\x90;1", bytes(range(128, 256)) * 3])
def test_bytes_of_no_encoding_are_refused_rather_than_guessed(text):
    with pytest.raises(InputError) as caught:
        read_tables(text, "a.csv")
    assert caught.value.diagnostics[0].code in {"F007", "F008"}


def test_a_page_saved_as_a_workbook_keeps_its_columns_under_joined_cells():
    page = (
        "<html><!-- <table> --><table><tr><th rowspan=2>Класс</th><th colspan='2'>Учащийся</th></tr>"
        "<tr><td>Фамилия</td><td>Имя</td></tr><tr><td>9&#1040;<td>Ёлкина<br>А.<td>&lt;Алёна&gt;</tr></table></html>"
    )
    (sheet,) = read_tables(page.encode(), "выгрузка.xls")

    assert sheet.rows == (("Класс", "Учащийся", ""), ("", "Фамилия", "Имя"), ("9А", "Ёлкина А.", "<Алёна>"))


@pytest.mark.parametrize(
    "page", ["<table>" + "<tr><td a" * 50_000, "<table>" + "<!--" * 100_000, "<html>" + "<td x='" * 90_000]
)
def test_a_page_of_broken_tags_takes_no_time(page):
    start = time.monotonic()
    with pytest.raises(InputError):
        read_tables(page.encode(), "выгрузка.xls")
    assert time.monotonic() - start < 5


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    records = read("нет.xlsx", tmp_path / "нет.xlsx")

    assert codes(records) == ["F001"]
    assert "такого файла нет" in told(records.diagnostics)


def test_a_folder_is_no_file(tmp_path):
    assert codes(read("папка.csv", tmp_path)) == ["F001"]


def test_an_unclosed_quote_is_found_where_it_opens():
    text = 'Фамилия;Имя\nЁлкина;"Алёна\n' + "Ким;Артём\n" * 3000

    assert codes(read("a.csv", text.encode())) == ["F001"]
