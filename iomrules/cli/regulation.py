"""`iomrules regulation`: the regulation itself, Word to sign and a page to read, written from the rules."""

from collections.abc import Iterator
from pathlib import Path

from iomrules import resources
from iomrules.cli.console import FINDINGS, Stop, note, put, show, worst
from iomrules.cli.language import language, say
from iomrules.cli.opening import Opened, open_rules, short_path
from iomrules.cli.options import Declared, Place, argument, option, ours, strict_option, workspace_option
from iomrules.cli.route import FORMATS, split_formats
from iomrules.cli.writing import write_all
from iomrules.files import read_bytes
from iomrules.template_files import read_templates
from iomrules.write.document import Document
from iomrules.write.html import page_environment
from iomrules.write.regulation import (
    WORD_TEMPLATE,
    html_regulation,
    regulation,
    regulation_view,
    word_regulation,
)
from iomrules.write.word import open_word

#: bytes of the Word template
_LARGEST = 20_000_000


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "regulation",
        "Написать по правилам само положение: файл Word на подпись и страницу для чтения.\n\n"
        "Пример: iomrules regulation rulesets/lyceum11 --out положение",
        "Write the regulation itself from the rules: a Word file to sign and a page to read.\n\n"
        "Example: iomrules regulation rulesets/lyceum11 --out regulation",
    )
    @argument("ruleset", required=False, type=Place(), metavar=say("[ПРАВИЛА]", "[RULESET]"))
    @option(
        "--out",
        type=Place(),
        default=Path("out/regulation"),
        metavar=say("ПАПКА", "DIR"),
        help=say("Куда писать (out/regulation).", "Where to write (out/regulation)."),
    )
    @option(
        "--format",
        "formats",
        default="",
        metavar="docx,html",
        help=say("Какие файлы написать.", "Which files to write."),
    )
    @workspace_option()
    @strict_option()
    def write(*, ruleset: Path | None, out: Path, formats: str, workspace: Path | None, strict: bool) -> None:
        chosen = split_formats(formats) or FORMATS
        opened = open_rules(workspace, (ruleset,) if ruleset else (), strict=strict)
        documents = tuple(_documents(opened, chosen))
        said = {"document": "regulation", "version": opened.program.version}
        found = write_all(out, documents, said, described="regulation.manifest.json")
        for document in documents:
            put(short_path(out / document.name))
        if opened.workspace is None:
            note(
                "Рабочей папки нет: гриф утверждения оставлен пустым",
                "No workspace: the approval block is left blank",
            )
        findings = (*opened.failures, *found)
        show(findings, opened.compiled.sources)
        if worst(findings):
            raise Stop(FINDINGS)

    return write


def _documents(opened: Opened, formats: tuple[str, ...]) -> Iterator[Document]:
    here = opened.workspace
    view = regulation_view(regulation(opened.spoken, language()), here.letterhead if here else None)
    folders = template_folders(opened)
    if "docx" in formats:
        folder, label = next(each for each in folders if (each[0] / WORD_TEMPLATE).is_file() or each is folders[-1])
        name = f"{label}/{WORD_TEMPLATE}"
        template = open_word(read_bytes(folder / WORD_TEMPLATE, name, _LARGEST), name)
        yield word_regulation(template, view, WORD_TEMPLATE)
    if "html" in formats:
        yield html_regulation(page_environment(read_templates(folders).pages), view, "regulation.html")


def template_folders(opened: Opened) -> tuple[tuple[Path, str], ...]:
    """The workspace's templates before the bundled ones."""
    here = opened.workspace
    own = ((here.templates, here.label(here.templates)),) if here and here.templates else ()
    return (*own, (resources.folder("templates"), "templates"))
