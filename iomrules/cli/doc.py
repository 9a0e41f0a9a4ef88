"""`iomrules doc`: a reference page of a ruleset, with links between names."""

from pathlib import Path

from iomrules.cli.console import FINDINGS, Stop, put, show, worst
from iomrules.cli.language import language, say
from iomrules.cli.opening import open_rules, short_path
from iomrules.cli.options import Declared, Place, argument, option, ours, strict_option, workspace_option
from iomrules.cli.regulation import template_folders
from iomrules.cli.writing import write_all
from iomrules.template_files import read_templates
from iomrules.write.html import page_environment
from iomrules.write.reference import PAGE, html_reference, reference


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "doc",
        "Написать справку по правилам: страница со всеми именами, кто кого читает, места в тексте и примеры.",
        "Write a reference page of a ruleset: every name, who reads whom, places in the text, examples.",
    )
    @argument("ruleset", required=False, type=Place(), metavar=say("[ПРАВИЛА]", "[RULESET]"))
    @option(
        "--out",
        type=Place(),
        default=Path("out/reference"),
        metavar=say("ПАПКА", "DIR"),
        help=say("Куда писать (out/reference).", "Where to write (out/reference)."),
    )
    @workspace_option()
    @strict_option()
    def doc(*, ruleset: Path | None, out: Path, workspace: Path | None, strict: bool) -> None:
        opened = open_rules(workspace, (ruleset,) if ruleset else (), strict=strict)
        pages = page_environment(read_templates(template_folders(opened)).pages)
        document = html_reference(pages, reference(opened.spoken, language()), PAGE)
        said = {"document": "reference", "version": opened.program.version}
        found = write_all(out, (document,), said, described="reference.manifest.json")
        put(short_path(out / document.name))
        findings = (*opened.failures, *found)
        show(findings, opened.compiled.sources)
        if worst(findings):
            raise Stop(FINDINGS)

    return doc
