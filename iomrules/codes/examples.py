"""Mistakes in the examples of rules: what is given, of whom, and what is expected."""

from iomrules.diagnostics import Code

GIVEN_MISFITS = Code(
    "R090",
    "given-misfits",
    "так «{name}» не задают: {kind}",
    "`{name}` is not given so: {kind_en}",
    "по ключу: отметка по химии 5; запись: достижения (вид олимпиада; уровень региональный); пусто: достижений нет",
    "by key: marks by chemistry 5; an entry: prizes (kind contest; level region); none: prizes no",
)
EXPECTED_MISFITS = Code(
    "R091",
    "expected-misfits",
    "от «{name}» такого не ожидают",
    "this cannot be expected of `{name}`",
    "от правила ждут да, нет, неизвестно или «не применяется»; от показателя значение; от рейтинга ещё «1 место», "
    "от отбора «зачислен», от маршрута «содержит»; почему такое место или зачисление, пример не спрашивает",
    "of a rule expect yes, no, unknown or `not applicable`; of an indicator a value; of a rating also `1 place`, of a "
    "selection `admitted`, of a route `contains`; an example does not ask why a place or a seat is such",
)
WHOSE_EXPECTED = Code(
    "R092",
    "whose-expected",
    "в примере несколько человек, и не сказано, от кого ждут «{name}»",
    "there are several people in the example, and nobody knows of whom `{name}` is expected",
    "ожидается {person}: {name} … или ожидается {name}: {person} …",
    "expected {person}: {name} … or expected {name}: {person} …",
)
NOT_IN_EXAMPLE = Code(
    "R093",
    "not-in-example",
    "в примере нет человека «{name}»",
    "there is nobody called `{name}` in the example",
    "скажите, что о нём известно: дано {name}: …",
    "say what is known of them: given {name}: …",
)
SET_TWICE = Code(
    "R094",
    "set-twice",
    "значение «{name}» задано в примере дважды",
    "the value of `{name}` is set twice in the example",
    "оставьте одно; для другого значения напишите другой пример",
    "keep one; write another example for another value",
)
