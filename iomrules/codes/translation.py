"""Mistakes in the list of English names."""

from iomrules.diagnostics import Code

ENGLISH_NAME_TWICE = Code(
    "R095",
    "english-name-twice",
    "английское имя «{english}» уже дано имени «{first}»",
    "the English name `{english}` is given to `{first}` already",
    "назовите «{name}» по-английски иначе: по имени должно быть видно, о чём речь",
    "call `{name}` something else in English: a name must tell what is meant",
)
