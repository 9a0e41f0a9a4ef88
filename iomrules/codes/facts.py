"""Mistakes in people's records: files that cannot be read, tables that cannot be understood, cells that are wrong."""

from iomrules.diagnostics import Code, Severity

# --- files ---------------------------------------------------------------------------------------------------------

FILE_UNREADABLE = Code(
    "F001",
    "file-unreadable",
    "файл не удалось прочитать: {reason}",
    "the file cannot be read: {reason_en}",
    "откройте файл в той программе, где он создан, сохраните заново и повторите",
    "open the file in the program that made it, save it again and retry",
)
FILE_EMPTY = Code(
    "F002",
    "file-empty",
    "файл пуст",
    "the file is empty",
    "проверьте, тот ли это файл и закончилась ли выгрузка из журнала",
    "check that this is the right file and that the export had finished",
)
FILE_TOO_LARGE = Code(
    "F003",
    "file-too-large",
    "{what}: {size}, предел {limit}",
    "{what_en}: {size}, the limit is {limit}",
    "оставьте в файле только нужные листы и строки или разделите его по классам",
    "keep only the sheets and rows needed, or split the file by class",
)
ARCHIVE_UNSAFE = Code(
    "F004",
    "archive-unsafe",
    "архив устроен опасно и не открыт: {reason}",
    "the archive is unsafe and was not opened: {reason_en}",
    "сохраните книгу заново в Excel или LibreOffice и укажите сам файл книги",
    "save the workbook again in Excel or LibreOffice and name the workbook itself",
)
NOT_A_TABLE = Code(
    "F005",
    "not-a-table",
    "это не таблица: {what}",
    "this is not a table: {what_en}",
    "нужен файл .xlsx, .xls, .ods или .csv; из архива его сначала извлекают, другой формат пересохраняют",
    "give an .xlsx, .xls, .ods or .csv file; unpack it first, or save it in one of these formats",
)
MARKUP_ENTITY = Code(
    "F006",
    "markup-entity",
    "в книге есть объявление DOCTYPE или ENTITY ({part}), такие файлы не открываются",
    "the workbook declares a DOCTYPE or ENTITY ({part}); such files are not opened",
    "сохраните книгу заново в Excel или LibreOffice: обычные книги таких объявлений не содержат",
    "save the workbook again in Excel or LibreOffice: ordinary workbooks have no such declarations",
)
ENCODING_UNKNOWN = Code(
    "F007",
    "encoding-unknown",
    "не удалось понять кодировку текста",
    "the encoding of the text cannot be told",
    "сохраните файл как «CSV UTF-8» или как книгу .xlsx",
    "save the file as “CSV UTF-8” or as an .xlsx workbook",
)
NUL_BYTE = Code(
    "F008",
    "nul-byte",
    "в тексте есть нулевой символ: файл повреждён или это не текст",
    "the text has a NUL character: the file is damaged or is not text",
    "выгрузите файл заново",
    "export the file again",
)
WRONG_EXTENSION = Code(
    "F009",
    "wrong-extension",
    "по содержанию это {actual}, хотя имя файла обещает другое",
    "by its content this is {actual_en}, though the file name says otherwise",
    "файл прочитан по содержанию; чтобы не было сомнений, сохраните его как .xlsx",
    "it was read by its content; to remove doubt, save it as .xlsx",
    Severity.WARNING,
)
FORMAT_UNKNOWN = Code(
    "F010",
    "format-unknown",
    "формат «{format}» не поддерживается",
    "format `{format}` is not supported",
    "можно: {known}",
    "known: {known}",
)

# --- YAML, JSON, JSON Lines ----------------------------------------------------------------------------------------

PLAIN_SYNTAX = Code(
    "F011",
    "plain-syntax",
    "нарушена запись {format}: {reason}",
    "broken {format}: {reason_en}",
    "проверьте скобки, кавычки, двоеточия и отступы около указанной строки",
    "look at brackets, quotes, colons and indents near the line named",
)
PLAIN_ALIAS = Code(
    "F012",
    "plain-alias",
    "якоря и ссылки YAML («&…», «*…», «<<») не принимаются",
    "YAML anchors and aliases (`&…`, `*…`, `<<`) are not accepted",
    "повторите значение словами; если звёздочка или знак & нужны в тексте, возьмите текст в кавычки",
    "write the value out; if the sign belongs to a text, put the text in quotes",
)
PLAIN_TAG = Code(
    "F013",
    "plain-tag",
    "метка типа «{tag}» не принимается",
    "type tag `{tag}` is not accepted",
    "уберите метку: вид каждого сведения известен из набора правил",
    "remove the tag: the kind of every fact is known from the ruleset",
)
DUPLICATE_KEY = Code(
    "F014",
    "duplicate-key",
    "«{key}» записано второй раз, первый раз — {first}",
    "`{key}` is written twice, first at {first}",
    "оставьте одну из двух записей",
    "keep one of the two",
)
PLAIN_TOO_DEEP = Code(
    "F015",
    "plain-too-deep",
    "слишком глубокая вложенность: больше {limit} уровней",
    "nested too deeply: more than {limit} levels",
    "сведения человека вкладываются не глубже трёх-четырёх уровней; проверьте скобки и отступы",
    "a person's record needs three or four levels; check brackets and indents",
)
SEVERAL_DOCUMENTS = Code(
    "F016",
    "several-documents",
    "в одном файле YAML несколько документов («---»)",
    "one YAML file holds several documents (`---`)",
    "сделайте из них один список людей или отдельные файлы",
    "make one list of people of them, or separate files",
)
PLAIN_SHAPE = Code(
    "F017",
    "plain-shape",
    "здесь ожидается {expected}, а записано {got}",
    "{expected_en} is expected here, but {got_en} is written",
    "образец записи — в docs/records.md",
    "see docs/records.md for a sample",
)

# --- tables ---------------------------------------------------------------------------------------------------------

NO_HEADINGS = Code(
    "F020",
    "no-headings",
    "не найдена строка заголовков: ни один столбец не узнан",
    "no row of headings: not one column was recognised",
    "ожидаются, например: {expected}; в первой строке стоит: {found}",
    "expected for example: {expected}; the first row has: {found}",
)
NO_PEOPLE_SHEET = Code(
    "F021",
    "no-people-sheet",
    "нет листа со списком людей «{expected}»; в файле листы: {found}",
    "there is no sheet of people `{expected}`; sheets found: {found}",
    "переименуйте лист со списком в «{expected}»",
    "rename the sheet with the list to `{expected}`",
)
UNKNOWN_SHEET = Code(
    "F022",
    "unknown-sheet",
    "лист «{sheet}» не прочитан: в наборе правил нет сведений или справочника с таким именем",
    "sheet `{sheet}` was not read: the ruleset declares no fact or catalogue of this name",
    "{hint_ru}",
    "{hint_en}",
    Severity.WARNING,
)
UNKNOWN_COLUMN = Code(
    "F023",
    "unknown-column",
    "столбец «{heading}» не прочитан: в наборе правил нет такого сведения",
    "column `{heading}` was not read: the ruleset declares no such fact",
    "{hint_ru}",
    "{hint_en}",
    Severity.WARNING,
)
COLUMN_TWICE = Code(
    "F024",
    "column-twice",
    "столбцы «{first}» и «{second}» означают одно и то же: {meaning}",
    "columns `{first}` and `{second}` mean the same: {meaning}",
    "оставьте один из столбцов",
    "keep one of the columns",
)
LATIN_LETTERS = Code(
    "F025",
    "latin-letters",
    "в слове «{written}» латинские буквы вместо русских, прочитано как «{read}»",
    "`{written}` has Latin letters that look Russian; read as `{read}`",
    "наберите слово заново в русской раскладке",
    "type the word again on the Russian layout",
    Severity.WARNING,
)
TOTALS_ROW = Code(
    "F026",
    "totals-row",
    "строка «{word}» принята за итоговую и пропущена",
    "row `{word}` was taken for totals and skipped",
    "",
    "",
    Severity.WARNING,
)
CELLS_PAST_HEADINGS = Code(
    "F027",
    "cells-past-headings",
    "в строке есть значение «{value}» правее последнего заголовка",
    "the row has a value `{value}` to the right of the last heading",
    "дайте столбцу заголовок или сотрите лишнее; в CSV значение с разделителем внутри берут в кавычки",
    "give the column a heading or clear the cell; in CSV quote a value that contains the delimiter",
)
FORMULA_WITHOUT_VALUE = Code(
    "F028",
    "formula-without-value",
    "в ячейке формула без вычисленного значения",
    "the cell has a formula without a computed value",
    "откройте книгу в Excel, дождитесь пересчёта и сохраните или вставьте значение вместо формулы",
    "open the workbook in Excel, let it recalculate and save, or paste the value over the formula",
)
FORMULA_IN_IDENTITY = Code(
    "F029",
    "formula-in-identity",
    "в столбце, по которому узнают человека, стоит формула",
    "a column that identifies a person holds a formula",
    "замените формулу её значением: Копировать, Специальная вставка, Значения",
    "replace the formula by its value: Copy, Paste Special, Values",
)
CELL_ERROR = Code(
    "F030",
    "cell-error",
    "в ячейке ошибка вычисления {error}",
    "the cell holds a calculation error {error}",
    "исправьте формулу или впишите значение",
    "mend the formula or type the value",
)
NO_KEY_COLUMN = Code(
    "F031",
    "no-key-column",
    "на листе нет столбца, по которому узнают {what}",
    "the sheet has no column that identifies {what_en}",
    "добавьте столбец {expected}",
    "add a column {expected}",
)
NOBODY = Code(
    "F032",
    "nobody-of-that-id",
    "строка относится к «{id}», а в списке людей такого нет",
    "the row belongs to `{id}`, who is not in the list of people",
    "{hint_ru}",
    "{hint_en}",
    Severity.WARNING,
)
NO_ROWS = Code(
    "F033",
    "no-rows",
    "под заголовками нет ни одной строки",
    "there is not one row under the headings",
    "",
    "",
    Severity.WARNING,
)
ROW_TWICE = Code(
    "F034",
    "row-twice",
    "для «{id}» уже есть строка на этом листе: {first}",
    "`{id}` already has a row on this sheet: {first}",
    "оставьте одну строку",
    "keep one row",
)

# --- people ---------------------------------------------------------------------------------------------------------

NO_ID = Code(
    "F040",
    "no-id",
    "не указано, о ком запись: нет ни ID, ни фамилии",
    "nobody is named: neither an id nor a surname",
    "впишите ID или фамилию, имя и класс",
    "give an id, or a surname, name and class",
)
DUPLICATE_PERSON = Code(
    "F041",
    "duplicate-person",
    "«{id}» встречается дважды: {first} и {second}",
    "`{id}` occurs twice: {first} and {second}",
    "оставьте одну запись; если это разные люди, дайте им разные ID",
    "keep one record; if these are two people, give them different ids",
)
SIMILAR_PERSON = Code(
    "F042",
    "similar-person",
    "«{name}», {form_class}: тот же человек под другим ID? Первая запись: {first}",
    "`{name}`, {form_class}: the same person under another id? First record: {first}",
    "имена и класс совпадают, если не различать ё и е и большие буквы; лишнюю запись удалите",
    "names and class agree but for ё/е and case; delete the record that is not needed",
    Severity.WARNING,
)
HIDDEN_CHARACTER = Code(
    "F043",
    "hidden-character",
    "в «{field}» есть невидимый символ {character}",
    "`{field}` holds an invisible character {character}",
    "наберите значение заново, не копируя",
    "type the value again instead of pasting it",
)
MIXED_SCRIPT = Code(
    "F044",
    "mixed-script",
    "в ID «{id}» смешаны русские и латинские буквы",
    "id `{id}` mixes Russian and Latin letters",
    "если в других файлах ID набран иначе, записи не сойдутся: наберите его в одной раскладке",
    "if another file spells the id otherwise the records will not meet: type it in one alphabet",
    Severity.WARNING,
)
NOT_A_CLASS = Code(
    "F045",
    "not-a-class",
    "«{value}» не похоже на класс",
    "`{value}` does not look like a class",
    "пишите номер и букву: 10А",
    "write the number and the letter: 10А",
)
NOT_A_SEX = Code(
    "F046",
    "not-a-sex",
    "«{value}» не похоже на пол",
    "`{value}` does not look like a sex",
    "пишите м или ж; можно оставить пустым",
    "write м or ж; it may be left empty",
)

# --- values ---------------------------------------------------------------------------------------------------------

NOT_A_NUMBER = Code(
    "F050",
    "not-a-number",
    "«{field}»: «{value}» — не число",
    "`{field}`: `{value}` is not a number",
    "пишите цифрами: 4,5 или 4.5; если значение неизвестно, оставьте пусто или «н/а»",
    "use digits: 4,5 or 4.5; leave it empty or write «н/а» when it is not known",
)
NOT_WHOLE = Code(
    "F051",
    "not-whole",
    "«{field}»: нужно целое число, а стоит {value}",
    "`{field}`: a whole number is needed, not {value}",
    "округлите по правилам школы и впишите целое",
    "round it by the school's rule and write the whole number",
)
OUT_OF_BOUNDS = Code(
    "F052",
    "out-of-bounds",
    "«{field}»: {value} вне границ {bounds}",
    "`{field}`: {value} is outside {bounds}",
    "исправьте значение; границы объявлены в наборе правил",
    "correct the value; the bounds are declared in the ruleset",
)
NOT_A_DATE = Code(
    "F053",
    "not-a-date",
    "«{field}»: «{value}» — не дата",
    "`{field}`: `{value}` is not a date",
    "пишите день.месяц.год: 01.09.2026",
    "write day.month.year: 01.09.2026",
)
NOT_TRUTH = Code(
    "F054",
    "not-truth",
    "«{field}»: «{value}» — не да и не нет",
    "`{field}`: `{value}` is neither yes nor no",
    "пишите да или нет (можно + или −)",
    "write да or нет (+ or − will do)",
)
NOT_A_MEMBER = Code(
    "F055",
    "not-a-member",
    "«{field}»: нет такого значения «{value}»",
    "`{field}`: there is no value `{value}`",
    "{hint_ru}",
    "{hint_en}",
)
DOUBLE_MARK = Code(
    "F056",
    "double-mark",
    "«{field}»: «{value}» — это не одна отметка",
    "`{field}`: `{value}` is not a single mark",
    "впишите одну итоговую отметку",
    "write one final mark",
)
UNKNOWN_KEY = Code(
    "F057",
    "unknown-key",
    "нет такого сведения «{key}»",
    "there is no fact `{key}`",
    "{hint_ru}",
    "{hint_en}",
)
WRONG_FORM = Code(
    "F058",
    "wrong-form",
    "«{field}»: ожидается {expected}, а записано {got}",
    "`{field}`: {expected_en} is expected, but {got_en} is written",
    "образец записи — в docs/records.md",
    "see docs/records.md for a sample",
)
TOO_MANY = Code(
    "F059",
    "too-many",
    "«{field}»: {count} при объявленном пределе {bound}",
    "`{field}`: {count} where the ruleset allows {bound}",
    "проверьте, нет ли лишних строк; предел объявлен в наборе правил словами «не более»",
    "look for rows that do not belong; the bound is declared in the ruleset",
)
NOT_IN_CATALOGUE = Code(
    "F060",
    "not-in-catalogue",
    "«{field}»: в справочнике «{catalogue}» нет «{value}»{people}",
    "`{field}`: catalogue `{catalogue}` has no `{value}`{people_en}",
    "{hint_ru}",
    "{hint_en}",
    Severity.WARNING,
)
CATALOGUE_KEY_TWICE = Code(
    "F061",
    "catalogue-key-twice",
    "в справочнике «{catalogue}» код «{key}» встречается дважды, первый раз — {first}",
    "catalogue `{catalogue}` has key `{key}` twice, first at {first}",
    "дайте записям разные коды",
    "give the entries different keys",
)
TOO_LONG = Code(
    "F062",
    "value-too-long",
    "«{field}»: значение длиной {count} знаков, предел {limit}",
    "`{field}`: the value is {count} characters long, the limit is {limit}",
    "сократите текст",
    "shorten the text",
)
