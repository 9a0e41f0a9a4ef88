"""Mistakes of reading a ruleset: P001 and on. Each has a page in docs/diagnostics/."""

from iomrules.diagnostics import Code

UNEXPECTED = Code(
    "P001",
    "unexpected",
    "здесь не ожидалось {found}",
    "{found_en} was not expected here",
    "здесь может стоять: {expected}",
    "here may stand: {expected_en}",
)
UNFINISHED = Code(
    "P002",
    "unfinished",
    "{what} не закончено",
    "{what_en} is not finished",
    "дальше ожидается: {expected}",
    "expected next: {expected_en}",
)
UNKNOWN_START = Code(
    "P003",
    "unknown-start",
    "с «{word}» не начинается ни одно описание",
    "no declaration begins with `{word}`",
    "{advice}",
    "{advice_en}",
)
RESERVED = Code(
    "P004",
    "reserved-word",
    "«{word}» — служебное слово: именем оно быть не может",
    "`{word}` is a reserved word and cannot be a name",
    "возьмите имя из двух слов через черту, например {example}",
    "take a name of two words joined by an underscore, such as {example}",
)
MIXED_LETTERS = Code(
    "P005",
    "mixed-letters",
    "в слове «{word}» {letters}",
    "the word `{word}` mixes alphabets: {letters_en}",
    "{advice}",
    "{advice_en}",
)
INVISIBLE = Code(
    "P006",
    "invisible-character",
    "невидимый знак {code} ({name})",
    "invisible character {code} ({name})",
    "удалите его: так бывает при вставке из Word или с сайта",
    "delete it: such characters come with text pasted from Word or a web page",
)
CONTROL = Code(
    "P007",
    "control-character",
    "управляющий знак {code} в тексте правил",
    "control character {code} in the text",
    "удалите его и сохраните файл как обычный текст UTF-8",
    "delete it and save the file as plain UTF-8 text",
)
FOREIGN_DIGIT = Code(
    "P008",
    "foreign-digit",
    "«{text}» набрано не обычными цифрами",
    "`{text}` is not written in ordinary digits",
    "наберите цифрами 0–9: {meant}",
    "type it in digits 0-9: {meant}",
)
UNKNOWN_SIGN = Code(
    "P009",
    "unknown-sign",
    "знак «{sign}» в языке правил ничего не значит",
    "the sign `{sign}` means nothing in the language of rules",
    "{advice}",
    "{advice_en}",
)
OPEN_QUOTE = Code(
    "P010",
    "open-quote",
    "кавычка {quote} не закрыта до конца строки",
    "the quote {quote} is not closed by the end of the line",
    "поставьте {closing} там, где текст кончается; текст пишется в одну строку",
    "put {closing} where the text ends; a text stands on one line",
)
BAD_DATE = Code(
    "P011",
    "no-such-date",
    "дня {text} в календаре нет",
    "there is no day {text} in the calendar",
    "дата пишется ДД.ММ.ГГГГ, например 01.09.2026",
    "a date is written DD.MM.YYYY, such as 01.09.2026",
)
DATE_FORM = Code(
    "P012",
    "date-form",
    "дата «{text}» написана непривычно",
    "the date `{text}` is written in another form",
    "пишите ДД.ММ.ГГГГ: {meant}",
    "write DD.MM.YYYY: {meant}",
)
MIXED_AND_OR = Code(
    "P013",
    "and-with-or",
    "«{first}» и «{second}» стоят рядом без скобок: неясно, что к чему относится",
    "`{first}` and `{second}` stand together without parentheses: it is unclear what belongs to what",
    "поставьте скобки, например: (А или Б) и В",
    "add parentheses, such as: (A or B) and C",
)
UNCLEAR_WHERE = Code(
    "P014",
    "unclear-where",
    "неясно, где кончается условие после «где»: в нём стоит ещё одно со своим «где»",
    "it is unclear where the condition after `where` ends: another one with its own `where` stands inside it",
    "поставьте скобки: (есть А где …) и (есть Б где …)",
    "add parentheses: (there is A where …) and (there is B where …)",
)
TWICE = Code(
    "P015",
    "said-twice",
    "«{clause}» сказано дважды в одном описании",
    "`{clause}` is said twice in one declaration",
    "оставьте одно из двух",
    "keep one of the two",
)
TOO_DEEP = Code(
    "P016",
    "too-deep",
    "вложенность больше {limit}: такое не прочтёт и человек",
    "nested deeper than {limit}: nobody could read it either",
    "вынесите части в отдельные показатели и правила",
    "move the parts into indicators and rules of their own",
)
TOO_LARGE = Code(
    "P017",
    "file-too-large",
    "файл правил больше {limit} знаков",
    "the ruleset is longer than {limit} characters",
    "разделите его на несколько наборов, а большие таблицы вынесите в .xlsx («из файла»)",
    "split it into several rulesets and move large tables to .xlsx (`from file`)",
)
LONG_LINE = Code(
    "P018",
    "line-too-long",
    "строка длиннее {limit} знаков",
    "the line is longer than {limit} characters",
    "перенесите часть на следующую строку: перенос ничего не меняет",
    "break it: a line break changes nothing",
)
TOO_MANY = Code(
    "P019",
    "too-many-mistakes",
    "и ещё ошибок: {count}",
    "and {count} more mistakes",
    "исправьте показанные и проверьте снова",
    "mend those shown and check again",
)
ONE_CELL = Code(
    "P020",
    "row-of-one-cell",
    "в строке таблицы одна клетка",
    "the row of the table has one cell",
    "разделите клетки знаком | или ; либо вставьте строку из Excel",
    "separate the cells by | or ; or paste the row from Excel",
)
MISSPELT = Code(
    "P021",
    "misspelt-word",
    "«{word}» здесь непонятно",
    "`{word}` is not understood here",
    "вероятно, имелось в виду «{meant}»",
    "probably `{meant}` was meant",
)
COMMA_LIST = Code(
    "P022",
    "comma-in-list",
    "после запятой ожидается продолжение предложения, а стоит ещё один член списка: {found}",
    "another member of a list follows a comma: {found_en}",
    "члены списка разделяются точкой с запятой: химия; биология",
    "members of a list are separated by semicolons: chemistry; biology",
)
NO_IF = Code(
    "P023",
    "rule-without-if",
    "в правиле нет слова «если» перед условием",
    "the rule has no `if` before its condition",
    "поставьте «если» перед {found}",
    "put `if` before {found_en}",
)
NO_THEN = Code(
    "P024",
    "if-without-then",
    "после «если …» нет слова «{word}»",
    "`{word}` is missing after `if …`",
    "выбор пишется целиком: если А то Б иначе В",
    "a choice is written whole: if A then B else C",
)
OPEN_PARENTHESIS = Code(
    "P025",
    "open-parenthesis",
    "скобка не закрыта",
    "the parenthesis is not closed",
    "поставьте «)» перед {found}",
    "put `)` before {found_en}",
)
FOREIGN_OPERATOR = Code(
    "P026",
    "foreign-operator",
    "знак «{sign}» — из языков программирования",
    "the sign `{sign}` comes from programming languages",
    "здесь пишут «{meant}»",
    "here one writes `{meant_en}`",
)
SPACED_NUMBER = Code(
    "P027",
    "number-with-space",
    "число «{text}» разорвано пробелом",
    "the number `{text}` is broken by a space",
    "пишите без пробелов: {meant}",
    "write it without spaces: {meant}",
)
GLUED_NUMBER = Code(
    "P028",
    "number-joined-with-word",
    "«{text}»: число слито со словом",
    "`{text}`: a number is joined with a word",
    "{advice}",
    "{advice_en}",
)
NOT_INTEGER = Code(
    "P029",
    "not-whole-number",
    "здесь нужно целое число, а стоит {text}",
    "a whole number is needed here, not {text}",
    "например 3",
    "such as 3",
)
NOT_A_COLLECTION = Code(
    "P030",
    "no-among",
    "«{word}»: не сказано, среди чего считать",
    "`{word}`: it is not said among what to count",
    "напишите «{word} … среди достижений»; без «среди» здесь стоит только имя списка",
    "write `{word_en} … among achievements`; without `among` only the name of a list stands here",
)
EXTRA_PARENTHESIS = Code(
    "P031",
    "extra-parenthesis",
    "лишняя скобка «)»: открывающей к ней нет",
    "an extra `)`: nothing was opened",
    "уберите её или добавьте «(» раньше",
    "remove it or add `(` before",
)
LONG_NUMBER = Code(
    "P032",
    "number-too-long",
    "в числе больше {limit} цифр",
    "the number has more than {limit} digits",
    "таких чисел в школьных правилах не бывает: проверьте, не слиплись ли два",
    "no school rule needs such a number: check whether two have run together",
)
WORDY_COMPARISON = Code(
    "P033",
    "wordy-comparison",
    "«{text}» — так сравнение здесь не пишут",
    "a comparison is not written `{text}` here",
    "пишите «{meant}»",
    "write `{meant_en}`",
)
SPACED_NAME = Code(
    "P034",
    "name-with-space",
    "{count} подряд: «{text}»",
    "{count_en} in a row: `{text}`",
    "если это одно имя, соедините слова чертой: {meant}; {otherwise}",
    "if this is one name, join the words by an underscore: {meant}; {otherwise_en}",
)
RECORD_UNBRACKETED = Code(
    "P037",
    "record-without-brackets",
    "у записи «{name}» поля без скобок",
    "the fields of a record `{name}` stand without brackets",
    "поля одной записи ставят в скобки: {name} ({field} …; …)",
    "put the fields of one record in brackets: {name} ({field} …; …)",
)
UNCLEAR_HOLDS = Code(
    "P035",
    "unclear-holds",
    "неясно, где кончается условие после «верно»",
    "it is unclear where the condition after `holds` ends",
    "поставьте скобки: для каждого А верно (Б и В)",
    "add parentheses: for every A holds (B and C)",
)
NAME_BEGINS_VALUE = Code(
    "P036",
    "name-begins-value",
    "«{name}» именем быть не может: с этого слова начинается подсчёт или условие",
    "`{name}` cannot be a name: a computation or a condition begins with this word",
    "добавьте слово через черту: {name}_баллов, {name}_за_год",
    "add a word with an underscore: {name}_of_points",
)
HYPHENATED_NAME = Code(
    "P038",
    "name-with-hyphen",
    "дефис в имени: «{text}»",
    "a hyphen in a name: `{text}`",
    "слова имени соединяют чертой: {meant}; для людей дефис пишут в названии, в кавычках",
    "join the words of a name by an underscore: {meant}; the hyphen belongs in the title, in quotes",
)
NO_COMPARISON = Code(
    "P039",
    "no-comparison",
    "перед {found} пропущено сравнение",
    "a comparison is missing before {found_en}",
    "напишите, как сравнить: {advice}",
    "say how to compare: {advice_en}",
)
COMMA_BETWEEN = Code(
    "P040",
    "comma-between-conditions",
    "запятая не соединяет условия: перед {found} нет ни «и», ни «или»",
    "a comma does not join conditions: neither `and` nor `or` stands before {found_en}",
    "поставьте между условиями «и» или «или»",
    "put `and` or `or` between the conditions",
)
CATALOGUE_ROWS = Code(
    "P041",
    "rows-in-catalogue",
    "строки справочника «{name}» стоят не здесь",
    "the rows of the catalogue `{name}` do not stand here",
    "сначала опишите справочник: что за список и сколько в нём записей; строки — ниже, после слов «дополнить {name}»",
    "first declare the catalogue: what it is a list of, how many at most; its rows stand below, after `extend {name}`",
)
NO_NAME = Code(
    "P042",
    "criterion-without-name",
    "у критерия нет имени: «{word}» прочитано как имя",
    "the criterion has no name: `{word}` was read as one",
    "сначала имя и название, ниже — как считать: критерий успеваемость «Успеваемость»",
    "first a name and a title, below how to compute: criterion attainment «Attainment»",
)
