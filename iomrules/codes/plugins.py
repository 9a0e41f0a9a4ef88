"""What can be wrong with a plugin. The plugin is left out whole and the others go on, unless `--strict` is given."""

from iomrules.diagnostics import Code

NOT_FOUND = Code(
    "E001",
    "plugin-not-found",
    "дополнение «{name}» не найдено",
    "the plugin `{name}` is not found",
    "{suggestion}есть: {known}",
    "{suggestion_en}there are: {known_en}",
)
OTHER_API = Code(
    "E002",
    "plugin-other-api",
    "дополнение «{name}» написано для версии дополнений {wanted}, а здесь версия {have}",
    "the plugin `{name}` is written for plugin API {wanted}, this is API {have}",
    "обновите дополнение или программу",
    "update the plugin or this program",
)
IMPORT_FAILED = Code(
    "E003",
    "plugin-import-failed",
    "дополнение «{name}» не загрузилось: {reason}",
    "the plugin `{name}` cannot be imported: {reason}",
    "сообщите автору дополнения; без него остальное работает",
    "tell the author of the plugin; everything else works without it",
)
UNKNOWN_HOOK = Code(
    "E004",
    "plugin-unknown-hook",
    "дополнение «{name}» отвечает на вопрос «{hook}», которого ему не задают",
    "the plugin `{name}` implements the hook `{hook}`, which does not exist",
    "{suggestion}бывают: {known}",
    "{suggestion_en}there are: {known}",
)
WRONG_ANSWER = Code(
    "E005",
    "plugin-wrong-answer",
    "дополнение «{name}», «{hook}»: {reason}",
    "the plugin `{name}`, hook `{hook}`: {reason_en}",
    "ответ должен быть списком того, что описано в docs/plugins.md",
    "the answer must be a list of what docs/plugins.md describes",
)
DECLARED_TWICE = Code(
    "E006",
    "plugin-declared-twice",
    "дополнение «{name}» объявляет «{what}», а его уже объявило дополнение «{other}»",
    "the plugin `{name}` declares `{what}`, which the plugin `{other}` has declared",
    "уберите одно из двух дополнений из списка или попросите автора дать другое имя",
    "take one of the two out of the list, or ask the author for another name",
)
RULES_FAIL = Code(
    "E007",
    "plugin-rules-fail",
    "правила дополнения «{name}» не прошли проверку (ошибок: {count})",
    "the rules of the plugin `{name}` do not check (errors: {count})",
    "ошибки перечислены ниже с местом в файлах дополнения",
    "the errors are listed below with their places in the files of the plugin",
)
BAD_PASSPORT = Code(
    "E008",
    "plugin-bad-passport",
    "файл plugin.yaml дополнения «{name}» нельзя использовать",
    "the plugin.yaml of the plugin `{name}` cannot be used",
    "замечания к файлу перечислены рядом",
    "what is wrong with the file is listed beside",
)
ORDER_IMPOSSIBLE = Code(
    "E009",
    "plugin-order-impossible",
    "дополнение «{name}» нельзя поставить по порядку: {reason}",
    "the plugin `{name}` cannot be put in order: {reason_en}",
    "уберите лишнее из «после» и «до»",
    "take something out of `after` and `before`",
)
FILE_MISSING = Code(
    "E010",
    "plugin-file-missing",
    "у дополнения «{name}» нет «{path}»",
    "the plugin `{name}` has no `{path}`",
    "проверьте, целиком ли скопирована папка дополнения",
    "check that the folder of the plugin was copied whole",
)
SAME_NAME = Code(
    "E011",
    "plugin-same-name",
    "имя «{name}» есть у двух дополнений: {first} и {second}",
    "two plugins answer to the name `{name}`: {first} and {second}",
    "дайте одному из них другое имя в plugin.yaml",
    "give one of them another name in plugin.yaml",
)
ADDS_NOTHING = Code(
    "E012",
    "plugin-adds-nothing",
    "дополнение «{name}» ничего не добавляет: ни правил, ни функций, ни документов",
    "the plugin `{name}` adds nothing: no rules, no functions, no documents",
    "проверьте, что рядом лежат plugin.yaml и папка rules, а у установленного — что они вошли в его дистрибутив",
    "see that plugin.yaml and the folder rules lie beside it, and, where installed, that its distribution holds them",
)
