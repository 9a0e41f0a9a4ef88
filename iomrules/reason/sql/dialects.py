"""The same statements as other databases write them."""

from collections.abc import Iterable
from typing import Any

from iomrules.codes import workspace as codes
from iomrules.errors import InputError
from iomrules.source import Cell

#: the dialect that statements are written in, and that their answers are tested in
NATIVE = "duckdb"


def in_dialect(statements: Iterable[str], dialect: str) -> tuple[str, ...]:
    """The statements in a dialect that sqlglot knows.

    What a database makes of another dialect is not tested here: only DuckDB's answers are. Raises InputError for a
    dialect nobody knows and where sqlglot is not installed.
    """
    if dialect == NATIVE:
        return tuple(statements)
    try:
        import sqlglot  # an extra: only those who ask for another dialect pay for it
    except ImportError as error:
        raise InputError([codes.EXTRA_NEEDED.at(Cell("iomrules"), library="sqlglot", extra="sql")]) from error
    try:
        writer = sqlglot.Dialect.get_or_raise(dialect)
    except ValueError as error:
        known = ", ".join(sorted(each for each in sqlglot.Dialects.__members__.values() if each))
        raise InputError([codes.UNKNOWN_DIALECT.at(Cell("iomrules"), name=dialect[:40], known=known)]) from error
    trees = (sqlglot.parse_one(each, read=NATIVE) for each in statements)
    return tuple(_with_decimals(tree).sql(dialect=writer, pretty=True) for tree in trees)


def _with_decimals(tree: Any) -> Any:
    """Whole numbers of 128 bits are DuckDB's own; other databases have decimals of 38 digits."""
    from sqlglot import exp

    for kind in tree.find_all(exp.DataType):
        if kind.this == exp.DataType.Type.INT128:
            kind.replace(exp.DataType.build("DECIMAL(38, 0)"))
    return tree
