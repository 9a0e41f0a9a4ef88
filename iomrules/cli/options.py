"""What the command line takes, declared once: `plain` reads ordinary lines by it, `by_click` all others and tells help.

The words of a declaration are those of click, which is imported for neither declaring nor reading an ordinary line.
"""

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

from iomrules.cli.language import say
from iomrules.frozen import field, frozen

_Function = TypeVar("_Function", bound=Callable[..., Any])
_Decorator = Callable[[_Function], _Function]
#: where the parameters of a command wait for `ours`, the last first
_WAITING = "__parameters__"


class Misused(Exception):
    """A command line that cannot be meant, found by the command itself. hint: the option it is about, or empty."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


class Unfit(ValueError):
    """A word that will not do after an option, with the sentence that says so."""


class Kind(Protocol):
    """What the word after an option is read to."""

    def read(self, word: str) -> object:
        """The value. Raises Unfit."""

    def metavar(self) -> str:
        """How help calls the word; empty where that is left to click."""


@frozen
class Choice:
    """One of some words."""

    words: tuple[str, ...]

    def read(self, word: str) -> str:
        if word not in self.words:
            raise Unfit(word)
        return word

    def metavar(self) -> str:
        return ""


@frozen
class Whole:
    """A whole number within bounds, None where there is none."""

    low: int | None = None
    high: int | None = None

    def read(self, word: str) -> int:
        if not _digits(word) or len(word) > 9:
            raise Unfit(word)
        number = int(word)
        if (self.low is not None and number < self.low) or (self.high is not None and number > self.high):
            raise Unfit(word)
        return number

    def metavar(self) -> str:
        return ""


@frozen
class Place:
    """A path, of a file or folder that may be read, or of one that is not there; as text where it may be `-`."""

    text: bool = False

    def read(self, word: str) -> Path | str:
        if os.path.exists(word) and not os.access(word, os.R_OK):
            raise Unfit(word)
        return word if self.text else Path(word)

    def metavar(self) -> str:
        return ""


@frozen
class Day:
    """A date as `01.09.2026` or `2026-09-01`."""

    def read(self, word: str) -> date:
        if (day := read_day(word.strip())) is None:
            raise Unfit(say(f"«{word}» не дата, нужно как 01.09.2026", f"`{word}` is no date; write 01.09.2026"))
        return day

    def metavar(self) -> str:
        return say("ДАТА", "DATE")


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


# --- declaring -------------------------------------------------------------------------------------------------------


@frozen
class Parameter:
    """An option or an argument.

    names: `--format`, and after it the name the command knows it by where that is another; of an argument, the name.
    said: what else is said of it, in click's words. aside: takes the value of a flag that the command itself is not
    given, or None.
    """

    names: tuple[str, ...]
    kind: Kind | None = None
    said: Mapping[str, Any] = field(factory=dict)
    aside: Callable[[bool], None] | None = None

    @property
    def optional(self) -> bool:
        """Whether it is an option."""
        return self.names[0].startswith("-")

    @property
    def name(self) -> str:
        """The name the command knows it by."""
        return self.names[-1].lstrip("-").replace("-", "_")


@frozen
class Declared:
    """A command: what help says of it, what it takes, in the order help lists it, and what it does."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    work: Callable[..., object]

    def set_aside(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """What the command itself is given; flags it is not given are told to those who take them."""
        aside = {each.name: each.aside for each in self.parameters if each.aside is not None}
        for name, take in aside.items():
            take(given[name])
        return {name: value for name, value in given.items() if name not in aside}


def ours(name: str, ru: str, en: str) -> Callable[[Callable[..., object]], Declared]:
    """A command with its help in the language spoken. The help is the place for an example line."""

    def declare(work: Callable[..., object]) -> Declared:
        return Declared(name, say(ru, en), tuple(reversed(getattr(work, _WAITING, ()))), work)

    return declare


def option(
    *names: str, type: Kind | None = None, aside: Callable[[bool], None] | None = None, **said: Any
) -> _Decorator[Any]:
    """An option. said: `default`, `is_flag`, `multiple`, `metavar`, `show_default`, `help`, as click knows them."""
    return _waiting(Parameter(names, type, said, aside))


def argument(name: str, *, type: Kind | None = None, **said: Any) -> _Decorator[Any]:
    """An argument. said: `nargs` (1, or -1 for any number), `required`, `default`, `metavar`, as click knows them."""
    return _waiting(Parameter((name,), type, said))


def _waiting(parameter: Parameter) -> _Decorator[Any]:
    def wait(function: _Function) -> _Function:
        setattr(function, _WAITING, (*getattr(function, _WAITING, ()), parameter))
        return function

    return wait


# --- options that several commands share, worded once ----------------------------------------------------------------


def on_option() -> _Decorator[Any]:
    """`--on`: the date decisions are made for."""
    return option(
        "--on",
        type=Day(),
        help=say("На какую дату решать (сегодня, если не сказано).", "Date to decide for (today unless said)."),
    )


def rules_option(*, many: bool = True) -> _Decorator[Any]:
    """`--rules`: rulesets instead of the workspace's."""
    return option(
        "--rules",
        multiple=many,
        type=Place(),
        metavar=say("ПУТЬ", "PATH"),
        help=say(
            "Файл .iom или папка с ними вместо правил рабочей папки.",
            "An .iom file, or a folder of them, instead of the workspace's rules.",
        ),
    )


def workspace_option() -> _Decorator[Any]:
    """`--workspace`: the folder with iomrules.yaml."""
    return option(
        "--workspace",
        type=Place(),
        metavar=say("ПАПКА", "DIR"),
        help=say(
            "Рабочая папка с iomrules.yaml (текущая, если он в ней есть).",
            "Workspace with iomrules.yaml (the current folder where it has one).",
        ),
    )


def strict_option() -> _Decorator[Any]:
    """`--strict`: a plugin that fails stops the work."""
    return option(
        "--strict",
        is_flag=True,
        help=say("Остановиться, если дополнение не годится.", "Stop where a plugin fails instead of leaving it out."),
    )


def format_option(*forms: str) -> _Decorator[Any]:
    """`--format`: the first form is the default."""
    return option(
        "--format",
        "form",
        type=Choice(forms),
        default=forms[0],
        show_default=True,
        help=say("Вид вывода: текст для чтения или данные для программ.", "Output for people or for programs."),
    )


def only_option() -> _Decorator[Any]:
    """`--only`: some of the people."""
    return option(
        "--only",
        multiple=True,
        metavar=say("НОМЕР", "ID"),
        help=say("Только этот человек; можно повторять.", "Only this person; may be repeated."),
    )


def paths_argument(name: str, ru: str, en: str, *, required: bool = False) -> _Decorator[Any]:
    """Any number of paths; `-` is stdin."""
    return argument(name, nargs=-1, required=required, type=Place(text=True), metavar=say(ru, en))


def shape_option() -> _Decorator[Any]:
    """`--shape`: whose records the files hold."""
    return option(
        "--shape",
        default="",
        metavar=say("СВЕДЕНИЯ", "RECORD"),
        help=say(
            "О ком файлы: ученик, педагог … (первые в правилах).",
            "Whom the files are about: student, teacher … (the first in the rules).",
        ),
    )
