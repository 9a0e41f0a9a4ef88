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
NOTHING_OUTSIDE = Code(
    "R075",
    "nothing-outside",
    "«{name}» уточняет на время, но прежний рейтинг или отбор вне этого срока не вернётся",
    "`{name}` refines for a time, but outside it the refined rating or selection does not come back",
    "уточните без срока, а то, что меняется со временем, вынесите в параметр, показатель или правило",
    "refine it without dates, and put what changes with time into a parameter, an indicator or a rule",
    Severity.WARNING,
)
