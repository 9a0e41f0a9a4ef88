"""Nodes of a person turned into expressions of Python, one arm a node; what is not turned is asked of the interpreter.

An expression runs only on what is plainly known; anything else raises Lost on the way, and nothing is concluded here.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from iomrules.facts.record import (
    ByKeyKind,
    DateKind,
    EnumKind,
    KeyKind,
    NumberKind,
    TextKind,
    TruthKind,
)
from iomrules.frozen import define, evolve, field
from iomrules.program import core
from iomrules.program.core import Node, Program
from iomrules.reason.collections import is_list
from iomrules.reason.python import forms
from iomrules.reason.python.asked import TOLD, depends_on_entry, is_bare, is_small, needed
from iomrules.reason.python.facts import Facts
from iomrules.reason.python.forms import Form, truth
from iomrules.reason.python.kinds import Names, class_of, kind_scale, of_kind
from iomrules.reason.python.surveys import (
    Gather,
    Lane,
    Plan,
    Reads,
    Unsupported,
    elements_of,
    read_by,
    source_fact,
)
from iomrules.reason.python.values import ROUNDING
from iomrules.reason.python.walk import nodes_of
from iomrules.values import Member, Value

_GROUPS = {"sum": "group_sum", "max": "group_max", "min": "group_min", "mean": "group_mean"}


#: nodes that read more than the person's facts
_DECLARED = (core.IndicatorOf, core.VerdictOf, core.TotalOf, core.CriterionOf, core.RemainingHours)


@define
class Expressions:
    """What is generated for people of one shape. nodes: the nodes that running code asks about, by address.

    facts: what is read of a person's row. plans: lists surveyed once a person. bound: lines that are run once for a
    date. locals: (sort, name) of a declaration -> its value's form, once it has been computed.
    """

    program: Program
    shape: str
    address: Callable[[Node], int]
    names: "Names"
    bound: dict[str, str] = field(factory=dict)
    made: dict[str, str] = field(factory=dict)
    facts: Facts = field(init=False)
    plans: dict[tuple[object, ...], Plan] = field(factory=dict)
    locals: dict[tuple[str, ...], Form] = field(factory=dict)
    #: of the declaration in hand, where what stands behind it is recorded: (address of a node, how it is told, how many
    #: places it takes, the code of these)
    recorded: "list[tuple[int, int | str, int, str]] | None" = None
    recorded_names: list[str] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.facts = Facts(self.program, self.shape, self.names)

    # --- conditions and values -------------------------------------------------------------------------------------

    def truth(self, node: Node) -> str:
        """A condition's answer; what is absent is no."""
        form = self.form(node)
        if form.sort != "truth":
            raise Unsupported
        return form.text

    def condition(self, node: Node) -> Form:
        """A condition, as a form."""
        form = self.form(node)
        if form.sort != "truth":
            raise Unsupported
        return form

    def form(self, node: Node) -> Form:
        """A node's code; where none can be generated, code that asks the interpreter of this node alone."""
        try:
            return self._seen(node, self._form(node))
        except Unsupported:
            return self._asked(node)

    def _asked(self, node: Node) -> Form:
        address, alone = self.address(node), self.facts_alone(node)
        match node.kind:
            case NumberKind():
                scale = forms.scale_of(node, self.program)
                return Form(f"asked_number(person, {address}, {scale}, {alone})", "number", scale, absent=True)
            case TruthKind() | DateKind() | TextKind() | KeyKind() | EnumKind():
                form = of_kind(node.kind, f"asked(person, {address}, {class_of(node.kind)}, {alone})")
                return evolve(form, absent=True)
        raise Unsupported

    def facts_alone(self, node: Node) -> tuple[str, ...] | None:
        """The person's facts that a node reads; None where it reads what is declared as well."""
        found = dict.fromkeys(self.entry_day())
        for each in nodes_of(node):
            match each:
                case core.FactOf(name=name):
                    found[name] = None
                case (
                    core.IndicatorOf() | core.VerdictOf() | core.TotalOf() | core.CriterionOf() | core.RemainingHours()
                ):
                    return None
        return tuple(found)

    def entry_day(self) -> Iterator[str]:
        """The fact by which cohorts are told, where there is one."""
        shape = self.program.schema.shapes.get(self.shape)
        day = shape.entry_day() if shape else None
        if day is not None:
            yield day.name

    def _form(self, node: Node) -> Form:
        match node:
            # what is read
            case core.Constant(value=value):
                return self._constant(value)
            case core.FactOf(name=name):
                return self.facts.value(name)
            case core.Under(source=core.FactOf(name=name), key=core.Constant(value=Member(name=key))):
                return self.facts.under(name, key)
            case core.Under(source=core.FactOf(name=name), key=key):
                return self.facts.under_one(name, self.form(key))
            case core.ParameterOf(name=name):
                return self._parameter(node, name)
            case core.DecisionDay():
                return Form(self.bind("d", "binding.on"), "day", sure=True, plain=True)
            case core.IndicatorOf(name=name):
                return self._local("indicator", name)
            case core.VerdictOf(rule=rule):
                return self._local("decision", rule)
            case core.CriterionOf(rating=rating, criterion=criterion):
                return self._local("criterion", rating, criterion)
            case core.TotalOf(rating=rating):
                return self._local("rating", rating)
            case core.Named(operand=operand):
                return self.form(operand)
            case core.FromTable(table=table, keys=keys):
                return self._from_table(node, table, keys)

            # conditions
            case core.Compare(operator=operator, left=left, right=right):
                return forms.compare(operator, self.form(left), self.form(right), self.facts.once)
            case core.OneOf(operand=operand, members=members):
                return self._one_of(self.form(operand), [self.form(each) for each in members])
            case core.IsKnown(operand=operand):
                return truth(f"known({self.form(operand).text})")
            case core.IsPresent(operand=operand) if is_list(operand):
                return truth(self._lane(operand, "some"), strict=False)
            case core.IsPresent(operand=operand):
                return self._present(operand)
            case core.Counted(operator=">=", count=1):
                return truth(self._lane(node, "some"), strict=False)
            case core.Counted(operator="=", count=0):
                return truth(f"(not {self._lane(node, 'some')})")
            case core.Counted(operator=operator, count=count):
                return truth(f"{self._lane(node, 'count')} {forms.OPERATORS[operator]} {count}")
            case core.Every():
                return truth(f"not {self._lane(node, 'breach')}")
            case core.Both(operands=operands):
                return self._joined("and", operands if self.recorded is not None else needed(operands))
            case core.Either(operands=operands):
                return self._joined("or", operands)
            case core.Not(operand=operand):
                return truth(f"(not {self.truth(operand)})")

            # numbers
            case core.Add(terms=terms):
                return forms.add([self.number(each) for each in terms])
            case core.Negate(operand=operand):
                return forms.negate(self.number(operand))
            case core.Multiply(factors=factors):
                return forms.multiply([self.number(each) for each in factors])
            case core.Divide(dividend=dividend, divisor=divisor):
                return forms.divide(self.number(dividend), self.number(divisor))
            case core.Round() | core.AtMost() | core.AtLeast() if is_list(node):
                raise Unsupported
            case core.Round(operand=operand, unit=unit, mode=mode):
                return forms.round_to(self.number(operand), unit, mode)
            case core.AtMost(operand=operand, limit=limit):
                return forms.limited(self.number(operand), self.number(limit), "min")
            case core.AtLeast(operand=operand, limit=limit):
                return forms.limited(self.number(operand), self.number(limit), "max")
            case core.IfUnknown(operand=operand):
                return self.form(operand)
            case core.IfElse(condition=condition, then=then, otherwise=otherwise):
                return self._if_else(self.truth(condition), self.form(then), self.form(otherwise))

            # collections
            case core.CountOf():
                return forms.whole(self._lane(node, "count"), plain=True)
            case core.ShareOf():
                inside = self._lane(node, "inside")
                return Form(self._lane(node, "count"), "number", 1, f"positive({inside})")
            case core.Reduce(sort=sort, best=best):
                return self._reduce(node, sort, best)
            case core.ReduceList(sort=sort, operand=operand, best=best):
                text, scale = self._list(operand)
                return self._reduced(text, scale, sort, best)
        raise Unsupported

    def _joined(self, word: str, operands: Sequence[Node]) -> Form:
        return forms.joined(word, [self.condition(each) for each in operands], eager=self.recorded is not None)

    def _seen(self, node: Node, form: Form) -> Form:
        """The same value, kept under a name for the record of what stood behind a conclusion."""
        if self.recorded is None or form.constant is not None or not isinstance(node, TOLD):
            return form
        how = form.scale if form.sort == "number" else form.sort
        if form.plain:
            entry = form.text if not form.divisor else f"{form.text}, {form.divisor}"
            self.recorded.append((self.address(node), how, 2 if form.divisor else 1, entry))
            return form
        if form.divisor:
            return form
        name = f"n{len(self.recorded_names)}"
        self.recorded_names.append(name)
        self.recorded.append((self.address(node), how, 1, name))
        return evolve(form, text=f"({name} := {form.text})")

    def number(self, node: Node) -> Form:
        """An operand of arithmetic."""
        form = self.form(node)
        if form.sort != "number":
            raise Unsupported
        return form

    # --- what is read ----------------------------------------------------------------------------------------------

    def _constant(self, value: Value) -> Form:
        match value:
            case bool():
                return Form(str(value), "truth", sure=True, plain=True, constant=value)
            case int() | Fraction():
                return forms.number_form(value)
            case date():
                text = f"date({value.year}, {value.month}, {value.day})"
                self.bound.setdefault(name := f"d{value.year:04}{value.month:02}{value.day:02}", text)
                return Form(name, "day", sure=True, plain=True, constant=value)
            case str():
                return Form(repr(value), "text", sure=True, plain=True, constant=value)
            case Member(enumeration=enumeration):
                text = self.bind("m", f"Member({enumeration!r}, {value.name!r}, {value.rank})")
                return Form(text, "member", sure=True, plain=True, enumeration=enumeration, constant=value)
        raise Unsupported

    def bind(self, letter: str, text: str) -> str:
        """A name for what is made once for a date."""
        if text not in self.made:
            self.made[text] = f"{letter}{len(self.bound)}"
            self.bound[self.made[text]] = text
        return self.made[text]

    def _parameter(self, node: core.ParameterOf, name: str) -> Form:
        scale = forms.scale_of(node, self.program)
        place, day = self.address(node), self._by_entry(node)
        if day:
            looked = self.bind("p", f"binding.parameter_by_entry({place}, {scale}, {day!r})")
            text = f"{looked}[{self.facts.value(day).text}]"
        else:
            text = self.bind("p", f"binding.parameter({place}, {scale})")
        form = of_kind(node.kind, text)
        return evolve(form, scale=scale if form.sort == "number" else 1, plain=not day)

    def _by_entry(self, node: Node) -> str:
        """The fact by which a parameter or a table has another value for some; empty where all have one."""
        match node:
            case core.ParameterOf(name=name):
                depends = depends_on_entry(self.program.parameters[name])
            case core.FromTable(table=table):
                depends = depends_on_entry(self.program.tables[table])
            case _:
                return ""
        return next(self.entry_day(), "") if depends else ""

    def _local(self, *place: str) -> Form:
        if place not in self.locals:
            raise Unsupported
        return self.locals[place]

    def _from_table(self, node: core.FromTable, name: str, keys: tuple[Node, ...]) -> Form:
        table = self.program.tables[name]
        told: list[str] = []
        how: list[object] = []
        for key in keys:
            form = self.form(key)
            text, sort = self._key(form)
            told.append(text)
            how.append(sort)
        scale = forms.scale_of(node, self.program) if isinstance(table.kind, NumberKind) else 1
        asked = f"{name!r}, {tuple(how)!r}, {scale}"
        if day := self._by_entry(node):
            told.append(self.facts.value(day).text)
            asked += ", by_entry=True"
        looked = self.bind("t", f"binding.table({asked})")
        inside = ", ".join(told) + ("," if len(told) == 1 else "")
        form = of_kind(table.kind, f"{looked}[({inside})]")
        return evolve(form, scale=scale if form.sort == "number" else 1)

    def _key(self, form: Form) -> tuple[str, object]:
        """A key's code, and how it is turned back into a value: a scale, an enumeration, or nothing."""
        if form.absent and form.divisor:
            raise Unsupported
        match form.sort:
            case "number" if form.whole:
                text, how = form.text, form.scale
            case "number":
                text, how = forms.exactly(form), 0
            case "member":
                text = self.facts.once.part(form, "name")
                how = form.enumeration  # type: ignore[assignment]
            case _:
                text, how = form.text, 0
        return text, how

    # --- conditions ------------------------------------------------------------------------------------------------

    def _one_of(self, operand: Form, members: list[Form]) -> Form:
        if not operand.plain or any(each.constant is None for each in members):
            raise Unsupported
        tests = [forms.compare("=", operand, each, self.facts.once).text for each in members]
        if operand.sort == "member" and len(tests) > 1:
            names = ", ".join(repr(each.constant.name) for each in members if isinstance(each.constant, Member))
            tests = [f"{self.facts.once.part(operand, 'name')} in ({names})"]
        return truth("(" + " or ".join(tests) + ")")

    def _present(self, operand: Node) -> Form:
        form = self.form(operand)
        if isinstance(operand.kind, TruthKind):
            return truth(f"(not not {form.text})")
        if form.divisor:
            return truth(f"(known({form.text}) and {form.divisor} != 0)")
        if form.optional:
            return truth(f"({self.facts.once.has(form)} and ({form.text} is not LOST or lose()))")
        if form.plain:
            return truth(f"({form.text} is not NOTHING and ({form.text} is not LOST or lose()))")
        return truth(f"(held({form.text}) is not NOTHING)")

    def _if_else(self, condition: str, then: Form, otherwise: Form) -> Form:
        if any(each.absent and each.divisor for each in (then, otherwise)):
            raise Unsupported
        if then.sort == "member" and then.enumeration != otherwise.enumeration:
            raise Unsupported
        one, other = forms.together((then, otherwise))
        text = f"({one.text} if {condition} else {other.text})"
        absent, strict = then.absent or otherwise.absent, then.strict and otherwise.strict
        one = evolve(one, text=text, plain=False, constant=None, sure=False, absent=absent, strict=strict)
        return evolve(one, computed=then.computed and otherwise.computed)

    # --- collections -----------------------------------------------------------------------------------------------

    def _plan(self, node: Node, *, bare: bool = False) -> tuple[Plan, Reads]:
        fact = self.facts.declared(source_fact(elements_of(node)).name)
        if isinstance(fact.kind, ByKeyKind) and fact.optional:
            raise Unsupported
        reads = read_by(node, self._by_entry)
        key = fact.name, tuple(sorted(reads.facts)), tuple(sorted(reads.found)), bare
        plan = self.plans.get(key)
        if plan is None:
            if any(self._local(*place).divisor or not self._local(*place).text.isidentifier() for place in key[2]):
                raise Unsupported
            elements = self.facts.layout.elements.get(fact.name)
            plan = self.plans[key] = Plan(len(self.plans), fact, key[1], key[2], bare, elements)
        plan.read(reads)
        return plan, reads

    def _lane(self, node: Node, sort: str, scale: int = 1) -> str:
        """A count's code."""
        plan, reads = self._plan(node, bare=sort in ("sum", "present") and scale == 1 and is_bare(node))
        asked = {
            "breach": getattr(node, "holds", None),
            "sum": getattr(node, "value", None),
            "present": getattr(node, "value", None),
        }.get(sort)
        lane = Lane(sort, self.address(node), scale)
        place = plan.lane((sort, elements_of(node), asked, scale), lane, reads)
        return plan.count(place)

    def _gather(self, node: Node, sort: str, scale: int) -> str:
        """The name of a list of numbers."""
        plan, place = self._listed(node, sort, scale)
        plan.named.add(place)
        return f"l{plan.number}_{place}"

    def _listed(self, node: Node, sort: str, scale: int) -> tuple[Plan, int]:
        plan, reads = self._plan(node)
        more = (getattr(node, "value", None), getattr(node, "keys", None), getattr(node, "sort", None))
        more = more if sort == "group" else (more[0], None, None)
        gather = Gather(sort, self.address(node), scale)
        return plan, plan.gather((sort, elements_of(node), more, scale), gather, reads)

    def _best(self, node: Node, scale: int, best: int) -> Form:
        """The sum of the greatest so many: of all numbers, unless there are more."""
        total, count = self._lane(node, "sum", scale), self._lane(node, "present", scale)
        plan, place = self._listed(node, "value", scale)
        plan.best.add(place)
        longer = f"sum(sorted(map(number{plan.number}_{place}, q{plan.number}), reverse=True)[:{best}])"
        # never LOST: where the sum is, the count is too, and stops
        return Form(f"({total} if {count} <= {best} else {longer})", "number", scale, computed=True)

    def _reduce(self, node: Node, sort: str, best: int | None) -> Form:
        """A sum, mean, greatest or least of what elements give."""
        value = node.value if isinstance(node, core.Reduce) else None
        kind = value.kind if value is not None else getattr(node.kind, "element", None)
        scale = forms.scale_of(value, self.program) if value is not None else kind_scale(kind)
        if sort in ("sum", "mean") and scale and is_small(value, kind, scale, self.program):
            if sort == "sum" and best is not None:
                return self._best(node, scale, best)
            total = self._lane(node, "sum", scale)
            if sort == "sum":
                return forms.whole(total, scale, plain=True)
            count = self._lane(node, "present", scale)
            return Form(total, "number", scale, count, absent=True, plain=True, natural=True)
        return self._reduced(self._gather(node, "value", scale), scale, sort, best)

    def _reduced(self, text: str, scale: int, sort: str, best: int | None) -> Form:
        match sort:
            case "sum":
                total = f"sum({text})"
                if best is not None:
                    total = f"best_sum({text}, {best})"
                    if text.isidentifier():
                        total = f"((sum({text}) if len({text}) <= {best} else {total}) if {text} else 0)"
                return Form(total, "number", scale, computed=scale > 0)
            case "mean":
                count = f"len({text})"
                return Form(f"sum({text})", "number", scale, count, absent=True, plain=True)
            case "max" | "min":
                name = "greatest" if sort == "max" else "least"
                return Form(f"{name}({text})", "number", scale, absent=True)
        raise Unsupported

    def _list(self, node: Node) -> tuple[str, int]:
        """The code of a list of numbers, and their scale."""
        match node:
            case core.GroupReduce(sort=sort, value=value):
                if sort == "count":
                    return f"group_sum({self._gather(node, 'group', 1)})", 1
                scale = forms.scale_of(value, self.program) if value is not None else 1
                text = f"{_GROUPS[sort]}({self._gather(node, 'group', 0 if sort == 'mean' else scale)})"
                return text, 0 if sort == "mean" else scale
            case core.AtMost(operand=operand, limit=limit) | core.AtLeast(operand=operand, limit=limit):
                text, scale = self._list(operand)
                name = "min" if isinstance(node, core.AtMost) else "max"
                one, other = forms.together((Form("_v", "number", scale), forms.present(self.number(limit))))
                each = f"{name}({one.text}, {other.text})"
                return f"[{each} for _v in {text}]", one.scale
            case core.Round(operand=operand, unit=unit, mode=mode) if mode in ROUNDING:
                text, scale = self._list(operand)
                if not scale:
                    raise Unsupported
                form = forms.round_to(Form("_v", "number", scale), unit, mode)
                return f"[{form.text} for _v in {text}]", form.scale
            case core.FactOf() | core.Elements():
                element = getattr(node.kind, "element", None)
                if not isinstance(element, NumberKind):
                    raise Unsupported
                scale = kind_scale(element)
                return self._gather(node, "value", scale), scale
        raise Unsupported
