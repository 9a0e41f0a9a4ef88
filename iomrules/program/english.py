"""A program whose titles are English, as far as its rules say what things are called in English.

Explanations and documents take the words for things from titles, so a program with English titles is told in English.
Names stay: records, examples and plugins go by them. People are read with the program as written, whose titles are the
headings of their tables.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from attrs import fields, has

from iomrules.facts.record import Catalogue, Enumeration, Fact, Person, Records, Schema, Shape, missing
from iomrules.frozen import evolve
from iomrules.packed import Mapped
from iomrules.parse.tree import EnglishName
from iomrules.program.core import About, Criterion, Function, Named, Program
from iomrules.values import ByKey, Entry, Unknown


def english_labels(names: Iterable[EnglishName]) -> Mapping[str, str]:
    """What a declared name, in either language, is called in English."""
    labels: dict[str, str] = {}
    for each in names:
        label = each.title or each.english.text.replace("_", " ")
        labels.setdefault(each.name.text, label)
        labels.setdefault(each.english.text, label)
    return labels


def in_english(program: Program) -> Program:
    """The same program, its titles in English where the rules give them."""
    labels = program.english
    if not labels:
        return program
    schema = _schema(program.schema, labels)
    names = [each.name for each in fields(Program) if each.name not in _KEPT]
    return evolve(program, schema=schema, **{name: _turned(getattr(program, name), labels) for name in names})


Titled = TypeVar("Titled", Catalogue, Enumeration, Fact, Shape)
#: parts of a program that hold no titles, or are turned on their own
_KEPT = frozenset(
    ("schema", "version", "examples", "order", "cost", "rulesets", "hashes", "sources", "warnings", "english")
)
_TITLED = (About, Criterion, Named, Function)


def _turned(piece: Any, labels: Mapping[str, str]) -> Any:
    """The piece with English titles; the very same where nothing in it has one."""
    if isinstance(piece, tuple):
        turned = tuple(_turned(each, labels) for each in piece)
        return turned if any(one is not other for one, other in zip(turned, piece, strict=True)) else piece
    if isinstance(piece, Mapping):
        return {key: _turned(each, labels) for key, each in piece.items()}
    if not has(type(piece)):
        return piece
    changed: dict[str, Any] = {
        each.name: turned
        for each in fields(type(piece))
        if each.init
        and each.name not in ("span", "kind")
        and (turned := _turned(value := getattr(piece, each.name), labels)) is not value
    }
    if isinstance(piece, _TITLED) and piece.name in labels:
        changed["title"] = labels[piece.name]
    return evolve(piece, **changed) if changed else piece


def _schema(schema: Schema, labels: Mapping[str, str]) -> Schema:
    enumerations = {name: _enumeration(each, labels) for name, each in schema.enumerations.items()}
    shapes = {name: _shape(each, labels) for name, each in schema.shapes.items()}
    catalogues = {name: _retitled(each, labels) for name, each in schema.catalogues.items()}
    return evolve(schema, enumerations=enumerations, shapes=shapes, catalogues=catalogues)


def _enumeration(each: Enumeration, labels: Mapping[str, str]) -> Enumeration:
    titles = {**each.titles, **{member: labels[member] for member in each.members if member in labels}}
    label = labels.get(each.name, each.title)
    if each.title and label == each.title:
        # one written out in a field goes by the field: `курс.запись`
        label = labels.get(each.name.rpartition(".")[2], label)
    return evolve(each, title=label, titles=titles)


def _shape(each: Shape, labels: Mapping[str, str]) -> Shape:
    return evolve(_retitled(each, labels), facts=tuple(_retitled(fact, labels) for fact in each.facts))


def _retitled(each: Titled, labels: Mapping[str, str]) -> Titled:
    return evolve(each, title=labels[each.name]) if each.name in labels else each


def records_in_english(records: Records, program: Program) -> Records:
    """The same records; facts that are missing are called as English titles call them."""
    labels = program.english
    if not labels:
        return records
    called = {
        missing(fact).fact: labels[fact.name]
        for shape in program.schema.shapes.values()
        for fact in shape.facts
        if fact.name in labels
    }
    known = partial(_known_as, called=called, labels=labels)
    people = records.people
    return evolve(records, people=tuple(map(known, people)) if type(people) is tuple else Mapped(people, known))


def _known_as(person: Person, called: Mapping[str, str], labels: Mapping[str, str]) -> Person:
    return evolve(person, facts=_value(person.facts, called, labels))


def _value(value: Any, called: Mapping[str, str], labels: Mapping[str, str]) -> Any:
    match value:
        case Unknown(missing=facts):
            return evolve(value, missing=tuple(evolve(each, fact=_fact(each.fact, called, labels)) for each in facts))
        case ByKey(pairs=pairs):
            return ByKey(tuple((key, _value(each, called, labels)) for key, each in pairs))
        case Entry(fields=given):
            return evolve(value, fields={name: _value(each, called, labels) for name, each in given.items()})
        case tuple():
            return tuple(_value(each, called, labels) for each in value)
    return value


def _fact(fact: str, called: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """`отметки: химия` is `marks: Chemistry`."""
    words, colon, key = fact.partition(": ")
    if fact in called or not colon:
        return called.get(fact, fact)
    return f"{called.get(words, words)}: {labels.get(key.replace(' ', '_'), key)}"
