"""The wheel holds everything a run needs, and an editable install holds no second copy of anything."""

import configparser
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from iomrules import resources

TOP = Path(__file__).parents[1]
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))


def tracked(folder: str) -> set[PurePosixPath]:
    """Files of a bundled folder that belong in the wheel, counted from the folder."""
    base = TOP / folder
    return {
        PurePosixPath(path.relative_to(base).as_posix())
        for path in base.rglob("*")
        if path.is_file() and not {"__pycache__", "tests"} & set(path.parts) and path.suffix != ".pyc"
    }


def build(target: str, out: Path) -> zipfile.ZipFile:
    """A wheel of this checkout, opened. target: `build_wheel` or `build_editable`; nothing is fetched."""
    call = f"from hatchling.build import {target}; print({target}({str(out)!r}))"
    run = subprocess.run([sys.executable, "-c", call], cwd=TOP, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return zipfile.ZipFile(out / run.stdout.split()[-1])


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    return build("build_wheel", tmp_path_factory.mktemp("wheel"))


def names_below(archive: zipfile.ZipFile, prefix: str) -> set[PurePosixPath]:
    return {PurePosixPath(name).relative_to(prefix) for name in archive.namelist() if name.startswith(f"{prefix}/")}


@pytest.mark.parametrize(
    ("folder", "inside"),
    [
        ("grammar", "iomrules/_data/grammar"),
        ("rulesets", "iomrules/_data/rulesets"),
        ("templates", "iomrules/_data/templates"),
        ("docs/diagnostics", "iomrules/_data/diagnostics"),
    ],
)
def test_wheel_holds_every_bundled_file(wheel: zipfile.ZipFile, folder: str, inside: str) -> None:
    # How a template was made is for those who make templates, not for those who run.
    workshop = {path for path in tracked(folder) if folder == "templates" and path.parts[0] == "build"}

    assert names_below(wheel, inside) == tracked(folder) - workshop


def test_wheel_holds_every_bundled_plugin_as_a_package(wheel: zipfile.ZipFile) -> None:
    for folder in sorted((TOP / "plugins").glob("iomrules_*")):
        assert names_below(wheel, folder.name) == tracked(f"plugins/{folder.name}")


def test_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    plugins = {folder.name for folder in (TOP / "plugins").glob("iomrules_*")}

    assert tops == {"iomrules", f"iomrules-{PROJECT['project']['version']}.dist-info", *plugins}
    assert "iomrules/py.typed" in wheel.namelist()
    assert not any("/tests/" in name for name in wheel.namelist())


def test_same_checkout_gives_the_same_wheel(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    again = build("build_wheel", tmp_path)

    assert Path(str(again.filename)).read_bytes() == Path(str(wheel.filename)).read_bytes()


def test_the_description_of_the_wheel_is_the_readme() -> None:
    declared = PROJECT["project"].get("readme")

    assert declared == ("README.md" if (TOP / "README.md").is_file() else None)


def test_every_bundled_plugin_has_its_entry_point(wheel: zipfile.ZipFile) -> None:
    entry_points = configparser.ConfigParser()
    entry_points.read_string(
        wheel.read(f"iomrules-{PROJECT['project']['version']}.dist-info/entry_points.txt").decode()
    )
    plugins = {folder.name for folder in (TOP / "plugins").glob("iomrules_*")}

    assert set(entry_points["iomrules"].values()) == plugins
    assert all(f"iomrules_{name}" == target for name, target in entry_points["iomrules"].items())
    assert dict(entry_points["console_scripts"]) == {"iomrules": "iomrules.__main__:main"}


def test_editable_install_copies_nothing_that_could_go_stale(tmp_path: Path) -> None:
    editable = build("build_editable", tmp_path)
    files = [name for name in editable.namelist() if ".dist-info/" not in name]

    assert files == ["_iomrules.pth"]
    assert editable.read("_iomrules.pth").decode().splitlines() == [str(TOP), str(TOP / "plugins")]


def test_requirements_are_pinned_with_hashes_and_name_no_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (TOP / name).read_text(encoding="utf-8")
        blocks = [block for block in text.replace("\\\n", "").splitlines() if block and not block.startswith("#")]

        assert blocks
        assert all("==" in block and "--hash=sha256:" in block for block in blocks)
        assert "://" not in text
        assert "--index" not in text and "--extra-index" not in text and "--find-links" not in text


def test_requirements_pin_everything_the_project_asks_for() -> None:
    groups = PROJECT["dependency-groups"]
    build_tools = groups["build"]
    dev = [each for each in groups["dev"] if isinstance(each, str)]
    runtime = PROJECT["project"]["dependencies"]

    assert {name_of(each) for each in [*runtime, *build_tools]} <= pinned("requirements.txt").keys()
    assert {name_of(each) for each in [*runtime, *build_tools, *dev]} <= pinned("requirements-dev.txt").keys()


def test_both_requirements_files_agree() -> None:
    dev = pinned("requirements-dev.txt")

    assert {name: dev[name] for name in pinned("requirements.txt")} == pinned("requirements.txt")


def name_of(requirement: str) -> str:
    """`ruamel-yaml` for `ruamel.yaml>=0.18`."""
    name = requirement
    for mark in "<>=!~;[ ":
        name = name.split(mark)[0]
    return name.lower().replace(".", "-").replace("_", "-")


def pinned(file: str) -> dict[str, set[str]]:
    """name -> its pinned versions, one a marker."""
    versions: dict[str, set[str]] = {}
    for line in (TOP / file).read_text(encoding="utf-8").splitlines():
        if "==" in line and not line.startswith((" ", "#")):
            name, _, rest = line.partition("==")
            versions.setdefault(name_of(name), set()).add(rest.split()[0])
    return versions


# --- resources ---


def test_checkout_comes_first(tmp_path: Path) -> None:
    package = lay_out(tmp_path, checkout=True)

    assert resources.locate("grammar", package) == tmp_path / "grammar"
    assert resources.locate("diagnostics", package) == tmp_path / "docs" / "diagnostics"
    assert resources.locate("plugins", package) == tmp_path / "plugins"


def test_wheel_comes_when_there_is_no_checkout(tmp_path: Path) -> None:
    package = lay_out(tmp_path, checkout=False)

    assert resources.locate("grammar", package) == package / "_data" / "grammar"
    assert resources.locate("diagnostics", package) == package / "_data" / "diagnostics"
    assert resources.locate("plugins", package) == tmp_path


def test_a_strange_project_around_the_package_is_no_checkout(tmp_path: Path) -> None:
    package = lay_out(tmp_path, checkout=True)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "other"\n', encoding="utf-8")

    assert resources.locate("grammar", package) == package / "_data" / "grammar"


def test_this_checkout_is_found() -> None:
    assert resources.folder("grammar") == TOP / "grammar"


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no bundled files of kind `students`"):
        resources.folder("students")


@pytest.mark.parametrize("parts", [("..", "pyproject.toml"), ("/etc/hostname",), ("x", "..", "..", "LICENSE")])
def test_a_path_out_of_the_folder_is_refused(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="is not inside the bundled grammar"):
        resources.read_text("grammar", *parts)


def lay_out(top: Path, *, checkout: bool) -> Path:
    """An invented installation below `top`; returns where its package lies."""
    for folder in ("grammar", "docs/diagnostics", "plugins", "iomrules/_data/grammar"):
        (top / folder).mkdir(parents=True)
    if checkout:
        (top / "pyproject.toml").write_text('[project]\nname = "iomrules"\n', encoding="utf-8")
    return top / "iomrules"
