"""Questions about what is simply not said: the basis, an example, a date, equal places, rounding, what is missing."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from iomrules.codes import lint as codes
from iomrules.diagnostics import Diagnostic
from iomrules.parse import tree
from iomrules.program import core
from iomrules.program.estimate import Estimate
from iomrules.program.roots import Root, declarations
from iomrules.program.walk import below, parts


def ask_unsaid(estimate: Estimate, hung: Iterable[Root], trees: Iterable[tree.SyntaxTree]) -> tuple[Diagnostic, ...]:
    """Every such question that the rules leave open, where it arises."""
    program = estimate.program
    return (*_declared(program), *_parameters(program), *_places(trees), *_numbers(estimate, hung))


def _declared(program: core.Program) -> Iterator[Diagnostic]:
    shown = {expected.target for example in program.examples for expected in example.expected}
    below = {id(lower) for rule in program.rules.values() for lower in rule.earlier}
    below |= {id(lower) for route in program.routes.values() for lower in route.earlier}
    for each in declarations(program):
        # What a refinement stands in for is asked about where it is written, by itself.
        if isinstance(each, core.Indicator) or id(each) in below:
            continue
        about = each.about
        if not about.basis:
            yield codes.NO_BASIS.at(about.span, name=about.name)
        if about.name not in shown:
            yield codes.NO_EXAMPLE.at(about.span, name=about.name)


def _parameters(program: core.Program) -> Iterator[Diagnostic]:
    for parameter in program.parameters.values():
        about = parameter.about
        if not about.begin and not any(value.begin or value.end or value.cohort for value in parameter.values):
            yield codes.NO_DATE.at(about.span, name=about.name)


def _places(trees: Iterable[tree.SyntaxTree]) -> Iterator[Diagnostic]:
    """Only the text tells whether an author chose: the program always has a choice."""
    for syntax in trees:
        for declaration in syntax.declarations:
            if isinstance(declaration, tree.Rating) and not declaration.places:
                yield codes.EQUAL_PLACES.at(declaration.name.span)


def _numbers(estimate: Estimate, hung: Iterable[Root]) -> Iterator[Diagnostic]:
    found: dict[Diagnostic, None] = {}
    for root in hung:
        if root.role in {"value", "criterion"}:
            found |= {codes.ROUNDING_UNSAID.at(node.span): None for node in _endless(estimate, root.node)}
        for node in below(root.node):
            if isinstance(node, core.IfUnknown):
                found[codes.UNKNOWN_REPLACED.at(node.span)] = None
            if isinstance(node, core.Compare) and node.operator in {"=", "<>"}:
                sides = (*_endless(estimate, node.left, named=True), *_endless(estimate, node.right, named=True))
                found |= {codes.ROUNDING_UNSAID.at(node.span): None for _ in sides[:1]}
    yield from found


def _endless(estimate: Estimate, node: core.Node, *, named: bool = False) -> Iterator[core.Node]:
    """Means and quotients whose digits nothing ends. named: indicators are looked into."""
    match node:
        case core.Round() | core.CountOf() | core.FromTable() | core.FromFunction() | core.Compare():
            return
        case core.Reduce(sort="mean") | core.ReduceList(sort="mean") | core.GroupReduce(sort="mean") | core.ShareOf():
            yield node
        case core.Divide(dividend, divisor):
            if _ends(divisor):
                yield from _endless(estimate, dividend, named=named)
            else:
                yield node
        case core.Reduce(value=value):
            yield from _endless(estimate, value, named=named)
        case core.GroupReduce(value=grouped):
            if grouped is not None:
                yield from _endless(estimate, grouped, named=named)
        case core.IfElse(_, then, otherwise):
            yield from (*_endless(estimate, then, named=named), *_endless(estimate, otherwise, named=named))
        case core.IndicatorOf(name):
            if named:
                yield from _endless(estimate, estimate.program.indicators[name].value, named=True)
        case core.Both() | core.Either() | core.Not() | core.Elements():
            return
        case _:
            for part in parts(node):
                yield from _endless(estimate, part, named=named)


def _ends(divisor: core.Node) -> bool:
    """Whether dividing by it leaves finitely many digits: 2 and 5 are all its factors."""
    if not isinstance(divisor, core.Constant) or not isinstance(divisor.value, int | Fraction) or not divisor.value:
        return False
    left = abs(Fraction(divisor.value).numerator)
    for factor in (2, 5):
        while left % factor == 0:
            left //= factor
    return left == 1
