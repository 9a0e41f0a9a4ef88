"""Texts that authors write, rulesets and settings, read with limits. People's records are read in `facts`."""

import errno
import unicodedata
from pathlib import Path

from iomrules.codes import workspace as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.source import Cell, SourceText

#: bytes; the largest regulation seen as a ruleset has a fiftieth of it
LARGEST_TEXT = 2_000_000
RULESET_SUFFIX = ".iom"
FORMS_FILE = "forms.txt"


def read_author_text(path: Path, name: str) -> SourceText:
    """The text of one file an author wrote. name: how messages show it.

    UTF-8 or UTF-16 with its mark. Raises InputError for a file that is missing, too large or in another encoding.
    """
    return SourceText(name, normal_text(decode(read_bytes(path, name), name)))


def read_bytes(path: Path, name: str, limit: int = LARGEST_TEXT) -> bytes:
    """The bytes of a file, no more than `limit`. Raises InputError."""
    place = Cell(name)
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError as error:
        raise InputError([codes.PATH_MISSING.at(place, path=name)]) from error
    except (OSError, ValueError) as error:
        raise InputError([unreadable(name, error)]) from error
    if len(content) > limit:
        raise InputError([codes.FILE_TOO_LARGE.at(place, path=name, limit=limit)])
    return content


def why_unread(error: Exception) -> tuple[str, str]:
    """Why a file of people could not be read to its end, in Russian and English."""
    match error:
        case FileNotFoundError():
            return "файла больше нет", "the file is no longer there"
        case PermissionError():
            return "нет прав", "permission denied"
        case MemoryError():
            return "не хватило памяти", "there was not enough memory"
        case OSError(errno=int()):
            return "система его не отдаёт", "the system does not give it"
    return "файл повреждён или оборван", "the file is damaged or cut short"


def why_unwritten(error: OSError) -> tuple[str, str]:
    """What the system did not let us write, in Russian and English."""
    match error:
        case PermissionError():
            return "нет прав на запись", "permission denied"
        case NotADirectoryError() | FileExistsError():
            return "на этом месте файл, а не папка", "a file stands where a folder is needed"
        case IsADirectoryError():
            return "на этом месте папка, а не файл", "a folder stands where a file is needed"
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return "на диске нет места", "the disk is full"
    return "диск не принял запись", "the disk did not take it"


def unreadable(name: str, error: Exception) -> Diagnostic:
    """The diagnostic of a file that the system does not give."""
    match error:
        case PermissionError():
            words = ("нет прав", "permission denied")
        case IsADirectoryError():
            words = ("это папка", "it is a folder")
        case _:
            words = ("система его не отдаёт", "the system does not give it")
    return codes.FILE_UNREADABLE.at(Cell(name), path=name, reason=words[0], reason_en=words[1])


def decode(content: bytes, name: str) -> str:
    """Text of UTF-8 or marked UTF-16 bytes. Raises InputError for another encoding or a NUL character."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            [
                codes.FILE_UNREADABLE.at(
                    Cell(name), path=name, reason="это не текст в кодировке UTF-8", reason_en="it is not UTF-8 text"
                )
            ]
        ) from error
    if "\0" in text:
        raise InputError(
            [
                codes.FILE_UNREADABLE.at(
                    Cell(name), path=name, reason="в нём есть нулевой символ", reason_en="it has a NUL character"
                )
            ]
        )
    return text


def normal_text(text: str) -> str:
    """The text in NFC with `\\n` at the ends of lines."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def ruleset_files(path: Path, name: str) -> tuple[Path, ...]:
    """The .iom files of a ruleset, sorted by name: the file itself, or those of a folder.

    Raises InputError for a path that is missing or holds none.
    """
    place = Cell(name)
    if path.is_dir():
        found = tuple(sorted(each for each in path.glob(f"*{RULESET_SUFFIX}") if each.is_file()))
    elif path.exists():
        found = (path,) if path.suffix == RULESET_SUFFIX else ()
    else:
        raise InputError([codes.PATH_MISSING.at(place, path=name)])
    if not found:
        raise InputError([codes.NOT_A_RULESET.at(place, path=name, found=_rulesets_in(path, name))])
    return found


def _rulesets_in(path: Path, name: str, most: int = 3) -> str:
    """`: rulesets/lyceum11, rulesets/starter`: the first folders in it that hold .iom files; empty where none does."""
    held = sorted({each.parent.name for each in path.glob(f"*/*{RULESET_SUFFIX}")})
    said = [f"{name.rstrip('/')}/{each}" for each in held[:most]] + ["…"] * (len(held) > most)
    return f": {', '.join(said)}" if said else ""


def read_ruleset(path: Path, name: str) -> tuple[SourceText, ...]:
    """The texts of a ruleset, a file or a folder, in order. name: how messages show the path. Raises InputError."""
    folder = path.is_dir()
    return tuple(
        read_author_text(each, f"{name}/{each.name}" if folder else name) for each in ruleset_files(path, name)
    )


def inside(folder: Path, said: str) -> Path | None:
    """The path `said` counted from `folder`, or None where it leads out of it: `..`, a drive, a link."""
    if not said or "\0" in said or "\\" in said or Path(said).is_absolute():
        return None
    base = folder.resolve()
    path = (base / said).resolve()
    return path if path.is_relative_to(base) else None


def forms_file(path: Path) -> Path:
    """Where the table of case forms of a ruleset lies: in its folder, or beside its one file."""
    return path / FORMS_FILE if path.is_dir() else path.with_name(f"{path.stem}.{FORMS_FILE}")
