"""The regulation itself, written from the rules: numbered clauses with tables, every one with its legal basis.

`regulation_terms` writes what the words mean, `regulation_rules` what is decided by them; this module numbers the
clauses, so that a clause can name another, and lays the whole out for templates. In Russian: it is a paper to be signed
in a Russian school.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from attrs import evolve, frozen

from iomrules.facts.record import TruthKind
from iomrules.program.core import About, Program
from iomrules.write.document import Document
from iomrules.write.environment import TemplateEnvironment
from iomrules.write.html import write_page
from iomrules.write.letterhead import Letterhead
from iomrules.write.regulation_parts import Clause, Section, Sheet, basis_of
from iomrules.write.regulation_rules import (
    indicator_clause,
    named_clause,
    parameter_clause,
    rating_clause,
    route_clause,
    rule_clause,
    selection_clause,
    table_clause,
)
from iomrules.write.regulation_terms import catalogue_clauses, general_clauses, term_clauses
from iomrules.write.said import Said, named_of
from iomrules.write.view import approvals_view, in_rows
from iomrules.write.word import WordTemplate, write_word

WORD_TEMPLATE, PAGE = "regulation.docx", "regulation.html"
#: letters of a list inside a clause, as office papers have them
LETTERS = "абвгдежзиклмнопрстуфхцшщэюя"


@frozen
class Regulation:
    """title: of the rules. acts: every act quoted, in the order of the clauses."""

    title: str
    sections: tuple[Section, ...]
    acts: tuple[str, ...] = ()


_Writer = Callable[[Any, Said], Clause]


def regulation(program: Program) -> Regulation:
    """The regulation of a program."""
    named = named_of(program)
    conditions = {name: each for name, each in named.items() if isinstance(each[0].kind, TruthKind)}
    amounts = {name: each for name, each in named.items() if name not in conditions}
    chapters: tuple[tuple[str, Iterable[Any], _Writer], ...] = (
        ("Установленные величины", program.parameters.values(), parameter_clause),
        ("Таблицы", program.tables.values(), table_clause),
        ("Показатели", (*program.indicators.values(), *amounts.values()), _indicator),
        ("Рейтинги", program.ratings.values(), rating_clause),
        ("Отбор", program.selections.values(), selection_clause),
        ("Условия и решения", (*program.rules.values(), *conditions.values()), _rule),
        ("Маршруты", program.routes.values(), route_clause),
    )
    present = [(title, tuple(declared), write) for title, declared, write in chapters if declared]
    numbers = {
        _name(each): f"{chapter}.{at}"
        for chapter, (_, declared, _) in enumerate(present, start=3)
        for at, each in enumerate(declared, start=1)
    }
    said = Said(program, clauses=numbers)
    drafts = [
        Section("Общие положения", general_clauses(program)),
        Section("Термины и сведения", term_clauses(program)),
        *(Section(title, tuple(write(each, said) for each in declared)) for title, declared, write in present),
        Section("Справочники", catalogue_clauses(program)),
    ]
    sections = _numbered([each for each in drafts if each.clauses])
    return Regulation(program.about.label(), sections, _acts(program.about, sections))


def _name(declared: Any) -> str:
    name: str = declared[0].name if isinstance(declared, tuple) else declared.about.name
    return name


def _indicator(declared: Any, said: Said) -> Clause:
    return (
        named_clause(declared[0], declared[1], said)
        if isinstance(declared, tuple)
        else indicator_clause(declared, said)
    )


def _rule(declared: Any, said: Said) -> Clause:
    return named_clause(declared[0], declared[1], said) if isinstance(declared, tuple) else rule_clause(declared, said)


def _numbered(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Numbers for sections, clauses and tables, in the order written."""
    numbered: list[Section] = []
    tables = 0
    for chapter, section in enumerate(sections, start=1):
        clauses: list[Clause] = []
        for at, clause in enumerate(section.clauses, start=1):
            sheets: list[Sheet] = []
            for sheet in clause.sheets:
                tables += 1
                sheets.append(evolve(sheet, number=tables))
            clauses.append(evolve(clause, number=f"{chapter}.{at}", sheets=tuple(sheets)))
        numbered.append(Section(section.title, tuple(clauses), str(chapter)))
    return tuple(numbered)


def _acts(about: About, sections: Iterable[Section]) -> tuple[str, ...]:
    quoted = (each for section in sections for clause in section.clauses for each in clause.basis)
    return tuple(dict.fromkeys((*basis_of(about), *quoted)))


# --- for templates -------------------------------------------------------------------------------------------------


def regulation_view(written: Regulation, letterhead: Letterhead | None = None) -> dict[str, Any]:
    """What templates show. letterhead: of the workspace; without one, blanks are left to be filled in by hand."""
    head = letterhead or Letterhead("")
    blocks = approvals_view(head) or [{"гриф": "УТВЕРЖДАЮ", "строки": list(_BLANK)}]
    return {
        "документ": {"название": "Положение", "название_прописными": "ПОЛОЖЕНИЕ", "предмет": written.title},
        "школа": {"название": head.school, "город": head.place},
        "утверждения_рядами": in_rows(blocks),
        "разделы": [_section_view(each) for each in written.sections],
        "акты": list(written.acts),
    }


_BLANK = ("____________________________", "____________ ________________", "«___» ____________ 20__ г.")


def _section_view(section: Section) -> dict[str, Any]:
    return {
        "номер": section.number,
        "название": section.title,
        "название_прописными": section.title.upper(),
        "пункты": [_clause_view(each) for each in section.clauses],
    }


def _clause_view(clause: Clause) -> dict[str, Any]:
    last = len(clause.points) - 1
    return {
        "номер": clause.number,
        "имя": clause.name,
        "текст": clause.text,
        "подпункты": [
            {"буква": LETTERS[at % len(LETTERS)], "текст": text, "знак": "." if at == last else ";"}
            for at, text in enumerate(clause.points)
        ],
        "таблицы": [_sheet_view(each) for each in clause.sheets],
        "после": list(clause.after),
        "основания": list(clause.basis),
        "основание": "; ".join(clause.basis),
    }


def _sheet_view(sheet: Sheet) -> dict[str, Any]:
    return {
        "номер": str(sheet.number),
        "название": sheet.title,
        "столбцов": len(sheet.headings),
        "нумерована": sheet.headings[0] == "№",
        "заголовки": list(sheet.headings),
        "строки": [list(row) for row in sheet.rows],
    }


# --- documents -----------------------------------------------------------------------------------------------------


def word_regulation(template: WordTemplate, view: dict[str, Any], name: str) -> Document:
    """The regulation in Word."""
    return write_word(template, view, name, title=view["документ"]["предмет"], author=view["школа"]["название"])


def html_regulation(environment: TemplateEnvironment, view: dict[str, Any], name: str) -> Document:
    """The regulation as a page."""
    return write_page(environment, PAGE, view, name)
