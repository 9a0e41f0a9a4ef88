"""Writing documents into the output folder and nowhere else, so that an interrupted run leaves no half of a file."""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from iomrules.codes import workspace as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.files import why_unwritten
from iomrules.source import Cell
from iomrules.write.document import Document

MANIFEST = "manifest.json"
#: bytes; a manifest of ten thousand people has a fifth of it
_LARGEST_MANIFEST = 20_000_000
_SAFE_PART = re.compile(r"[\w(][\w .,()№+-]{0,200}")
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))))


def is_safe(name: str) -> bool:
    """Whether a document's name stays in the output folder on every system: plain parts, no `..`, no device names."""
    parts = name.split("/")
    return all(
        _SAFE_PART.fullmatch(part)
        and not part.endswith((".", " "))
        and part.partition(".")[0].strip().casefold() not in _DEVICES
        for part in parts
    )


def write_all(
    out: Path,
    documents: Iterable[Document],
    manifest: Mapping[str, object],
    *,
    partly: bool = False,
    described: str = MANIFEST,
) -> tuple[Diagnostic, ...]:
    """Writes the documents and then the manifest; removes those of the earlier manifest that are no more.

    partly: only some people's documents were asked for; the others of the earlier manifest stay in it. described: the
    manifest's name: what another one describes is left alone, so that a regulation lies beside routes.

    Nothing a person has changed by hand is lost: such a file is kept under another name, or where it is if it is no
    more among the documents. Returns what there is to say. Raises InputError where the folder cannot be written.
    """
    earlier = read_manifest(out, described)
    found: list[Diagnostic] = []
    now: dict[str, str] = {}
    try:
        out.mkdir(parents=True, exist_ok=True)
        for document in documents:
            if document.name in now:
                raise InputError([codes.SAME_DOCUMENT.at(Cell(document.name), name=document.name)])
            if not is_safe(document.name) or document.name == described:
                raise ValueError(f"a document's name is unsafe: {document.name!r}")
            found += _keep_edited(out, document, earlier.get(document.name))
            write_file(out, document.name, document.content)
            now[document.name] = document.hash
        if partly:
            now = {**earlier, **now}
        found += _remove_stale(out, {name: digest for name, digest in earlier.items() if name not in now})
        write_file(out, described, _as_json({**manifest, "documents": dict(sorted(now.items()))}))
    except OSError as error:
        raise InputError([cannot_write(error, out)]) from error
    return tuple(found)


def _as_json(manifest: Mapping[str, object]) -> bytes:
    """As bytes at once: the texts that one of very many people is made of take several times as much."""
    whole = BytesIO()
    for piece in json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(manifest):
        whole.write(piece.encode())
    whole.write(b"\n")
    return whole.getvalue()


def write_file(folder: Path, name: str, content: bytes) -> None:
    """One file, whole or not at all: written beside, flushed to the disk, put in its place in one step.

    Raises OSError, also where a link in the folder would lead out of it.
    """
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.parent.resolve().is_relative_to(folder.resolve()):
        raise PermissionError(f"{name} leads out of the folder")
    if path.is_file() and not path.is_symlink() and path.read_bytes() == content:
        return
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def read_manifest(out: Path, described: str = MANIFEST) -> dict[str, str]:
    """Name -> hash of the documents an earlier run wrote; empty where there is no manifest that can be believed."""
    path = out / described
    try:
        if path.is_symlink() or path.stat().st_size > _LARGEST_MANIFEST:
            return {}
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    documents = said.get("documents") if isinstance(said, dict) else None
    pairs = documents.items() if isinstance(documents, dict) else ()
    return {name: digest for name, digest in pairs if isinstance(digest, str) and is_safe(name)}


def _remove_stale(out: Path, stale: Mapping[str, str]) -> Iterable[Diagnostic]:
    """Documents of the earlier run that this one did not write: removed if untouched since, else kept and said so."""
    for name, digest in sorted(stale.items()):
        path = out / name
        if path.is_symlink() or not path.is_file() or not path.resolve().is_relative_to(out.resolve()):
            continue
        if sha256(path.read_bytes()).hexdigest() == digest:
            path.unlink()
        else:
            yield codes.LEFT_FROM_EARLIER.at(Cell(name), path=name)


def _keep_edited(out: Path, document: Document, earlier: str | None) -> Iterable[Diagnostic]:
    """A file about to be written over that is not as an earlier run left it: kept beside under another name."""
    path = out / document.name
    if path.is_symlink() or not path.is_file():
        return
    digest = sha256(path.read_bytes()).hexdigest()
    if digest in (earlier, document.hash):
        return
    number = 1
    while (kept := path.with_name(f"{path.stem}.kept-{number}{path.suffix}")).exists():
        number += 1
    path.rename(kept)
    yield codes.OUTPUT_TAKEN.at(Cell(document.name), path=document.name, kept=kept.name)


def cannot_write(error: OSError, out: Path) -> Diagnostic:
    """The message about what the system did not let us write."""
    words = why_unwritten(error)
    if sys.platform == "win32" and getattr(error, "winerror", 0) == 32:
        words = ("файл открыт в другой программе", "the file is open in another program")
    path = str(error.filename or out)
    return codes.CANNOT_WRITE.at(Cell(path), path=path, reason=words[0], reason_en=words[1])
