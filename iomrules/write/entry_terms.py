"""On what terms the entries of a catalogue are taken, as a regulation says it, in both languages."""

from collections.abc import Iterator

from iomrules.facts.record import Catalogue, KeyKind, SharedHours
from iomrules.program.core import PartnerModule, Program
from iomrules.write.texts import words
from iomrules.write.words_en import quoted as quoted_en
from iomrules.write.words_ru import quoted as quoted_ru

#: term -> how it is said of a column
_SAID = {
    "ru": {
        "only_with": "Строку берут только вместе с теми, что названы в столбце {}.",
        "never_with": "Строку не берут вместе с теми, что названы в столбце {}.",
        "seats": "Строку берёт столько человек, сколько указано в столбце {}; если не указано, число не ограничено.",
        "queue": (
            "Если желающих больше, чем мест, первым выбирает тот, кто выше в рейтинге {}; "
            "равных на последнее место решает совет."
        ),
        "opens": (
            "Группу открывают, если строку берёт не меньше человек, чем указано в столбце {}; "
            "если не указано, группу открывают и для одного."
        ),
        "shared": (
            "Группы с одним и тем же значением в столбце {} вместе занимают не больше часов, чем указано в графе {}."
        ),
    },
    "en": {
        "only_with": "An entry is taken only together with those named in the column {}.",
        "never_with": "An entry is not taken together with those named in the column {}.",
        "seats": "As many people may take an entry as the column {} says; where it says nothing, any number may.",
        "queue": (
            "Where there are more people than seats, whoever stands higher in the rating {} chooses first; "
            "of equals for the last seat a council decides."
        ),
        "opens": (
            "A group opens when at least as many people take the entry as the column {} says; "
            "where it says nothing, it opens for one as well."
        ),
        "shared": "Groups with the same value in the column {} take no more hours together than the column {} says.",
    },
}
_OF_MODULE = {
    "ru": "; при нехватке мест первым идёт тот, кто выше в рейтинге {}",
    "en": "; when seats run short, whoever stands higher in the rating {} comes first",
}


def entry_terms(catalogue: Catalogue, program: Program, language: str = "ru") -> tuple[str, ...]:
    """Sentences, one a term; none where entries are taken freely."""
    return tuple(_sentences(catalogue, program, language))


def _sentences(catalogue: Catalogue, program: Program, language: str) -> Iterator[str]:
    told = _SAID[language]
    for term in ("only_with", "never_with", "seats"):
        if name := getattr(catalogue, term):
            yield told[term].format(_column(catalogue, name, program, language))
    if catalogue.queue:
        yield told["queue"].format(_rating(catalogue.queue, program, language))
    if catalogue.opens:
        yield told["opens"].format(_column(catalogue, catalogue.opens, program, language))
    for shared in catalogue.shared:
        both = _column(catalogue, shared.field, program, language), _hours(catalogue, shared, program, language)
        yield told["shared"].format(*both)


def module_queue(module: PartnerModule, program: Program, language: str = "ru") -> str:
    """Who gets a seat of the module where they run short; to stand after the number of them."""
    return _OF_MODULE[language].format(_rating(module.queue, program, language)) if module.queue else ""


def _hours(catalogue: Catalogue, shared: SharedHours, program: Program, language: str) -> str:
    fact = program.schema.shapes[catalogue.shape].fact(shared.field)
    other = fact.kind.catalogue if fact is not None and isinstance(fact.kind, KeyKind) else catalogue.name
    return _column(program.schema.catalogues[other], shared.hours, program, language)


def _column(catalogue: Catalogue, name: str, program: Program, language: str) -> str:
    fact = program.schema.shapes[catalogue.shape].fact(name)
    return _quoted((fact.title if fact is not None else "") or words(name), language)


def _rating(name: str, program: Program, language: str) -> str:
    rating = program.ratings.get(name)
    return _quoted(rating.about.label() if rating is not None else words(name), language)


def _quoted(text: str, language: str) -> str:
    return quoted_en(text) if language == "en" else quoted_ru(text)
