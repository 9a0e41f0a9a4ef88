"""Mistakes in what rulesets say: names, kinds, layers, cost. Those in rows stand in `tables`."""

from iomrules.diagnostics import Code, Severity

__all__ = ["Code"]

# --- rulesets, declarations, names ---------------------------------------------------------------------------------

NO_HEADER = Code(
    "R001",
    "no-header",
    "в наборе правил нет строки «набор правил …»",
    "the ruleset has no `ruleset …` line",
    "если это один файл из набора, назовите всю папку; иначе добавьте: набор правил имя «Название»",
    "if this is one file of a ruleset, name the whole folder; otherwise add: ruleset name «Title»",
)
SECOND_HEADER = Code(
    "R002",
    "second-header",
    "строка «набор правил» встречается в наборе второй раз",
    "the ruleset has a second `ruleset` line",
    "оставьте её в одном файле; другой набор положите в отдельную папку",
    "keep it in one file; put another ruleset into a folder of its own",
)
DECLARED_TWICE = Code(
    "R003",
    "declared-twice",
    "имя «{name}» описано второй раз",
    "`{name}` is declared a second time",
    "назовите иначе; чтобы изменить описание нижнего слоя, напишите в новом описании «уточняет {name}»",
    "choose another name; to change a lower layer's declaration write `refines {name}` in a new one",
)
NAME_OF_FUNCTION = Code(
    "R004",
    "name-of-function",
    "имя «{name}» уже занято функцией дополнения «{plugin}»",
    "`{name}` is a function of plugin `{plugin}`",
    "назовите своё описание иначе",
    "choose another name",
)
MEMBER_TWICE = Code(
    "R005",
    "member-twice",
    "«{name}» стоит в перечне второй раз",
    "`{name}` is in the enumeration twice",
    "уберите повтор",
    "remove the repeat",
)
FIELD_TWICE = Code(
    "R006",
    "field-twice",
    "в сведениях «{record}» поле «{name}» описано второй раз",
    "record `{record}` declares `{name}` twice",
    "уберите повтор или назовите поле иначе",
    "remove the repeat or rename it",
)
UNKNOWN_LAYER = Code(
    "R007",
    "unknown-layer",
    "слоя «{layer}» нет",
    "there is no layer `{layer}`",
    "слои: федерация, регион, школа, профиль, партнёр",
    "layers: federal, region, school, profile, partner",
)
FORM_OF_TWO = Code(
    "R008",
    "form-of-two",
    "«{word}» подходит к двум именам: «{first}» и «{second}»",
    "`{word}` is a form of two names, `{first}` and `{second}`",
    "напишите имя так, как оно описано, или задайте формы одного из них словом «формы»",
    "write the name as it is declared, or give one of them its forms by hand with `forms`",
)
FORMS_UNREADABLE = Code(
    "R009",
    "forms-unreadable",
    "строка таблицы форм не прочитана: {text}",
    "a line of the table of forms cannot be read: {text}",
    "строка пишется так: имя: форма форма форма; неверную строку можно удалить",
    "a line reads `name: form form form`; a wrong one may be deleted",
    Severity.WARNING,
)
DATES_REVERSED = Code(
    "R010",
    "dates-reversed",
    "срок кончается раньше, чем начинается",
    "the dates of effect end before they begin",
    "поменяйте даты местами: с … по …",
    "swap the dates: from … until …",
)
UNKNOWN_NAME = Code(
    "R011",
    "unknown-name",
    "имя «{name}» не описано",
    "`{name}` is not declared",
    "похоже на {alike}",
    "did you mean {alike_en}",
)
UNDECLARED_NAME = Code(
    "R012",
    "undeclared-name",
    "имя «{name}» не описано, и похожих здесь нет",
    "`{name}` is not declared, and nothing here is spelled like it",
    "опишите его (сведения, параметр, показатель, таблица) или исправьте; всё описанное показывает iomrules show",
    "declare it (record, parameter, indicator, table) or mend it; `iomrules show` lists what is declared",
)
NUMBERS_TOO_LONG = Code(
    "R069",
    "numbers-too-long",
    "число здесь может стать длиннее {limit} знаков",
    "a number here can become longer than {limit} digits",
    "округлите раньше («округлить до 0,01 половина вверх») или умножайте на меньшее",
    "round earlier (`round to 0.01 half up`) or multiply by less",
)
RECORD_FOR_LIST = Code(
    "R068",
    "record-for-list",
    "«{name}» — название записи, а не списка",
    "`{name}` is what a record is called, not a list",
    "{advice}",
    "{advice_en}",
)
RANGE_REVERSED = Code(
    "R013",
    "range-reversed",
    "нижняя граница больше верхней",
    "the lower bound is above the upper one",
    "поменяйте границы местами: от меньшего до большего",
    "swap the bounds: from the lesser to the greater",
)
LIST_WITHOUT_BOUND = Code(
    "R014",
    "list-without-bound",
    "не сказано, сколько самое большее может быть в списке, принято {bound}",
    "the list has no bound, {bound} is assumed",
    "допишите, например: не более 60",
    "add one, such as `not more than 60`",
    Severity.WARNING,
)
NO_PERSON = Code(
    "R015",
    "no-person",
    "не описано, чьи сведения читают правила",
    "no record says whose facts the rules read",
    "добавьте: сведения ученик …",
    "add: record student …",
)
UNKNOWN_MEMBER = Code(
    "R016",
    "unknown-member",
    "в перечне «{enumeration}» нет «{name}»",
    "`{enumeration}` has no member `{name}`",
    "есть {alike}",
    "it has {alike_en}",
)
MEMBER_OF_SEVERAL = Code(
    "R017",
    "member-of-several",
    "«{name}» есть в нескольких перечнях: {enumerations}",
    "`{name}` is a member of several enumerations: {enumerations_en}",
    "поставьте рядом сведения, с которыми сравнивается это слово: предмет = химия",
    "write it beside the fact it is compared with: subject = chemistry",
)
UNKNOWN_KEY = Code(
    "R018",
    "unknown-key",
    "в справочнике «{catalogue}» пока нет «{name}»",
    "catalogue `{catalogue}` has no `{name}` yet",
    "проверьте написание (есть {alike}) или добавьте строку: дополнить {catalogue} …",
    "check the spelling (it has {alike_en}) or add a row: extend {catalogue} …",
    Severity.WARNING,
)

# --- kinds of values -----------------------------------------------------------------------------------------------

VALUE_AFTER_OR = Code(
    "R019",
    "value-after-or",
    "после «{word}» стоит одно значение, а нужно целое условие: {value}",
    "a bare value follows `{word_en}` where a whole condition is wanted: {value}",
    "значения перечисляют словом «среди»: среди {listed}",
    "list the values after `among`: among {listed}",
)
NOT_A_CONDITION = Code(
    "R020",
    "not-a-condition",
    "нужно условие (да или нет), а это {kind}",
    "a condition is wanted, this is {kind_en}",
    "сравните значение с чем-нибудь: не меньше 4, равно химия",
    "compare the value with something: at least 4, = chemistry",
)
NOT_A_NUMBER = Code(
    "R021",
    "not-a-number",
    "нужно число, а это {kind}",
    "a number is wanted, this is {kind_en}",
    "возьмите числовое значение или переведите в число таблицей",
    "take a numeric value, or turn it into one with a table",
)
NOT_A_COLLECTION = Code(
    "R022",
    "not-a-collection",
    "нужен список, а «{name}»: {kind}",
    "a list is wanted, `{name}` is {kind_en}",
    "назовите список, справочник или сведения «по каждому …»",
    "name a list, a catalogue or a fact kept `for each …`",
)
KINDS_DIFFER = Code(
    "R023",
    "kinds-differ",
    "вместе стоят значения разного рода: {first} и {second}",
    "values of different kinds stand together: {first_en} and {second_en}",
    "сравнивают и выбирают значения одного рода",
    "only values of one kind are compared or chosen between",
)
UNITS_DIFFER = Code(
    "R024",
    "units-differ",
    "единицы не сходятся: «{first}» и «{second}»",
    "units differ: `{first}` and `{second}`",
    "приведите к одной единице или уберите единицу у числа",
    "bring both to one unit, or drop the unit of the number",
)
NO_ORDER = Code(
    "R025",
    "no-order",
    "у перечня «{enumeration}» нет порядка: больше и меньше в нём нет",
    "enumeration `{enumeration}` has no order: nothing in it is more or less",
    "опишите его «по возрастанию» или сравните через «равно» и «среди»",
    "declare it `ascending`, or compare with `=` and `among`",
)
ONLY_EQUALITY = Code(
    "R026",
    "only-equality",
    "так можно сравнить только равенство: {kind} не бывает больше или меньше",
    "only equality can be asked here: {kind_en} is never more or less",
    "используйте «равно», «не равно» или «среди»",
    "use `=`, `<>` or `among`",
)
NOT_COMPARABLE = Code(
    "R027",
    "not-comparable",
    "целиком это не сравнивают: {kind}",
    "this is not compared as a whole: {kind_en}",
    "сравните количество, сумму или отдельное поле",
    "compare a count, a sum or one field",
)
WRONG_NUMBER_OF_KEYS = Code(
    "R028",
    "wrong-number-of-keys",
    "«{name}» ждёт в скобках {expected} ({keys}), дано {count}",
    "`{name}` takes {expected} in parentheses ({keys}), {count} given",
    "перечислите ключи через точку с запятой в том порядке, как в описании",
    "list the keys with semicolons in the order declared",
)
KEY_OF_OTHER_KIND = Code(
    "R029",
    "key-of-other-kind",
    "ключ «{key}» ждёт {asked}, а здесь {given}",
    "key `{key}` wants {asked_en}, here is {given_en}",
    "поставьте значение нужного рода",
    "give a value of that kind",
)
TABLE_KEY_NOT_HERE = Code(
    "R030",
    "table-key-not-here",
    "таблице «{table}» нужен ключ «{key}», а здесь такого имени нет",
    "table `{table}` needs key `{key}`, and nothing here has that name",
    "назовите ключи в скобках: {table}(…; …)",
    "say the keys in parentheses: {table}(…; …)",
)
NOT_CALLABLE = Code(
    "R031",
    "not-callable",
    "«{name}» не таблица и не функция, скобки после него не нужны",
    "`{name}` is no table or function and takes no parentheses",
    "уберите скобки; ключ пишется так: {name} по …",
    "drop the parentheses; a key is written `{name} by …`",
)
NOT_BY_KEY = Code(
    "R032",
    "not-by-key",
    "«{name}» не ведётся по ключам: {kind}",
    "`{name}` is not kept by key: {kind_en}",
    "уберите «по …» или опишите сведения «по каждому …»",
    "drop the key, or declare the fact `for each …`",
)
NO_DATE = Code(
    "R033",
    "no-date",
    "у «{collection}» нет даты, срок отсчитать не от чего",
    "`{collection}` has no date to count a period from",
    "добавьте в сведения поле рода «дата» или уберите срок",
    "add a date field to the record, or drop the period",
)
SEVERAL_DATES = Code(
    "R034",
    "several-dates",
    "дат несколько: {dates}; не сказано, какая имеется в виду",
    "there are several dates: {dates_en}; which one is meant is not said",
    "допишите: по дате …",
    "add: by date …",
)
NOTHING_TO_ADD = Code(
    "R035",
    "nothing-to-add",
    "«{name}»: это не числа ({kind}), и не сказано, что из них брать",
    "`{name}` holds no numbers ({kind_en}), and what to take of each is not said",
    "назовите число: сумма часов среди …",
    "name the number: sum hours among …",
)
NOTHING_TO_EXIST = Code(
    "R036",
    "nothing-to-exist",
    "о таком не спрашивают «есть» и «нет»: {kind}",
    "this cannot be asked with `there is` or `no`: {kind_en}",
    "«есть» говорят о списке, о да/нет и о том, что «может отсутствовать»; об остальном: «известно»",
    "ask it of a list, a yes/no or an optional fact; of the rest ask `known`",
)
STEP_NEEDS_LIST = Code(
    "R037",
    "step-needs-list",
    "этот шаг делают со списком чисел, а здесь {kind}",
    "this step takes a list of numbers, here is {kind_en}",
    "список чисел даёт «по каждому … лучшее из …»; одно число уже не складывают",
    "`for each … best of …` gives a list of numbers; a single number needs no adding up",
)
STEP_NEEDS_NUMBER = Code(
    "R038",
    "step-needs-number",
    "этот шаг делают с одним числом, а здесь {kind}",
    "this step takes one number, here is {kind_en}",
    "сначала сложите: сумма; предел для каждого числа списка: каждое не больше …",
    "add it up first: sum; a cap of each number in a list is `each at most …`",
)
ROUND_TO_NOTHING = Code(
    "R039",
    "round-to-nothing",
    "округлять можно до числа больше нуля",
    "rounding takes a number above zero",
    "напишите, например: округлить до 0,01 половина вверх",
    "write, for example: round to 0.01 half up",
)
HOURS_OUTSIDE_ROUTE = Code(
    "R040",
    "hours-outside-route",
    "«остаток_часов» есть только в маршруте",
    "hours left are known only inside a route",
    "перенесите условие в маршрут",
    "move the condition into a route",
)
OTHER_PERSON = Code(
    "R041",
    "other-person",
    "решение принимается по сведениям «{here}», сведения «{person}» здесь не видны",
    "this decides on `{here}`; facts of `{person}` are not in sight",
    "опишите нужное поле у «{here}»",
    "declare the field in `{here}`",
)
ELEMENT_NOT_IN_HAND = Code(
    "R045",
    "element-not-in-hand",
    "«{name}» — о записи «{record}», а здесь речь не о такой записи",
    "`{name}` is about an entry `{record}`, and there is none in hand here",
    "назовите его там, где перебирают такие записи: в их условии «где …», в порядке «по убыванию …», в сумме по ним",
    "name it where such entries are gone through: in their `where …`, their order, a sum over them",
)
ELEMENT_WITH_DATES = Code(
    "R046",
    "element-with-dates",
    "у «{name}» не может быть срока: это описание записи, а не решение о человеке",
    "`{name}` cannot have dates: it describes an entry and decides nothing of a person",
    "поставьте срок в правиле или маршруте, где стоит это имя",
    "put the dates on the rule or route that names it",
)
SELECTION_IN_RULE = Code(
    "R042",
    "selection-in-rule",
    "об отборе «{name}» правило не спросит: его итог зависит от всех людей сразу",
    "a rule cannot ask of selection `{name}`: it depends on everybody at once",
    "назовите рейтинг: «конкурс не меньше 60»; итог отбора показывают страница рейтинга и iomrules decide",
    "name the rating: `contest not less 60`; the rating's page and `iomrules decide` show who is selected",
)
SEATS_OF_ONE = Code(
    "R047",
    "seats-of-one",
    "{what} одно на всех, а «{name}» у каждого своё",
    "{what_en} is the same for everybody, but `{name}` is each person's own",
    "назовите число, параметр или строку таблицы по параметру; кого отбор касается, пишут после «для»",
    "say a number, a parameter or a table by a parameter; whom the selection is about stands after `for`",
)
SELECTION_OF_NOTHING = Code(
    "R048",
    "selection-of-nothing",
    "у отбора «{name}» нет ни числа мест, ни проходного балла",
    "selection `{name}` says neither a number of seats nor a pass mark",
    "напишите «число мест 26», «число мест не больше 30 % участников» или «проходной балл 60»",
    "write `seats 26`, `seats not more 30 % of participants` or `pass mark 60`",
)
SELECTION_OF_OTHERS = Code(
    "R049",
    "selection-of-others",
    "отбор «{name}» — о других людях, чем его рейтинг «{rating}»",
    "selection `{name}` is about other people than its rating `{rating}`",
    "назовите после «для» тех же людей, что и в рейтинге",
    "name after `for` the people whom the rating is about",
)
HEALTH_WITHOUT_BASIS = Code(
    "R043",
    "health-without-basis",
    "«{fact}»: сведения о здоровье, а основание их читать не указано",
    "`{fact}` is about health, and no basis to read it is given",
    "добавьте к правилу: основание «закон или согласие, пункт»",
    "add to the rule: basis «law or consent, clause»",
)

# --- layers --------------------------------------------------------------------------------------------------------

NOT_REFINABLE = Code(
    "R070",
    "not-refinable",
    "«{name}» уточнять не разрешено",
    "`{name}` may not be refined",
    "разрешают словами «можно уточнить» в описании «{name}»; иначе опишите своё под другим именем",
    "`may be refined` in the declaration of `{name}` allows it; else declare your own under another name",
)
REFINES_OTHER_SORT = Code(
    "R071",
    "refines-other-sort",
    "«{name}» описано другим словом: параметр уточняет параметр, правило уточняет правило",
    "`{name}` is of another sort: only a declaration of the same sort refines it",
    "начните описание тем же словом, что и «{name}»",
    "begin the declaration with the same word as `{name}`",
)
REFINES_NOT_LOWER = Code(
    "R072",
    "refines-not-lower",
    "«{name}» описано не в более низком слое",
    "`{name}` is not of a lower layer",
    "уточняет только более поздний слой: федерация, регион, школа, профиль, партнёр",
    "only a later layer refines: federal, region, school, profile, partner",
)
REFINED_TWICE = Code(
    "R073",
    "refined-twice",
    "«{name}» уточняют сразу двое в одном слое",
    "two declarations of one layer refine `{name}` at once",
    "оставьте одно уточнение или разведите их по срокам: действует с … по …",
    "keep one, or part them by dates: in force from … until …",
)

# --- order, cost, health, rest -------------------------------------------------------------------------------------

CYCLE = Code(
    "R080",
    "cycle",
    "описания ссылаются друг на друга по кругу: {path}",
    "declarations refer to each other in a ring: {path}",
    "уберите одну из ссылок: значение не может зависеть от себя",
    "remove one of the references: a value cannot depend on itself",
)
TOO_COSTLY = Code(
    "R081",
    "too-costly",
    "«{name}»: до {cost} шагов на человека, предел {budget}",
    "`{name}` may take {cost} steps a person, the limit is {budget}",
    "уменьшите «не более N» у списков или уберите вложенный перебор",
    "lower the bounds of lists, or take one loop out of another",
)
TOO_FAR = Code(
    "R077",
    "too-far-from-facts",
    "«{name}»: до сведений больше {limit} ступеней, одна за другой",
    "`{name}` is more than {limit} steps from the facts, one behind another",
    "пусть описание читает сведения прямо, а не через длинную цепочку других",
    "let it read facts directly, not through a long chain of others",
)
CHOICE_REVERSED = Code(
    "R082",
    "choice-reversed",
    "выбор от {low} до {high} невозможен",
    "a choice of {low} to {high} cannot be made",
    "первое число не больше второго: от 1 до 3",
    "the first number is not above the second: from 1 to 3",
)
UNUSED = Code(
    "R083",
    "unused",
    "«{name}» описано, но нигде не используется",
    "`{name}` is declared and never used",
    "уберите или используйте",
    "remove it or use it",
    Severity.WARNING,
)
