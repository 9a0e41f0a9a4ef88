"""What the functions that build nodes share: pieces on their way up, and how to pick among children."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeVar

from iomrules.codes import parse as codes
from iomrules.diagnostics import Code, Diagnostic
from iomrules.frozen import field, frozen
from iomrules.parse import tree
from iomrules.parse.words import Words, fold
from iomrules.source import Span

Children = Sequence[Any]
T = TypeVar("T")

#: levels of nesting a reader of rules, a person or a program, is asked to follow
DEEPEST = 50
PUNCTUATION = frozenset(("LPAR", "RPAR", "SEMICOLON", "COLON", "ROW", "SEP"))


#: words a value or a condition begins with
BEGIN_VALUES = frozenset(
    ("SUM", "MEAN", "MAX", "MIN", "COUNT", "SHARE", "NOT", "KNOWN", "EXISTS", "FOR_EACH", "ALL", "PER_EACH", "BEST_OF")
)
#: words that begin a comparison or a part of a value: a field is of no use unless a rule can say it
BEGIN_COMPARISONS = frozenset(("BEST", "GREATER", "LESS", "EXACTLY", "MINUS", "REST"))


@frozen
class Part:
    """A piece that has no node of its own, on its way up to the node that will hold it."""

    kind: str
    value: Any
    span: Span = field(eq=False)


class Spread(list[Any]):
    """The children of a repetition, on their way into the production around it."""


def only(kind: type[T], children: Children) -> tuple[T, ...]:
    """The children of one type, in order."""
    return tuple(child for child in children if isinstance(child, kind))


def first(kind: type[T], children: Children) -> T:
    return next(child for child in children if isinstance(child, kind))


def first_or(kind: type[T], children: Children) -> T | None:
    return next((child for child in children if isinstance(child, kind)), None)


def parts(kind: str, children: Children) -> tuple[Part, ...]:
    return tuple(child for child in children if isinstance(child, Part) and child.kind == kind)


def value_of(kind: str, children: Children, default: Any = None) -> Any:
    found = parts(kind, children)
    return found[0].value if found else default


def has(kind: str, children: Children) -> bool:
    """Whether a keyword stands among the children."""
    return any(isinstance(child, tree.Token) and child.kind == kind for child in children)


def after(kind: str, children: Children) -> Any:
    """The child just after a keyword, or None."""
    for index, child in enumerate(children[:-1]):
        if isinstance(child, tree.Token) and child.kind == kind:
            return children[index + 1]
    return None


def exact(text: str) -> int | Fraction:
    """`4,5` as 9/2; a whole number as int."""
    number = Fraction(text.replace(",", "."))
    return int(number) if number.denominator == 1 else number


class Builder:
    """The base of the builders. mistakes: what the grammar cannot see, such as a clause said twice."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.mistakes: list[Diagnostic] = []
        #: nodes that stood in parentheses, by identity; kept alive by the tree under construction
        self.closed: dict[int, Any] = {}
        #: how many `если неизвестно то` a node ends with, by identity: they nest to the left, unseen by the walk
        self.chains: dict[int, int] = {}

    def report(self, kind: Code, span: Span, /, **values: str) -> None:
        self.mistakes.append(Diagnostic(kind, span, values=MappingProxyType(values)))

    def named(self, name: tree.Name, taken: frozenset[str] = BEGIN_VALUES) -> tree.Name:
        """The name of a value; a word that begins a value by itself could never be read as this one."""
        terminals = self.words.terminals.get(fold(name.text), ())
        if taken.intersection(terminals):
            self.report(codes.NAME_BEGINS_VALUE, name.span, name=name.text)
        return name

    def once(self, children: Children, *kinds: str) -> None:
        """Report each clause of `kinds` after the first of its kind."""
        for kind in kinds:
            for part in parts(kind, children)[1:]:
                self.report(codes.TWICE, part.span, clause=CLAUSE_WORDS[kind])


CLAUSE_WORDS: Mapping[str, str] = {
    "note": "пояснение",
    "advice": "совет",
    "in_force": "действует",
    "refinable": "можно уточнить",
    "refines": "уточняет",
    "forms": "формы",
    "measured": "измеряется в",
    "version": "версия",
    "uses": "использует",
    "based_on": "на основе",
    "layer": "слой",
    "source": "источник",
    "optional": "может отсутствовать",
    "health": "сведения о здоровье",
    "entry_day": "день поступления",
    "file": "из файла",
    "hit": "единственная строка",
    "gives": "даёт",
    "otherwise": "иначе",
    "total": "итог",
    "place": "место",
    "on_tie": "при равенстве",
    "shared": "равные делят место",
    "seats": "число мест",
    "seats_share": "число мест не больше",
    "pass_mark": "проходной балл",
    "border": "при равенстве на последнем месте",
    "only_with": "только вместе с",
    "never_with": "не вместе с",
    "entry_seats": "число мест не больше",
    "in_shortage": "при нехватке мест по рейтингу",
    "opens": "группу открывают",
    "sort": "вид",
    "goal": "цель",
    "load": "нагрузка",
    "alongside": "одновременно с",
    "after": "после",
    "person": "для",
    "on_date": "на дату",
}
