"""Mistakes in how layers lie upon one another: refinements that leave nothing, rulesets built upon others."""

from iomrules.diagnostics import Code, Severity

OTHER_KEYS = Code(
    "R074",
    "other-keys",
    "«{name}» уточняет таблицу на время, а ключи у них разные",
    "`{name}` refines a table for a time, and their keys are not the same",
    "вне срока уточнения действует прежняя таблица: пусть ключи будут те же и в том же порядке",
    "outside the dates the refined table holds: give both the same keys in the same order",
)
BASE_MISSING = Code(
    "W050",
    "base-missing",
    "набора правил «{path}», на основе которого построен этот, нет",
    "the ruleset `{path}` that this one is built upon is not there",
    "путь считают от папки этого набора: на основе «../область»",
    'the path is counted from this ruleset\'s folder: based on "../region"',
)
BASE_OUTSIDE = Code(
    "W051",
    "base-outside",
    "путь «{path}» выводит дальше соседних папок",
    "the path `{path}` leads past the folders beside",
    "положите набор, на основе которого построен этот, в соседнюю папку: на основе «../область»",
    'put the ruleset this one is built upon into a folder beside: based on "../region"',
)
BASE_CYCLE = Code(
    "W052",
    "base-cycle",
    "наборы правил построены друг на друге: {path}",
    "rulesets are built upon one another: {path}",
    "уберите одно «на основе»: общее описывают в том наборе, что ниже",
    "remove one `based on`: what is shared belongs to the lower ruleset",
)
#: nothing is known of the rules while one of these is
BASE_CODES = (BASE_MISSING, BASE_OUTSIDE, BASE_CYCLE)

SYNONYM_OF_TWO = Code(
    "R076",
    "synonym-of-two",
    "«{word}» значит сразу «{first}» и «{second}»",
    "`{word}` means both `{first}` and `{second}`",
    "оставьте одно значение: в наборах, которые действуют вместе, слово значит одно и то же",
    "keep one meaning: in rulesets that hold together a word means one thing",
)
NOTHING_OUTSIDE = Code(
    "R075",
    "nothing-outside",
    "«{name}» уточняет на время, но прежний рейтинг или отбор вне этого срока не вернётся",
    "`{name}` refines for a time, but outside it the refined rating or selection does not come back",
    "уточните без срока, а то, что меняется со временем, вынесите в параметр, показатель или правило",
    "refine it without dates, and put what changes with time into a parameter, an indicator or a rule",
    Severity.WARNING,
)
