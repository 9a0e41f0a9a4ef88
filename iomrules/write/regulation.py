"""The regulation itself, written from the rules: numbered clauses with tables, every one with its legal basis.

`regulation_terms` writes what the words mean, `regulation_rules` what is decided by them; this module numbers the
clauses, so that a clause can name another, and lays the whole out for templates. In Russian, as a paper to be signed
in a Russian school (`regulation_ru`), or in English (`regulation_en`).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from iomrules.facts.record import TruthKind
from iomrules.frozen import evolve, frozen
from iomrules.program.core import About, Program
from iomrules.write import regulation_en, regulation_ru
from iomrules.write.document import Document
from iomrules.write.environment import TemplateEnvironment
from iomrules.write.html import write_page
from iomrules.write.letterhead import Letterhead
from iomrules.write.regulation_parts import Clause, Section, Sheet, basis_of
from iomrules.write.said import Said, named_of
from iomrules.write.view import approvals_view, in_rows
from iomrules.write.word import WordTemplate, write_word

WORD_TEMPLATE, PAGE = "regulation.docx", "regulation.html"
#: letters of a list inside a clause, as office papers have them
LETTERS = "абвгдежзиклмнопрстуфхцшщэюя"
LETTERS_EN = "abcdefghijklmnopqrstuvwxyz"
CHAPTERS = {
    "ru": (
        *("Общие положения", "Термины и сведения", "Установленные величины", "Таблицы", "Показатели", "Рейтинги"),
        *("Отбор", "Условия и решения", "Маршруты", "Справочники"),
    ),
    "en": (
        *("General provisions", "Terms and facts", "Amounts set", "Tables", "Indicators", "Ratings"),
        *("Selection", "Conditions and decisions", "Routes", "Catalogues"),
    ),
}


@frozen
class Regulation:
    """title: of the rules. acts: every act quoted, in the order of the clauses. language: `ru` or `en`."""

    title: str
    sections: tuple[Section, ...]
    acts: tuple[str, ...] = ()
    language: str = "ru"


_Writer = Callable[[Any, Said], Clause]


def regulation(program: Program, language: str = "ru") -> Regulation:
    """The regulation of a program. For English, titles are taken from the program: see `program.english`."""
    written = regulation_en if language == "en" else regulation_ru
    rules, terms = written.RULES, written.TERMS
    named = named_of(program)
    conditions = {name: each for name, each in named.items() if isinstance(each[0].kind, TruthKind)}
    amounts = {name: each for name, each in named.items() if name not in conditions}
    general, told, *titles, catalogues = CHAPTERS[language]
    chapters: tuple[tuple[str, Iterable[Any], _Writer], ...] = tuple(
        zip(
            titles,
            (
                program.parameters.values(),
                program.tables.values(),
                (*program.indicators.values(), *amounts.values()),
                program.ratings.values(),
                program.selections.values(),
                (*program.rules.values(), *conditions.values()),
                program.routes.values(),
            ),
            (
                rules.parameter_clause,
                rules.table_clause,
                _or_named(rules.indicator_clause, rules.named_clause),
                rules.rating_clause,
                rules.selection_clause,
                _or_named(rules.rule_clause, rules.named_clause),
                rules.route_clause,
            ),
            strict=True,
        )
    )
    present = [(title, tuple(declared), write) for title, declared, write in chapters if declared]
    numbers = {
        _name(each): f"{chapter}.{at}"
        for chapter, (_, declared, _) in enumerate(present, start=3)
        for at, each in enumerate(declared, start=1)
    }
    said = Said(program, clauses=numbers)
    drafts = [
        Section(general, terms.general_clauses(program)),
        Section(told, terms.term_clauses(program)),
        *(Section(title, tuple(write(each, said) for each in declared)) for title, declared, write in present),
        Section(catalogues, terms.catalogue_clauses(program)),
    ]
    sections = _numbered([each for each in drafts if each.clauses])
    return Regulation(program.about.label(), sections, _acts(program.about, sections), language)


def _name(declared: Any) -> str:
    name: str = declared[0].name if isinstance(declared, tuple) else declared.about.name
    return name


def _or_named(write: _Writer, write_named: Callable[[Any, Any, Said], Clause]) -> _Writer:
    """The writer of a declaration, or of a name about elements with the place it is read at."""

    def written(declared: Any, said: Said) -> Clause:
        return write_named(declared[0], declared[1], said) if isinstance(declared, tuple) else write(declared, said)

    return written


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


#: words of the paper's own; blank: what is filled in by hand where no workspace says it
WORDS = {
    "ru": {
        "положение": "Положение",
        "утверждаю": "УТВЕРЖДАЮ",
        "таблица": "Таблица",
        "основание": "Основание",
        "перечень_актов": "Перечень актов",
        "пусто": ("____________________________", "____________ ________________", "«___» ____________ 20__ г."),
    },
    "en": {
        "положение": "Regulation",
        "утверждаю": "APPROVED",
        "таблица": "Table",
        "основание": "Basis",
        "перечень_актов": "List of acts",
        "пусто": ("____________________________", "____________ ________________", "___ ____________ 20__"),
    },
}


def regulation_view(written: Regulation, letterhead: Letterhead | None = None) -> dict[str, Any]:
    """What templates show. letterhead: of the workspace; without one, blanks are left to be filled in by hand."""
    head, told = letterhead or Letterhead(""), WORDS[written.language]
    blocks = approvals_view(head) or [{"гриф": told["утверждаю"], "строки": list(told["пусто"])}]
    name = str(told["положение"])
    return {
        "язык": written.language,
        "слова": {key: word for key, word in told.items() if isinstance(word, str)},
        "документ": {"название": name, "название_прописными": name.upper(), "предмет": written.title},
        "школа": {"название": head.school, "город": head.place},
        "утверждения_рядами": in_rows(blocks),
        "разделы": [_section_view(each, written.language) for each in written.sections],
        "акты": list(written.acts),
    }


def _section_view(section: Section, language: str) -> dict[str, Any]:
    return {
        "номер": section.number,
        "название": section.title,
        "название_прописными": section.title.upper(),
        "пункты": [_clause_view(each, LETTERS_EN if language == "en" else LETTERS) for each in section.clauses],
    }


def _clause_view(clause: Clause, letters: str) -> dict[str, Any]:
    last = len(clause.points) - 1
    return {
        "номер": clause.number,
        "имя": clause.name,
        "текст": clause.text,
        "подпункты": [
            {"буква": letters[at % len(letters)], "текст": text, "знак": "." if at == last else ";"}
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
