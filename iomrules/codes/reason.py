"""Faults of a decision: what stops one target for one person, with the place in the rules and the facts behind it."""

from iomrules.diagnostics import Code

DIVISION_BY_ZERO = Code(
    "D001",
    "division-by-zero",
    "деление на ноль: {divisor} = 0",
    "division by zero: {divisor} = 0",
    "оговорите этот случай: `если {divisor} = 0 то … иначе …`",
    "say what holds in that case: `if {divisor} = 0 then … else …`",
)
NO_TABLE_ROW = Code(
    "D002",
    "no-table-row",
    "в таблице «{table}» нет строки для: {keys}",
    "table “{table}” has no row for: {keys}",
    "добавьте строку или скажите, что даёт таблица в остальных случаях: `иначе 0`",
    "add a row, or say what the table gives otherwise: `otherwise 0`",
)
SEVERAL_TABLE_ROWS = Code(
    "D003",
    "several-table-rows",
    "в таблице «{table}» подходит несколько строк, а сказано «единственная строка»: {keys}",
    "several rows of table “{table}” fit, though it says a single row: {keys}",
    "оставьте одну подходящую строку или скажите `первая строка` либо `все подходящие строки`",
    "leave one fitting row, or say `first row` or `all rows`",
)
PARAMETER_NOT_IN_FORCE = Code(
    "D004",
    "parameter-not-in-force",
    "у параметра «{parameter}» нет значения на {on}",
    "parameter “{parameter}” has no value on {on}",
    "добавьте значение, которое действует на эту дату, или решайте на другую дату",
    "add a value in force on that date, or decide on another date",
)
FUNCTION_FAILED = Code(
    "D005",
    "function-failed",
    "функция «{function}» не сработала: {reason}",
    "function “{function}” failed: {reason}",
    "это ошибка дополнения «{plugin}», а не данных; сообщите его автору эти сведения: {arguments}",
    "this is a mistake of plugin “{plugin}”, not of the records; tell its author: {arguments}",
)
SHARE_OF_NOTHING = Code(
    "D006",
    "share-of-nothing",
    "доля не определена: {collection} — ни одной записи",
    "the share is not defined: {collection} has no entries",
    "оговорите этот случай: `если нет … то 0 иначе доля …`",
    "say what holds in that case: `if no … then 0 else share …`",
)
NO_VALUE = Code(
    "D007",
    "no-value",
    "значения нет, а с ним считают: {what}",
    "there is no value to compute with: {what}",
    "оговорите этот случай: `если есть … то … иначе 0`",
    "say what holds in that case: `if there is … then … else 0`",
)
READS_FAULTY = Code(
    "D008",
    "reads-faulty",
    "не решено, потому что не решено «{name}»: {root}",
    "not decided because “{name}” is not decided: {root_en}",
    "устраните первый сбой ({place}, {code}), этот исчезнет вместе с ним",
    "mend the first fault ({place}, {code}); this one goes with it",
)
FUNCTION_RESULT = Code(
    "D009",
    "function-result",
    "функция «{function}» вернула не то, что обещала: {result}",
    "function “{function}” returned something it did not promise: {result}",
    "это ошибка дополнения «{plugin}»: числа должны быть точными (int или Fraction)",
    "this is a mistake of plugin “{plugin}”: numbers must be exact (int or Fraction)",
)
