"""Which of the two languages the command line speaks, decided once a run."""

import os
from collections.abc import Mapping, Sequence

LANGUAGES = ("ru", "en")
VARIABLE = "IOMRULES_LANG"


class _Spoken:
    """The language of this run. One place, set by `main` before any command is built."""

    language = "ru"


def speak(language: str) -> None:
    """From here on `say` answers in `language`."""
    _Spoken.language = language


def language() -> str:
    """`ru` or `en`."""
    return _Spoken.language


def say(ru: str, en: str) -> str:
    """The wording of the language spoken."""
    return en if _Spoken.language == "en" else ru


def split_language(arguments: Sequence[str]) -> tuple[list[str], str]:
    """The arguments without `--lang X`, which may stand anywhere before `--`, and what it said, or empty."""
    rest: list[str] = []
    said = ""
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        if argument == "--":
            return [*rest, argument, *waiting], said
        if argument == "--lang" and waiting:
            said = waiting.pop(0)
        elif argument.startswith("--lang="):
            said = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    return rest, said


def choose_language(said: str, environment: Mapping[str, str]) -> str:
    """The option, else IOMRULES_LANG, else the system's language: English where it is another than Russian.

    A system that names no language (`C`, `POSIX`, nothing) gets Russian: the people this is made for work in it.
    """
    for word in (said, environment.get(VARIABLE, "")):
        if word.casefold()[:2] in LANGUAGES:
            return word.casefold()[:2]
    named = next((environment[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(key)), "")
    if not named and os.name == "nt":
        import locale

        named = locale.getlocale()[0] or ""
    plain = named.partition(".")[0].casefold()
    return "ru" if plain in ("", "c", "posix") or plain.startswith("ru") else "en"
