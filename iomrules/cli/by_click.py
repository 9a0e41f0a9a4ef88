"""Command lines read by click: help, mistakes, and whatever `plain` does not take for an ordinary line."""

import difflib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from iomrules.cli.click_words import teach_click
from iomrules.cli.commands import COMMANDS, declared
from iomrules.cli.console import FAILURE, INTERRUPTED, colour
from iomrules.cli.language import say
from iomrules.cli.options import Choice, Declared, Kind, Misused, Parameter, Place, Unfit, Whole


def run_by_click(arguments: Sequence[str], misused: Misused | None = None) -> int:
    """Reads a command line and does what it asks for; gives the exit code.

    misused: what the command itself found wrong with this line; it is said, and nothing is done.
    """
    teach_click()
    try:
        code = group(misused).main(list(arguments), "iomrules", standalone_mode=False, color=colour(os.environ))
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.ClickException as error:
        error.show()
        return FAILURE
    except click.Abort:
        return INTERRUPTED
    return code if isinstance(code, int) else 0


class Commands(click.Group):
    """The group `iomrules`: knows every command's name and line of help without importing it."""

    misused: Misused | None = None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported now and its words said in the language spoken."""
        return click_command(declared(cmd_name), self.misused) if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the command that was probably meant for one there is none of."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            close = difflib.get_close_matches(name, list(COMMANDS), n=1, cutoff=0.5)
            ru, en = (f" Может быть, {close[0]}?", f" Did you mean {close[0]}?") if close else ("", "")
            raise click.UsageError(say(f"Нет команды «{name}».{ru}", f"No such command `{name}`.{en}"), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, from the table alone."""
        with formatter.section(say("Команды", "Commands")):
            formatter.write_dl([(name, say(ru, en)) for name, (_, ru, en) in COMMANDS.items()])


def click_command(command: Declared, misused: Misused | None = None) -> click.Command:
    """A command as click knows it."""

    def work(**given: Any) -> object:
        if misused is not None:
            raise _error(misused)
        try:
            return command.work(**given)
        except Misused as error:
            raise _error(error) from error

    return click.Command(
        command.name,
        help=command.help,
        options_metavar=say("[КЛЮЧИ]", "[OPTIONS]"),
        no_args_is_help=False,
        params=[_parameter(each) for each in command.parameters],
        callback=work,
    )


def _error(misused: Misused) -> click.UsageError:
    if misused.hint:
        return click.BadParameter(misused.message, param_hint=misused.hint)
    return click.UsageError(misused.message)


def _parameter(parameter: Parameter) -> click.Parameter:
    said = {**parameter.said, **({} if parameter.kind is None else {"type": _type(parameter.kind)})}
    if not parameter.optional:
        return click.Argument(parameter.names, **said)
    if (aside := parameter.aside) is not None:
        said |= {"expose_value": False, "callback": lambda _ctx, _parameter, told: aside(told)}
    return click.Option(parameter.names, **said)


def _type(kind: Kind) -> click.ParamType[Any]:
    match kind:
        case Choice(words):
            return click.Choice(words)
        case Whole(low, high):
            return _Number(low, high)
        case Place(text):
            return click.Path(path_type=str) if text else click.Path(path_type=Path)
    return _Ours(kind)


class _Number(click.IntRange):
    """A whole number, which help calls N in both languages."""

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return "N"


class _Ours(click.ParamType[Any]):
    """A kind of words that click has none like."""

    name = "word"

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return self.kind.metavar()

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """What the word is read to; a usage error where it will not do."""
        if not isinstance(value, str):
            return value
        try:
            return self.kind.read(value)
        except Unfit as error:
            self.fail(str(error), param, ctx)


def group(misused: Misused | None = None) -> Commands:
    """The command `iomrules` in the language spoken."""
    made = Commands(
        "iomrules",
        help=say(
            "Правила школы, записанные словами: маршруты, рейтинг и документы с причиной у каждой строки.",
            "A school's rules in words: routes, ratings and documents with a reason for every line.",
        ),
        options_metavar=say("[КЛЮЧИ]", "[OPTIONS]"),
        subcommand_metavar=say("КОМАНДА [АРГУМЕНТЫ]...", "COMMAND [ARGS]..."),
        epilog=say(
            "Начните с «iomrules demo». Коды выхода: 0 замечаний нет, 1 есть замечания, 2 работа не выполнена.",
            "Start with `iomrules demo`. Exit codes: 0 clean, 1 findings, 2 the work could not be done.",
        ),
        params=[
            click.Option(
                ["--lang"],
                type=click.Choice(("ru", "en")),
                expose_value=False,
                help=say(
                    "Язык сообщений; иначе IOMRULES_LANG или язык системы.",
                    "Language; else IOMRULES_LANG, or the system's.",
                ),
            ),
            _version(),
        ],
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )
    made.misused = misused
    return made


def _version() -> click.Option:
    def answer(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            from importlib.metadata import version

            click.echo(f"iomrules {version('iomrules')}")
            ctx.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=answer,
        help=say("Показать версию и выйти.", "Show the version and exit."),
    )
