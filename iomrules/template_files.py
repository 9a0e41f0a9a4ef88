"""The templates of documents as files: a workspace's own stand before the bundled ones of the same name."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from iomrules.files import read_author_text, read_bytes
from iomrules.frozen import field, frozen

WORD_TEMPLATE = "route.docx"
#: bytes of one Word template
_LARGEST = 20_000_000
_PAGES = ("*.html", "parts/*.html", "parts/*.css")


@frozen
class TemplateFiles:
    """word: the bytes of `route.docx`; word_name: for messages. pages: `route.html`, `parts/page.html` … -> text."""

    word: bytes
    word_name: str
    pages: Mapping[str, str] = field(factory=dict)

    def hashes(self) -> dict[str, str]:
        """Name -> SHA-256, sorted by name."""
        texts = {name: sha256(text.encode()).hexdigest() for name, text in self.pages.items()}
        return dict(sorted({**texts, WORD_TEMPLATE: sha256(self.word).hexdigest()}.items()))


def read_templates(folders: Iterable[tuple[Path, str]]) -> TemplateFiles:
    """The templates of folders, the first that has a name giving it. folders: (folder, its name for messages).

    Raises InputError for a file that cannot be read, or where no folder has the Word template.
    """
    found: dict[str, tuple[Path, str]] = {}
    for folder, label in folders:
        for pattern in (WORD_TEMPLATE, *_PAGES):
            for path in sorted(folder.glob(pattern)):
                name = path.relative_to(folder).as_posix()
                found.setdefault(name, (path, f"{label}/{name}"))
    word_path, word_name = found.pop(WORD_TEMPLATE, (Path(WORD_TEMPLATE), WORD_TEMPLATE))
    return TemplateFiles(
        read_bytes(word_path, word_name, _LARGEST),
        word_name,
        {name: read_author_text(path, label).text for name, (path, label) in sorted(found.items())},
    )
