"""Ordinary command lines, read without click: known options written in full, each with a word that fits.

Anything else — a mistake, `--help`, an unusual way of writing — is left to `by_click`, which reads the line anew and
has the words for it. So nothing is said here, and what is read here is what click would read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from iomrules.cli.options import Declared, Parameter, Unfit


class _Unusual(Exception):
    """The line is not an ordinary one."""


def read_plainly(command: Declared, words: Sequence[str]) -> dict[str, Any] | None:
    """Parameter -> value, defaults included; None where the line is not an ordinary one."""
    options = {name: each for each in command.parameters if each.optional for name in each.names}
    said: dict[str, list[Any]] = {}
    loose: list[str] = []
    waiting = iter(words)
    try:
        for word in waiting:
            if _is_value(word):
                loose.append(word)
            else:
                name, mark, value = word.partition("=")
                if (parameter := options.get(name)) is None:
                    return None
                said.setdefault(parameter.name, []).append(_told(parameter, value if mark else None, waiting))
        arguments = [each for each in command.parameters if not each.optional]
        return dict((*_options(options.values(), said), *_arguments(arguments, loose)))
    except (_Unusual, Unfit):
        return None


def _is_value(word: str) -> bool:
    return word == "-" or not word.startswith("-")


def _told(option: Parameter, value: str | None, waiting: Iterable[str]) -> Any:
    """The value of an option: its own word, or the next one. value: what stands after `=`, or None."""
    if option.said.get("is_flag"):
        if value is not None:
            raise _Unusual
        return True
    if value is None:
        value = next(iter(waiting), "--")
        if not _is_value(value):
            raise _Unusual
    return _read(option, value)


def _read(parameter: Parameter, word: str) -> Any:
    return word if parameter.kind is None else parameter.kind.read(word)


def _options(options: Iterable[Parameter], said: Mapping[str, Sequence[Any]]) -> Iterator[tuple[str, Any]]:
    for option in options:
        values = said.get(option.name, ())
        if option.said.get("multiple"):
            yield option.name, tuple(values)
        elif option.said.get("is_flag"):
            yield option.name, bool(values)
        elif len(values) > 1 or (option.said.get("required") and not values):
            raise _Unusual
        else:
            yield option.name, values[0] if values else _default(option)


def _arguments(arguments: Iterable[Parameter], words: list[str]) -> Iterator[tuple[str, Any]]:
    for argument in arguments:
        if argument.said.get("nargs") == -1:
            values, words = words, []
            if argument.said.get("required") and not values:
                raise _Unusual
            yield argument.name, tuple(_read(argument, word) for word in values)
        elif words:
            yield argument.name, _read(argument, words.pop(0))
        elif "default" in argument.said or not argument.said.get("required", True):
            yield argument.name, _default(argument)
        else:
            raise _Unusual
    if words:
        raise _Unusual


def _default(parameter: Parameter) -> Any:
    default = parameter.said.get("default")
    return _read(parameter, default) if isinstance(default, str) else default
