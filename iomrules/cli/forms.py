"""`iomrules forms`: brings the table of case forms beside each ruleset into step with its names."""

from pathlib import Path

from iomrules.cli.console import note
from iomrules.cli.language import say
from iomrules.cli.opening import open_rules
from iomrules.cli.options import Declared, Place, argument, option, ours, workspace_option
from iomrules.cli.writing import cannot_write, write_file
from iomrules.errors import InputError
from iomrules.pipeline import Compiled


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "forms",
        "Обновить таблицу падежей (forms.txt) рядом с правилами. Строки с «=» в начале правлены вручную и не меняются.",
        "Update the table of case forms (forms.txt) beside rules. Lines that start with `=` are yours and stay.",
    )
    @argument("paths", nargs=-1, type=Place(), metavar=say("[ПУТЬ]...", "[PATH]..."))
    @workspace_option()
    @option(
        "--with-plugins",
        is_flag=True,
        help=say("И рядом с правилами включённых дополнений.", "Beside the rules of the plugins in use too."),
    )
    def forms(paths: tuple[Path, ...], workspace: Path | None, with_plugins: bool) -> None:
        opened = open_rules(workspace, paths)
        if opened.program and not store_forms(opened.compiled, with_plugins=with_plugins):
            note("Таблицы падежей не изменились", "The tables of case forms are up to date")

    return forms


def store_forms(compiled: Compiled, *, with_plugins: bool = False) -> int:
    """Writes the tables that are out of step and says so; gives their number. Raises InputError where it cannot.

    Only for rules that check: a declaration with a mistake is not read, and its line would be lost.
    """
    changed = [each for each in compiled.forms if each.changed and (with_plugins or not each.plugin)]
    for each in changed:
        try:
            write_file(each.path.parent, each.path.name, each.text.encode())
        except OSError as error:
            raise InputError([cannot_write(error, each.path)]) from error
        name = f"{each.plugin}/{each.path.name}" if each.plugin else each.path.name
        note(f"Обновлена таблица падежей: {name}", f"Updated the case forms: {name}")
    return len(changed)
