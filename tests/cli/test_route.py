"""The main job and what it leaves: the same bytes, nothing outside, nobody's edits lost."""

import json
import os
import shutil
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from iomrules.cli.writing import is_safe, write_all
from iomrules.errors import InputError
from iomrules.write.document import Document
from tests.cli.conftest import MINI, Command

PLUGINS = Path(__file__).parents[1] / "plugins"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_route_writes_papers_an_index_a_rating_and_a_manifest(iomrules: Command, workspace: Path) -> None:
    said = iomrules("route", "--workspace", workspace)

    out = contents(workspace / "out")
    assert said.code == 0, said.err
    assert set(out) == {
        "А-1.docx", "А-1.html", "А-2.docx", "А-2.html", "А-3.docx", "А-3.html",
        "index.html", "rating.html", "rating.xlsx", "manifest.json",
    }  # fmt: skip
    assert said.out.strip().endswith("index.html")
    manifest = json.loads(out["manifest.json"])
    assert manifest["on"] == "2026-10-15"
    assert manifest["rules"] == [{"name": "малый", "version": "1.0", "layer": "school"}]
    assert manifest["documents"] == {
        name: sha256(content).hexdigest() for name, content in out.items() if name != "manifest.json"
    }
    assert str(workspace) not in out["manifest.json"].decode()
    log = (workspace / ".iomrules" / "access.log").read_text("utf-8")
    assert json.loads(log)["people"] == 3
    assert "А-1" not in log


def test_the_index_names_papers_rulesets_and_those_left_out(iomrules: Command, workspace: Path) -> None:
    people = workspace / "people.yaml"
    people.write_text(people.read_text(encoding="utf-8").replace("класс: 11Б", "класс: сто"), encoding="utf-8")
    iomrules("route", "--workspace", workspace)

    index = (workspace / "out" / "index.html").read_text(encoding="utf-8")
    assert '<a href="А-1.docx">Маршрут (Word)</a>' in index
    assert '<a href="А-1.html">Страница</a>' in index
    assert '<a href="rating.html">Успехи</a> (<a href="rating.xlsx">таблица Excel</a>)' in index
    assert "Пропущены из-за своих данных: А-3" in index
    assert "Составлено 15 октября 2026 г. по правилам: «Маленький набор правил для проверок» 1.0." in index


def test_people_of_another_shape_have_a_folder_of_their_own(iomrules: Command, workspace: Path) -> None:
    """Teachers' papers must not take the place of the students' index, nor remove the students' papers."""
    rules = workspace / "rulesets" / "rules.iom"
    teacher = (
        "\nсведения педагог\n  стаж целое от 0 до 60\n\nправило опытный\n  для педагогов\n  если стаж не меньше 3\n"
    )
    rules.write_text(rules.read_text(encoding="utf-8") + teacher, encoding="utf-8")
    (workspace / "teachers.yaml").write_text("- ид: П-1\n  имя: Вымышленная Анна\n  стаж: 5\n", encoding="utf-8")
    iomrules("route", "--workspace", workspace)
    before = contents(workspace / "out")
    said = iomrules("route", workspace / "teachers.yaml", "--workspace", workspace, "--shape", "педагог")

    after = contents(workspace / "out")
    assert said.code == 0, said.err
    assert {name: after[name] for name in before} == before
    assert {"педагог/П-1.docx", "педагог/П-1.html", "педагог/index.html"} <= set(after)


TEACHER = "\nсведения педагог\n  стаж целое от 0 до 60\n\nправило опытный\n  для педагогов\n  если стаж не меньше 3\n"


@pytest.fixture
def with_teachers(workspace: Path) -> Path:
    """The workspace with an invented teacher too, named in its settings."""
    rules = workspace / "rulesets" / "rules.iom"
    rules.write_text(rules.read_text("utf-8") + TEACHER, encoding="utf-8")
    (workspace / "teachers.yaml").write_text("- ид: П-1\n  имя: Вымышленная Анна\n  стаж: 5\n", encoding="utf-8")
    settings = workspace / "iomrules.yaml"
    told = settings.read_text("utf-8").replace(
        "люди: people.yaml", "люди: {ученик: people.yaml, педагог: teachers.yaml}"
    )
    settings.write_text(told, encoding="utf-8")
    return workspace


def test_one_run_writes_everybody_the_workspace_keeps(iomrules: Command, with_teachers: Path) -> None:
    said = iomrules("route", "--workspace", with_teachers)
    elsewhere = iomrules("route", "--workspace", with_teachers, "--out", with_teachers / "other")

    out = contents(with_teachers / "out")
    assert (said.code, elsewhere.code) == (0, 0), said.err
    assert {"А-1.docx", "index.html", "педагог/П-1.docx", "педагог/index.html"} <= set(out)
    assert [line.rsplit("out/")[-1] for line in said.out.splitlines()] == ["index.html", "педагог/index.html"]
    assert contents(with_teachers / "other") == out
    log = json.loads((with_teachers / ".iomrules" / "access.log").read_text("utf-8").splitlines()[0])
    assert log["people"] == 4


def test_only_one_person_of_whatever_shape(iomrules: Command, with_teachers: Path) -> None:
    said = iomrules("route", "--workspace", with_teachers, "--only", "П-1")
    nobody = iomrules("route", "--workspace", with_teachers, "--only", "П-9")

    assert said.code == 0, said.err
    assert set(contents(with_teachers / "out")) == {"педагог/П-1.docx", "педагог/П-1.html", "педагог/manifest.json"}
    assert (nobody.code, "W020" in nobody.err) == (2, True)


@pytest.mark.parametrize("spoilt", ["ид: [", "- {ид: П-1, стаж: много}\n", None])
def test_teachers_whose_file_is_spoilt_do_not_hold_up_the_students(
    iomrules: Command, with_teachers: Path, spoilt: str | None
) -> None:
    file = with_teachers / "teachers.yaml"
    file.write_text(spoilt, encoding="utf-8") if spoilt else file.unlink()

    said = iomrules("route", "--workspace", with_teachers)

    assert said.code == 1
    assert "teachers.yaml" in said.err
    assert "А-1.docx" in contents(with_teachers / "out")


def test_same_input_gives_the_same_bytes_whatever_the_number_of_processes(iomrules: Command, workspace: Path) -> None:
    iomrules("route", "--workspace", workspace)
    first = contents(workspace / "out")
    iomrules("route", "--workspace", workspace)
    again = contents(workspace / "out")
    iomrules("route", "--workspace", workspace, "--out", workspace / "other", "--jobs", 3)

    assert again == first
    assert contents(workspace / "other") == first


def test_processes_that_begin_anew_write_the_same_bytes(
    iomrules: Command, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows and macOS, where a process does not inherit what was read."""
    iomrules("route", "--workspace", workspace)
    monkeypatch.setattr("iomrules.cli.route_run.start_method", lambda: "spawn")

    iomrules("route", "--workspace", workspace, "--out", workspace / "other", "--jobs", 2)

    assert contents(workspace / "other") == contents(workspace / "out")


def test_public_rating_appears_with_a_salt_and_names_nobody(iomrules: Command, workspace: Path) -> None:
    settings = workspace / "iomrules.yaml"
    settings.write_text(settings.read_text("utf-8") + "соль: не показывайте никому\n", "utf-8")

    iomrules("route", "--workspace", workspace)

    page = (workspace / "out" / "rating-public.html").read_text("utf-8")
    assert "Первая" not in page
    assert "А-1" not in page


def test_removing_a_plugin_removes_its_routes_and_nothing_else(iomrules: Command, workspace: Path) -> None:
    shutil.copytree(PLUGINS / "other_lyceum", workspace / "plugins" / "other")
    settings = workspace / "iomrules.yaml"
    without = settings.read_text("utf-8")
    settings.write_text(f"{without}дополнения: [musical]\n", "utf-8")
    people = workspace / "people.yaml"
    people.write_text(people.read_text("utf-8").replace("[механика]", "[механика, сольфеджио]"), "utf-8")
    iomrules("route", "--workspace", workspace)
    page = (workspace / "out" / "А-1.html").read_text("utf-8")
    assert "Музыкальный маршрут" in page
    assert "Карта музыканта" in page
    assert "Карта музыканта" not in (workspace / "out" / "А-2.html").read_text("utf-8")

    settings.write_text(without, "utf-8")
    said = iomrules("route", "--workspace", workspace)

    page = (workspace / "out" / "А-1.html").read_text("utf-8")
    assert said.code == 0, said.err
    assert "Математический маршрут" in page
    assert "узыкальн" not in page


def test_editing_a_parameter_changes_what_it_should(iomrules: Command, workspace: Path) -> None:
    iomrules("route", "--workspace", workspace)
    first = contents(workspace / "out")
    rules = workspace / "rulesets" / "rules.iom"
    rules.write_text(rules.read_text("utf-8").replace("  4 с 01.09.2026", "  3 с 01.09.2026"), "utf-8")
    iomrules("route", "--workspace", workspace)
    second = contents(workspace / "out")

    assert {name for name in first if first[name] != second[name]} == {
        "А-1.html", "А-1.docx", "А-2.html", "А-2.docx", "index.html", "manifest.json",
    }  # fmt: skip


def test_documents_of_those_who_left_go_unless_somebody_edited_them(iomrules: Command, workspace: Path) -> None:
    iomrules("route", "--workspace", workspace)
    out = workspace / "out"
    (out / "А-3.html").write_text("правка", "utf-8")
    (out / "чужой.txt").write_text("не наш", "utf-8")
    people = workspace / "people.yaml"
    people.write_text("\n".join(people.read_text("utf-8").splitlines()[:4]), "utf-8")

    said = iomrules("route", "--workspace", workspace)

    assert not (out / "А-3.docx").exists()
    assert (out / "А-3.html").read_text("utf-8") == "правка"
    assert (out / "чужой.txt").exists()
    assert "W032" in said.err


def test_edited_document_is_kept_beside_the_new_one(iomrules: Command, workspace: Path) -> None:
    iomrules("route", "--workspace", workspace)
    page = workspace / "out" / "А-1.html"
    made = page.read_bytes()
    page.write_text("правка", "utf-8")

    said = iomrules("route", "--workspace", workspace)

    assert page.read_bytes() == made
    assert (workspace / "out" / "А-1.kept-1.html").read_text("utf-8") == "правка"
    assert "W033" in said.err


def test_only_writes_one_and_leaves_the_others(iomrules: Command, workspace: Path) -> None:
    iomrules("route", "--workspace", workspace)
    first = contents(workspace / "out")
    (workspace / "out" / "А-2.html").unlink()

    said = iomrules("route", "--workspace", workspace, "--only", "А-2")

    assert said.code == 0
    assert contents(workspace / "out") == first


def test_out_of_another_format_only(iomrules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    said = iomrules("route", MINI / "people.yaml", "--rules", MINI, "--on", "15.10.2026", "--format", "html")

    assert said.code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir() if "А-" in path.name) == [
        "А-1.html", "А-2.html", "А-3.html",
    ]  # fmt: skip


def test_folder_that_is_a_file_is_said_and_left(iomrules: Command, workspace: Path) -> None:
    (workspace / "out").write_text("файл", "utf-8")

    said = iomrules("route", "--workspace", workspace)

    assert said.code == 2
    assert "W030" in said.err
    assert (workspace / "out").read_text("utf-8") == "файл"


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_folder_without_permission_is_said(iomrules: Command, workspace: Path) -> None:
    (workspace / "out").mkdir()
    (workspace / "out").chmod(stat.S_IRUSR | stat.S_IXUSR)

    assert iomrules("route", "--workspace", workspace).code == 2


def test_date_of_another_school_year_is_noticed(iomrules: Command, workspace: Path) -> None:
    settings = workspace / "iomrules.yaml"
    settings.write_text(settings.read_text("utf-8") + "учебный год: 2025/2026\n", "utf-8")

    said = iomrules("route", "--workspace", workspace)

    assert said.code == 0
    assert "W017" in said.err


@pytest.mark.parametrize("command", [("route",), ("decide",), ("rating",), ("explain", "А-1")])
@pytest.mark.parametrize(
    ("dates", "noticed"),
    [
        ("с 01.09.2027", "с 01.09.2027"),
        ("с 01.09.2025 по 31.08.2026", "с 01.09.2025 по 31.08.2026"),
        ("с 15.10.2026 по 15.10.2026", ""),
    ],
)
def test_date_outside_the_rulesets_own_is_noticed_once(
    iomrules: Command, workspace: Path, command: tuple[str, ...], dates: str, noticed: str
) -> None:
    rules = workspace / "rulesets" / "rules.iom"
    head, begin, rest = rules.read_text("utf-8").partition("  действует с 01.09.2026\n")
    assert begin
    rules.write_text(f"{head}  действует {dates}\n{rest}", "utf-8")

    said = iomrules(*command, "--workspace", workspace)

    assert said.code == 0
    assert said.err.count("W018") == bool(noticed)
    assert noticed in said.err


def test_workspace_with_mistakes_is_not_worked_on(iomrules: Command, workspace: Path) -> None:
    settings = workspace / "iomrules.yaml"
    settings.write_text(settings.read_text("utf-8") + "документы: ../../наружу\n", "utf-8")

    said = iomrules("route", "--workspace", workspace)

    assert said.code == 2
    assert "iomrules.yaml:5:12  W016" in said.err
    assert not (workspace / "out").exists()


# --- names and writing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "/x",
        "a/../b",
        "",
        ".",
        "..",
        "a//b",
        "con",
        "NUL.txt",
        "a\\b",
        "a:b",
        "x.",
        "x ",
        "a\nb",
        "-x",
        "~x",
        "x*",
    ],
)
def test_names_that_leave_the_folder_or_mean_a_device_are_unsafe(name: str) -> None:
    assert not is_safe(name)


@pytest.mark.parametrize("name", ["А-1.docx", "rating.xlsx", "10А/Ёлкина.html", "_x", "У-01-приложение.docx"])
def test_ordinary_names_are_safe(name: str) -> None:
    assert is_safe(name)


def test_link_in_the_folder_does_not_lead_out(tmp_path: Path) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside"
    out.mkdir()
    outside.mkdir()
    (outside / "x").write_text("чужое", "utf-8")
    (out / "folder").symlink_to(outside)
    (out / "x").symlink_to(outside / "x")

    write_all(out, [Document("x", "text/plain", b"ours")], {})
    assert (outside / "x").read_text("utf-8") == "чужое"
    assert (out / "x").read_bytes() == b"ours"

    with pytest.raises(InputError):
        write_all(out, [Document("folder/y", "text/plain", b"ours")], {})
    assert sorted(path.name for path in outside.iterdir()) == ["x"]


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "{", '{"documents": []}', '{"documents": {"../outside": "x", "a": 1}}', "[" * 100_000],
)
def test_manifest_that_cannot_be_believed_is_no_manifest(tmp_path: Path, manifest: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "outside").write_text("x", "utf-8")
    (out / "manifest.json").write_text(manifest, "utf-8")

    assert write_all(out, [Document("a", "text/plain", b"ours")], {}) == ()
    assert (tmp_path / "outside").exists()


def test_demo_is_the_same_bytes_and_keeps_edits(
    iomrules: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = iomrules("demo", "--jobs", 2)
    assert first.code == 0, first.err
    laid = contents(tmp_path / "iom-demo")
    assert sum(name.endswith(".docx") and name.startswith("out/") for name in laid) >= 30
    assert sum(name.endswith(".html") and name.startswith("out/") for name in laid) >= 30

    iomrules("demo", "other")
    assert contents(tmp_path / "other") == laid

    settings = tmp_path / "iom-demo" / "iomrules.yaml"
    edited = settings.read_text("utf-8").replace("Армавир", "Город")
    settings.write_text(edited, "utf-8")
    said = iomrules("demo")
    assert settings.read_text("utf-8") == edited
    assert "изменено вами: iomrules.yaml" in said.err

    (tmp_path / "занято").mkdir()
    (tmp_path / "занято" / "файл").touch()
    assert iomrules("demo", "занято").code == 2


def test_two_documents_of_one_name_are_refused_by_name(tmp_path: Path) -> None:
    twice = [Document("У-01.docx", "text/plain", b"one"), Document("У-01.docx", "text/plain", b"other")]

    with pytest.raises(InputError) as refused:
        write_all(tmp_path, twice, {})

    assert [each.code for each in refused.value.diagnostics] == ["W036"]
    assert (tmp_path / "У-01.docx").read_bytes() == b"one"
