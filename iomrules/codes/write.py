"""Mistakes in what documents are made from: templates, and the approval blocks of the workspace."""

from iomrules.diagnostics import Code, Severity

# --- templates -----------------------------------------------------------------------------------------------------

TEMPLATE_SYNTAX = Code(
    "T001",
    "template-syntax",
    "ошибка записи в шаблоне: {reason}{near}",
    "the template has a syntax error: {reason}{near}",
    "проверьте, что каждая «{{{{» закрыта «}}}}», а каждое «{{% for %}}» и «{{% if %}}» — своим «endfor», «endif»",
    "check that every `{{{{` has its `}}}}`, and every `for` and `if` its `endfor`, `endif`",
)
TEMPLATE_NAME = Code(
    "T002",
    "template-name",
    "в шаблоне названо то, чего нет в документе: {reason}{near}",
    "the template names what the document does not have: {reason}{near}",
    "все имена перечислены в docs/documents.md",
    "docs/documents.md lists every name",
)
TEMPLATE_FORBIDDEN = Code(
    "T003",
    "template-forbidden",
    "шаблон просит того, что шаблонам не позволено: {reason}{near}",
    "the template asks for what templates may not do: {reason}{near}",
    "шаблон только расставляет готовые слова: оставьте в нём имена из docs/documents.md, условия и повторы",
    "a template only places words: keep to the names of docs/documents.md, conditions and loops",
)
TEMPLATE_TOO_LONG = Code(
    "T004",
    "template-too-long",
    "шаблон остановлен: {reason}{near}",
    "the template was stopped: {reason_en}{near}",
    "проверьте, нет ли повтора внутри повтора по одному и тому же списку",
    "look for a loop inside a loop over the same list",
)
TEMPLATE_FAILED = Code(
    "T005",
    "template-failed",
    "шаблон нельзя заполнить: {reason}{near}",
    "the template cannot be filled in: {reason}{near}",
    "значения в документе — готовые тексты и списки; вычислять с ними в шаблоне нельзя",
    "the values are ready texts and lists; a template cannot compute with them",
)
TEMPLATE_MISSING = Code(
    "T006",
    "template-missing",
    "нет шаблона «{name}»",
    "there is no template `{name}`",
    "шаблон берётся только из папки шаблонов; есть: {known}",
    "templates are taken from the template folder only; there are: {known}",
)
WORD_UNREADABLE = Code(
    "T007",
    "word-unreadable",
    "файл не открывается как документ Word: {reason}",
    "the file does not open as a Word document: {reason_en}",
    "откройте файл в Word и сохраните как «Документ Word (.docx)»",
    "open the file in Word and save it as “Word Document (.docx)”",
)
WORD_UNSAFE = Code(
    "T008",
    "word-unsafe",
    "шаблон Word устроен опасно и не открыт: {reason}",
    "the Word template is unsafe and was not opened: {reason_en}",
    "уберите макросы, связанные картинки и вставленные файлы и сохраните как «Документ Word (.docx)»",
    "remove macros, linked pictures and embedded files, and save as “Word Document (.docx)”",
)
FOREIGN_APPROVAL = Code(
    "T009",
    "foreign-approval",
    "в шаблоне впечатан гриф «{words}»",
    "the approval words `{words}` are typed into the template",
    "сотрите его: грифы берутся только из раздела «утверждение» файла iomrules.yaml",
    "delete it: approval blocks come from `утверждение` in iomrules.yaml only",
    Severity.WARNING,
)
FOREIGN_SCHOOL = Code(
    "T010",
    "foreign-school",
    "в шаблоне впечатано название школы «{words}»",
    "a school's name `{words}` is typed into the template",
    "поставьте вместо него {{{{ школа.название }}}}: иначе в документ попадёт чужая школа",
    "put {{{{ школа.название }}}} in its place, or another school gets into the document",
    Severity.WARNING,
)

# --- approval blocks -----------------------------------------------------------------------------------------------

APPROVAL_SHAPE = Code(
    "T011",
    "approval-shape",
    "блок утверждения {number} записан неверно: {reason}",
    "approval block {number} is wrong: {reason_en}",
    "пример: «гриф: УТВЕРЖДАЮ», «должность: Директор», «подпись: И. И. Вымышленный», «акт: приказ», "
    "«номер: 01-10/283», «дата: 29.08.2026»",
    "for example: verb, position, signer, act, number, date",
)
APPROVAL_VERB = Code(
    "T012",
    "approval-verb",
    "гриф «{verb}» не согласуется с остальным: {reason}",
    "the words `{verb}` do not agree with the rest: {reason_en}",
    "«УТВЕРЖДАЮ» говорит человек, «УТВЕРЖДЕНО» — приказ или протокол, «ПРИНЯТО» и «РАССМОТРЕНО» — орган по протоколу",
    "a person says УТВЕРЖДАЮ, an act УТВЕРЖДЕНО, a body by its minutes ПРИНЯТО and РАССМОТРЕНО",
)
APPROVAL_ORDER = Code(
    "T013",
    "approval-order",
    "протокол от {protocol} позже приказа от {order}",
    "the minutes of {protocol} are later than the order of {order}",
    "сначала заседание, потом приказ: проверьте обе даты",
    "the meeting comes before the order: check both dates",
)
APPROVAL_DATE = Code(
    "T014",
    "approval-date",
    "дата «{text}» в блоке утверждения {number} не понята",
    "the date `{text}` of approval block {number} is not understood",
    "напишите 29.08.2026 или «29 августа 2026 г.»; чтобы вписать рукой, не указывайте дату",
    "write 29.08.2026; leave it out to write it by hand",
)
