"""A zip whose bytes depend on its parts alone: no times, no computer. A part may come piece by piece."""

import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from struct import Struct

from iomrules.ahead import ahead
from iomrules.frozen import define, field

_LEVEL = 6
#: bytes of a part from which on they are packed in a thread
_BLOCK = 2**17
#: what both headers of a part say: version, signs, method, time and day, checksum, sizes, lengths of words
_SAID = Struct("<5H3L2H")
_VERSION, _IN_UTF_8, _DEFLATED, _FIRST_DAY = 20, 0x800, 8, 0x21
#: what the list of parts says besides: a file that its owner may read and write, and where it begins
_LISTED, _OWNERS = Struct("<3H2L"), 0o600 << 16
_END = Struct("<4s4H2LH")


def zipped(parts: Mapping[str, bytes | Iterable[bytes]]) -> bytes:
    """The zip of these parts, in their order."""
    pieces: list[bytes] = []
    listed: list[bytes] = []
    at = 0
    for name, content in parts.items():
        packed = _packed((content,) if isinstance(content, bytes) else content)
        word, signs = name.encode(), 0 if name.isascii() else _IN_UTF_8
        body = b"".join(packed.stream)
        sizes = packed.checksum, len(body), packed.size, len(word)
        said = _SAID.pack(_VERSION, signs, _DEFLATED, 0, _FIRST_DAY, *sizes, 0)
        pieces += (b"PK\x03\x04", said, word, body)
        listed.append(b"PK\x01\x02\x14\x00" + said + _LISTED.pack(0, 0, 0, _OWNERS, at) + word)
        at += 4 + len(said) + len(word) + len(body)
    count, size = len(listed), sum(map(len, listed))
    return b"".join((*pieces, *listed, _END.pack(b"PK\x05\x06", 0, 0, count, count, size, at, 0)))


@define
class _Packing:
    """One part, packed block by block. size, checksum: of what was packed so far."""

    stream: list[bytes] = field(factory=list)
    size: int = 0
    checksum: int = 0
    _packer: "zlib._Compress" = field(init=False)

    @_packer.default
    def _new(self) -> "zlib._Compress":
        return zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)

    def add(self, block: bytes) -> None:
        # Packed first: that lets go of Python at once and for long, so that meanwhile the next block can be made.
        self.stream.append(self._packer.compress(block))
        self.checksum = zlib.crc32(block, self.checksum)
        self.size += len(block)

    def end(self) -> None:
        self.stream.append(self._packer.flush())


def _packed(pieces: Iterable[bytes]) -> _Packing:
    """The pieces in blocks, each packed in a thread while the next one is made."""
    packing = _Packing()
    done: Callable[[], object] = int
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            done()
            (done,) = ahead([partial(packing.add, b"".join(held))])
            held, size = [], 0
    done()
    packing.add(b"".join(held))
    packing.end()
    return packing
