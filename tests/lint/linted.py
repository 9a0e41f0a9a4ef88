"""A ruleset of a few lines, checked and linted."""

from iomrules.lint import Report, lint
from iomrules.parse.reader import read
from iomrules.program import core
from iomrules.program.estimate import Estimate
from iomrules.program.find_conflicts import find_conflicts
from iomrules.program.find_gaps import find_gaps
from iomrules.program.find_overlaps import find_overlaps
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.program.roots import roots
from iomrules.program.table_uses import table_uses
from iomrules.source import SourceText

FACTS = """набор правил набор
перечень предмет химия; биология; физика
перечень уровень по возрастанию школьный; районный; областной
перечень результат по возрастанию участник; призёр; победитель
сведения достижение
  название текст
  уровень уровень
  результат результат
  предмет предмет может отсутствовать
  дата дата
  подтверждено да/нет
сведения ученик
  класс целое от 1 до 11
  отметки отметка по каждому предмету
  достижения список достижений не больше 60
  пробник число от 0 до 100
  уровень_ученика уровень
  балл_егэ целое от 0 до 100 может отсутствовать
  день_подачи дата
  согласие да/нет
  долг да/нет
"""
#: lines before the ruleset's own
BEFORE = FACTS.count("\n")


def program(text: str) -> core.Program:
    """The checked program of FACTS and a text."""
    tree, mistakes = read(SourceText("набор.iom", FACTS + text))
    assert not mistakes, [each.message for each in mistakes]
    checked = check_program([LayerSource((tree,))], generate_forms=word_forms)
    assert checked.program is not None, [(str(each.span), each.message) for each in checked.diagnostics]
    return checked.program


def report(text: str) -> Report:
    """All that the linter says."""
    tree, _ = read(SourceText("набор.iom", FACTS + text))
    return lint(program(text), (tree,))


def codes(text: str) -> list[str]:
    """Codes of all findings but those every small text has: no basis, no example."""
    return [each.code for each in report(text).findings if each.code not in {"L028", "L029"}]


def tables(text: str) -> list[str]:
    """`CODE message` of what is wrong with tables."""
    estimate = Estimate(program(text))
    uses = table_uses(estimate, roots(estimate))
    found = (*find_gaps(estimate.program, uses), *find_overlaps(estimate, uses))
    return [f"{each.code} {each.message}" for each in found]


def conditions(text: str) -> list[tuple[str, int]]:
    """(code, line of the text counted from 1) of what is wrong with conditions."""
    estimate = Estimate(program(text))
    return [(each.code, each.span.line - BEFORE) for each in find_conflicts(estimate, roots(estimate))]
