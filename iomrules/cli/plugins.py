"""`iomrules plugins`: every plugin there is, whether it is used, what it adds, and why one was left out."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from iomrules.cli.console import FINDINGS, Stop, as_json, put, put_json, show, style
from iomrules.cli.language import language, say
from iomrules.cli.opening import open_rules
from iomrules.cli.options import Declared, format_option, ours, rules_option, strict_option, workspace_option
from iomrules.diagnostics import Diagnostic
from iomrules.frozen import frozen
from iomrules.pipeline import Compiled
from iomrules.plugins import Plugin, find_plugins
from iomrules.program.core import About
from iomrules.workspace import SETTINGS_FILE

_LAYERS = {"federal": "федерация", "region": "регион", "school": "школа", "profile": "профиль", "partner": "партнёр"}
_ORIGINS = {"bundled": "встроенное", "distribution": "установленное", "workspace": "из рабочей папки"}
_STATES = {"used": "включено", "left out": "пропущено", "not used": "не включено"}
_ADDED = {
    "profiles": "профили",
    "partners": "партнёры",
    "rules": "правила",
    "routes": "маршруты",
    "ratings": "рейтинги",
    "functions": "функции",
    "documents": "документы",
}
#: hook -> the question it answers
HOOK_QUESTIONS = {
    "profiles": "какие профили",
    "partners": "какие партнёры",
    "rules": "какие правила",
    "functions": "какие функции",
    "document_kinds": "какие документы",
}


@frozen
class Line:
    """One plugin in the list. adds: what is added -> names, only for a plugin in use. reasons: why it was left out.

    called: other names that settings may call it by.
    """

    name: str
    state: str
    title: str = ""
    version: str = ""
    layer: str = ""
    origin: str = ""
    hooks: tuple[str, ...] = ()
    adds: Mapping[str, tuple[str, ...]] = {}
    reasons: tuple[Diagnostic, ...] = ()
    called: tuple[str, ...] = ()


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "plugins",
        "Перечислить дополнения: какие есть, какие включены, что добавляют и почему какое-то пропущено.",
        "List plugins: which there are, which are used, what they add and why one was left out.",
    )
    @workspace_option()
    @rules_option()
    @strict_option()
    @format_option("text", "json")
    def plugins(workspace: Path | None, rules: tuple[Path, ...], strict: bool, form: str) -> None:
        folder = None
        compiled = Compiled(None)
        if rules or workspace or Path(SETTINGS_FILE).is_file():
            opened = open_rules(workspace, rules, strict=strict)
            compiled, folder = opened.compiled, opened.workspace.folder if opened.workspace else None
        lines = tuple(_lines(compiled, folder))
        if form == "json":
            put_json([_plain(line) for line in lines], indent=2)
        else:
            put("\n\n".join(_text(line) for line in lines) or say("Дополнений нет", "There are no plugins"))
            show(compiled.left_out_reasons, compiled.sources)
        if compiled.left_out:
            raise Stop(FINDINGS)

    return plugins


def _lines(compiled: Compiled, folder: Path | None) -> Iterable[Line]:
    """Those in use in their order, those left out, and those there are besides."""
    named: set[str] = set()
    for plugin in compiled.plugins:
        named.add(plugin.name)
        yield _used(plugin, compiled)
    for each in compiled.left_out:
        named.add(each.name)
        passport = each.passport
        title, version = (passport.title, passport.version) if passport else ("", "")
        origin = passport.origin if passport else ""
        yield Line(each.name, "left out", title, version, origin=origin, reasons=each.reasons)
    for passport in find_plugins(folder):
        if passport.name not in named:
            yield Line(
                passport.name, "not used", passport.title, passport.version, passport.layer, passport.origin,
                called=passport.aliases,
            )  # fmt: skip


def _used(plugin: Plugin, compiled: Compiled) -> Line:
    program = compiled.program
    files = tuple(f"{label}/" for _, label in plugin.rules)

    def own(declared: Iterable[About]) -> tuple[str, ...]:
        return tuple(about.name for about in declared if files and about.span.source.startswith(files))

    adds = {
        "profiles": tuple(each.name for each in plugin.profiles),
        "partners": tuple(each.name for each in plugin.partners),
        "rules": own(each.about for each in program.rules.values()) if program else (),
        "routes": own(each.about for each in program.routes.values()) if program else (),
        "ratings": own(each.about for each in program.ratings.values()) if program else (),
        "functions": tuple(each.name for each in plugin.functions),
        "documents": tuple(each.name for each in plugin.document_kinds),
    }
    return Line(
        plugin.name, "used", plugin.title, plugin.version, plugin.layer, plugin.origin, plugin.hooks,
        {what: names for what, names in adds.items() if names}, called=plugin.aliases,
    )  # fmt: skip


def _text(line: Line) -> str:
    english = language() == "en"
    state = line.state if english else _STATES[line.state]
    head = " · ".join(
        part
        for part in (
            style(line.name, "bold"),
            line.version,
            line.layer if english else _LAYERS.get(line.layer, ""),
            line.origin if english else _ORIGINS.get(line.origin, ""),
            style(state, *_colour(line)),
        )
        if part
    )
    lines = [head, *([f"  {line.title}"] if line.title else [])]
    # the name of the folder is told by `name` already
    called = [name for name in dict.fromkeys(line.called) if name not in (line.name, f"iomrules_{line.name}")]
    if called:
        lines.append(f"  {say('другие имена', 'also called')}: {', '.join(called)}")
    if line.hooks:
        asked = line.hooks if english else [f"{HOOK_QUESTIONS[hook]} ({hook})" for hook in line.hooks]
        lines.append(f"  {say('отвечает на вопросы', 'hooks')}: {', '.join(asked)}")
    lines += [f"  {what if english else _ADDED[what]}: {', '.join(names)}" for what, names in line.adds.items()]
    lines += [f"  {say('причина', 'reason')}: {each.code} {each.text(language())}" for each in line.reasons[:1]]
    return "\n".join(lines)


def _colour(line: Line) -> tuple[str, ...]:
    if line.state == "used":
        return ("green",)
    return ("red",) if line.reasons else ()


def _plain(line: Line) -> dict[str, object]:
    return {
        "name": line.name,
        "state": line.state,
        "title": line.title,
        "version": line.version,
        "layer": line.layer,
        "origin": line.origin,
        "hooks": list(line.hooks),
        "adds": {what: list(names) for what, names in line.adds.items()},
        "reasons": [as_json(each) for each in line.reasons],
        "aliases": list(line.called),
    }
