"""Mistakes in what rulesets hold in rows: tables, catalogues, dated values of parameters."""

from iomrules.diagnostics import Code

ROW_LENGTH = Code(
    "R050",
    "row-length",
    "в строке {count} ячеек, а нужно {expected}",
    "the row has {count} cells, {expected} are wanted",
    "пустую ячейку оставьте между двумя разделителями",
    "leave an empty cell between two separators",
)
ROW_TWICE = Code(
    "R051",
    "row-twice",
    "такая строка в таблице уже есть, а подходить должна единственная",
    "the table has such a row already, and only one may fit",
    "уберите лишнюю или напишите: первая строка, все подходящие строки",
    "remove one, or say `first row` or `all rows`",
)
KEY_CELL_EMPTY = Code(
    "R052",
    "key-cell-empty",
    "ячейка ключа пуста",
    "the cell of a key is empty",
    "впишите значение; если подходит всё, напишите: любой",
    "fill it in; if anything fits, write `any`",
)
VALUE_MISFITS = Code(
    "R053",
    "value-misfits",
    "здесь нужно другое: {expected}",
    "something else is wanted here: {expected_en}",
    "исправьте значение или описание",
    "mend the value or the declaration",
)
NOT_WHOLE = Code(
    "R054",
    "not-whole",
    "здесь нужно целое число",
    "a whole number is wanted here",
    "округлите или опишите поле как «число»",
    "round it, or declare the field a `number`",
)
OUT_OF_RANGE = Code(
    "R055",
    "out-of-range",
    "число вне границ: {limits}",
    "the number is out of range: {limits_en}",
    "исправьте число или границы в описании",
    "mend the number, or the range declared",
)
VALUES_OF_SEVERAL_KINDS = Code(
    "R056",
    "values-of-several-kinds",
    "из значений «{name}» не понять, какого они рода",
    "the values of `{name}` do not tell their kind",
    "пусть все будут числами с одной единицей или словами одного перечня; у таблицы можно сказать: даёт …",
    "make all of them numbers of one unit or members of one enumeration; a table may say `gives …`",
)
ALL_ROWS_NOT_NUMBERS = Code(
    "R057",
    "all-rows-not-numbers",
    "результаты всех подходящих строк складываются, а в «{table}» не числа",
    "results of all rows that fit are added up, and `{table}` holds no numbers",
    "напишите: единственная строка или первая строка",
    "say `one row` or `first row`",
)
BAND_WITHOUT_ORDER = Code(
    "R058",
    "band-without-order",
    "границ у этого не бывает: {kind}",
    "this has no bounds: {kind_en}",
    "перечислите значения через точку с запятой или опишите перечень «по возрастанию»",
    "list the values with semicolons, or declare the enumeration `ascending`",
)
TABLE_EMPTY = Code(
    "R059",
    "table-empty",
    "в таблице «{table}» нет ни одной строки с результатом",
    "table `{table}` has no row with a result",
    "впишите строки или «из файла «….xlsx»»",
    "write rows, or `from file «….xlsx»`",
)
NO_TABLE_FILE = Code(
    "R060",
    "no-table-file",
    "таблица не найдена: {file}",
    "the table is not found: {file_en}",
    "файл лежит рядом с набором правил; проверьте имена файла и листа",
    "the file lies beside the ruleset; check its name and the sheet's",
)
UNKNOWN_HEADING = Code(
    "R061",
    "unknown-heading",
    "столбца «{heading}» нет в сведениях «{record}»",
    "record `{record}` has no field `{heading}`",
    "есть {known}; столбец ключей зовётся «код»",
    "it has {known_en}; the column of keys is called `code`",
)
COLUMN_LACKING = Code(
    "R062",
    "column-lacking",
    "не хватает столбцов: {columns}",
    "columns are lacking: {columns_en}",
    "добавьте столбцы или опишите поля сведений «{record}» как «может отсутствовать»",
    "add them, or say in `{record}` that these fields `may be absent`",
)
CELL_LACKING = Code(
    "R063",
    "cell-lacking",
    "ячейка «{field}» пуста",
    "the cell of `{field}` is empty",
    "впишите значение, «неизвестно» или опишите поле как «может отсутствовать»",
    "fill it in, write `unknown`, or say that the field `may be absent`",
)
ROW_WITHOUT_KEY = Code(
    "R064",
    "row-without-key",
    "у строки справочника «{catalogue}» нет кода",
    "a row of `{catalogue}` has no key",
    "впишите код в столбец «код» или в первый столбец: слово без пробелов",
    "give it a key in the column `code` or in the first one: one word without spaces",
)
KEY_TWICE = Code(
    "R065",
    "key-twice",
    "код «{key}» встречается в справочнике «{catalogue}» второй раз",
    "key `{key}` is in `{catalogue}` a second time",
    "дайте строке свой код или уберите повтор",
    "give the row a key of its own, or remove the repeat",
)
SAME_BEGIN = Code(
    "R066",
    "same-begin",
    "два значения «{name}» действуют с одного дня",
    "two values of `{name}` are in force from the same day",
    "оставьте одно или укажите разные сроки: с … по …",
    "keep one, or give them different dates: from … until …",
)
ROW_WITH_DATES = Code(
    "R067",
    "row-with-dates",
    "у строк справочника сроков нет",
    "entries of a catalogue have no dates of effect",
    "заведите в сведениях поле рода «дата» и проверяйте его в правиле",
    "keep the date in a field of the record and test it in the rule",
)
