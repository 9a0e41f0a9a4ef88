"""The bytes of a file of records, no more than a school's file ever has."""

from pathlib import Path

from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.facts.sheets import megabytes, too_large, unreadable
from iomrules.source import Cell

MOST_FILE_BYTES = 32 * 1024 * 1024
_NO_SUCH_FILE = ("такого файла нет", "there is no such file")
_NOT_OPEN = ("нет доступа или это не файл", "access is denied, or it is no file")


def read_bytes(path: Path, name: str) -> bytes:
    """The file's bytes. Raises InputError (F001, F003) for a file that is missing, closed to us or too large."""
    try:
        size = path.stat().st_size
        if size > MOST_FILE_BYTES:
            raise InputError([file_too_large(name, size)])
        with path.open("rb") as file:
            return file.read(MOST_FILE_BYTES + 1)
    except OSError as error:
        reason = _NO_SUCH_FILE if isinstance(error, FileNotFoundError) else _NOT_OPEN
        raise InputError([unreadable(Cell(name), *reason)]) from error


def file_too_large(name: str, size: int) -> Diagnostic:
    """A file of more than MOST_FILE_BYTES."""
    return too_large(Cell(name), ("размер файла", "file size"), megabytes(size), megabytes(MOST_FILE_BYTES))
