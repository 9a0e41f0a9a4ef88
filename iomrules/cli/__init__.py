"""The command line: `main` is the program `iomrules`. One module a command; this one only guards them."""

import errno
import os
import sys
import traceback
from collections.abc import Sequence

import click

from iomrules.cli import console
from iomrules.cli.click_words import teach_click
from iomrules.cli.commands import group
from iomrules.cli.console import FAILURE, Stop, colour, note, prepare_streams
from iomrules.cli.language import LANGUAGES, choose_language, language, speak, split_language
from iomrules.codes import workspace as codes
from iomrules.errors import InputError, IomrulesError, RulesetError
from iomrules.source import Cell

INTERRUPTED = 130
DEBUG = "IOMRULES_DEBUG"


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command and leaves the process with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """The exit code of a command; whatever goes wrong is said in one or a few lines, never as a traceback."""
    prepare_streams(os.environ)
    rest, said = split_language(arguments)
    speak(choose_language(said, os.environ))
    teach_click()
    try:
        code = _invoke(rest if said in ("", *LANGUAGES) else ["--lang", said])
        sys.stdout.flush()
    except BrokenPipeError:
        return _quiet_pipe()
    except OSError as error:
        if error.errno in (errno.EPIPE, errno.EINVAL) and not os.environ.get(DEBUG):
            return _quiet_pipe()
        return _unexpected(error)
    return code


def _invoke(arguments: list[str]) -> int:
    try:
        code = group().main(arguments, "iomrules", standalone_mode=False, color=colour(os.environ))
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.ClickException as error:
        error.show()
        return FAILURE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Stop as stop:
        return stop.code
    except (InputError, RulesetError) as error:
        # By its module: the command `show` is a module of this package and takes the bare name once it is imported.
        console.show(error.diagnostics, {})
        return FAILURE
    except BrokenPipeError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.EPIPE:
            raise
        return _unexpected(error)
    return code if isinstance(code, int) else 0


def _unexpected(error: Exception) -> int:
    """Our own mistake, or a promise broken by a plugin, in one line; the traceback only on demand."""
    if os.environ.get(DEBUG):
        traceback.print_exc()
    reason = str(error) if isinstance(error, IomrulesError) else f"{type(error).__name__}: {error}"
    diagnostic = codes.INTERNAL.at(Cell("iomrules"), reason=" ".join(reason.split())[:300])
    note(f"{diagnostic.code}  {diagnostic.text(language())}", f"{diagnostic.code}  {diagnostic.text(language())}")
    note(f"    совет: {diagnostic.help('ru')}", f"    help: {diagnostic.help('en')}")
    return FAILURE


def _quiet_pipe() -> int:
    """The reader of our output went away: nothing more to say, and nothing is wrong."""
    # Python flushes stdout once more at exit; it must find something that takes it.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
