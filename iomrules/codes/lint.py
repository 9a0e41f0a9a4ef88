"""What the linter finds: rows and conditions that cannot be meant so, and questions a regulation left open."""

from iomrules.diagnostics import Code, Severity

WARNING = Severity.WARNING

# --- tables --------------------------------------------------------------------------------------------------------

TABLE_GAP = Code(
    "L001",
    "table-gap",
    "в таблице «{table}» нет строки для: {witness}",
    "the table `{table}` has no row for: {witness_en}",
    "допишите строку или скажите, что бывает в остальных случаях: иначе …",
    "add a row, or say what holds for the rest: `otherwise …`",
    WARNING,
)
ROWS_DIFFER = Code(
    "L002",
    "rows-differ",
    "в таблице «{table}» подходить должна единственная строка, а {rows} обе подходят: {witness}",
    "only one row of `{table}` may fit, and {rows_en} both do: {witness_en}",
    "разведите строки или напишите: первая строка, все подходящие строки",
    "keep the rows apart, or say `first row` or `all rows`",
)
ROWS_AGREE = Code(
    "L003",
    "rows-agree",
    "в таблице «{table}» {rows} обе подходят и дают одно и то же: {witness}",
    "in `{table}` {rows_en} both fit and give the same: {witness_en}",
    "уберите лишнее: когда изменят одну строку, другую забудут",
    "remove what is too much: when one row is changed, the other will be forgotten",
    WARNING,
)
ROW_MASKED = Code(
    "L004",
    "row-masked",
    "в таблице «{table}» строка {row} никогда не пригодится: всё, что ей подходит, забирают строки выше",
    "row {row} of `{table}` is never used: the rows above take all that fits it",
    "уберите строку или поставьте её выше",
    "remove the row, or put it higher",
    WARNING,
)
ROW_IMPOSSIBLE = Code(
    "L005",
    "row-impossible",
    "в таблице «{table}» строка {row} никому не подойдёт: {key} таким не бывает",
    "row {row} of `{table}` fits nobody: {key} is never so",
    "исправьте строку или границы в описании «{key}»",
    "mend the row, or the range of `{key}`",
    WARNING,
)
TABLE_UNCHECKED = Code(
    "L006",
    "table-unchecked",
    "таблица «{table}» слишком велика, чтобы проверить, все ли случаи в ней есть",
    "the table `{table}` is too large to check whether it has every case",
    "разделите её на две или допишите: иначе …",
    "make two tables of it, or say `otherwise …`",
    WARNING,
)

# --- conditions ----------------------------------------------------------------------------------------------------

NEVER_TRUE = Code(
    "L010",
    "never-true",
    "условие не выполнится никогда",
    "the condition can never hold",
    "исправьте условие: ни одни сведения ему не подойдут",
    "mend the condition: no facts satisfy it",
    WARNING,
)
ALWAYS_TRUE = Code(
    "L011",
    "always-true",
    "условие выполняется всегда",
    "the condition always holds",
    "исправьте условие или уберите его",
    "mend the condition, or remove it",
    WARNING,
)
COMPARISON_DECIDED = Code(
    "L012",
    "comparison-decided",
    "ответ всегда «{answer}»: «{value}» бывает только {limits}",
    "the answer is always {answer_en}: `{value}` is always {limits_en}",
    "исправьте число или границы в описании",
    "mend the number, or the range declared",
    WARNING,
)
CONTRADICTION = Code(
    "L013",
    "contradiction",
    "это условие не выполнится вместе с тем, что сказано раньше",
    "this condition cannot hold together with what is said before it",
    "может быть, здесь нужно «или»; иначе исправьте одно из условий",
    "perhaps `or` is meant; else mend one of the conditions",
    WARNING,
)
CONDITION_TWICE = Code(
    "L014",
    "condition-twice",
    "это уже сказано в том же условии",
    "this is said already in the same condition",
    "уберите повторение; может быть, имелось в виду другое",
    "remove it; perhaps something else was meant",
    WARNING,
)
RANGE_EMPTY = Code(
    "L015",
    "range-empty",
    "между такими границами ничего нет",
    "there is nothing between these bounds",
    "поменяйте границы местами: от меньшего до большего",
    "swap the bounds: from the lesser to the greater",
    WARNING,
)
EXCEPTION_NEVER = Code(
    "L016",
    "exception-never",
    "это исключение не сработает никогда: сказанное раньше его не допускает",
    "this exception never applies: what is said before it leaves no room",
    "исправьте исключение или уберите его",
    "mend the exception, or remove it",
    WARNING,
)
EXCEPTION_ALWAYS = Code(
    "L017",
    "exception-always",
    "это исключение срабатывает всегда, когда правило выполнено: ответ правила — никогда не «да»",
    "this exception applies whenever the rule holds: the rule never says yes",
    "исправьте исключение или само условие",
    "mend the exception, or the condition itself",
    WARNING,
)
EXCEPTION_IDLE = Code(
    "L018",
    "exception-idle",
    "слова «если только не …» отменяют это исключение всегда",
    "the `unless …` always takes this exception back",
    "исправьте слова после «если только не»",
    "mend what stands after `unless`",
    WARNING,
)
CONDITION_IDLE = Code(
    "L019",
    "condition-idle",
    "это условие ничего не меняет: оно следует из сказанного раньше",
    "this condition changes nothing: it follows from what is said before it",
    "уберите его; может быть, имелось в виду другое",
    "remove it; perhaps something else was meant",
    WARNING,
)

# --- questions a regulation must answer ----------------------------------------------------------------------------

WINNER_AND_PARTICIPANT = Code(
    "L020",
    "winner-and-participant",
    "не сказано, получает ли победитель ещё и баллы за участие в том же: сумма берёт каждую запись",
    "not said whether a winner also scores as a participant of the same: the sum takes every entry",
    "скажите, что берётся лучшее: по каждому … лучшее из … и затем сумма; после «каждому» — поле, по которому "
    "видно, что это одно и то же (название, предмет)",
    "say that the best counts: `for each … best …`, then `sum`; after `each`, the field that tells what is the same",
    WARNING,
)
STAGES_ADD_UP = Code(
    "L021",
    "stages-add-up",
    "не сказано, складываются ли баллы за разные этапы одного и того же: сумма берёт каждую запись",
    "not said whether stages of one thing add up: the sum takes every entry",
    "скажите, что берётся лучшее: по каждому … лучшее из … и затем сумма; после «каждому» — поле, по которому "
    "видно, что это одно и то же (название, предмет)",
    "say that the best counts: `for each … best …`, then `sum`; after `each`, the field that tells what is the same",
    WARNING,
)
TEAM_POINTS = Code(
    "L022",
    "team-points",
    "не сказано, чьи баллы за командный результат: «{shape}» не различает команду и одного",
    "not said whose points a team's result is: `{shape}` does not tell a team from one person",
    "добавьте поле, например: в_команде да/нет, и скажите в правиле, что тогда считается",
    "add a field such as `in_team yes/no`, and say in the rule what counts then",
    WARNING,
)
WHICH_DATE = Code(
    "L023",
    "which-date",
    "не сказано, за какое время считать: «{shape}» берутся за все годы",
    "not said which time counts: `{shape}` of all years are taken",
    "допишите: за учебный год, за последние 2 учебных года …",
    "add `in school year` or `in last 2 school years`",
    WARNING,
)
EQUAL_PLACES = Code(
    "L024",
    "equal-places",
    "не сказано, как считать места при равенстве: 1–1–3 или 1–1–2",
    "not said how places are counted where totals are equal: 1-1-3 or 1-1-2",
    "допишите: равные делят место (1–1–3) или равные делят место без пропуска (1–1–2)",
    "add `equal share place` or `equal share place without gap`",
    WARNING,
)
BETWEEN_BANDS = Code(
    "L025",
    "between-bands",
    "не сказано, что бывает между полосами таблицы «{table}»: {witness}",
    "not said what holds between the bands of `{table}`: {witness_en}",
    "сомкните полосы: «от 90» и «меньше 90»; или округлите значение раньше",
    "close the bands: `from 90` and `less than 90`; or round the value before",
    WARNING,
)
ROUNDING_UNSAID = Code(
    "L026",
    "rounding-unsaid",
    "не сказано, как округлять: среднее и частное бывают с бесконечной дробью",
    "not said how to round: means and quotients may have endless digits",
    "допишите: округлить до 0,01 половина вверх",
    "add `round to 0.01 half up`",
    WARNING,
)
UNKNOWN_REPLACED = Code(
    "L027",
    "unknown-replaced",
    "неизвестное заменяется здесь значением: тот, о ком не сообщили, получит ответ как все",
    "what is unknown is replaced here: who was not reported gets an answer like everybody",
    "уберите «если неизвестно то …», или оставьте и скажите почему: // не проверять L027: …",
    "remove `if unknown then …`, or keep it and say why: // waive L027: …",
    WARNING,
)
NO_BASIS = Code(
    "L028",
    "no-basis",
    "не сказано, на основании чего действует «{name}»",
    "not said on what basis `{name}` acts",
    "допишите: основание «Положение …, п. …»",
    "add `basis «…»`",
    WARNING,
)
NO_EXAMPLE = Code(
    "L029",
    "no-example",
    "ни один пример не показывает, что решает «{name}»",
    "no example shows what `{name}` decides",
    "допишите: пример «…» дано … ожидается {name} …",
    "add `example «…» given … expect {name} …`",
    WARNING,
)
NO_DATE = Code(
    "L030",
    "no-date",
    "не сказано, с какого дня действует параметр «{name}»",
    "not said since when the parameter `{name}` holds",
    "допишите дату: … с 01.09.2026",
    "add the date: `… from 01.09.2026`",
    WARNING,
)
NO_CAP = Code(
    "L031",
    "no-cap",
    "у критерия «{name}» нет предела: сумма растёт с каждой записью",
    "the criterion `{name}` has no cap: the sum grows with every entry",
    "допишите: но не больше … или: сумма лучших …",
    "add `but at most …` or `sum best …`",
    WARNING,
)
CAP_MULTIPLIED = Code(
    "L032",
    "cap-multiplied",
    "умножается один предел, а не всё, что посчитано: «{limit}» относится к словам «{step}»",
    "the limit alone is multiplied, not all that is counted: `{limit}` belongs to `{step}`",
    "если умножить нужно всё, напишите «всё умножить на …»; если предел — знаком: 60 * 2",
    "write `all times …` to multiply all; with a sign, `60 * 2`, to multiply the limit",
    WARNING,
)

COHORT_GAP = Code(
    "L033",
    "cohort-gap",
    "у «{name}» нет значения для поступивших {days}",
    "`{name}` has no value for those who entered {days_en}",
    "добавьте значение для них или значение для всех, без слов «для поступивших»",
    "add a value for them, or one for everybody without `for those who entered`",
    WARNING,
)

NOTHING_TAKEN = Code(
    "L034",
    "nothing-taken",
    "«{said}» не берёт ничего: {outcome}",
    "`{said_en}` takes nothing: {outcome_en}",
    "напишите число от 1; чтобы считалось всё, уберите эти слова",
    "write a number from 1, or remove these words to count everything",
    WARNING,
)

# --- waivers and spelling ------------------------------------------------------------------------------------------

WAIVER_WITHOUT_REASON = Code(
    "L040",
    "waiver-without-reason",
    "не сказано, почему {codes} не проверять",
    "no reason is given for waiving {codes}",
    "допишите причину: // не проверять {codes}: …",
    "give a reason: // waive {codes}: …",
    WARNING,
)
WAIVER_UNUSED = Code(
    "L041",
    "waiver-unused",
    "{codes} здесь не находится: отметка не нужна",
    "{codes} is not found here: nothing to waive",
    "уберите отметку; это делает и iomrules check --fix",
    "remove it; `iomrules check --fix` does",
    WARNING,
)
KEYWORD_SPELLING = Code(
    "L050",
    "keyword-spelling",
    "слово языка «{word}» пишут строчными буквами",
    "the keyword `{word}` is written in small letters",
    "напишите: {wanted}; это делает и iomrules check --fix",
    "write {wanted}; `iomrules check --fix` does",
    WARNING,
)
