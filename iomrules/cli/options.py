"""Options that several commands share, worded once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from iomrules.cli.language import say

_Function = TypeVar("_Function", bound=Callable[..., Any])
_Decorator = Callable[[_Function], _Function]


def ours(name: str, ru: str, en: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with its help in the language spoken. The help is the place for an example line."""
    return click.command(name, help=say(ru, en), options_metavar=say("[КЛЮЧИ]", "[OPTIONS]"), no_args_is_help=False)


class Day(click.ParamType[date]):
    """A date as `01.09.2026` or `2026-09-01`."""

    name = "date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return say("ДАТА", "DATE")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; fails with a usage error for other text."""
        if isinstance(value, date):
            return value
        if (day := read_day(str(value).strip())) is not None:
            return day
        self.fail(
            say(f"«{value}» не дата, нужно как 01.09.2026", f"`{value}` is no date; write 01.09.2026"), param, ctx
        )


def read_day(text: str) -> date | None:
    """The date a word is; None where it is none. By hand: `strptime` brings locales and calendars along."""
    for mark, order in ((".", -1), ("-", 1)):
        parts = text.split(mark)[::order]
        if [len(each) for each in parts] in ([4, 2, 2], [4, 1, 1], [4, 2, 1], [4, 1, 2]) and all(map(_digits, parts)):
            try:
                return date(*map(int, parts))
            except ValueError:
                return None
    return None


def _digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def on_option() -> _Decorator[Any]:
    """`--on`: the date decisions are made for."""
    return click.option(
        "--on", type=Day(), help=say("На какую дату решать (сегодня, если не сказано).", "Date to decide for (today).")
    )


def rules_option(*, many: bool = True) -> _Decorator[Any]:
    """`--rules`: rulesets instead of the workspace's."""
    return click.option(
        "--rules",
        multiple=many,
        type=click.Path(path_type=Path),
        metavar=say("ПУТЬ", "PATH"),
        help=say(
            "Файл .iom или папка с ними вместо правил рабочей папки.", "An .iom file or folder, not the workspace's."
        ),
    )


def workspace_option() -> _Decorator[Any]:
    """`--workspace`: the folder with iomrules.yaml."""
    return click.option(
        "--workspace",
        type=click.Path(path_type=Path),
        metavar=say("ПАПКА", "DIR"),
        help=say(
            "Рабочая папка с iomrules.yaml (текущая, если он в ней есть).", "Folder with iomrules.yaml (this one)."
        ),
    )


def strict_option() -> _Decorator[Any]:
    """`--strict`: a plugin that fails stops the work."""
    return click.option(
        "--strict",
        is_flag=True,
        help=say("Остановиться, если дополнение не годится.", "Stop where a plugin fails instead of leaving it out."),
    )


def format_option(*forms: str) -> _Decorator[Any]:
    """`--format`: the first form is the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help=say("Вид вывода: текст для чтения или данные для программ.", "Output for people or for programs."),
    )


def only_option() -> _Decorator[Any]:
    """`--only`: some of the people."""
    return click.option(
        "--only",
        multiple=True,
        metavar=say("НОМЕР", "ID"),
        help=say("Только этот человек; можно повторять.", "Only this person; may be repeated."),
    )


def paths_argument(name: str, ru: str, en: str, *, required: bool = False) -> _Decorator[Any]:
    """Any number of paths; `-` is stdin."""
    return click.argument(name, nargs=-1, required=required, type=click.Path(path_type=str), metavar=say(ru, en))


def shape_option() -> _Decorator[Any]:
    """`--shape`: whose records the files hold."""
    return click.option(
        "--shape",
        default="",
        metavar=say("СВЕДЕНИЯ", "RECORD"),
        help=say("О ком файлы: ученик, педагог … (первые в правилах).", "Whom the files are about (the rules' first)."),
    )
