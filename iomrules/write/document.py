"""The doorway of `write`: a finished document as bytes, and the name it may be given."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from iomrules.frozen import field, frozen


@frozen
class Document:
    """name: a relative path of safe parts, `/` between; media_type: MIME; content: the same for the same input."""

    name: str
    media_type: str
    content: bytes

    @property
    def hash(self) -> str:
        """SHA-256 of the content, hexadecimal."""
        return sha256(self.content).hexdigest()


@frozen
class DocumentKind:
    """A document or part of one that a plugin or a workspace adds to a person's papers.

    name: unique, safe as a part of a file name. word: the bytes of a .docx template, written as its own document, or
    empty. html: the source of a Jinja part shown in the person's page, or empty.
    routes: names of routes it belongs to; partners: partner keys whose modules call for it; both empty: every person.
    of_partner: partner key -> names and texts (or lists of them) that its template sees in `партнёр` besides.
    """

    name: str
    title: str
    word: bytes = b""
    html: str = ""
    routes: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    plugin: str = ""
    of_partner: Mapping[str, Mapping[str, Any]] = field(factory=dict, eq=False, repr=False)
