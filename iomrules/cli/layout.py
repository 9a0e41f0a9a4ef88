"""A workspace laid out in a folder: the demo's, or one's own; what a person has edited is never touched."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from iomrules import resources
from iomrules.cli.writing import cannot_write, is_safe, write_file
from iomrules.codes import workspace as codes
from iomrules.errors import InputError
from iomrules.facts.reader import Source
from iomrules.files import FORMS_FILE, RULESET_SUFFIX, read_author_text
from iomrules.frozen import frozen
from iomrules.pipeline import compile_rules, read_people
from iomrules.plugins import Wanted, find_plugins, load_plugins
from iomrules.program.core import Program
from iomrules.read_workspace import read_wanted
from iomrules.rulesets import open_ruleset
from iomrules.source import Cell
from iomrules.workbooks import entries_workbook, people_workbook
from iomrules.workspace import SETTINGS_FILE
from iomrules.write.spreadsheet import empty_workbook

DEMO_RULES, OWN_RULES = "lyceum11", "starter"
#: what was laid out, file -> SHA-256: the next time it tells which files somebody has edited
MARK = ".iomrules/layout.json"
PLUGINS_README = """\
Сюда кладут дополнения: папку с файлом plugin.yaml, правилами в rules и шаблонами в templates.
Включают дополнение строкой в iomrules.yaml, в списке «дополнения». Как написать своё: docs/plugins.md.

Plugins go here: a folder with plugin.yaml, rules/ and templates/; name it under `plugins` in iomrules.yaml.
"""


@frozen
class Laid:
    """What became of the files: written now, or kept as somebody has edited them. The rest were as they should be."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


# --- what is laid out ----------------------------------------------------------------------------------------------


def demo_files() -> dict[str, bytes]:
    """The demo's workspace: the lyceum's rules, the templates, workbooks of invented people and of the school."""
    rules = resources.folder("rulesets") / DEMO_RULES
    demo = rules / "demo"
    settings = read_author_text(demo / SETTINGS_FILE, SETTINGS_FILE)
    program = _program(rules, read_wanted(settings))
    school = _source(demo / "school.yaml")
    students = read_people(program, (_source(demo / "students.yaml"), school))
    files = {SETTINGS_FILE: settings.text.encode(), **_common_files(rules)}
    main_shape = program.person_shapes()[0]
    files["students.xlsx"] = people_workbook(program.schema, main_shape, students.people, "students.xlsx").content
    files["school.xlsx"] = entries_workbook(program.schema, students.catalogues, "school.xlsx").content
    if (demo / "teachers.yaml").is_file():
        teachers = read_people(program, (_source(demo / "teachers.yaml"),), program.person_shapes()[1])
        document = people_workbook(program.schema, program.person_shapes()[1], teachers.people, "teachers.xlsx")
        files["teachers.xlsx"] = document.content
    return files


def own_files(*, with_workbook: bool) -> dict[str, bytes]:
    """A workspace to begin from: settings to fill in, a few rules, the templates; an empty workbook if asked for."""
    rules = resources.folder("rulesets") / OWN_RULES
    files = {SETTINGS_FILE: (rules / "workspace" / SETTINGS_FILE).read_bytes(), **_common_files(rules)}
    if with_workbook:
        program = _program(rules, ())
        document = empty_workbook(program.schema, program.person_shapes()[0], "students.xlsx")
        files["students.xlsx"] = document.content
    return files


def _common_files(rules: Path) -> dict[str, bytes]:
    """The rules with their case forms, the templates, and a note in `plugins/`."""
    own = [path for path in sorted(rules.iterdir()) if path.suffix == RULESET_SUFFIX or path.name == FORMS_FILE]
    templates = resources.folder("templates")
    copied = [path for pattern in ("*.docx", "*.html", "parts/*") for path in sorted(templates.glob(pattern))]
    return {
        **{f"rulesets/{path.name}": path.read_bytes() for path in own},
        **{f"templates/{path.relative_to(templates).as_posix()}": path.read_bytes() for path in copied},
        "plugins/README.txt": PLUGINS_README.encode(),
    }


def _program(rules: Path, wanted: Iterable[Wanted]) -> Program:
    return compile_rules((open_ruleset(rules, rules.name),), load_plugins(find_plugins(), wanted)).usable()


def _source(path: Path) -> Source:
    return Source(path.name, path)


# --- laying it out -------------------------------------------------------------------------------------------------


def lay_out(folder: Path, files: Mapping[str, bytes], sort: str, *, again: bool) -> Laid:
    """Writes the files into a folder that is empty, new, or, with `again`, laid out earlier as the same sort.

    A file that is not as it was laid out stays as it is; so does one that was not laid out by us. Raises InputError for
    a folder that holds other things, or that cannot be written.
    """
    earlier = _read_mark(folder, sort)
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (again and earlier))):
        code = codes.WORKSPACE_TAKEN if (folder / SETTINGS_FILE).is_file() else codes.FOLDER_TAKEN
        raise InputError([code.at(Cell(str(folder)), path=folder)])
    written, kept = [], []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in sorted(files.items()):
            there = _digest(folder / name)
            if there is not None and there not in (earlier.get(name), sha256(content).hexdigest()):
                kept.append(name)
            elif there != sha256(content).hexdigest():
                write_file(folder, name, content)
                written.append(name)
        mark = {name: sha256(content).hexdigest() for name, content in sorted(files.items())}
        text = json.dumps({"layout": sort, "files": mark}, ensure_ascii=False, indent=1)
        write_file(folder, MARK, f"{text}\n".encode())
    except OSError as error:
        raise InputError([cannot_write(error, folder)]) from error
    return Laid(tuple(written), tuple(kept))


def _read_mark(folder: Path, sort: str) -> dict[str, str]:
    try:
        said = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    files = said.get("files") if isinstance(said, dict) and said.get("layout") == sort else None
    pairs = files.items() if isinstance(files, dict) else ()
    return {name: digest for name, digest in pairs if isinstance(digest, str) and is_safe(name)}


def _digest(path: Path) -> str | None:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else None
