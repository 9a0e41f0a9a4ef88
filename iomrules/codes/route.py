"""What is taken together, seats and shared hours: mistakes in saying it, and what composed routes come to."""

from iomrules.diagnostics import Code, Severity

NOT_KEYS = Code(
    "R100",
    "not-keys",
    "«{name}» — {kind}, а здесь нужны строки справочника {catalogue}",
    "`{name}` is {kind_en}, and entries of {catalogue_en} are needed here",
    "назовите поле, где стоит код строки или список кодов: парные_курсы список курсов не более 5",
    "name a field with the key of an entry or a list of keys: paired_courses list of courses at most 5",
)
SEATS_WITHOUT_QUEUE = Code(
    "R101",
    "seats-without-queue",
    "число мест названо, а кто берёт первым, если их не хватит, — нет",
    "seats are limited, and who comes first when they run short is not said",
    "добавьте: при нехватке мест по рейтингу …",
    "add: when seats run short by rating …",
)
QUEUE_WITHOUT_SEATS = Code(
    "R102",
    "queue-without-seats",
    "очередь на места названа, а сколько их — нет",
    "who comes first for seats is said, and how many there are is not",
    "добавьте: число мест не больше … — поле с числом мест",
    "add: seats at most … — a field with the number of seats",
)
QUEUES_DIFFER = Code(
    "R103",
    "queues-differ",
    "очередь на места здесь по рейтингу «{name}», а выше — по рейтингу «{other}»",
    "the queue for seats is by the rating `{name}` here, and by `{other}` above",
    "назовите один рейтинг: по нему каждый выбирает сразу всё",
    "name one rating: everybody chooses all at once by it",
)
GROUP_TOO_SMALL = Code(
    "K002",
    "group-too-small",
    "«{entry}»: группу открывают от {least} чел., а берут её {taken} чел.",
    "“{entry}”: a group opens from {least} people; people with it in their routes: {taken}",
    "откройте группу меньшей, объедините её с другой или закройте запись и составьте маршруты снова",
    "open a smaller group, join it with another, or close it and compose the routes again",
    Severity.WARNING,
)
HOURS_OVER = Code(
    "K001",
    "hours-over",
    "«{whose}»: {field} — {limit}, а выбранные группы занимают {hours}: {entries}",
    "“{whose}”: {field} is {limit_en}, and the groups chosen take {hours_en}: {entries}",
    "закройте запись в одну из групп, передайте её другому или увеличьте часы",
    "close one of the groups, give it to somebody else, or raise the hours",
    Severity.WARNING,
)
