"""The commands by name. A command's module is imported when the command is called, so that `--help` stays quick."""

import importlib
from collections.abc import Mapping
from types import MappingProxyType

from iomrules.cli.options import Declared

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
        "summary": ("summary", "Сводка: сколько «да», средние, сколько на курсах", "Count answers, means and courses"),
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


def declared(name: str) -> Declared:
    """A command of COMMANDS, its module imported now and its words said in the language spoken."""
    module = importlib.import_module(f"iomrules.cli.{COMMANDS[name][0]}")
    made = module.command()
    if not isinstance(made, Declared):
        raise TypeError(name)
    return made
