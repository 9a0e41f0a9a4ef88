"""The forms a value has in generated code, and numbers of different forms brought together.

A number is a whole number of `1/scale` wherever the scale can be told beforehand; a quotient stays a dividend and a
divisor, compared by cross-multiplication; anything else is an exact number as it is.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from math import gcd, lcm

from iomrules.facts.record import NumberKind
from iomrules.frozen import define, evolve, field, frozen
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.python.surveys import Unsupported
from iomrules.reason.python.values import ROUNDING
from iomrules.values import Number, Value

#: beyond this a number is kept exact instead of scaled
GREATEST_SCALE = 10**9

OPERATORS = {"=": "==", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


@define
class Once:
    """What is read of a fact once a person, because rules ask for it again and again: name -> its code."""

    names: Callable[..., str]
    lines: dict[str, str] = field(factory=dict)

    def part(self, form: "Form", part: str) -> str:
        """A member's name or rank."""
        if form.constant is not None:
            return repr(getattr(form.constant, part))
        if not form.fact:
            return f"{form.text}.{part}"
        return self._kept(part, form, f"LOST if {form.text} is LOST else {form.text}.{part}")

    def has(self, form: "Form") -> str:
        """Whether an optional fact is there. One that is LOST stops whoever looks further."""
        return self._kept("has", form, f"{form.text} is not NOTHING")

    def _kept(self, what: str, form: "Form", text: str) -> str:
        name = self.names(what, form.fact)
        self.lines[name] = text
        return name


@frozen
class Form:
    """A piece of generated code that gives a value.

    sort: `truth`, `number`, `day`, `text` or `member`. scale: of a whole number, or 0 where it is exact as it is.
    divisor: where not empty, the number is text/divisor, the divisor above 0, or 0 where the value is absent.
    absent: it may be NOTHING, or, of a quotient, have a divisor of 0. sure: it cannot be a fault. plain: a name or the
    like, that may be written twice. strict: of a condition, never anything but True or False. computed: of a number,
    that it cannot be LOST. natural: of a number, that it is not below 0. fact: the name of the person's fact that it
    is; optional: many have none. enumeration: of a member. constant: the value, where known.
    """

    text: str
    sort: str
    scale: int = 1
    divisor: str = ""
    absent: bool = False
    sure: bool = False
    plain: bool = False
    strict: bool = False
    computed: bool = False
    natural: bool = False
    fact: str = ""
    optional: bool = False
    enumeration: str = ""
    constant: Value | None = None

    @property
    def whole(self) -> bool:
        return self.sort == "number" and self.scale > 0 and not self.divisor


def truth(text: str, *, strict: bool = True) -> Form:
    """A condition's code."""
    return Form(text, "truth", strict=strict)


def strictly(form: Form) -> str:
    """A condition's code that gives True or False, or stops."""
    return form.text if form.strict else f"(not not {form.text})"


def joined(word: str, parts: Sequence[Form], *, eager: bool = False) -> Form:
    """Conditions joined by `and` or `or`. eager: all are asked, also after one has settled it."""
    if eager:
        sign = "&" if word == "and" else "|"
        return truth("(" + f"\n {sign} ".join(f"({strictly(each)})" for each in parts) + ")")
    text = f"\n {word} ".join(each.text for each in parts)
    return truth(f"({text})" if len(parts) > 1 else text, strict=all(each.strict for each in parts))


def all_of(parts: Sequence[Form]) -> str:
    """Whether all conditions hold, each of them asked: True or False."""
    return strictly(parts[0]) if len(parts) == 1 else joined("and", parts, eager=True).text


def either_way(parts: Sequence[Form]) -> str:
    """The same, written so that Python goes from one condition to the next by jumps, without a value between them."""
    whole = parts[0].text if len(parts) == 1 else joined("and", parts).text
    return f"True if {whole} else False"


def whole(text: str, scale: int = 1, *, plain: bool = False) -> Form:
    """A whole number of `1/scale`; exact as it is where that would be too fine."""
    if scale > GREATEST_SCALE:
        return Form(f"X{scale}[{text}]", "number", 0)
    return Form(text, "number", scale, plain=plain, computed=not plain)


def number_form(number: Number) -> Form:
    """A constant number."""
    exact = Fraction(number)
    form = Form(str(exact.numerator), "number", exact.denominator, sure=True, plain=True, constant=number)
    return form if exact >= 0 else evolve(form, text=f"({form.text})")


def present(form: Form) -> Form:
    """An operand of arithmetic: an absent one is the interpreter's to tell of."""
    if not form.absent:
        return form
    if form.divisor:
        return evolve(form, divisor=f"positive({form.divisor})", absent=False, sure=False, plain=False)
    return evolve(form, text=f"(+{form.text})", absent=False, sure=False, plain=False)


def at_scale(form: Form, scale: int) -> str:
    """A whole number's code at a finer scale."""
    times = scale // form.scale
    if times == 1:
        return form.text
    if form.constant is not None:
        return number_text(int(Fraction(form.text.strip("()")) * times))
    return f"({form.text} * {times})"


def number_text(number: int) -> str:
    return str(number) if number >= 0 else f"({number})"


def exactly(form: Form) -> str:
    """The number as it is, an int or a Fraction."""
    if form.divisor:
        return f"ratio({exact_or_whole(form)}, {form.divisor})"
    return exact_or_whole(form)


def exact_or_whole(form: Form) -> str:
    return form.text if form.scale in (0, 1) else f"X{form.scale}[{form.text}]"


def add(terms: Sequence[Form]) -> Form:
    """The sum."""
    # what is absent adds to nothing by itself, as long as there is something to add it to
    alone = len(terms) == 1
    terms = [present(each) if alone or each.divisor or each.scale == 0 else each for each in terms]
    if all(each.whole for each in terms):
        scale = lcm(*(each.scale for each in terms))
        found = whole("(" + " + ".join(_at_one_scale(terms, scale)) + ")", scale)
        return evolve(found, computed=len(terms) > 1)
    return Form("(" + " + ".join(exactly(each) for each in terms) + ")", "number", 0)


def _at_one_scale(terms: Sequence[Form], scale: int) -> Iterator[str]:
    """Terms of a sum at a finer scale; those that are brought to it by the same factor are summed before."""
    alike: dict[int, list[Form]] = {}
    for each in terms:
        alike.setdefault(scale // each.scale if each.constant is None else 0, []).append(each)
    for times, together in alike.items():
        if times > 1 and len(together) > 1:
            yield f"({' + '.join(each.text for each in together)}) * {times}"
        else:
            yield from (at_scale(each, scale) for each in together)


def negate(form: Form) -> Form:
    """The opposite."""
    form = present(form)
    return Form(f"(-{form.text})", "number", form.scale, form.divisor)


def multiply(factors: Sequence[Form]) -> Form:
    """The product."""
    factors = [present(each) for each in factors if each.constant != 1] or factors[:1]
    if len(factors) == 1:
        return factors[0]
    quotients = [each for each in factors if each.divisor]
    if all(each.scale for each in factors) and len(quotients) <= 1:
        scale = 1
        for each in factors:
            scale *= each.scale
        text = "(" + " * ".join(each.text for each in factors) + ")"
        if quotients:
            return Form(text, "number", scale, quotients[0].divisor)
        return evolve(whole(text, scale), computed=len(factors) > 1)
    return Form("(" + " * ".join(exactly(each) for each in factors) + ")", "number", 0)


def divide(dividend: Form, divisor: Form) -> Form:
    """The quotient; by what may be 0 or less than 0 it is made exact at once."""
    dividend, divisor = present(dividend), present(divisor)
    by = divisor.constant
    if isinstance(by, int | Fraction) and by > 0 and dividend.whole:
        by = Fraction(by)
        top = dividend.text if by.denominator == 1 else f"({dividend.text} * {by.denominator})"
        return Form(top, "number", dividend.scale, str(by.numerator))
    return Form(f"quotient({exactly(dividend)}, {exactly(divisor)})", "number", 0)


def round_to(form: Form, unit: Number, mode: str) -> Form:
    """To a multiple of the unit: whole units, then their size."""
    size = Fraction(unit)
    if size <= 0:
        raise Unsupported
    if form.natural and form.divisor and form.plain and mode == "half_up":
        return _half_up(form, size)
    form = present(form)
    if form.divisor and not form.scale:
        form = evolve(form, text=exactly(form), divisor="", plain=False)
    scale = size.denominator
    if form.scale == 0:
        dividend, divisor = f"(held({form.text})).numerator", f"({form.text}).denominator"
        if not form.plain:
            dividend, divisor = f"(_n := held({form.text})).numerator", "_n.denominator"
        top, bottom = scale, size.numerator
    else:
        dividend, divisor = form.text, form.divisor
        top, bottom = scale, form.scale * size.numerator
        common = gcd(top, bottom)
        top, bottom = top // common, bottom // common
        if bottom == 1 and not divisor:
            return whole(f"({dividend} * {top * size.numerator})", scale)
    first = dividend if top == 1 else f"{dividend} * {top}"
    second = " * ".join(each for each in (divisor, "" if bottom == 1 and divisor else str(bottom)) if each)
    steps = f"{ROUNDING[mode]}({first}, {second})"
    return whole(steps if size.numerator == 1 else f"({steps} * {size.numerator})", scale)


def _half_up(form: Form, size: Fraction) -> Form:
    """A quotient not below 0, rounded half up; nothing divided by nothing stops the code."""
    units = 1 / (size * form.scale)
    divisor = form.divisor if units.denominator == 1 else f"{form.divisor} * {units.denominator}"
    steps = f"({form.text} * {2 * units.numerator} + {divisor}) // ({form.divisor} * {2 * units.denominator})"
    return whole(f"({steps})" if size.numerator == 1 else f"(({steps}) * {size.numerator})", size.denominator)


def limited(form: Form, limit: Form, sort: str) -> Form:
    """The lesser (`min`) or the greater (`max`) of two."""
    left, right = together((present(form), present(limit)))
    return evolve(left, text=f"{sort}({left.text}, {right.text})", plain=False, constant=None, sure=False)


def together(forms: Sequence[Form]) -> tuple[Form, ...]:
    """Values in one form."""
    if len({each.sort for each in forms}) > 1:
        raise Unsupported
    if forms[0].sort != "number":
        return tuple(forms)
    if all(each.whole for each in forms):
        scale = lcm(*(each.scale for each in forms))
        if scale <= GREATEST_SCALE:
            return tuple(evolve(each, text=at_scale(each, scale), scale=scale) for each in forms)
    return tuple(
        evolve(each, text=exactly(each), scale=0, divisor="", plain=each.plain and not each.divisor and each.scale < 2)
        for each in forms
    )


def compare(operator: str, left: Form, right: Form, once: Once) -> Form:
    """A comparison. What is absent equals nothing, differs from everything and is neither less nor greater."""
    test = _test(operator, left, right, once)
    for one, other in ((left, right), (right, left)):
        if one.optional and other.constant is not None:
            # to look first is quicker than to ask what is absent
            return truth(f"(not {once.has(one)} or {test})" if operator == "<>" else f"({once.has(one)} and {test})")
    for one, other in ((left, right), (right, left)):
        if one.divisor and one.absent:
            # whether there is one is asked first; the other operand may be a fault, which nothing absent makes needless
            operands = (other.text, other.divisor) if other.divisor else (other.text,)
            seen = "" if other.sure else " and ".join(f"known({each})" for each in operands)
            if operator == "<>":
                return truth(
                    "(" + " or ".join((*((f"not ({seen})",) if seen else ()), f"{one.divisor} == 0", test)) + ")"
                )
            return truth("(" + " and ".join((*((seen,) if seen else ()), f"{one.divisor} != 0", test)) + ")")
    return truth(test)


def _test(operator: str, left: Form, right: Form, once: Once) -> str:
    if left.sort != right.sort:
        raise Unsupported
    sign = OPERATORS[operator]
    match left.sort:
        case "number":
            return _numbers(sign, left, right)
        case "member":
            if left.enumeration != right.enumeration:
                raise Unsupported
            part = "name" if operator in ("=", "<>") else "rank"
            return f"{once.part(left, part)} {sign} {once.part(right, part)}"
        case "truth" | "text" if operator not in ("=", "<>"):
            raise Unsupported
        case "truth":
            first, second = (each.text if each.plain else strictly(each) for each in (left, right))
            return f"({first}) {sign} ({second})"
    return f"{left.text} {sign} {right.text}"


def _numbers(sign: str, left: Form, right: Form) -> str:
    """By cross-multiplication, so that nothing is divided."""
    if not left.divisor and not right.divisor and left.whole and right.whole:
        first, second = together((left, right))
        return f"{first.text} {sign} {second.text}"
    tops = []
    for one, other in ((left, right), (right, left)):
        factors = [one.text]
        if other.divisor:
            factors.append(other.divisor)
        factors_scale = other.scale or 1
        if factors_scale > 1:
            factors.append(str(factors_scale))
        tops.append(" * ".join(factors))
    return f"{tops[0]} {sign} {tops[1]}"


# --- scales told beforehand ----------------------------------------------------------------------------------------


def scale_of(node: Node, program: Program) -> int:
    """The scale that makes every value of the node a whole number; 0 where nobody can tell."""
    match node:
        case core.Constant(value=value):
            return _denominators((value,))
        case core.ParameterOf(name=name):
            declared = program.parameters[name]
            dated = [*declared.values, *(each for _, values in declared.refinements for each in values)]
            return _denominators(each.value for each in dated)
        case core.FromTable(table=table):
            return _denominators(results_of(program.tables[table]))
        case core.FactOf() | core.FieldOf() | core.Element() | core.Under():
            return 1 if isinstance(node.kind, NumberKind) and node.kind.whole else 0
        case core.Add(terms=operands):
            return _joint(operands, program)
        case core.Multiply(factors=factors):
            found = 1
            for each in factors:
                found *= scale_of(each, program)
            return found if found <= GREATEST_SCALE else 0
        case core.Negate(operand=operand) | core.Named(operand=operand):
            return scale_of(operand, program)
        case core.AtMost(operand=operand, limit=limit) | core.AtLeast(operand=operand, limit=limit):
            return _joint((operand, limit), program)
        case core.IfElse(then=then, otherwise=otherwise):
            return _joint((then, otherwise), program)
        case core.IfUnknown(operand=operand, substitute=substitute):
            return _joint((operand, substitute), program)
        case core.Round(unit=unit):
            return Fraction(unit).denominator
        case core.CountOf():
            return 1
    return 0


def results_of(table: core.Table) -> Iterator[Value]:
    """Every result a table may give, also where it is refined for a time."""
    for each in (table, *table.earlier):
        yield from (row.result for row in each.rows)
        if each.otherwise is not None:
            yield each.otherwise


def _joint(nodes: Sequence[Node], program: Program) -> int:
    found = lcm(*(scale_of(each, program) for each in nodes))
    return found if found <= GREATEST_SCALE else 0


def _denominators(values: Iterable[Value]) -> int:
    found = 1
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            return 0
        found = lcm(found, Fraction(value).denominator)
    return found if found <= GREATEST_SCALE else 0
