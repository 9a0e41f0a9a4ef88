"""Plugins found, loaded one by one, checked and put in order. One that breaks its promise is left out whole.

Nothing is loaded when this module is imported, and no plugin's code runs unless its name was asked for.
"""

import importlib
import importlib.util
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TypeVar

import pluggy

from iomrules import resources
from iomrules.codes import plugins as codes
from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.extend import DocumentKind, Function, Partner, Profile
from iomrules.frozen import evolve, field, frozen
from iomrules.hookspecs import API_VERSION, HOOKS, PROJECT, Questions
from iomrules.passport import LAYERS, PASSPORT_FILE, Answers, Passport, is_safe_name, read_passport, template_kinds
from iomrules.settings import meant, nearest, shorten
from iomrules.source import NO_CELL, Cell, Span
from iomrules.wanted import Wanted

__all__ = [
    "ENTRY_POINTS",
    "WORKSPACE_FOLDER",
    "LeftOut",
    "Loaded",
    "Plugin",
    "Wanted",
    "find_plugins",
    "load_plugins",
    "names_of",
    "plugin_at",
]

ENTRY_POINTS = "iomrules"
WORKSPACE_FOLDER = "plugins"
_BUNDLED_PREFIX = "iomrules_"
_Sort = TypeVar("_Sort")

#: hook -> what its answers are made of
_ANSWERS: Mapping[str, type] = MappingProxyType(
    {"profiles": Profile, "partners": Partner, "rules": Path, "functions": Function, "document_kinds": DocumentKind}
)


@frozen
class Plugin:
    """A plugin that kept its promises so far; its rules are checked together with everybody's, in the pipeline.

    rules: (folder of .iom files, name under which messages show it). functions, document_kinds: marked with its name.
    hooks: those it answers with Python, in the order asked.
    """

    name: str
    title: str
    version: str
    layer: str
    origin: str
    hooks: tuple[str, ...] = ()
    profiles: tuple[Profile, ...] = ()
    partners: tuple[Partner, ...] = ()
    rules: tuple[tuple[Path, str], ...] = ()
    functions: tuple[Function, ...] = ()
    document_kinds: tuple[DocumentKind, ...] = ()
    aliases: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    place: Span | Cell = field(default=NO_CELL, eq=False, repr=False)


@frozen
class LeftOut:
    """A plugin that was asked for and is not used. reasons: the first says it in one sentence."""

    name: str
    reasons: tuple[Diagnostic, ...]
    passport: Passport | None = None


@frozen
class Loaded:
    """plugins: in the order their rules count: by layer, by `after` and `before`, by name."""

    plugins: tuple[Plugin, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(reason for each in self.left_out for reason in each.reasons)


# --- finding -------------------------------------------------------------------------------------------------------


def find_plugins(workspace: Path | None = None) -> tuple[Passport, ...]:
    """Every plugin there is: bundled, installed, in the workspace's `plugins/`; sorted by name. Runs none of them."""
    points = tuple(entry_points(group=ENTRY_POINTS))
    # In an installation, others' packages lie beside the bundled ones: whose a package is, its distribution says.
    others = {point.module.partition(".")[0] for point in points if point.dist and not _is_ours(point.dist.name)}
    found = [*_bundled(others), *(_in_folder(workspace / WORKSPACE_FOLDER) if workspace else ())]
    known = {passport.module for passport in found if passport.module}
    for point in points:
        if point.module in known:
            found = [_also_called(passport, point) for passport in found]
        else:
            known.add(point.module)
            found.append(_of_distribution(point))
    return tuple(sorted(found, key=lambda passport: (passport.name, passport.origin, passport.module)))


def _is_ours(distribution: str) -> bool:
    return distribution.casefold() == ENTRY_POINTS


def _bundled(others: Collection[str]) -> Iterable[Passport]:
    """The plugins that travel with this package. others: packages that other distributions brought."""
    for folder in sorted(resources.folder("plugins").glob(f"{_BUNDLED_PREFIX}*")):
        if _is_plugin(folder) and folder.name not in others:
            name = folder.name.removeprefix(_BUNDLED_PREFIX)
            passport = Passport(name, "bundled", aliases=(folder.name,), folder=folder, module=_module(folder))
            yield read_passport(passport, f"plugins/{folder.name}")


def _in_folder(parent: Path) -> Iterable[Passport]:
    if parent.is_dir():
        for folder in sorted(parent.iterdir()):
            if _is_plugin(folder):
                yield plugin_at(folder)


def plugin_at(folder: Path) -> Passport:
    """The plugin that lies in one folder, as a workspace's `plugins/` would give it. Runs nothing."""
    passport = Passport(folder.name, "workspace", folder=folder, module=_module(folder))
    return read_passport(passport, f"{WORKSPACE_FOLDER}/{folder.name}")


def _is_plugin(folder: Path) -> bool:
    return folder.is_dir() and ((folder / PASSPORT_FILE).is_file() or (folder / "__init__.py").is_file())


def _module(folder: Path) -> str:
    return folder.name if (folder / "__init__.py").is_file() else ""


def _also_called(passport: Passport, point: EntryPoint) -> Passport:
    if passport.module != point.module or passport.name == point.name:
        return passport
    return evolve(passport, aliases=(*passport.aliases, point.name))


def _of_distribution(point: EntryPoint) -> Passport:
    version = point.dist.version if point.dist else ""
    passport = Passport(point.name, "distribution", version=version, module=point.module, folder=_folder(point.module))
    return read_passport(passport, point.name)


def _folder(module: str) -> Path | None:
    """The folder of a top-level package, found without importing it; None for a module inside a package."""
    if "." in module:
        return None
    try:
        spec = importlib.util.find_spec(module)
    except (ImportError, ValueError):
        return None
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None


# --- choosing ------------------------------------------------------------------------------------------------------


def load_plugins(found: Sequence[Passport], wanted: Iterable[Wanted]) -> Loaded:
    """The plugins asked for, each behind its own guard, in the order their rules count.

    wanted: by name or any alias, Latin or Cyrillic; a plugin named twice is loaded once.
    """
    chosen, left_out = _choose(found, wanted)
    plugins: list[Plugin] = []
    for passport in chosen:
        try:
            plugins.append(_load(passport))
        except _Broken as broken:
            left_out.append(LeftOut(passport.name, broken.reasons, passport))
    ordered, out_of_order = _ordered(plugins)
    kept, repeated = _without_repeats(ordered)
    return Loaded(kept, tuple(sorted((*left_out, *out_of_order, *repeated), key=lambda each: each.name)))


def names_of(passport: Passport) -> tuple[str, ...]:
    """Every name a plugin answers to."""
    profiles, partners = passport.answers.profiles, passport.answers.partners
    added = (*(each.name for each in profiles), *(each.name for each in partners))
    return tuple(dict.fromkeys((passport.name, *passport.aliases, *added)))


def _choose(found: Sequence[Passport], wanted: Iterable[Wanted]) -> tuple[list[Passport], list[LeftOut]]:
    by_name: dict[str, list[Passport]] = {}
    for passport in found:
        for name in dict.fromkeys(_fold(name) for name in names_of(passport)):
            by_name.setdefault(name, []).append(passport)
    chosen: dict[int, Passport] = {}
    left_out: dict[str, LeftOut] = {}
    for want in wanted:
        match by_name.get(_fold(want.name), []):
            case [passport]:
                chosen[id(passport)] = passport
            case []:
                left_out[_fold(want.name)] = LeftOut(shorten(want.name), (_not_found(want, found),))
            case [first, second, *_]:
                reason = codes.SAME_NAME.at(want.place, name=want.name, first=_where(first), second=_where(second))
                left_out[_fold(want.name)] = LeftOut(shorten(want.name), (reason,), first)
    return sorted(chosen.values(), key=lambda passport: passport.name), list(left_out.values())


def _not_found(want: Wanted, found: Sequence[Passport]) -> Diagnostic:
    ru, en = meant(nearest(want.name, [name for passport in found for name in names_of(passport)]))
    known = ", ".join(_spoken(passport) for passport in found) or "—"
    known_en = ", ".join(passport.name for passport in found) or "—"
    name = shorten(want.name)
    return codes.NOT_FOUND.at(want.place, name=name, suggestion=ru, suggestion_en=en, known=known, known_en=known_en)


def _spoken(passport: Passport) -> str:
    """The name a Russian settings file would call a plugin by."""
    return next((name for name in names_of(passport) if not name.isascii()), passport.name)


def _where(passport: Passport) -> str:
    return passport.folder.name if passport.folder else passport.module


def _fold(name: str) -> str:
    return name.strip().casefold().replace("ё", "е").replace("-", "_").replace(" ", "_")


# --- loading -------------------------------------------------------------------------------------------------------


class _Broken(Exception):
    """A promise not kept; caught where plugins are loaded."""

    def __init__(self, *reasons: Diagnostic) -> None:
        self.reasons = reasons
        super().__init__(", ".join(reason.code for reason in reasons))


def _load(passport: Passport) -> Plugin:
    place = passport.place if passport.place != NO_CELL else Cell(passport.name)
    if passport.diagnostics:
        raise _Broken(codes.BAD_PASSPORT.at(place, name=passport.name), *passport.diagnostics)
    if passport.api != str(API_VERSION):
        raise _Broken(codes.OTHER_API.at(place, name=passport.name, wanted=shorten(passport.api), have=API_VERSION))
    answers = passport.answers
    hooks: tuple[str, ...] = ()
    if passport.module:
        module = _guarded(passport, place, lambda: _import(passport))
        asked, hooks = _ask(passport, module, place)
        # Beside functions the passport says the rest, as without Python; hooks that say more say it all.
        answers = asked if set(hooks) - {"functions"} else answers.join(asked)
    if answers == Answers() and passport.origin == "distribution":
        # what was built without its rules looks like this
        raise _Broken(codes.ADDS_NOTHING.at(place, name=passport.name))
    for what, name in _names(answers):
        if not is_safe_name(name):
            ru, en = f"имя «{shorten(name)}» не годится", f"the name `{shorten(name)}` will not do"
            raise _Broken(codes.WRONG_ANSWER.at(place, name=passport.name, hook=what, reason=ru, reason_en=en))
    return _plugin(passport, answers, hooks, place)


def _guarded(passport: Passport, place: Span | Cell, step: Callable[[], ModuleType]) -> ModuleType:
    try:
        return step()
    except (Exception, SystemExit) as error:
        reason = f"{type(error).__name__}: {shorten(str(error), 120)}"
        raise _Broken(codes.IMPORT_FAILED.at(place, name=passport.name, reason=reason)) from error


def _import(passport: Passport) -> ModuleType:
    if passport.origin == "distribution" or passport.folder is None:
        return importlib.import_module(passport.module)
    # A folder is loaded as it stands, under a name of its own: the folder's parent need not be on the path.
    local = passport.origin == "workspace"
    name = f"iomrules_workspace_plugins_{passport.module}" if local else passport.module
    if not local and name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(
        name, passport.folder / "__init__.py", submodule_search_locations=[str(passport.folder)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(passport.module)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, sys.dont_write_bytecode or local
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    finally:
        sys.dont_write_bytecode = writes
    return module


def _ask(passport: Passport, module: ModuleType, place: Span | Cell) -> tuple[Answers, tuple[str, ...]]:
    """What the plugin's hooks answer. Each plugin has a manager of its own, so pluggy's order never counts."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Questions)
    try:
        manager.register(module, passport.name)
    except pluggy.PluginValidationError as error:
        raise _Broken(_wrong_answer(passport, place, "hookimpl", str(error).splitlines()[-1])) from error
    callers = manager.get_hookcallers(module) or []
    for hook in sorted(caller.name for caller in callers if caller.name not in HOOKS):
        ru, en = meant(nearest(hook, HOOKS))
        known = ", ".join(HOOKS)
        raise _Broken(
            codes.UNKNOWN_HOOK.at(place, name=passport.name, hook=hook, suggestion=ru, suggestion_en=en, known=known)
        )
    hooks = tuple(hook for hook in HOOKS if hook in {caller.name for caller in callers})
    given = [part for hook in hooks for part in _answer(passport, manager, hook, place)]
    return (
        Answers(
            _of(Profile, given), _of(Partner, given), _of(Path, given), _of(Function, given), _of(DocumentKind, given)
        ),
        hooks,
    )


def _of(sort: type[_Sort], parts: Sequence[object]) -> tuple[_Sort, ...]:
    return tuple(part for part in parts if isinstance(part, sort))


def _answer(passport: Passport, manager: pluggy.PluginManager, hook: str, place: Span | Cell) -> tuple[object, ...]:
    try:
        answers = getattr(manager.hook, hook)()
    except (Exception, SystemExit) as error:
        raise _Broken(_wrong_answer(passport, place, hook, f"{type(error).__name__}: {error}")) from error
    wanted = _ANSWERS[hook]
    parts: list[object] = []
    for answer in answers:
        if not isinstance(answer, Sequence) or isinstance(answer, str | bytes):
            raise _Broken(_wrong_answer(passport, place, hook, type(answer).__name__, wanted.__name__))
        parts.extend(answer)
    for part in parts:
        if not isinstance(part, wanted):
            raise _Broken(_wrong_answer(passport, place, hook, type(part).__name__, wanted.__name__))
    return tuple(parts)


def _wrong_answer(passport: Passport, place: Span | Cell, hook: str, found: str, wanted: str = "") -> Diagnostic:
    found = shorten(found, 120)
    ru = f"нужен список из {wanted}, а получено {found}" if wanted else found
    en = f"expected a sequence of {wanted}, got {found}" if wanted else found
    return codes.WRONG_ANSWER.at(place, name=passport.name, hook=hook, reason=ru, reason_en=en)


def _plugin(passport: Passport, answers: Answers, hooks: tuple[str, ...], place: Span | Cell) -> Plugin:
    layer = passport.layer or ("partner" if answers.partners else "profile" if answers.profiles else "school")
    try:
        kinds = _document_kinds(answers)
    except (InputError, OSError) as error:
        reasons = error.diagnostics if isinstance(error, InputError) else ()
        raise _Broken(codes.FILE_MISSING.at(place, name=passport.name, path="templates"), *reasons) from error
    return Plugin(
        name=passport.name,
        title=passport.title or _first_title(answers) or passport.name,
        version=passport.version,
        layer=layer,
        origin=passport.origin,
        hooks=hooks,
        profiles=answers.profiles,
        partners=answers.partners,
        rules=_rule_folders(passport, answers, place),
        functions=tuple(evolve(each, plugin=passport.name) for each in answers.functions),
        document_kinds=tuple(evolve(each, plugin=passport.name) for each in kinds),
        aliases=passport.aliases,
        after=passport.after,
        before=passport.before,
        place=place,
    )


def _first_title(answers: Answers) -> str:
    titles = (*(each.title for each in answers.profiles), *(each.title for each in answers.partners))
    return next(iter(titles), "")


def _document_kinds(answers: Answers) -> tuple[DocumentKind, ...]:
    """Those declared, and one for each template of a profile or partner that none of them has already."""
    kinds = {kind.name: kind for kind in answers.document_kinds}
    for profile in answers.profiles:
        if profile.templates:
            for kind in template_kinds(profile.templates, profile.title, profile.routes, ()):
                kinds.setdefault(kind.name, kind)
    for partner in answers.partners:
        if partner.templates:
            for kind in template_kinds(partner.templates, partner.title, (), (partner.name,)):
                kinds.setdefault(kind.name, kind)
    return tuple(kinds.values())


def _rule_folders(passport: Passport, answers: Answers, place: Span | Cell) -> tuple[tuple[Path, str], ...]:
    given = (*(each.rules for each in answers.profiles), *(each.rules for each in answers.partners), *answers.rules)
    folders: list[tuple[Path, str]] = []
    for folder in dict.fromkeys(each for each in given if each):
        if not folder.exists():
            raise _Broken(codes.FILE_MISSING.at(place, name=passport.name, path=folder.name))
        folders.append((folder, f"{WORKSPACE_FOLDER}/{passport.name}/{folder.name}"))
    return tuple(folders)


def _names(answers: Answers) -> Iterable[tuple[str, str]]:
    """(hook, name) of everything declared by name."""
    yield from (("profiles", each.name) for each in answers.profiles)
    yield from (("partners", each.name) for each in answers.partners)
    yield from (("functions", each.name) for each in answers.functions)
    yield from (("document_kinds", each.name) for each in answers.document_kinds)


# --- ordering ------------------------------------------------------------------------------------------------------


def _ordered(plugins: Sequence[Plugin]) -> tuple[tuple[Plugin, ...], tuple[LeftOut, ...]]:
    """By layer, then by `after` and `before`, then by name; those that wait for each other in a ring are left out."""
    waiting = {plugin.name: plugin for plugin in sorted(plugins, key=_rank)}
    called = {_fold(name): plugin.name for plugin in plugins for name in (*plugin.aliases, plugin.name)}
    behind: dict[str, set[str]] = {name: set() for name in waiting}
    for plugin in plugins:
        for name in plugin.after:
            behind[plugin.name] |= {called[_fold(name)]} if _fold(name) in called else set()
        for name in plugin.before:
            if _fold(name) in called:
                behind[called[_fold(name)]].add(plugin.name)
    placed: list[Plugin] = []
    stuck: list[LeftOut] = []
    while waiting:
        # Of one layer only: what waits for a higher layer, or in a ring, never becomes ready and harms no other layer.
        lowest = next(iter(waiting.values())).layer
        own = [plugin for plugin in waiting.values() if plugin.layer == lowest]
        ready = [plugin for plugin in own if not behind[plugin.name] & waiting.keys()]
        if ready:
            placed.append(waiting.pop(ready[0].name))
        else:
            names = {plugin.name for plugin in own}
            above = [plugin for plugin in own if behind[plugin.name] & waiting.keys() - names]
            stuck += [_stuck(waiting.pop(plugin.name)) for plugin in above or own]
    return tuple(placed), tuple(stuck)


def _rank(plugin: Plugin) -> tuple[int, str]:
    return LAYERS.index(plugin.layer), plugin.name


def _stuck(plugin: Plugin) -> LeftOut:
    ru, en = (
        "«после» и «до» противоречат друг другу или слоям",
        "`after` and `before` contradict each other or the layers",
    )
    return LeftOut(plugin.name, (codes.ORDER_IMPOSSIBLE.at(plugin.place, name=plugin.name, reason=ru, reason_en=en),))


def _without_repeats(plugins: Sequence[Plugin]) -> tuple[tuple[Plugin, ...], tuple[LeftOut, ...]]:
    """The first to declare a name keeps it; a later one is left out whole."""
    owner: dict[tuple[str, str], str] = {}
    kept: list[Plugin] = []
    left_out: list[LeftOut] = []
    for plugin in plugins:
        answers = Answers(plugin.profiles, plugin.partners, (), plugin.functions, plugin.document_kinds)
        own = [(what, _fold(name)) for what, name in _names(answers)]
        taken = [key for position, key in enumerate(own) if key in owner or key in own[:position]]
        if taken:
            other = owner.get(taken[0], plugin.name)
            reason = codes.DECLARED_TWICE.at(plugin.place, name=plugin.name, what=taken[0][1], other=other)
            left_out.append(LeftOut(plugin.name, (reason,)))
        else:
            owner |= dict.fromkeys(own, plugin.name)
            kept.append(plugin)
    return tuple(kept), tuple(left_out)
