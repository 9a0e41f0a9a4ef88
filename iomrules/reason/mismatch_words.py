"""What an example expected and what came out, in Russian or in English; names in English where the rules give them."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from iomrules.frozen import frozen
from iomrules.program.core import Expected, ExpectedReason, Program
from iomrules.reason.decision import Admission, Fault, RatingResult
from iomrules.reason.labels import value_label, words
from iomrules.values import ABSENT, Member, Unknown, Value, decimal_text

OPERATORS = {"<": "меньше", "<=": "не больше", ">": "больше", ">=": "не меньше", "=": "равно", "<>": "не равно"}
_SEATS = {"admitted": Admission.YES, "not_admitted": Admission.NO, "council": Admission.COUNCIL}


@frozen
class Wording:
    """The words of one language. seats: by what became of a person; the rest take what is said in their braces."""

    language: str
    answers: tuple[str, str]
    unknown: str
    absent: str
    outside: str
    fault: str
    because: str
    no_place: str
    place: str
    shares: str
    group: str
    on_tie: str
    seats: Mapping[Admission, str]
    operators: Mapping[str, str]
    quoted: str

    def name(self, name: str, program: Program) -> str:
        """A declared name as words."""
        return (program.english.get(name, "") if self.language == "en" else "") or words(name)

    def value(self, value: Value, program: Program) -> str:
        """A value for people."""
        if isinstance(value, bool):
            return self.answers[not value]
        if isinstance(value, Unknown) or value is ABSENT:
            return self.unknown if isinstance(value, Unknown) else self.absent
        if self.language == "en":
            match value:
                case int() | Fraction():
                    return decimal_text(value)
                case date():
                    return value.isoformat()
                case Member(name=name):
                    return self.name(name, program)
        return value_label(value, program)

    def wanted(self, expected: Expected, program: Program) -> str:
        """What an example expects of a verdict, a value, a place or a seat."""
        name = self.name(expected.target, program)
        told = {"no_place": self.no_place, "group": self.group, "place": self.place, "shared_place": self.shares}
        told |= {"not_applicable": self.outside, **{sort: self.seats[seat] for sort, seat in _SEATS.items()}}
        if expected.sort in told:
            return f"{name} {told[expected.sort].format(expected.value)}"
        if expected.unknown or expected.value is None:
            return f"{name} {self.unknown}"
        return f"{name} {self.value(expected.value, program)}"

    def reason(self, wanted: ExpectedReason, program: Program) -> str:
        """The reason that an example names."""
        if wanted.text:
            return self.because.format(self.quoted.format(wanted.text))
        told = [self.name(each, program) for each in (wanted.name, wanted.key) if each]
        told.append("" if wanted.value is None else self.value(wanted.value, program))
        told.append(self.operators.get(wanted.operator, wanted.operator))
        told.append("" if wanted.bound is None else self.value(wanted.bound, program))
        return self.because.format(" ".join(part for part in told if part))

    def came_out(self, target: str, value: Value, program: Program, *, applicable: bool = True) -> str:
        """A verdict or a value instead."""
        return f"{self.name(target, program)} {self.value(value, program) if applicable else self.outside}"

    def failed(self, fault: Fault) -> str:
        """A fault instead."""
        return self.fault.format(fault.diagnostic.text(self.language))

    def stands(self, expected: Expected, result: RatingResult | None, seat: Admission | None, program: Program) -> str:
        """A place, a priority group or a seat instead, with what it rests on. seat: None where there is none to get."""
        name = self.name(expected.target, program)
        if expected.sort == "group" and result is not None and result.priority is not None:
            return f"{name} {self.group.format(self.value(result.priority, program))}"
        place = self.no_place
        if result is not None and result.place is not None:
            place = (self.shares if result.shared > 1 else self.place).format(result.place)
        total = ""
        if result is not None:
            total = f"; {self.name(result.rating, program)} {self.value(result.total, program)}"
        if expected.target in program.selections:
            return f"{name} {self.outside if seat is None else self.seats[seat]}: {place}{total}"
        return f"{name} {place}{total}"


RUSSIAN = Wording(
    language="ru",
    answers=("да", "нет"),
    unknown="неизвестно",
    absent="нет",
    outside="не касается",
    fault="сбой: {}",
    because="потому что {}",
    no_place="без места",
    place="{} место",
    shares="делит {} место",
    group="в группе {}",
    on_tie="; при равенстве ",
    seats={
        Admission.YES: "зачислен",
        Admission.NO: "не зачислен",
        Admission.COUNCIL: "решает совет",
        Admission.UNKNOWN: "неизвестно",
    },
    operators=OPERATORS,
    quoted="«{}»",
)
ENGLISH = Wording(
    language="en",
    answers=("yes", "no"),
    unknown="unknown",
    absent="none",
    outside="not applicable",
    fault="a fault: {}",
    because="because {}",
    no_place="without a place",
    place="place {}",
    shares="shares place {}",
    group="in group {}",
    on_tie="; when equal ",
    seats={
        Admission.YES: "admitted",
        Admission.NO: "not admitted",
        Admission.COUNCIL: "the council decides",
        Admission.UNKNOWN: "unknown",
    },
    operators={"<": "below", "<=": "at most", ">": "above", ">=": "at least", "=": "equal to", "<>": "other than"},
    quoted="“{}”",
)


def wording(language: str) -> Wording:
    """`ru` or `en`."""
    return ENGLISH if language == "en" else RUSSIAN
