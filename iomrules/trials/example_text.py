"""An example as the text of the language, ready to be pasted into the rules."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from iomrules.facts.record import ByKeyKind, Fact, ListKind, NumberKind, RecordKind, Shape, TextKind
from iomrules.program.core import Example, Expected, Program
from iomrules.values import ABSENT, Member, Value, decimal_text
from iomrules.write.dative_ru import dative


def example_text(example: Example, program: Program, remark: str = "") -> str:
    """The example; remark: a line of comment before it."""
    shape = program.schema.shapes[example.person or program.person_shapes()[0]]
    lines = [f"// {remark}"] if remark else []
    about = f" для {shape.name}" if shape.name != program.person_shapes()[0] else ""
    lines.append(f"пример «{_clean(example.title)}»{about}")
    # of several people each is told whole, so that nobody has to add what is said of everybody
    for who, facts in [(f"{each.name}: ", each.facts) for each in example.people] or [("", example.facts)]:
        given = [part for fact in shape.facts if fact.name in facts for part in _given(fact, facts, program)]
        if given:
            lines.append(f"  дано {who}" + ";\n       ".join(given))
    lines += [f"  при {name} {value_text(value)}" for name, value in example.settings.items()]
    if example.on is not None:
        lines.append(f"  на дату {example.on:%d.%m.%Y}")
    if example.people:
        lines += [f"  ожидается {each.person}: {expected_text(each)}" for each in example.expected]
    else:
        lines.append("  ожидается " + ";\n            ".join(expected_text(each) for each in example.expected))
    return "\n".join(lines)


def _clean(title: str) -> str:
    return title.replace("\n", " ")


def _given(fact: Fact, facts: Mapping[str, object], program: Program) -> Iterable[str]:
    value = facts[fact.name]
    match fact.kind:
        case ByKeyKind(enumeration=name) if isinstance(value, Mapping):
            yield from _by_key(fact, value, program.schema.enumerations[name].members)
        case ListKind(element=RecordKind(shape=shape)) if isinstance(value, list) and value:
            for element in value:
                yield f"{_one_of(fact.name, shape)}({_record(element, program.schema.shapes[shape])})"
        case ListKind() if isinstance(value, list) and value:
            yield f"{fact.name}({'; '.join(str(each) for each in value)})"
        case _:
            yield f"{fact.name} {_plain(value, fact)}"


def _one_of(many: str, one: str) -> str:
    """`достижение` for `достижения`: one word for one element, where it is a case form of the list's name."""
    return one if many.startswith(one[: max(len(one) - 2, 3)]) else many


def _by_key(fact: Fact, value: Mapping[str, object], members: tuple[str, ...]) -> Iterable[str]:
    """The values one by one; what most members share is said of the others, where every member is given."""
    element = Fact(fact.name, fact.kind.element) if isinstance(fact.kind, ByKeyKind) else fact
    unit = getattr(element.kind, "unit", "")
    name = _one_of(fact.name, unit) if unit else fact.name
    counts: dict[object, int] = {}
    for each in value.values():
        counts[each] = counts.get(each, 0) + 1
    shared = max(counts, key=lambda each: counts[each]) if len(value) == len(members) and counts else object()
    for key, each in value.items():
        if each != shared:
            yield f"{name} по {dative(key)} {_plain(each, element)}"
    if shared in counts:
        yield f"остальные {fact.name} {_plain(shared, element)}"


def _record(element: Mapping[str, object], shape: Shape) -> str:
    told = [f"{fact.name} {_plain(element[fact.name], fact)}" for fact in shape.facts if fact.name in element]
    return "; ".join(told)


def _plain(value: object, fact: Fact) -> str:
    match value:
        case None:
            return "неизвестно"
        case bool():
            return "да" if value else "нет"
        case list():
            return "нет"
        case str() if value == "нет" and fact.optional:
            return "нет"
        case str() if isinstance(fact.kind, TextKind):
            return f"«{value}»"
        case str() if isinstance(fact.kind, NumberKind):
            return value.replace(".", ",")
        case str() if len(value) == 10 and value[4] == "-" and value[7] == "-":
            return f"{date.fromisoformat(value):%d.%m.%Y}"
        case date():
            return f"{value:%d.%m.%Y}"
    return str(value)


def expected_text(expected: Expected) -> str:
    """What is expected, without the reasons: a proposal gives none."""
    name, value = expected.target, expected.value
    match expected.sort:
        case "contains" | "lacks":
            said = f"«{value}»" if expected.quoted else str(value)
            hours = "" if expected.hours is None else f" {decimal_text(expected.hours, ',')} ч/нед"
            return f"{name} {'содержит' if expected.sort == 'contains' else 'не содержит'} {said}{hours}"
        case "courses" if isinstance(value, tuple):
            return f"{name} состоит из ({'; '.join(_course(str(each)) for each in value)})"
        case "place" | "shared_place" | "group" | "hours" if value is not None:
            before, after = _AROUND[expected.sort]
            return f"{name} {before}{value_text(value)}{after}"
    if expected.sort in _WORDS:
        return f"{name} {_WORDS[expected.sort]}"
    return f"{name} {'неизвестно' if expected.unknown or value is None else value_text(value)}"


_AROUND = {
    "place": ("", " место"),
    "shared_place": ("делит ", " место"),
    "group": ("в группе ", ""),
    "hours": ("", " ч/нед"),
}
_WORDS = {
    **{"not_applicable": "не применяется", "no_place": "без места", "council": "решает комиссия"},
    **{"admitted": "зачислен", "not_admitted": "не зачислен"},
}


def _course(said: str) -> str:
    """A key as a name; a title, which has spaces, in quotes."""
    return f"«{said}»" if " " in said else said


def value_text(value: Value) -> str:
    """A value as a literal of the language."""
    match value:
        case bool():
            return "да" if value else "нет"
        case int() | Fraction():
            return decimal_text(value, ",")
        case Member(name=name):
            return name
        case date():
            return f"{value:%d.%m.%Y}"
    return "нет" if value is ABSENT else f"«{value}»"
