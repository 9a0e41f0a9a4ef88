"""Where the files that travel with the package lie: in a checkout, or inside the installed wheel.

The only module that knows. Looks up and reads; never writes, never searches further than the two places.
"""

from functools import cache
from pathlib import Path
from types import MappingProxyType

_PACKAGE = Path(__file__).resolve().parent

#: kind of file -> its folder in a checkout, counted from the top
_IN_CHECKOUT = MappingProxyType(
    {
        "grammar": "grammar",
        "rulesets": "rulesets",
        "templates": "templates",
        "diagnostics": "docs/diagnostics",
        "plugins": "plugins",
    }
)

KINDS: tuple[str, ...] = tuple(_IN_CHECKOUT)


@cache
def folder(kind: str) -> Path:
    """The folder of one kind of bundled files; it may be missing when the installation is damaged.

    kind: one of KINDS. The checkout's folder comes first, so that an edit there counts at once; then the wheel's.
    `plugins` in a wheel is the folder that holds the packages `iomrules_*` among others: look there by name only.
    Raises ValueError for another kind.
    """
    if kind not in _IN_CHECKOUT:
        raise ValueError(f"no bundled files of kind `{kind}`, only {', '.join(KINDS)}")
    return locate(kind, _PACKAGE)


def locate(kind: str, package: Path) -> Path:
    """`folder(kind)` for a package that lies at `package`."""
    in_checkout = package.parent / _IN_CHECKOUT[kind]
    if is_checkout(package.parent) and in_checkout.is_dir():
        return in_checkout
    return package.parent if kind == "plugins" else package / "_data" / kind


@cache
def is_checkout(top: Path) -> bool:
    """Whether `top` is the top of this project's source tree: its pyproject.toml names iomrules."""
    project = top / "pyproject.toml"
    return project.is_file() and '\nname = "iomrules"\n' in project.read_text(encoding="utf-8")


def read_text(kind: str, *parts: str) -> str:
    """The text of one bundled file, such as `read_text("grammar", "words.ru.yaml")`.

    Raises ValueError for a path that leaves the folder of its kind, FileNotFoundError for a missing file.
    """
    base = folder(kind)
    path = base.joinpath(*parts).resolve()
    if not path.is_relative_to(base.resolve()):
        raise ValueError(f"`{'/'.join(parts)}` is not inside the bundled {kind}")
    return path.read_text(encoding="utf-8")
