"""Mistakes in the list of English names."""

from iomrules.diagnostics import Code, Severity

ENGLISH_NAME_TWICE = Code(
    "R095",
    "english-name-twice",
    "английское имя «{english}» уже дано имени «{first}»",
    "the English name `{english}` is given to `{first}` already",
    "назовите «{name}» по-английски иначе: по имени должно быть видно, о чём речь",
    "call `{name}` something else in English: a name must tell what is meant",
)

ENGLISH_NAME_OF_NOTHING = Code(
    "R096",
    "english-name-of-nothing",
    "имени «{name}» в правилах нет, по-английски звать некого{alike}",
    "no rule says `{name}`, so there is nothing to call in English{alike_en}",
    "напишите слева имя, как оно описано, или уберите строку",
    "write on the left a name as it is declared, or take the line out",
    Severity.WARNING,
)
