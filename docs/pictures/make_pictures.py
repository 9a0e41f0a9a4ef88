"""Makes the pictures of the README: `python docs/pictures/make_pictures.py FOLDER-OF-DOCUMENTS`.

The folder is what `iomrules demo` writes (iom-demo/out). Needs LibreOffice (`soffice`) and poppler (`pdftoppm`).
"""

import struct
import subprocess
import sys
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
#: name of the picture -> page of the document of this invented student
STUDENT, PAGES = "У-01", {"route-page-1": 1, "route-page-2": 4}
#: dots an inch: a page of A4 becomes about 1000 dots wide
DENSITY = 121


def main(documents: Path) -> None:
    with TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        word = documents / f"{STUDENT}.docx"
        subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, word], check=True)
        for name, page in PAGES.items():
            one = ["-r", str(DENSITY), "-f", str(page), "-l", str(page), "-gray", "-singlefile"]
            subprocess.run(["pdftoppm", *one, f"{folder}/{STUDENT}.pdf", f"{folder}/{name}"], check=True)
            (HERE / f"{name}.png").write_bytes(small_png(Path(folder, f"{name}.pgm").read_bytes()))


def small_png(pgm: bytes) -> bytes:
    """The picture in 16 shades of grey, two dots a byte."""
    _, size, _, dots = pgm.split(b"\n", 3)
    width, height = map(int, size.split())
    lines = []
    for at in range(height):
        line = dots[at * width : (at + 1) * width] + b"\xff" * (width % 2)
        lines.append(
            b"\0" + bytes(first & 0xF0 | second >> 4 for first, second in zip(line[::2], line[1::2], strict=True))
        )
    head = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(sort, content) for sort, content in parts)


def _part(sort: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + sort + content + struct.pack(">I", zlib.crc32(sort + content))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
