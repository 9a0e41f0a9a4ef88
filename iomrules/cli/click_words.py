"""Click's own sentences in Russian.

Click asks gettext for them under names bound in its modules; no catalogue of ours could be found by it without touching
the process's locale, so those names are bound to the table below instead. A sentence the table lacks stays English.
"""

import gettext
import importlib
from collections.abc import Mapping
from types import MappingProxyType

from iomrules.cli.language import language

_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")

RUSSIAN: Mapping[str, str] = MappingProxyType(
    {
        "Usage:": "Использование:",
        "Options": "Ключи",
        "Commands": "Команды",
        "Positional arguments": "Аргументы",
        "required": "обязательно",
        "default: {default}": "по умолчанию: {default}",
        "env var: {var}": "переменная среды: {var}",
        "(dynamic)": "(вычисляется)",
        "Aborted!": "Прервано",
        "Missing command.": "Не указана команда.",
        "Missing argument": "Не указан аргумент",
        "Missing option": "Не указан ключ",
        "Missing parameter": "Не указан параметр",
        "Missing parameter: {param_name}": "Не указан параметр: {param_name}",
        "Missing {param_type}": "Не указано: {param_type}",
        "unknown error": "неизвестная ошибка",
        "Error: {message}": "Ошибка: {message}",
        "Try '{command} {option}' for help.": "Справка: «{command} {option}».",
        "No such option {name!r}.": "Нет ключа {name!r}.",
        "No such command {name!r}.": "Нет команды {name!r}.",
        "Did you mean {possibility}?": "Возможно, имелось в виду {possibility}?",
        "(Did you mean one of: {possibilities}?)": "(Возможно, имелось в виду одно из: {possibilities}?)",
        "Invalid value: {message}": "Неверное значение: {message}",
        "Invalid value for {param_hint}: {message}": "Неверное значение {param_hint}: {message}",
        "Could not open file {filename!r}: {message}": "Не удалось открыть файл {filename!r}: {message}",
        "Got unexpected extra argument ({args})": "Лишний аргумент ({args})",
        "Got unexpected extra arguments ({args})": "Лишние аргументы ({args})",
        "Option {name!r} does not take a value.": "Ключ {name!r} не принимает значения.",
        "Option {name!r} requires an argument.": "Ключу {name!r} нужно значение.",
        "Option {name!r} requires {nargs} arguments.": "Ключу {name!r} нужно значений: {nargs}.",
        "Argument {name!r} takes {nargs} values.": "Аргумент {name!r} принимает значений: {nargs}.",
        "Takes {nargs} values but 1 was given.": "Нужно значений: {nargs}, а дано одно.",
        "Takes {nargs} values but {len} were given.": "Нужно значений: {nargs}, а дано {len}.",
        "Value must be an iterable.": "Нужен список значений.",
        "Choose from:\n\t{choices}": "Выберите из:\n\t{choices}",
        "{value!r} is not {choice}.": "{value!r} не {choice}.",
        "{value!r} is not one of {choices}.": "{value!r} не из списка {choices}.",
        "{value!r} is not a valid {number_type}.": "{value!r} не годится: нужно {number_type}.",
        "{value} is not in the range {range}.": "{value} вне пределов {range}.",
        "{value!r} does not match the format {format}.": "{value!r} не в виде {format}.",
        "{value!r} does not match the formats {formats}.": "{value!r} не в одном из видов {formats}.",
        "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r}: нужно одно из {states}",
        "file": "файл",
        "directory": "папка",
        "path": "путь",
        "{name} {filename!r} is a file.": "{filename!r}: это файл.",
        "{name} {filename!r} is a directory.": "{filename!r}: это папка.",
        "{name} {filename!r} is not readable.": "{filename!r} не читается.",
        "{name} {filename!r} is not writable.": "{filename!r} нельзя записать.",
        "{name} {filename!r} does not exist.": "{filename!r} не существует.",
        "Show the version and exit.": "Показать версию и выйти.",
        "Show this message and exit.": "Показать эту справку и выйти.",
        "%(prog)s, version %(version)s": "%(prog)s, версия %(version)s",
        "deprecated": "устарело",
    }
)


def translate(sentence: str) -> str:
    """Click's sentence in the language spoken."""
    return RUSSIAN.get(sentence, sentence) if language() == "ru" else gettext.gettext(sentence)


def translate_plural(one: str, many: str, number: int) -> str:
    """The same for sentences that depend on a number; the table words them so that the number does not matter."""
    return translate(one if number == 1 else many)


def teach_click() -> None:
    """Binds click's names for gettext to the two functions above. Repeating it changes nothing."""
    for name in _MODULES:
        module = importlib.import_module(f"click.{name}")
        for bound, ours in (("_", translate), ("ngettext", translate_plural)):
            if hasattr(module, bound):
                setattr(module, bound, ours)
