"""`iomrules doc` from the command line."""

from pathlib import Path

from tests.cli.conftest import MINI, Command


def test_doc_writes_one_page(iomrules: Command, tmp_path: Path) -> None:
    said = iomrules("doc", MINI, "--out", tmp_path / "справка")

    assert (said.code, said.err) == (0, "")
    page = (tmp_path / "справка" / "reference.html").read_text(encoding="utf-8")
    assert "Допуск к математике" in page
    assert "пятёрка по математике" in page
