"""Plugins: found without running them, loaded behind a guard, left out whole, ordered whatever the discovery."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from iomrules.passport import Passport, inside
from iomrules.plugins import Loaded, Wanted, find_plugins, load_plugins

HERE = Path(__file__).parent


def put(folder: Path, files: dict[str, str]) -> Path:
    """A folder with files of the given text."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def load(workspace: Path, *names: str) -> Loaded:
    return load_plugins(local(workspace), [Wanted(name) for name in names])


def local(workspace: Path) -> list[Passport]:
    return [each for each in find_plugins(workspace) if each.origin == "workspace"]


def codes(loaded: Loaded) -> list[tuple[str, str]]:
    return [(each.name, each.reasons[0].code) for each in loaded.left_out]


PYTHON = "from iomrules.extend import *\n".replace("*", "Profile, Function, NumberKind, hookimpl")


def test_folder_without_python_says_all_in_its_passport(tmp_path: Path) -> None:
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "other").symlink_to(HERE / "other_lyceum")

    loaded = load(tmp_path, "MUSICAL")

    assert loaded.left_out == ()
    (plugin,) = loaded.plugins
    assert (plugin.name, plugin.title, plugin.version, plugin.layer) == (
        "музыкальный", "Музыкальный профиль", "1.2", "profile",
    )  # fmt: skip
    assert plugin.hooks == ()
    assert [kind.name for kind in plugin.document_kinds] == ["музыкальная_карта"]
    assert plugin.document_kinds[0].routes == ("музыкальный_маршрут",)
    assert plugin.document_kinds[0].plugin == "музыкальный"
    assert [label for _, label in plugin.rules] == ["plugins/музыкальный/rules"]


def test_python_runs_only_for_a_plugin_asked_for(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    put(tmp_path, {"plugins/one/__init__.py": f"open({str(marker)!r}, 'w').close()\n"})

    find_plugins(tmp_path)
    load(tmp_path)
    assert not marker.exists()

    assert load(tmp_path, "one").plugins[0].name == "one"
    assert marker.exists()


def test_hooks_answer_with_data(tmp_path: Path) -> None:
    source = (
        PYTHON
        + """
@hookimpl
def functions():
    return [Function("удвоить", (NumberKind(),), NumberKind(), lambda x: x * 2)]

@hookimpl
def profiles():
    return [Profile("точный", "Точный профиль")]
"""
    )
    put(tmp_path, {"plugins/exact/__init__.py": source})

    (plugin,) = load(tmp_path, "exact").plugins

    assert plugin.hooks == ("profiles", "functions")
    assert plugin.layer == "profile"
    assert plugin.functions[0].plugin == "exact"
    assert plugin.functions[0].call(4) == 8


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"__init__.py": "import a_module_that_is_not_there\n"}, "E003"),
        ({"__init__.py": "raise SystemExit(3)\n"}, "E003"),
        ({"__init__.py": "def (:\n"}, "E003"),
        ({"__init__.py": PYTHON + "@hookimpl\ndef profile():\n    return []\n"}, "E004"),
        ({"__init__.py": PYTHON + "@hookimpl\ndef profiles():\n    return ['not a profile']\n"}, "E005"),
        ({"__init__.py": PYTHON + "@hookimpl\ndef profiles():\n    return 'text'\n"}, "E005"),
        ({"__init__.py": PYTHON + "@hookimpl\ndef profiles():\n    return 1 / 0\n"}, "E005"),
        ({"__init__.py": PYTHON + "@hookimpl\ndef profiles(student):\n    return []\n"}, "E005"),
        ({"__init__.py": PYTHON + "@hookimpl\ndef profiles():\n    return [Profile('../up', 'x')]\n"}, "E005"),
        ({"__init__.py": "", "plugin.yaml": "api: 99\n"}, "E002"),
        ({"plugin.yaml": "api: 1\nназвнаие: x\n"}, "E008"),
        ({"plugin.yaml": "a: [\n"}, "E008"),
        ({"plugin.yaml": "правила: ../../rules\n"}, "E008"),
        ({"plugin.yaml": "правила: нет_такой\n"}, "E008"),
        ({"plugin.yaml": "слой: подвал\n"}, "E008"),
    ],
)
def test_a_broken_plugin_is_left_out_whole_and_the_others_go_on(
    tmp_path: Path, files: dict[str, str], code: str
) -> None:
    put(tmp_path / "plugins/broken", files)
    put(tmp_path / "plugins/sound", {"plugin.yaml": "title: Sound\n"})

    loaded = load(tmp_path, "broken", "sound")

    assert codes(loaded) == [("broken", code)]
    assert [plugin.name for plugin in loaded.plugins] == ["sound"]
    for reason in loaded.diagnostics:
        assert reason.text("ru")
        assert reason.text("en")
        assert isinstance(reason.help("ru") + reason.help("en"), str)


def test_hook_misspelt_is_answered_with_the_one_meant(tmp_path: Path) -> None:
    put(tmp_path, {"plugins/one/__init__.py": PYTHON + "@hookimpl\ndef profils():\n    return []\n"})

    (reason,) = load(tmp_path, "one").diagnostics

    assert reason.code == "E004"
    assert "«profiles»" in reason.help("ru")


def test_name_misspelt_is_answered_with_the_one_meant(tmp_path: Path) -> None:
    put(tmp_path, {"plugins/musical/plugin.yaml": "другие имена: [музыкальный]\n"})

    (reason,) = load(tmp_path, "музыкальная").diagnostics

    assert reason.code == "E001"
    assert "«музыкальный»" in reason.help("ru")


def test_name_of_two_plugins_is_neither(tmp_path: Path) -> None:
    put(tmp_path, {"plugins/a/plugin.yaml": "name: same\n", "plugins/b/plugin.yaml": "name: same\n"})

    loaded = load(tmp_path, "same")

    assert loaded.plugins == ()
    assert codes(loaded) == [("same", "E011")]


def test_what_another_declared_leaves_the_later_out(tmp_path: Path) -> None:
    source = PYTHON + "@hookimpl\ndef profiles():\n    return [Profile('точный', 'x')]\n"
    put(tmp_path, {"plugins/b/__init__.py": source, "plugins/a/__init__.py": source})

    loaded = load(tmp_path, "b", "a")

    assert [plugin.name for plugin in loaded.plugins] == ["a"]
    assert codes(loaded) == [("b", "E006")]


def test_order_does_not_depend_on_discovery(tmp_path: Path) -> None:
    put(
        tmp_path / "plugins",
        {
            "z/plugin.yaml": "layer: school\n",
            "a/plugin.yaml": "layer: partner\n",
            "m/plugin.yaml": "layer: profile\nafter: [n]\n",
            "n/plugin.yaml": "layer: profile\n",
            "o/plugin.yaml": "layer: profile\nbefore: [n]\n",
        },
    )
    found = local(tmp_path)
    orders = set()
    for seed in range(20):
        shuffled = found[:]
        random.Random(seed).shuffle(shuffled)
        loaded = load_plugins(shuffled, [Wanted(each.name) for each in shuffled])
        orders.add(tuple(plugin.name for plugin in loaded.plugins))

    assert orders == {("z", "o", "n", "m", "a")}


def test_a_ring_of_after_is_reported(tmp_path: Path) -> None:
    put(tmp_path / "plugins", {"a/plugin.yaml": "after: [b]\n", "b/plugin.yaml": "after: [a]\n", "c/plugin.yaml": "\n"})

    loaded = load(tmp_path, "a", "b", "c")

    assert [plugin.name for plugin in loaded.plugins] == ["c"]
    assert codes(loaded) == [("a", "E009"), ("b", "E009")]


def test_a_wish_to_come_after_a_higher_layer_leaves_only_that_plugin_out(tmp_path: Path) -> None:
    put(
        tmp_path / "plugins",
        {
            "a/plugin.yaml": "layer: school\nafter: [b]\n",
            "b/plugin.yaml": "layer: partner\n",
            "c/plugin.yaml": "after: [a]\n",
        },
    )

    loaded = load(tmp_path, "a", "b", "c")

    assert [plugin.name for plugin in loaded.plugins] == ["c", "b"]
    assert codes(loaded) == [("a", "E009")]


def test_distribution_with_an_entry_point_is_found_and_loaded(tmp_path: Path) -> None:
    """As pip would install it: a package and the metadata that name it, on the path."""
    (tmp_path / "iomrules_debate_club").symlink_to(HERE / "python_plugin" / "iomrules_debate_club")
    put(
        tmp_path / "iomrules_debate_club-2.0.dist-info",
        {
            "METADATA": "Metadata-Version: 2.1\nName: iomrules-debate-club\nVersion: 2.0\n",
            "entry_points.txt": "[iomrules]\ndebate = iomrules_debate_club\n",
        },
    )
    program = """
import sys
from iomrules.plugins import Wanted, find_plugins, load_plugins
found = find_plugins()
assert "iomrules_debate_club" not in sys.modules
(plugin,) = load_plugins(found, [Wanted("дебаты")]).plugins
print(plugin.name, plugin.version, plugin.origin, plugin.layer, *plugin.hooks)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=HERE.parents[1],
        env={"PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip

    assert (done.stderr, done.stdout) == ("", "debate 2.0 distribution school rules functions\n")


def test_distribution_built_without_its_files_is_left_out_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(
        tmp_path,
        {
            "iomrules_bare/__init__.py": "",
            "iomrules_bare-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: iomrules-bare\nVersion: 1.0\n",
            "iomrules_bare-1.0.dist-info/entry_points.txt": "[iomrules]\nbare = iomrules_bare\n",
        },
    )
    monkeypatch.syspath_prepend(tmp_path)

    loaded = load_plugins(find_plugins(), [Wanted("bare")])

    assert codes(loaded) == [("bare", "E012")]


def test_functions_alone_leave_the_rest_to_the_passport(tmp_path: Path) -> None:
    put(
        tmp_path / "plugins" / "chess",
        {
            "__init__.py": f"""{PYTHON}
@hookimpl
def functions():
    return [Function("ходы", (NumberKind(),), NumberKind(), lambda number: number)]
""",
            "plugin.yaml": "имя: chess\nпрофиль:\n  имя: шахматный\n  маршруты: [партия]\n",
            "rules/chess.iom": "набор правил шахматы\n",
        },
    )

    (plugin,) = load(tmp_path, "chess").plugins

    assert plugin.hooks == ("functions",)
    assert [function.name for function in plugin.functions] == ["ходы"]
    assert [profile.name for profile in plugin.profiles] == ["шахматный"]
    assert [label for _, label in plugin.rules] == ["plugins/chess/rules"]


def test_distribution_beside_the_bundled_plugins_is_not_bundled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installation keeps all packages in one folder, ours and others'."""
    (tmp_path / "iomrules_debate_club").symlink_to(HERE / "python_plugin" / "iomrules_debate_club")
    put(tmp_path / "iomrules_own", {"plugin.yaml": "имя: own\n"})
    put(
        tmp_path / "iomrules_debate_club-2.0.dist-info",
        {
            "METADATA": "Metadata-Version: 2.1\nName: iomrules-debate-club\nVersion: 2.0\n",
            "entry_points.txt": "[iomrules]\ndebate = iomrules_debate_club\n",
        },
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("iomrules.resources.folder", lambda kind: tmp_path)

    found = {passport.name: passport for passport in find_plugins()}

    assert (found["debate"].origin, found["debate"].version) == ("distribution", "2.0")
    assert found["own"].origin == "bundled"


def test_nothing_is_loaded_when_the_package_is_imported() -> None:
    program = "import sys, iomrules.plugins; print([m for m in sys.modules if m.startswith('iomrules_')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


@pytest.mark.parametrize("said", ["../x", "/etc/passwd", "a/../../x", "C:\\x", "a\0b", "", "link/x"])
def test_paths_do_not_lead_out_of_a_folder(tmp_path: Path, said: str) -> None:
    base = tmp_path / "base"
    base.mkdir()
    (base / "link").symlink_to(tmp_path)

    assert inside(base, said) is None
