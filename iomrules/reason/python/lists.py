"""The lines of generated code that go through a list once and count all that is asked of its elements."""

from collections.abc import Sequence
from textwrap import indent

from iomrules.program import core
from iomrules.reason.python.forms import Form
from iomrules.reason.python.nodes import Expressions
from iomrules.reason.python.surveys import Gather, Lane, Plan, Question, packing


def inside(lines: Sequence[str], depth: int = 1) -> list[str]:
    """Lines of a block."""
    return [indent(line, "    " * depth) for line in lines]


def printable(text: str) -> str:
    """Words of the rules as they may stand in a comment."""
    return "".join(letter if letter.isprintable() and letter not in '"\\' else "?" for letter in text)


def survey_lines(plan: Plan, code: Expressions) -> list[str]:
    """The lines that count one list; what is made once for a date is added to `code`."""
    elements = code.facts.place(plan.fact, "numbers" if plan.elements else "given")
    counts = _names([plan.count(place) for place in range(len(plan.lanes))]) if plan.bare else f"x{plan.number}"
    lists = [f"l{plan.number}_{place}" if place in plan.named else "_" for place in range(len(plan.lists))]
    code.bound[f"s{plan.number}"] = _survey(plan)
    keys = f"q{plan.number}"
    lines = _keys(plan, code, keys, elements)
    if plan.lanes:
        lines += _counted(plan, code, keys, counts)
    if plan.named:
        code.bound[f"listed{plan.number}"] = f"s{plan.number}.listed"
        lines.append(f"{_names(lists)} = listed{plan.number}({keys}, person)")
    for place in sorted(plan.best):
        code.bound[f"number{plan.number}_{place}"] = f"s{plan.number}.numbers({place}).__getitem__"
    lost = [f"{counts} = (LOST,) * {len(plan.lanes)}"] if plan.lanes else []
    if plan.named:
        lost.append(" = ".join((*(each for each in lists if each != "_"), "LOST")))
    heading = f"# {printable(plan.fact.name)}"
    unsure = " or ".join(f"{each} is LOST" for each in (elements, *(code.locals[each].text for each in plan.found)))
    return [heading, f"if {unsure}:", *inside(lost), "else:", *inside(lines)]


def _survey(plan: Plan) -> str:
    lanes = tuple(_question(plan, key, lane) for key, (lane, _) in plan.lanes.items())
    lists = tuple(_question(plan, key, gather) for key, (gather, _) in plan.lists.items())
    return f"binding.survey({plan.fact.name!r}, {lanes!r}, {lists!r}, {bool(plan.facts or plan.found)})"


def _question(plan: Plan, key: object, asked: Lane | Gather) -> Question:
    return asked.sort, asked.node, asked.scale, *plan.parts_read(key)


def _keys(plan: Plan, code: Expressions, keys: str, elements: str) -> list[str]:
    """Lines that put together what tells the elements of a list from each other."""
    parts = [_apart(plan, name, code) for name in plan.apart()]
    parts += [f"repeat(get({each!r}))" for each in plan.facts]
    parts += [f"repeat({_found(code.locals[each])})" for each in plan.found]
    if not parts:
        return [f"{keys} = {elements}"]
    lines = ["get = person.facts.fields.get"] if plan.facts else []
    return [*lines, f"{keys} = tuple(zip({elements}, {', '.join(parts)}))"]


def _found(form: Form) -> str:
    """What was found of the person, as it tells one from another."""
    return f"{form.text}.name" if form.sort == "member" else form.text


def _apart(plan: Plan, name: str, code: Expressions) -> str:
    values, days = code.facts.place(plan.fact, name), days_of(plan, name, code)
    return f"map({days}, {values})" if days else values


def _counted(plan: Plan, code: Expressions, keys: str, counts: str) -> list[str]:
    """All counts at once; an element not met before, or not sure, leads to the longer way."""
    number, lanes = plan.number, [lane for lane, _ in plan.lanes.values()]
    code.bound[f"count{number}"] = f"s{number}.count"
    if plan.bare:
        # numbers of which only the sum and the count matter
        stopped = "TypeError"
        found = _names([f"sum({keys})" if lane.sort == "sum" else f"len({keys})" for lane in lanes])
    else:
        code.bound[f"at{number}"], stopped = f"s{number}.__getitem__", "KeyError"
        found = f"sum(map(at{number}, {keys})).to_bytes({packing(lanes).size}, 'little')"
        if any(lane.form != "B" for lane in lanes):
            code.bound[f"unpack{number}"], found = f"s{number}.unpack", f"unpack{number}({found})"
    longer = f"{counts} = count{number}({keys}, person)"
    return ["try:", f"    {counts} = {found}", f"except {stopped}:", f"    {longer}"]


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) > 1 else f"{names[0]},"


def days_of(plan: Plan, name: str, code: Expressions) -> str:
    """The name of the steps of time a date is asked about; empty where the very date matters, or it is none."""
    if name in plan.reads.raw_days or name not in plan.reads.days:
        return ""
    asked = plan.reads.days[name]
    windows = tuple((each.period, each.count, each.by) for each in asked if isinstance(each, core.Window))
    nodes = [each for each in asked if not isinstance(each, core.Window)]
    constants = tuple(str(each.value) for each in nodes if isinstance(each, core.Constant))
    parameters = tuple(code.address(each) for each in nodes if isinstance(each, core.ParameterOf | core.DecisionDay))
    return code.bind("days", f"binding.days({windows!r}, {constants!r}, {parameters!r}).__getitem__")
