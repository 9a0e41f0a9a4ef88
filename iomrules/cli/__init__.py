"""The command line: `main` is what the program `iomrules` does. One module a command; this one only guards them."""

import contextlib
import errno
import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn, TextIO

from iomrules.cli import console
from iomrules.cli.commands import COMMANDS, declared
from iomrules.cli.console import FAILURE, INTERRUPTED, Stop, note, prepare_streams
from iomrules.cli.language import LANGUAGES, choose_language, language, speak, split_language
from iomrules.cli.options import Misused
from iomrules.cli.plain import read_plainly
from iomrules.errors import InputError, IomrulesError, RulesetError
from iomrules.source import Cell

DEBUG = "IOMRULES_DEBUG"
#: what the system says where a stream takes no more: no room, a quota, a limit
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
#: a broken device, a stream for reading only
_DEVICE = (errno.EIO, errno.EBADF)
#: modules without which nothing can be waiting to be called or joined when Python ends
_WAITING_FOR_THE_END = frozenset(("atexit", "threading"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command and leaves the process with its exit code."""
    code = run(sys.argv[1:] if arguments is None else arguments)
    _leave(code)


def _leave(code: int) -> NoReturn:
    """Ends the process. Python would first look through all that was made, twice, and take it apart one by one: a
    quarter of a short command's time. Where nothing waits for the end, no thread and no call, it need not.
    """
    gc.freeze()
    if _WAITING_FOR_THE_END.isdisjoint(sys.modules) and not os.environ.get(DEBUG):
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """The exit code of a command; whatever goes wrong is said in one or a few lines, never as a traceback."""
    prepare_streams()
    rest, said = split_language(arguments)
    speak(choose_language(said, os.environ))
    try:
        code = _invoke(rest if said in ("", *LANGUAGES) else ["--lang", said])
        sys.stdout.flush()
    except BrokenPipeError:
        return _quiet_pipe()
    except OSError as error:
        if error.errno in (errno.EPIPE, errno.EINVAL) and not os.environ.get(DEBUG):
            return _quiet_pipe()
        return _no_room(error) if _is_of_stream(error) else _unexpected(error)
    return code


def _invoke(arguments: list[str]) -> int:
    try:
        return _plainly(arguments)
    except KeyboardInterrupt:
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
        if isinstance(error, OSError) and (error.errno == errno.EPIPE or _is_of_stream(error)):
            raise
        return _unexpected(error)


def _plainly(arguments: list[str]) -> int:
    """Does what an ordinary line asks for; any other is read by click, which takes a while to import."""
    command = declared(arguments[0]) if arguments and arguments[0] in COMMANDS else None
    if command is None or (given := read_plainly(command, arguments[1:])) is None:
        return _by_click(arguments)
    try:
        command.work(**command.set_aside(given))
    except Misused as error:
        return _by_click(arguments, error)
    return 0


def _by_click(arguments: list[str], misused: Misused | None = None) -> int:
    from iomrules.cli.by_click import run_by_click

    return run_by_click(arguments, misused)


def _unexpected(error: Exception) -> int:
    """Our own mistake, or a promise broken by a plugin, in one line; the traceback only on demand."""
    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exc()
    from iomrules.codes import workspace as codes

    reason = str(error) if isinstance(error, IomrulesError) else f"{type(error).__name__}: {error}"
    diagnostic = codes.INTERNAL.at(Cell("iomrules"), reason=" ".join(reason.split())[:300])
    note(f"{diagnostic.code}  {diagnostic.text(language())}", f"{diagnostic.code}  {diagnostic.text(language())}")
    note(f"    совет: {diagnostic.help('ru')}", f"    help: {diagnostic.help('en')}")
    return FAILURE


def _quiet_pipe() -> int:
    """The reader of our output went away: nothing more to say, and nothing is wrong."""
    _drop(sys.stdout)
    return 0


def _is_of_stream(error: OSError) -> bool:
    """Whether it is of stdout or stderr that takes no more; an error of a file names the file."""
    return error.filename is None and error.errno in (*_FULL, *_DEVICE)


def _no_room(error: OSError) -> int:
    """What was printed has not reached the file or device it was sent to."""
    from iomrules.codes import workspace as codes

    full = error.errno in _FULL
    ru, en = (
        ("нет места", "no room is left") if full else ("устройство не приняло запись", "the device did not take it")
    )
    diagnostic = codes.CANNOT_PRINT.at(Cell("iomrules"), reason=ru, reason_en=en)
    try:
        console.show((diagnostic,), {})
    except OSError:
        _drop(sys.stderr)
    _drop(sys.stdout)
    return FAILURE


def _drop(stream: TextIO) -> None:
    """Python flushes streams once more at exit; what is left in this one must find something that takes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
