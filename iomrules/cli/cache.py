"""Checked programs kept from one command to the next, so that rules unchanged are neither read nor checked again.

One file a set of rules, in the user's own folder for such things: never beside the rules, so that nothing travels with
a copied workspace. It holds rules only, no people. Each file is signed with a key that only this user can read; what is
not signed so, is of other rules, another version or damaged, is passed over and written anew. All of it may be deleted
at any time.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from iomrules import resources
from iomrules.artefact import FORM, Artefact, BadArtefact
from iomrules.cli.console import note
from iomrules.cli.language import say
from iomrules.cli.options import option
from iomrules.frozen import field, frozen

try:
    from _blake2 import blake2b
except ImportError:  # what hashlib has, without OpenSSL, which takes as long to load as a program kept
    from hashlib import blake2b

if TYPE_CHECKING:
    from iomrules.workspace import Workspace

#: the folder itself, and, not empty, that nothing is kept
FOLDER, OFF = "IOMRULES_CACHE", "IOMRULES_NO_CACHE"
_MARK = b"iomrules kept program\n"
_KEY_LENGTH = _SIGN_LENGTH = 32
_KEY_FILE, _SUFFIX = "key", ".program"
#: what of the package decides how rules are read
_MODULES = (".py", ".lark", ".json", ".yaml")
#: files kept at most; the oldest go first
MOST_KEPT = 60
#: bytes; larger is no program of ours
_LARGEST = 200_000_000
#: nanoseconds by which a file system's clock may be behind
_COARSE = 50_000_000


class _Told:
    """What this run's command line says of the cache."""

    off = False
    verbose = False


def cache_options() -> Callable[[Callable[..., object]], Callable[..., object]]:
    """`--no-cache` and `--verbose`, which say nothing to the command itself: see `Cache.of_command`."""

    def remember_off(said: bool) -> None:
        _Told.off = said

    def remember_verbose(said: bool) -> None:
        _Told.verbose = said

    def add(function: Callable[..., object]) -> Callable[..., object]:
        verbose = option(
            "--verbose",
            is_flag=True,
            aside=remember_verbose,
            help=say("Сказать, взята ли проверенная программа из запаса.", "Tell whether a kept program was taken."),
        )
        no_cache = option(
            "--no-cache",
            is_flag=True,
            aside=remember_off,
            help=say("Прочитать и проверить правила заново.", "Read and check the rules anew."),
        )
        added: Callable[..., object] = no_cache(verbose(function))
        return added

    return add


# --- what a program was made of ------------------------------------------------------------------------------------


@frozen
class Input:
    """Something a program depends on.

    sort: `file`, `rules` (which .iom files a folder has), `tree` (all that lies below it) or `place` (where a path
    leads, and whether it is there).
    """

    sort: str
    path: str

    def digest(self) -> str:
        """What tells its content from another; empty where there is nothing."""
        path, gather = self.path, blake2b(digest_size=16)
        try:
            match self.sort:
                case "file":
                    gather.update(_content(path))
                case "place":
                    gather.update(f"{os.path.realpath(path)}\n{os.path.exists(path)}".encode())
                case "rules":
                    names = sorted(each for each in os.listdir(path) if each.endswith(".iom"))
                    gather.update("\n".join(names).encode())
                case _:
                    for name, content in _below(path):
                        gather.update(f"{name}\n{len(content)}\n".encode())
                        gather.update(content)
        except OSError:
            return ""
        return gather.hexdigest()

    def changed_since(self, moment: int) -> bool:
        """Whether a file of it was written after a moment of the clock, in nanoseconds."""
        path = Path(self.path)
        if self.sort == "place":
            return False
        try:
            if self.sort == "tree" and path.is_dir():
                return any(each.stat().st_mtime_ns > moment for each in path.rglob("*"))
            return path.stat().st_mtime_ns > moment
        except OSError:
            return False


def _below(folder: str, name: str = "") -> Iterable[tuple[str, bytes]]:
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, f"{name}/{entry.name}")
        elif entry.is_file():
            yield f"{name}/{entry.name}", _content(entry.path)


def _content(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.readall()


def common_inputs(workspace: "Workspace | None") -> tuple[Input, ...]:
    """What every program depends on beside its rules and what is installed: the workspace's settings and plugins."""
    if workspace is None:
        return ()
    places = [*workspace.rules, *workspace.catalogues, *(path for paths in workspace.people.values() for path in paths)]
    if workspace.templates is not None:
        places.append(workspace.templates)
    settings = Input("file", str((workspace.folder / "iomrules.yaml").absolute()))
    own = Input("tree", str((workspace.folder / "plugins").absolute()))
    return (settings, own, *(Input("place", str(path)) for path in places))


def _stamp() -> str:
    """What tells one installation from another: its modules, its grammar, the plugins in it, Python and the path."""
    gather = blake2b(digest_size=16)
    installed = [*_files(Path(resources.__file__).parent, _MODULES), *_files(resources.folder("grammar"), _MODULES)]
    for entry in os.scandir(resources.folder("plugins")):
        if entry.name.startswith("iomrules_") and entry.is_dir():
            installed += _files(entry.path, "")
    gather.update("".join(sorted(installed)).encode())
    # a plugin that is installed or taken away changes the folder it lies in
    for place in sys.path[1:]:
        try:
            described = any(name.endswith("-info") for name in os.listdir(place))
            gather.update(f"{place}\n{os.stat(place).st_mtime_ns if described else 0}\n".encode())
        except OSError:
            continue
    gather.update(f"{FORM}\n{sys.version}\n{sys.implementation.cache_tag}".encode())
    return gather.hexdigest()


def _files(folder: Path | str, endings: str | tuple[str, ...]) -> Iterable[str]:
    """Each file below a folder: where it lies, how large it is and when it was written. endings: empty for all."""
    for entry in os.scandir(folder):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry.path, endings)
        elif entry.name.endswith(endings):
            known = entry.stat()
            yield f"{entry.path}\n{known.st_size}\n{known.st_mtime_ns}\n"


# --- the files kept --------------------------------------------------------------------------------------------------


@frozen
class Cache:
    """A folder of kept programs. folder: None where nothing is to be kept."""

    folder: Path | None
    verbose: bool = False
    _key: list[bytes] = field(factory=list, init=False, repr=False, eq=False)
    _installation: list[str] = field(factory=list, init=False, repr=False, eq=False)

    @classmethod
    def of_command(cls) -> "Cache":
        """The user's cache, unless the command line or the environment says otherwise."""
        off = _Told.off or os.environ.get(OFF)
        return cls(None if off else default_folder(), _Told.verbose)

    def take(self, asked: Sequence[str]) -> Artefact | None:
        """The program kept for what was asked, if all it was made of is as it was."""
        if self.folder is None:
            return None
        try:
            content = self._opened(self.file(asked))
            size = int.from_bytes(content[:4], "big")
            for line in str(content[4 : 4 + size], "utf-8").splitlines():
                digest, sort, path = line.split("\t", 2)
                if Input(sort, path).digest() != digest:
                    self._tell(f"изменилось: {path}", f"changed: {path}")
                    return None
            artefact = Artefact(content[4 + size :])
            artefact.program, artefact.settings  # noqa: B018 - what is wrong with them shows now, but for places
        except FileNotFoundError:
            self._tell("проверенной программы в запасе нет", "no program is kept")
            return None
        except OSError:
            where = self.folder
            self._tell(f"запас не читается: не открыть папку {where}", f"nothing kept can be read: {where} is closed")
            return None
        except (ValueError, BadArtefact) as error:
            self._tell(f"файл запаса не годится: {error}", f"the kept file will not do: {error}")
            return None
        self._tell("проверенная программа взята из запаса", "a kept program was taken")
        return artefact

    def keep(self, asked: Sequence[str], inputs: Iterable[Input], begun: int, artefact: bytes) -> None:
        """Keeps a program. A folder that cannot be written is let be.

        begun: nanoseconds of the clock before the first input was read; what changed since may not be what was read.
        """
        if self.folder is None:
            return
        inputs = tuple(dict.fromkeys(inputs))
        lines = [f"{each.digest()}\t{each.sort}\t{each.path}" for each in inputs]
        if any(each.changed_since(begun - _COARSE) for each in inputs):
            self._tell("правила изменились на ходу, запас не записан", "the rules changed meanwhile, nothing was kept")
            return
        head = "\n".join(lines).encode()
        content = len(head).to_bytes(4, "big") + head + artefact
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_beside(self.file(asked), _MARK + self._sign(content) + content)
            self._prune()
        except OSError:
            where = self.folder
            self._tell(f"запас не записан: не пишется папка {where}", f"nothing was kept: {where} cannot be written")
        except ValueError as error:
            self._tell(f"запас не записан: {error}", f"nothing was kept: {error}")
        else:
            self._tell("проверенная программа записана в запас", "the program was kept")

    def file(self, asked: Sequence[str]) -> Path:
        """Where the program for what was asked is kept.

        The installation is looked at once, before rules are read by it: one that changes meanwhile is another.
        """
        assert self.folder is not None
        if not self._installation:
            self._installation.append(_stamp())
        name = blake2b("\0".join((*self._installation, *asked)).encode(), digest_size=16).hexdigest()
        return self.folder / f"{name}{_SUFFIX}"

    def _opened(self, file: Path) -> memoryview:
        with file.open("rb") as stream:
            content = memoryview(stream.read(min(_LARGEST, os.fstat(stream.fileno()).st_size)))
        mark, rest = content[: len(_MARK)], content[len(_MARK) :]
        signature, signed = rest[:_SIGN_LENGTH], rest[_SIGN_LENGTH:]
        # Compared as digests of their own, so that the time it takes tells nothing of how much of it is right.
        if mark != _MARK or self._sign(signature) != self._sign(self._sign(signed)):
            raise ValueError(say("подпись не наша", "the signature is not ours"))
        return signed

    def _sign(self, content: bytes | memoryview) -> bytes:
        if not self._key:
            self._key.append(self._read_key())
        return blake2b(content, digest_size=_SIGN_LENGTH, key=self._key[0]).digest()

    def _read_key(self) -> bytes:
        """The user's key, made when first needed; of two makers at once, the first one's counts."""
        assert self.folder is not None
        file = self.folder / _KEY_FILE
        if not file.exists():
            self._make_key(file)
        if os.name == "posix":
            known = file.stat()
            if known.st_mode & 0o077 or known.st_uid != os.getuid():
                raise ValueError(say("ключ запаса чужой или открыт другим", "the key is another's or open to others"))
        key = file.read_bytes()
        if len(key) != _KEY_LENGTH:
            raise ValueError(say("ключ запаса испорчен", "the key is damaged"))
        return key

    @staticmethod
    def _make_key(file: Path) -> None:
        """Whole or not at all: with half a key, of a process that ended meanwhile, nothing would be taken again."""
        beside = file.with_name(f".{_KEY_FILE}-{os.getpid()}")
        beside.unlink(missing_ok=True)
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                stream.write(os.urandom(_KEY_LENGTH))
                stream.flush()
                os.fsync(stream.fileno())
            try:
                os.link(beside, file)
            except FileExistsError:
                pass
            except OSError:  # a disk without links: of two makers at once, the last one's counts
                os.replace(beside, file)
        finally:
            beside.unlink(missing_ok=True)

    def _prune(self) -> None:
        assert self.folder is not None
        kept = sorted(self.folder.glob(f"*{_SUFFIX}"), key=lambda each: each.stat().st_mtime_ns, reverse=True)
        for file in kept[MOST_KEPT:]:
            file.unlink(missing_ok=True)

    def _tell(self, ru: str, en: str) -> None:
        if self.verbose:
            note(ru, en)


def default_folder() -> Path | None:
    """The user's folder for such files, as the system has it; None where the user has no home."""
    said = os.environ.get(FOLDER)
    if said:
        return Path(said)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "iomrules" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "iomrules"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "iomrules"


def _write_beside(file: Path, content: bytes) -> None:
    """Writes whole or not at all: whoever reads meanwhile has the file before or the file after."""
    beside = file.with_name(f"{file.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
