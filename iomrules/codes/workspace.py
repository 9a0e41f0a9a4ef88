"""Mistakes met at the door: paths, settings, what a command was asked to do, what could not be written."""

from iomrules.diagnostics import Code, Severity

# --- files and folders ---------------------------------------------------------------------------------------------

PATH_MISSING = Code(
    "W001",
    "path-missing",
    "нет такого файла или папки: «{path}»",
    "no such file or folder: `{path}`",
    "проверьте имя; путь считается от папки, в которой запущена команда, или от папки с iomrules.yaml",
    "check the name; a path counts from the folder the command runs in, or from the folder of iomrules.yaml",
)
NOT_A_WORKSPACE = Code(
    "W002",
    "not-a-workspace",
    "в папке «{path}» нет файла iomrules.yaml",
    "the folder `{path}` has no iomrules.yaml",
    "создайте рабочую папку командой «iomrules new ПАПКА» или укажите правила ключом --rules",
    "make a workspace with `iomrules new DIR`, or name the rules with --rules",
)
FILE_UNREADABLE = Code(
    "W003",
    "file-unreadable",
    "файл «{path}» не читается: {reason}",
    "the file `{path}` cannot be read: {reason_en}",
    "проверьте права на файл и сохраните его заново, текст — в кодировке UTF-8",
    "check the permissions of the file and save it anew, a text as UTF-8",
)
FILE_TOO_LARGE = Code(
    "W004",
    "file-too-large",
    "файл «{path}» больше предела в {limit} байт",
    "the file `{path}` is larger than the limit of {limit} bytes",
    "набор правил и настройки невелики: проверьте, тот ли это файл",
    "a ruleset or settings are small: check that this is the right file",
)
NOT_A_RULESET = Code(
    "W005",
    "not-a-ruleset",
    "«{path}» не набор правил: здесь нет файлов .iom",
    "`{path}` is not a ruleset: there are no .iom files",
    "укажите файл .iom или папку, в которой лежат файлы .iom{found}",
    "name an .iom file, or a folder that holds .iom files{found}",
)
NO_RULES = Code(
    "W006",
    "no-rules",
    "не сказано, по каким правилам работать",
    "nothing says which rules to work by",
    "укажите правила ключом --rules или запустите команду в папке с iomrules.yaml",
    "name the rules with --rules, or run the command in a folder with iomrules.yaml",
)
NO_PEOPLE = Code(
    "W007",
    "no-people",
    "нет ни одного человека, чьи данные можно обработать",
    "there is not one person whose data can be worked on",
    "укажите файл с людьми, например students.xlsx, и исправьте замечания к нему",
    "name a file of people, such as students.xlsx, and mend what is said about it",
)

# --- iomrules.yaml and plugin.yaml ---------------------------------------------------------------------------------

SETTINGS_UNREADABLE = Code(
    "W010",
    "settings-unreadable",
    "настройки записаны с ошибкой: {reason}",
    "the settings are not well formed: {reason_en}",
    "сравните строку с соседними: отступы делают пробелами, после двоеточия ставят пробел",
    "compare the line with its neighbours: indent with spaces, put a space after the colon",
)
SETTINGS_UNSAFE = Code(
    "W011",
    "settings-unsafe",
    "в настройках есть то, чего в них не бывает: {reason}",
    "the settings hold what settings never hold: {reason_en}",
    "оставьте простые строки «ключ: значение» и списки",
    "keep to plain `key: value` lines and lists",
)
UNKNOWN_KEY = Code(
    "W012",
    "unknown-key",
    "неизвестная настройка «{key}»",
    "unknown setting `{key}`",
    "{suggestion}здесь бывают: {known}",
    "{suggestion_en}known here: {known_en}",
)
WRONG_VALUE = Code(
    "W013",
    "wrong-value",
    "настройка «{key}»: нужно {wanted}, а стоит «{found}»",
    "setting `{key}`: expected {wanted_en}, found `{found}`",
)
MISSING_KEY = Code(
    "W014",
    "missing-key",
    "не хватает настройки «{key}»",
    "the setting `{key}` is missing",
    "добавьте строку «{key}: …»",
    "add a line `{key}: …`",
)
REPEATED_KEY = Code(
    "W015",
    "repeated-key",
    "настройка «{key}» записана дважды",
    "the setting `{key}` is written twice",
    "оставьте одну из строк",
    "keep one of the lines",
)
PATH_OUTSIDE = Code(
    "W016",
    "path-outside",
    "путь «{path}» выводит за пределы рабочей папки",
    "the path `{path}` leads out of the workspace",
    "положите файл в рабочую папку; другую папку для документов указывают ключом --out",
    "put the file into the workspace; another folder for documents is named with --out",
)

OTHER_SCHOOL_YEAR = Code(
    "W017",
    "other-school-year",
    "дата решения {on} не в учебном году {year}, который назван в настройках",
    "the decision date {on} is outside the school year {year} of the settings",
    "поправьте «учебный год» или «дату решения» в iomrules.yaml либо укажите --on",
    "correct `school year` or `decision date` in iomrules.yaml, or give --on",
    Severity.WARNING,
)

RULES_NOT_IN_FORCE = Code(
    "W018",
    "rules-not-in-force",
    "дата решения {on} вне срока, на который принят набор правил «{name}»: {dates}",
    "the decision date {on} is outside the dates of the ruleset `{name}`: {dates_en}",
    "укажите --on или поправьте «действует с … по …» в заголовке набора правил",
    "give --on, or correct the dates in the header of the ruleset",
    Severity.WARNING,
)

# --- what was asked for --------------------------------------------------------------------------------------------

UNKNOWN_PERSON = Code(
    "W020",
    "unknown-person",
    "в прочитанных данных нет человека «{id}»",
    "there is no person `{id}` in the data read",
    "{suggestion}номер пишется так, как в таблице",
    "{suggestion_en}write the id as it stands in the table",
)
UNKNOWN_TARGET = Code(
    "W021",
    "unknown-target",
    "в правилах нет имени «{name}»",
    "the rules have no name `{name}`",
    "{suggestion}все имена показывает «iomrules show --stage program»",
    "{suggestion_en}`iomrules show --stage program` lists the names",
)
UNKNOWN_CODE = Code(
    "W022",
    "unknown-code",
    "нет сообщения с кодом «{code}»",
    "there is no message with the code `{code}`",
    "{suggestion}код пишется в сообщении после места, например R012",
    "{suggestion_en}the code stands in a message after the place, such as R012",
)

UNKNOWN_SHAPE = Code(
    "W023",
    "unknown-shape",
    "в правилах нет людей «{name}»",
    "the rules have no people `{name}`",
    "бывают: {known}",
    "there are: {known}",
)

# --- writing -------------------------------------------------------------------------------------------------------

CANNOT_WRITE = Code(
    "W030",
    "cannot-write",
    "не удалось записать «{path}»: {reason}",
    "cannot write `{path}`: {reason_en}",
    "закройте документ, если он открыт, и проверьте права на папку",
    "close the document if it is open, and check the permissions of the folder",
)
FOLDER_TAKEN = Code(
    "W031",
    "folder-taken",
    "папка «{path}» не пуста, и в ней не рабочая папка этой программы",
    "the folder `{path}` is not empty and is no workspace of this program",
    "укажите другую папку: чужие файлы не перезаписываются",
    "name another folder: files of others are never overwritten",
)
LEFT_FROM_EARLIER = Code(
    "W032",
    "left-from-earlier",
    "документ «{path}» остался от прошлого запуска и изменён вручную; он не удалён",
    "the document `{path}` is left from an earlier run and was changed by hand; it is kept",
    "если он не нужен, удалите его сами",
    "delete it yourself if it is not needed",
    Severity.WARNING,
)
OUTPUT_TAKEN = Code(
    "W033",
    "output-taken",
    "файл «{path}» создан не этой программой или изменён после неё; прежний текст сохранён как «{kept}»",
    "the file `{path}` was not made by this program, or was changed since; it is kept as `{kept}`",
    "перенесите правки в шаблон или удалите сохранённый файл",
    "carry your edits over into the template, or delete the file kept",
    Severity.WARNING,
)
CANNOT_PRINT = Code(
    "W034",
    "cannot-print",
    "вывод команды не записан целиком: {reason}",
    "the output of the command was not written whole: {reason_en}",
    "освободите место там, куда направлен вывод, и повторите команду",
    "make room where the output is sent, and run the command again",
)

WORKSPACE_TAKEN = Code(
    "W035",
    "workspace-taken",
    "в папке «{path}» уже есть рабочая папка; она не перезаписывается",
    "the folder `{path}` is a workspace already; it is not overwritten",
    "работайте в ней (iomrules check, iomrules route --workspace) или укажите другую папку",
    "work in it (iomrules check, iomrules route --workspace), or name another folder",
)

SAME_DOCUMENT = Code(
    "W036",
    "same-document",
    "два документа просят одно имя файла «{name}»",
    "two documents ask for one file name `{name}`",
    "дайте одному из людей другой ID: из него сделано имя файла",
    "give one of the people another ID: file names are made of it",
)

# --- files of examples ---------------------------------------------------------------------------------------------

EXAMPLE_MALFORMED = Code(
    "W040",
    "example-malformed",
    "пример записан не так: {reason}",
    "the example is not well formed: {reason_en}",
    "у примера бывают поля «пример», «для», «на дату», «при», «дано», «люди», «ожидается»",
    "an example has the fields `example`, `for`, `on`, `with`, `given`, `people`, `expected`",
)
EXAMPLE_TARGET = Code(
    "W041",
    "example-target",
    "в правилах нет «{name}», о котором что-то ожидается",
    "the rules have no `{name}` to expect anything of",
    "ожидают правило, маршрут, рейтинг или показатель; их имена показывает «iomrules show --stage program»",
    "expect a rule, a route, a rating or an indicator; `iomrules show --stage program` lists them",
)
EXAMPLE_VALUE = Code(
    "W042",
    "example-value",
    "«{name}» не бывает равно «{value}»",
    "`{name}` is never `{value}`",
    "для правила и маршрута пишут «да», «нет», «неизвестно» или «не применяется», для рейтинга — число",
    "of a rule or a route say `да`, `нет`, `неизвестно` or `не применяется`, of a rating a number",
)

# --- other engines ---------------------------------------------------------------------------------------------------

UNSAYABLE_IN_SQL = Code(
    "W061",
    "unsayable-in-sql",
    "в SQL не сказать «{name}»: {what}",
    "SQL cannot say `{name}`: {what_en}",
    "остальное в запросе есть; это решает сама программа (команда decide)",
    "the rest is in the query; the program itself decides this (the command decide)",
    Severity.WARNING,
)
EXTRA_NEEDED = Code(
    "W062",
    "extra-needed",
    "нужна библиотека {library}, а она не установлена",
    "the library {library} is needed and not installed",
    "установите дополнительную часть: pip install 'iomrules[{extra}]'",
    "install the extra part: pip install 'iomrules[{extra}]'",
)

UNKNOWN_DIALECT = Code(
    "W063",
    "unknown-dialect",
    "нет такого наречия SQL: «{name}»",
    "there is no dialect of SQL called `{name}`",
    "известны: {known}",
    "known are: {known}",
)

# --- many workers ----------------------------------------------------------------------------------------------------

SCHEDULER_SILENT = Code(
    "W064",
    "scheduler-silent",
    "планировщик {address} работать не даёт: {reason}",
    "the scheduler {address} cannot be worked with: {reason_en}",
    "запустите его («dask scheduler») и исполнителей («dask worker {address}») или решайте здесь: --workers 4",
    "start it (`dask scheduler`) and its workers (`dask worker {address}`), or decide here: --workers 4",
)
WORKER_DIFFERS = Code(
    "W065",
    "worker-differs",
    "у исполнителя другие версии: {what}",
    "a worker has other versions: {what_en}",
    "поставьте исполнителям те же версии, что здесь: от них зависят записанные байты",
    "install on the workers the versions you have here: the bytes written follow from them",
)
PEOPLE_LOST = Code(
    "W066",
    "people-lost",
    "люди {rows} файла не решены: {reason}; места посчитаны без них",
    "people {rows} of the file are not decided: {reason_en}; places are counted without them",
    "исправьте файл и повторите команду",
    "mend the file and run the command again",
)
RULES_NOT_SENT = Code(
    "W067",
    "rules-not-sent",
    "исполнителям не передать правил с функциями дополнений: {name}",
    "rules with functions of plugins cannot be sent to workers: {name}",
    "решайте без --workers и --scheduler",
    "decide without --workers and --scheduler",
)

DOCUMENTS_LOST = Code(
    "W068",
    "documents-lost",
    "документы людей {rows} из {name} не написаны: {reason}",
    "the documents of people {rows} of {name} are not written: {reason_en}",
    "исправьте, что названо, и повторите команду",
    "mend what is named and run the command again",
)
ROUTES_LOST = Code(
    "W071",
    "routes-lost",
    "маршруты людей {rows} из {name} не составлены: {reason}; места на курсах распределены без них",
    "the routes of people {rows} of {name} are not composed: {reason_en}; seats are given without them",
    "исправьте, что названо, и повторите команду",
    "mend what is named and run the command again",
)
ONE_BY_ONE = Code(
    "W072",
    "one-by-one",
    "«{name}» решается по одному человеку, а не столбцами: {what}",
    "`{name}` is decided person by person, not in columns: {what_en}",
    "ответы те же, только дольше; если столбца нет, добавьте его, если у чисел нет пределов, впишите их в сведения",
    "answers are the same and take longer; add the column that is not there, say the limits of numbers that have none",
    Severity.WARNING,
)
COLUMNS_WRONG = Code(
    "W070",
    "columns-wrong",
    "в файле «{path}» не те столбцы: {told}",
    "the file `{path}` has wrong columns: {told_en}",
    "виды столбцов перечислены в docs/records.md; дробное число пишут как decimal128, не как double",
    "docs/records.md lists the types of columns; a number that need not be whole is a decimal128, not a double",
)

# --- publication ---------------------------------------------------------------------------------------------------

NO_SALT = Code(
    "W060",
    "no-salt",
    "открытый рейтинг составить нельзя: не задан секрет для кодов",
    "a public rating cannot be made: there is no secret to make codes of",
    "впишите в iomrules.yaml строку «соль: …» с длинной случайной строкой, известной только школе",
    "put a line `salt: …` into iomrules.yaml with a long random text that only the school knows",
)

# --- ourselves -----------------------------------------------------------------------------------------------------

INTERNAL = Code(
    "W090",
    "internal",
    "ошибка в самой программе: {reason}",
    "a mistake in the program itself: {reason}",
    "сообщите о ней, приложив вывод той же команды с переменной среды IOMRULES_DEBUG=1; данные людей не прикладывайте",
    "please report it with the output of the same command under IOMRULES_DEBUG=1; attach nobody's data",
)
