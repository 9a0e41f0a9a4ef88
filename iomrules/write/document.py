"""The doorway of `write`: a finished document as bytes, and the name it may be given."""

from hashlib import sha256

from attrs import frozen


@frozen
class Document:
    """name: a relative path of safe parts, `/` between them; media_type: MIME; content: the bytes, the same for the same input."""

    name: str
    media_type: str
    content: bytes

    @property
    def hash(self) -> str:
        """SHA-256 of the content, hexadecimal."""
        return sha256(self.content).hexdigest()
