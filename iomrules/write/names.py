"""Names of files made of ids and titles: safe on every system, told apart where systems tell them apart."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

#: characters of a name, bytes of it in UTF-8 (Linux counts bytes: 255 with the ending)
LENGTH, BYTES = 80, 180
_RESERVED = frozenset({"con", "prn", "aux", "nul", "clock$", "conin$", "conout$"}) | {
    f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"
}


def safe_name(text: str, fallback: str = "без_имени") -> str:
    """One part of a path: letters, digits, `_`, `-`, `.` and spaces within, nothing that any system reads as more.

    What cannot stand becomes `_`. A name that would be cut or altered past recognition ends in a stretch of its hash,
    so that two ids do not become one file.
    """
    whole = unicodedata.normalize("NFC", text)
    kept = "".join(sign if _may_stand(sign) else "_" for sign in whole)
    kept = re.sub(r"\.{2,}", "_", re.sub(r"\s+", "_", kept))
    name = re.sub(r"_{2,}", "_", kept).strip("._- ") or fallback
    short = _cut(name, LENGTH, BYTES)
    changed = short != re.sub(r"\s+", "_", whole)
    if short.split(".")[0].casefold().rstrip() in _RESERVED:
        short, changed = f"_{short}", True
    if changed:
        return f"{_cut(short, LENGTH - 9, BYTES - 9)}-{_mark(whole)}"
    # of very many ids that may stay as they are, no second text each
    return text if short == text else short


#: documents about everybody, which lie beside those about one person
_SHARED = re.compile(r"index|manifest|rating(-.*)?")


def file_names(texts: Iterable[str], ending: str = "") -> tuple[str, ...]:
    """A safe name for each text, all different even where capitals, `ё` and composed letters are not told apart.

    None is that of a document about everybody, such as `index`.

    The names depend on the texts alone, not on their order, unless one text is met twice.
    """
    wanted = [(text, safe_name(text)) for text in texts]
    folded = [_folded(name) for _, name in wanted]
    met = Counter(folded)
    marked = [
        f"{name}-{_mark(text)}" if met[key] > 1 or _SHARED.fullmatch(key) else name
        for (text, name), key in zip(wanted, folded, strict=True)
    ]
    names = _numbered(marked)
    return tuple(f"{name}{ending}" for name in names) if ending else tuple(names)


def _numbered(names: Iterable[str]) -> Iterable[str]:
    taken: set[str] = set()
    for name in names:
        free, at = name, 2
        while _folded(free) in taken:
            free, at = f"{name}-{at}", at + 1
        taken.add(_folded(free))
        yield free


def _may_stand(sign: str) -> bool:
    if sign in "_-. ":
        return True
    return unicodedata.category(sign)[0] in "LN" and unicodedata.normalize("NFKC", sign) == sign


def _cut(name: str, length: int, size: int) -> str:
    cut = name[:length].encode()[:size].decode("utf-8", "ignore")
    return cut.rstrip("._- ")


def _mark(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
