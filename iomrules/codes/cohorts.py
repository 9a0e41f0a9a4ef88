"""Mistakes in what is said of cohorts: those who entered in certain days and are kept on their rules."""

from iomrules.diagnostics import Code

NO_ENTRY_DAY = Code(
    "R084",
    "no-entry-day",
    "«для поступивших» сказано, а день поступления в сведениях «{record}» не указан",
    "`for those who entered` is said, but the record `{record}` has no day of entry",
    "отметьте поле с датой: дата_поступления дата день поступления",
    "mark the field of the date: entered date day of entry",
)
ENTRY_DAY_NOT_A_DATE = Code(
    "R085",
    "entry-day-not-a-date",
    "день поступления — это дата, а «{name}» не дата",
    "a day of entry is a date, and `{name}` is none",
    "опишите поле так: {name} дата день поступления",
    "declare the field so: {name} date day of entry",
)
SECOND_ENTRY_DAY = Code(
    "R086",
    "second-entry-day",
    "в сведениях «{record}» уже есть день поступления",
    "the record `{record}` has a day of entry already",
    "оставьте один: по нему отличают поступивших раньше и позже",
    "keep one: it tells those who entered earlier from those who came later",
)
ELEMENT_OF_COHORT = Code(
    "R087",
    "element-of-cohort",
    "«{name}» — о записях списка, а «для поступивших» говорят о людях",
    "`{name}` is about elements of a list, and `for those who entered` is said of people",
    "перенесите «для поступивших» в показатель или правило о человеке",
    "move `for those who entered` to an indicator or a rule about a person",
)
