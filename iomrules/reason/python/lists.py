"""The lines of generated code that go through a list once and count all that is asked of its elements."""

from collections.abc import Sequence
from textwrap import indent

from iomrules.facts.record import EnumKind
from iomrules.program import core
from iomrules.reason.python.nodes import Expressions
from iomrules.reason.python.surveys import LONGEST, Plan

#: what lacks a field, or holds something else in it, raises one of these while its key is put together
ODD = "(AttributeError, KeyError, TypeError)"


def inside(lines: Sequence[str], depth: int = 1) -> list[str]:
    """Lines of a block."""
    return [indent(line, "    " * depth) for line in lines]


def printable(text: str) -> str:
    """Words of the rules as they may stand in a comment."""
    return "".join(letter if letter.isprintable() and letter not in '"\\' else "?" for letter in text)


def reading_lines(plan: Plan, code: Expressions) -> list[str]:
    """The lines that read one list into `q`, a tuple of what its answers depend on, and `items`, its elements."""
    number, fact = plan.number, plan.fact
    name, elements = f"q{number}", f"items{number}"
    lines = [f"# {printable(fact.name)}"]
    if plan.by_key:
        given, marks = code.marks(fact)
        known = f"{given}.__class__ is ByKey and len({marks}) == len({given}.pairs) <= {LONGEST}"
        read = f"{elements} = tuple({marks}.values())"
    else:
        lines.append(f"{elements} = get({fact.name!r})")
        if fact.optional:
            lines += [f"if {elements} is ABSENT:", f"    {elements} = ()"]
        known, read = f"{elements}.__class__ is tuple and len({elements}) <= {LONGEST}", ""
    body = [*([read] if read else []), *_keys(plan, code)]
    return [*lines, f"if {known}:", *inside(body), "else:", f"    {name} = {elements} = LOST"]


def _keys(plan: Plan, code: Expressions) -> list[str]:
    name, elements = f"q{plan.number}", f"items{plan.number}"
    if not _keyed(plan):
        return [f"{name} = {elements}"]
    people = [f"w{plan.number}_{place} = get({each!r})" for place, each in enumerate(plan.facts)]
    others = "".join(f"w{plan.number}_{place}, " for place in range(len(plan.facts)))
    if not plan.records:
        return [*people, f"{name} = tuple([(_e, {others}) for _e in {elements}])"]
    days = {each: days_of(plan, each, code) for each in plan.reads.fields}
    dated = "{" + ", ".join(f"{each!r}: {steps}" for each, steps in days.items() if steps) + "}"
    lines = [
        "try:",
        "    _g = _e.fields",
        f"    {name}.append({_key(plan, code, others)})",
        f"except {ODD}:",
        f"    {name}.append(odd_key(_e, {tuple(plan.reads.fields)!r}, {dated}, {plan.reads.key}, ({others})))",
    ]
    return [*people, f"{name} = []", f"for _e in {elements}:", *inside(lines), f"{name} = tuple({name})"]


def _keyed(plan: Plan) -> bool:
    """Whether answers are kept under more than the plain value of an element."""
    return bool(plan.records or plan.facts or plan.lists)


def survey_lines(plan: Plan, code: Expressions) -> list[str]:
    """The lines that count one list that was read; what is made once for a date is added to `code`."""
    number = plan.number
    results = [f"x{number}", *(f"l{number}_{each}" for each in range(len(plan.lists)))]
    lines = [f"# {printable(plan.fact.name)}", f"{' = '.join(results)} = LOST"]
    return [*lines, f"if q{number} is not LOST:", *inside(_body(plan, code))]


def _body(plan: Plan, code: Expressions) -> list[str]:
    number, elements = plan.number, f"q{plan.number}"
    lanes = tuple((lane.sort, lane.node, lane.scale, *plan.parts_read(key)) for key, (lane, _) in plan.lanes.items())
    lists = tuple((each.sort, each.node, each.scale, *plan.parts_read(key)) for key, (each, _) in plan.lists.items())
    code.bound[f"s{number}"] = (
        f"binding.survey({code.shape!r}, {lanes!r}, {lists!r}, {plan.by_key}, {bool(plan.facts)})"
    )
    found = f"x{number} = c{number}.to_bytes({max(plan.length, 1)}, 'little')"
    if not _keyed(plan):
        code.bound[f"at{number}"] = f"s{number}.__getitem__"
        counted = [f"c{number} = sum(map(at{number}, {elements}))", found]
        return _summed(plan, elements, counted) if plan.bare else counted
    lines = [f"c{number} = 0"]
    if plan.lists:
        names = "".join(f"l{number}_{each}, " for each in range(len(plan.lists)))
        lines.append(f"l{number} = {names.rstrip()} = {'[], ' * len(plan.lists)}".rstrip())
    return [*lines, f"for _k in {elements}:", *inside(_element(plan, code)), found]


def _summed(plan: Plan, elements: str, counted: list[str]) -> list[str]:
    """Numbers of which only the sum and the count matter; an excused or an unknown one leads to the longer way."""
    of = {"sum": "_s, 0", "present": "_n", "count": "_n"}
    counts = ", ".join(of[lane.sort] for lane, _ in plan.lanes.values())
    return [
        "try:",
        f"    _s, _n = sum({elements}), len({elements})",
        f"    x{plan.number} = {counts},",
        "except TypeError:",
        *inside(counted),
    ]


def _element(plan: Plan, code: Expressions) -> list[str]:
    number = plan.number
    person = ", person" if plan.facts else ""
    code.bound[f"seen{number}"], code.bound[f"fill{number}"] = f"s{number}.get", f"s{number}.fill"
    # any element under the same key has the same answers
    element = f"items{number}[q{number}.index(_k)]"
    lines = [f"_m = seen{number}(_k)", "if _m is None:", f"    _m = fill{number}(_k, {element}{person})"]
    if not plan.lists:
        return [*lines, f"c{number} += _m"]
    return [*lines, f"c{number} += _m[0]", "for _i, _v in _m[1]:", f"    l{number}[_i].append(_v)"]


def _key(plan: Plan, code: Expressions, others: str) -> str:
    """The code of all that the answers for a record depend on."""
    told = [_field(plan, name, code) for name in plan.reads.fields]
    if plan.reads.key:
        told.append("_e.key")
    return "(" + "".join(f"{each}, " for each in told) + others + ")"


def _field(plan: Plan, name: str, code: Expressions) -> str:
    shape = code.program.schema.shapes.get(getattr(plan.element, "shape", ""))
    fact = shape.fact(name) if shape else None
    if fact is None:
        return f"_g.get({name!r})"
    read = f"_g.get({name!r}, ABSENT)" if fact.optional else f"_g[{name!r}]"
    days = days_of(plan, name, code)
    if isinstance(fact.kind, EnumKind):
        return f"(None if (_f := {read}) is ABSENT else _f.name)" if fact.optional else f"{read}.name"
    if days:
        return f"(None if (_f := {read}) is ABSENT else {days}(_f))" if fact.optional else f"{days}({read})"
    return read


def days_of(plan: Plan, name: str, code: Expressions) -> str:
    """The name of the steps of time a date is asked about; empty where the very date matters, or it is none."""
    if name in plan.reads.raw_days or name not in plan.reads.days:
        return ""
    asked = plan.reads.days[name]
    windows = tuple((each.period, each.count, each.by) for each in asked if isinstance(each, core.Window))
    nodes = [each for each in asked if not isinstance(each, core.Window)]
    constants = tuple(str(each.value) for each in nodes if isinstance(each, core.Constant))
    parameters = tuple(code.address(each) for each in nodes if isinstance(each, core.ParameterOf | core.DecisionDay))
    return code.bind("days", f"binding.days({windows!r}, {constants!r}, {parameters!r})")
