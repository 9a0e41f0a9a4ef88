"""`iomrules regulation` from the command line."""

from pathlib import Path

from tests.cli.conftest import MINI, Command


def test_regulation_writes_word_and_page(iomrules: Command, tmp_path: Path) -> None:
    said = iomrules("regulation", MINI, "--out", tmp_path / "out")

    assert said.code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "regulation.docx",
        "regulation.html",
        "regulation.manifest.json",
    ]
    assert "гриф утверждения оставлен пустым" in said.err


def test_regulation_takes_the_approvals_of_a_workspace(iomrules: Command, workspace: Path, tmp_path: Path) -> None:
    said = iomrules("regulation", workspace, "--out", tmp_path / "out", "--format", "html")

    assert (said.code, said.err) == (0, "")
    assert "Школа для проверок" in (tmp_path / "out" / "regulation.html").read_text(encoding="utf-8")


def test_regulation_of_broken_rules_shows_their_mistakes(iomrules: Command, tmp_path: Path) -> None:
    (tmp_path / "rules.iom").write_text("правило без_условия\n", encoding="utf-8")

    said = iomrules("regulation", tmp_path / "rules.iom", "--out", tmp_path / "out")

    assert said.code == 2
    assert not (tmp_path / "out").exists()


def test_a_regulation_and_a_reference_lie_beside_routes(iomrules: Command, workspace: Path) -> None:
    out = workspace / "out"
    routes = {"А-1.docx", "А-1.html", "index.html", "manifest.json"}
    for command in (("route", "--workspace"), ("doc",), ("regulation",), ("doc",), ("route", "--workspace")):
        assert iomrules(*command, workspace, "--out", out).code == 0

    assert {path.name for path in out.iterdir()} >= {*routes, "reference.html", "regulation.docx", "regulation.html"}
