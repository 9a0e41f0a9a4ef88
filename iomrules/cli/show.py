"""`iomrules show --stage …`: any artefact on the way from a text to a route, for those who look for a mistake."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from iomrules.cli.access import log_access
from iomrules.cli.console import put, put_json
from iomrules.cli.console import show as show_findings
from iomrules.cli.language import language, say
from iomrules.cli.opening import STDIN, Opened, choose_people, decision_day, open_rules, people_sources, read_everybody
from iomrules.cli.options import (
    Choice,
    Declared,
    argument,
    on_option,
    only_option,
    option,
    ours,
    rules_option,
    workspace_option,
)
from iomrules.codes import workspace as codes
from iomrules.diagnostics import Diagnostic
from iomrules.pipeline import compose_routes, decide_people
from iomrules.program.core import Indicator, Program, Rating, Route, Rule, Selection
from iomrules.program.kind_words import kind_words
from iomrules.program.outline import outline
from iomrules.reason.python.code import source_of
from iomrules.reason.sql.dialects import in_dialect
from iomrules.reason.sql.statement import write_statement
from iomrules.results import person_result

STAGES = ("tokens", "tree", "program", "python", "sql", "decisions", "route")


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "show",
        "Показать промежуточный шаг: слова, дерево, проверенную программу, код Python, запрос SQL, решения, маршруты.",
        "Show a stage on the way: tokens, tree, program, Python code, SQL query, decisions, route.",
    )
    @argument("paths", nargs=-1, metavar=say("[ПРАВИЛА|ЛЮДИ]...", "[RULES|STUDENTS]..."))
    @option("--stage", type=Choice(STAGES), default="program", show_default=True, help=say("Какой шаг.", "Which."))
    @option(
        "--dialect",
        default="duckdb",
        metavar=say("НАРЕЧИЕ", "DIALECT"),
        help=say("Наречие SQL: duckdb, postgres, spark …", "Dialect of SQL: duckdb, postgres, spark …"),
    )
    @rules_option()
    @workspace_option()
    @on_option()
    @only_option()
    def show(
        *,
        paths: tuple[str, ...],
        stage: str,
        dialect: str,
        rules: tuple[Path, ...],
        workspace: Path | None,
        on: date | None,
        only: tuple[str, ...],
    ) -> None:
        given = tuple(Path(path) for path in paths if _is_of_rules(path))
        students = tuple(path for path in paths if not _is_of_rules(path))
        opened = open_rules(workspace, (*rules, *given))
        lines: Iterable[str]
        match stage:
            case "tokens":
                lines = (
                    f"{token.span}  {token.kind:<14} {token.text}"
                    for ruleset in opened.rulesets
                    for tree in ruleset.layer.trees
                    for token in tree.tokens
                )
            case "tree":
                lines = (
                    f"{declaration.span}  {declaration!r}"
                    for ruleset in opened.rulesets
                    for tree in ruleset.layer.trees
                    for declaration in tree.declarations
                )
            case "program":
                lines = program_lines(opened.program)
            case "python":
                lines = source_of(opened.program).splitlines()
            case "sql":
                lines, refused = sql_lines(opened.program, decision_day(opened, on), dialect)
                show_findings(refused, opened.compiled.sources)
            case _:
                _people(opened, students, only, decision_day(opened, on), stage)
                return
        for line in lines:
            put(line)

    return show


def sql_lines(program: Program, on: date, dialect: str) -> tuple[list[str], list[Diagnostic]]:
    """For each shape of people its tables and the query, and what the query leaves out.

    Raises InputError where another dialect is wanted and the library for it is not there, or does not know it.
    """
    lines: list[str] = []
    refused: list[Diagnostic] = []
    declared: dict[str, Rule | Route | Rating | Indicator | Selection]
    declared = {**program.rules, **program.routes, **program.ratings, **program.indicators, **program.selections}
    for shape in program.person_shapes():
        statement = write_statement(program, shape, on)
        lines += [f"{each};" for each in in_dialect((*statement.tables, statement.query), dialect)]
        for each in statement.refused:
            place = declared[each.name].about.span if each.name in declared else program.about.span
            refused.append(codes.UNSAYABLE_IN_SQL.at(place, name=each.name, what=each.what, what_en=each.what_en))
    return lines, refused


def _is_of_rules(path: str) -> bool:
    """Whether a path is of rules, an .iom file or a folder; people lie in files of every other sort, or in stdin."""
    return path != STDIN and (Path(path).suffix.casefold() == ".iom" or Path(path).is_dir())


def program_lines(program: Program) -> Iterable[str]:
    """The declarations of a checked program, a line each: sort, name, what it is; then what each one computes."""
    for name, version, layer in program.rulesets:
        yield f"ruleset      {_called(program, name)} {version} ({layer})"
    for enumeration in program.schema.enumerations.values():
        members = ", ".join(_called(program, member) for member in enumeration.members)
        yield f"enumeration  {_called(program, enumeration.name)}: {members}"
    for shape in program.schema.shapes.values():
        for fact in shape.facts:
            optional = ", optional" if fact.optional else ""
            name = _called(program, f"{shape.name}.{fact.name}", fact.name)
            yield f"fact         {name}: {say(*kind_words(fact.kind))}{optional}"
    for catalogue in program.schema.catalogues.values():
        yield f"catalogue    {_called(program, catalogue.name)}: {catalogue.shape}, {len(catalogue.rows)} rows"
    sorts = (
        ("parameter", program.parameters),
        ("table", program.tables),
        ("indicator", program.indicators),
        ("rating", program.ratings),
        ("rule", program.rules),
        ("selection", program.selections),
        ("route", program.routes),
    )
    for sort, declared in sorts:
        for name, each in declared.items():
            yield f"{sort:<12} {_called(program, name)} [{each.about.layer}] {each.about.span}"
    for function in program.functions.values():
        yield f"function     {function.name} ({function.plugin})"
    yield f"order        {' '.join(program.order)}"
    yield f"cost         {program.cost}"
    yield ""
    yield from outline(program).splitlines()


def _called(program: Program, name: str, of: str = "") -> str:
    """A declared name, and to whom English is spoken what it is called there. of: the name that is asked for."""
    label = program.english.get(of or name, "") if language() == "en" else ""
    return f"{name} ({label})" if label else name


def _people(opened: Opened, students: tuple[str, ...], only: tuple[str, ...], on: date, stage: str) -> None:
    records = read_everybody(opened, people_sources(opened, students))
    chosen = frozenset(choose_people(records.people, only))
    if opened.workspace:
        log_access(opened.workspace.folder, "show", len(chosen))
    heard = opened.heard(records)
    for each in decide_people(opened.spoken, heard, on):
        if each.person.id in chosen:
            routes = compose_routes(each, heard) if stage == "route" else ()
            plain = person_result(each.decisions, routes).as_json(language())
            put_json({"id": plain["id"], "routes": plain["routes"]} if stage == "route" else plain, indent=2)
