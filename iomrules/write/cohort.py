"""What is shown about many people: the list of the cohort, and the table of a rating with or without names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from iomrules.facts.record import Person
from iomrules.frozen import frozen
from iomrules.packed import Mapped
from iomrules.program.core import Rating
from iomrules.reason.decision import RatingResult
from iomrules.values import ABSENT, Number
from iomrules.write.results import points
from iomrules.write.texts import sentence
from iomrules.write.words_ru import plural

#: a cell of a table: a number where one is known, else words
Shown = str | Number
NO_CLASS = "Без класса"


# --- the cohort ----------------------------------------------------------------------------------------------------


@frozen
class Listed:
    """One person of the index. given: titles of their routes. documents: (title, link relative to the index)."""

    person: Person
    given: tuple[str, ...]
    missing: tuple[str, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()


def index_view(
    heading: Mapping[str, Any],
    people: Iterable[Listed],
    rating_links: Iterable[tuple[str, ...]] = (),
    faults: Iterable[str] = (),
) -> dict[str, Any]:
    """What `index.html` sees: people by class, in alphabetical order.

    heading: as `view.heading_view` gives it. rating_links: (title, link) or (title, link, link to the table).
    faults: people left out and why, a line each.
    """
    classes: dict[str, list[Listed]] = {}
    for each in sorted(people, key=lambda each: _alphabet(each.person)):
        classes.setdefault(each.person.form_class or NO_CLASS, []).append(each)
    return {
        "наборы_правил": [],
        **heading,
        "классы": [_class_view(name, classes[name]) for name in sorted(classes, key=_class_order)],
        "рейтинги": [
            {"название": sentence(title), "ссылка": link, "таблица": "".join(table)}
            for title, link, *table in rating_links
        ],
        "ошибки": list(faults),
    }


def _alphabet(person: Person) -> tuple[str, str]:
    return person.name.full().casefold().replace("ё", "е"), person.id


def _class_order(name: str) -> tuple[int, str]:
    digits = "".join(sign for sign in name[:2] if sign.isdecimal())
    return (int(digits) if digits else 99, name)


def _class_view(name: str, people: Sequence[Listed]) -> dict[str, Any]:
    count = len(people)
    return {
        "название": name if name == NO_CLASS else f"{name} класс",
        "сколько": f"{count} {plural(count, 'человек', 'человека', 'человек')}",
        "люди": Mapped(range(count), lambda at: _row(at + 1, people[at])),
    }


def _row(at: int, listed: Listed) -> dict[str, Any]:
    given = [sentence(title) for title in listed.given]
    return {
        "номер": str(at),
        "ид": listed.person.id,
        "фио": listed.person.name.full() or listed.person.id,
        "маршруты": "; ".join(given),
        "список_маршрутов": given,
        "чего_не_хватает": "; ".join(listed.missing),
        "документы": [{"название": title, "ссылка": link} for title, link in listed.documents],
    }


# --- a rating ------------------------------------------------------------------------------------------------------


@frozen
class RatingTable:
    """A rating laid out. words: how many first columns are words. unplaced: those without a place, a line each."""

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]
    words: int
    basis: str = ""
    unplaced: tuple[str, ...] = ()


#: a selection's title, and the answer for each person by id
Selected = tuple[str, Mapping[str, str]]


def rating_table(
    rating: Rating, results: Sequence[tuple[Person, RatingResult]], selected: Sequence[Selected] = ()
) -> RatingTable:
    """The rating with names, for the school's own eyes: by place, equal places by the alphabet."""
    headings = ("Место", "Фамилия, имя, отчество", "Класс", *_criteria(rating), "Итого", *_titles(selected))
    criteria = [each.name for each in rating.criteria]
    # A result may be made anew when it is come to: it is gone through once, and no more of it kept than is shown.
    placed: list[tuple[int, Person, tuple[Shown, ...]]] = []
    unplaced: list[str] = []
    for person, result in results:
        if result.total is ABSENT:
            continue
        name = person.name.full()
        if result.place is None:
            said = _said(selected, person)
            unplaced.append("; ".join((f"{name or person.id}: {points(result.total)}", *said)))
            continue
        shown = (*_points(criteria, result), *_answers(selected, person))
        row = (str(result.place), name or person.id, person.form_class, *shown)
        placed.append((result.place, person, row))
    return _table(rating, headings, tuple([row for *_, row in _in_order(placed)]), 3, tuple(unplaced))


def _in_order(placed: list[tuple[int, Person, tuple[Shown, ...]]]) -> Iterator[tuple[int, Person, tuple[Shown, ...]]]:
    """By place, those of one place by the alphabet."""
    placed.sort(key=itemgetter(0))
    for _, sharing in groupby(placed, key=itemgetter(0)):
        same = list(sharing)
        if len(same) > 1:
            same.sort(key=lambda each: _alphabet(each[1]))
        yield from same


def public_rating_table(
    rating: Rating, results: Sequence[tuple[Person, RatingResult]], salt: str, selected: Sequence[Selected] = ()
) -> RatingTable:
    """The rating for publication: codes for names, no class, nobody named. salt: the school's secret."""
    own = [(person, result) for person, result in results if result.total is not ABSENT]
    codes = person_codes([person.id for person, _ in results], salt)
    placed = [(codes[person.id], result, person) for person, result in own if result.place is not None]
    placed.sort(key=lambda each: (each[1].place or 0, each[0]))
    criteria = [each.name for each in rating.criteria]
    rows = tuple(
        [(str(result.place), code, *_points(criteria, result), *_answers(selected, p)) for code, result, p in placed]
    )
    without = len(own) - len(placed)
    words = f"{without} {plural(without, 'человек', 'человека', 'человек')}"
    headings = ("Место", "Код", *_criteria(rating), "Итого", *_titles(selected))
    return _table(rating, headings, rows, 2, (words,) if without else ())


def _titles(selected: Sequence[Selected]) -> tuple[str, ...]:
    return tuple(sentence(title) for title, _ in selected)


def _answers(selected: Sequence[Selected], person: Person) -> tuple[str, ...]:
    return tuple([answers.get(person.id, "—") for _, answers in selected])


def _said(selected: Sequence[Selected], person: Person) -> tuple[str, ...]:
    return tuple(f"{title}: {answers[person.id]}" for title, answers in selected if person.id in answers)


def person_codes(ids: Iterable[str], salt: str) -> dict[str, str]:
    """id -> code: a stretch of a salted hash, as short as tells all apart and not shorter than eight signs.

    Who does not know the salt cannot go back from a code to a person, even from the list of all ids.
    """
    whole = {each: sha256(f"{salt}\0{each}".encode("utf-8", "surrogatepass")).hexdigest().upper() for each in ids}
    length = next(size for size in range(8, 65) if len({each[:size] for each in whole.values()}) == len(whole))
    return {each: code[:length] for each, code in whole.items()}


def rating_view(heading: Mapping[str, Any], table: RatingTable) -> dict[str, Any]:
    """What `rating.html` sees."""
    count = len(table.rows)
    return {
        **heading,
        "рейтинг": {
            "название": table.title,
            "основание": table.basis,
            "подпись": f"В рейтинге {count} {plural(count, 'человек', 'человека', 'человек')}",
            "заголовки": list(table.headings),
            "слов": table.words,
            # of very many people, a row is made when it is written
            "строки": Mapped(table.rows, _in_words),
            "без_места": list(table.unplaced),
        },
    }


def _in_words(row: Iterable[Shown]) -> list[str]:
    return [cell if isinstance(cell, str) else points(cell) for cell in row]


def _table(
    rating: Rating,
    headings: tuple[str, ...],
    rows: tuple[tuple[Shown, ...], ...],
    words: int,
    unplaced: tuple[str, ...],
) -> RatingTable:
    basis = "; ".join(rating.about.basis)
    return RatingTable(rating.about.name, sentence(rating.about.label()), headings, rows, words, basis, unplaced)


def _criteria(rating: Rating) -> tuple[str, ...]:
    return tuple(sentence(criterion.label()) for criterion in rating.criteria)


def _points(criteria: Iterable[str], result: RatingResult) -> list[Shown]:
    """What is shown of so many criteria, and of the total."""
    values = [*map(result.criteria.get, criteria), result.total]
    return [value if type(value) is int or type(value) is Fraction else points(value) for value in values]
