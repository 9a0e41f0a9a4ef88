"""The commands by name. A command's module is imported when the command is called, so that `--help` stays quick."""

import difflib
import importlib
from collections.abc import Mapping
from types import MappingProxyType

import click

from iomrules.cli.language import say

#: command -> (module, what it does, in Russian and English), in the order of a methodologist's first day
COMMANDS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "demo": (
            "demo",
            "Развернуть пример лицея и составить маршруты",
            "Lay out a sample lyceum and write its routes",
        ),
        "new": ("new", "Создать свою рабочую папку", "Make a workspace of your own"),
        "route": ("route", "Составить маршруты и документы", "Write routes and documents"),
        "rating": ("rating", "Показать рейтинг", "Show a rating"),
        "explain": ("explain", "Объяснить решение о человеке", "Explain what was decided about a person"),
        "ask": ("ask", "Спрашивать правила о человеке", "Ask the rules about a person"),
        "check": ("check", "Проверить правила", "Check rules"),
        "test": ("test", "Проверить примеры, записанные в правилах", "Run the examples written in rules"),
        "fmt": ("fmt", "Разложить текст правил по строкам", "Lay out the text of rules"),
        "forms": ("forms", "Обновить таблицу падежей рядом с правилами", "Update the table of case forms beside rules"),
        "batch": ("batch", "Решения о многих людях сразу, в Parquet", "Decisions about very many people, as Parquet"),
        "decide": ("decide", "Решения в JSON для других программ", "Decisions as JSON for other programs"),
        "profile": ("profile", "Что считается дольше всего", "What takes the time of deciding"),
        "regulation": ("regulation", "Написать по правилам само положение", "Write the regulation from the rules"),
        "doc": ("doc", "Написать справку по правилам", "Write a reference page of rules"),
        "diff": ("diff", "Сравнить две версии правил", "Compare two versions of rules"),
        "plugins": ("plugins", "Перечислить дополнения", "List plugins"),
        "show": ("show", "Показать промежуточный шаг работы", "Show what one stage of the work makes"),
        "explain-code": ("explain_code", "Объяснить код сообщения", "Explain the code of a message"),
    }
)


class Commands(click.Group):
    """The group `iomrules`: knows every command's name and line of help without importing it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported now and its words said in the language spoken."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"iomrules.cli.{COMMANDS[cmd_name][0]}")
        made = module.command()
        if not isinstance(made, click.Command):
            raise TypeError(cmd_name)
        return made

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


def group() -> Commands:
    """The command `iomrules` in the language spoken."""
    return Commands(
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
