"""Where templates are evaluated: they may place words, choose and repeat, and do nothing else.

A template comes from a school, a plugin or a mail attachment, so it is treated as hostile: no attribute but the few
named here, no file, no import, no other template than those handed in; every loop, call, operator and output is paid
for from a purse, so that a template always ends, at the same point on every machine. Data are never evaluated.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from io import BytesIO
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, Template, TemplateNotFound, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from iomrules.diagnostics import Diagnostic
from iomrules.errors import InputError
from iomrules.frozen import frozen
from iomrules.packed import MadeAnew
from iomrules.source import Cell, Span
from iomrules.write.template_mistakes import Exhausted, diagnosed, place_of


@frozen
class Limits:
    """Of one document. steps: loops, calls, operators.

    output, source, text: characters in all, of the template, of one value. length: of one list.
    """

    steps: int = 1_500_000
    output: int = 32_000_000
    text: int = 200_000
    length: int = 10_000
    source: int = 2_000_000


LIMITS = Limits()
#: parts of a text that are joined at once
_TOGETHER = 4096


#: attributes of plain values that a template may ask for; of all else only what Jinja itself hands out
_METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset(
        {"upper", "lower", "capitalize", "strip", "lstrip", "rstrip", "startswith", "endswith", "split", "count"}
    ),
    dict: frozenset({"items", "keys", "values", "get"}),
    list: frozenset({"index", "count"}),
    tuple: frozenset({"index", "count"}),
    MadeAnew: frozenset({"index", "count"}),
}
#: what a template goes through
_LISTS: Any = list | tuple | MadeAnew
_LOOP = frozenset(
    {"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem"}
    | {"cycle", "changed"}
)
_FILTERS = frozenset(
    {"abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "groupby", "items", "join"}
    | {"last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "select"}
    | {"selectattr", "sort", "string", "title", "trim", "unique", "upper"}
)
_BINARY = frozenset({"+", "-", "*", "/", "//", "**", "%"})
_WHAT = {dict: "набор полей: назовите поле через точку", list: "список: нужен повтор «for»", bool: "да или нет"}
#: longer whole numbers than any hour or point; keeps `9 ** 9 ** 9` out
_BITS = 256
_PAY, _SIZED = "iomrules pay", "iomrules sized"


class Templates(BaseLoader):
    """Templates by name, handed in as text: nothing is ever read from a disk here."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.sources = dict(sources)

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        if template not in self.sources:
            raise TemplateNotFound(template)
        return self.sources[template], template, lambda: True


class PaidTemplate(Template):
    """A template whose output is counted while it is made."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        return "".join(self.stretches(dict(*args, **kwargs)))

    def stretches(self, view: dict[str, Any]) -> Iterator[str]:
        """The text, many parts at a time: each by itself takes as much memory as a line."""
        environment = self.environment
        assert isinstance(environment, TemplateEnvironment)
        parts: list[str] = []
        context = self.new_context(view)
        try:
            for part in self.root_render_func(context):
                environment.output -= len(part)
                if environment.output < 0:
                    environment.pay(0)
                parts.append(part)
                if len(parts) == _TOGETHER:
                    yield "".join(parts)
                    parts.clear()
        except Exception:
            environment.handle_exception()
        yield "".join(parts)


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """One purse, filled anew by `begin`. autoescape is on unless the document is plain text."""

    intercepted_binops = _BINARY
    template_class = PaidTemplate

    def __init__(
        self,
        sources: Mapping[str, str] | None = None,
        limits: Limits = LIMITS,
        *,
        autoescape: bool = True,
    ) -> None:
        super().__init__(
            loader=Templates(sources or {}),
            autoescape=autoescape,
            undefined=StrictUndefined,
            finalize=self._finalized,
            cache_size=50,
            auto_reload=False,
        )
        self.limits = limits
        self.begin()
        self.filters = {name: self._paid(call) for name, call in self.filters.items() if name in _FILTERS}
        self.filters |= {"join": self._join, "replace": self._replace, _PAY: self._pay, _SIZED: self._sized}
        self.globals = {"range": self._range, "namespace": self.globals["namespace"]}

    def begin(self) -> None:
        """A full purse, for the next document."""
        self.steps = self.limits.steps
        self.output = self.limits.output

    def pay(self, steps: int, output: int = 0) -> None:
        """Takes from the purse. Raises Exhausted where there is too little in it."""
        self.steps -= steps
        self.output -= output
        if self.steps < 0:
            raise Exhausted("слишком много повторов", "too many loops")
        if self.output < 0:
            raise Exhausted("документ получается слишком большим", "the document grows too large")

    # --- what is compiled ---

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if len(source) > self.limits.source:
            raise Exhausted("шаблон слишком велик", "the template is too large")
        tree = super()._parse(source, name, filename)
        for each in tree.find_all(nodes.Name):
            if each.name == "self":
                raise TemplateSyntaxError("имя «self» в шаблонах не используется", each.lineno, name, filename)
        blocks: Iterable[Any] = tree.find_all((nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block))
        for block in tuple(blocks):
            block.body.insert(0, _payment(block))
        # What costs more than a step is paid by its size: pieces put together, compared, cut, and tested one by one.
        for concatenation in tree.find_all(nodes.Concat):
            concatenation.nodes = [_filtered(each, _SIZED) for each in concatenation.nodes]
        for operand in tuple(tree.find_all(nodes.Operand)):
            operand.expr = _filtered(operand.expr, _SIZED)
        for cut in tuple(tree.find_all(nodes.Getitem)):
            cut.node = _filtered(cut.node, _SIZED) if isinstance(cut.arg, nodes.Slice) else cut.node
        loops: Iterable[Any] = tree.find_all(nodes.For)
        for loop in loops:
            loop.test = loop.test and _filtered(loop.test, _SIZED)
        return tree

    # --- what is evaluated ---

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if attr.startswith("_") or not super().is_safe_attribute(obj, attr, value):
            return False
        for kind, allowed in _METHODS.items():
            if isinstance(obj, kind):
                return attr in allowed
        return attr in _LOOP or type(obj).__name__ == "Namespace"

    def wrap_str_format(self, value: Any) -> None:
        """`"{:>999999999}".format(x)` makes a text of any length: `format` is judged like any other attribute."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        self.pay(1)
        # A field of the document wins over a method of the mapping that holds it.
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        self.pay(1)
        return super().getitem(obj, argument)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        __self.pay(5 + _size(getattr(__obj, "__self__", None)))
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        self._check_operands(operator, left, right)
        value = self._checked(super().call_binop(context, operator, left, right))
        self.pay(1 + _size(value))
        return value

    def _check_operands(self, operator: str, left: Any, right: Any) -> None:
        """Refuses what would be large before it is made."""
        if operator == "%" and isinstance(left, str):
            raise SecurityError("составлять текст знаком % в шаблоне нельзя")
        if operator == "**" and not (_small(left, 1000) and _small(right, 10)):
            raise SecurityError("степень слишком велика")
        if operator == "*":
            for sequence, times in ((left, right), (right, left)):
                most = self.limits.length // (len(sequence) or 1) if isinstance(sequence, str | list | tuple) else None
                if most is not None and not _small(times, most):
                    raise SecurityError("повторённый текст слишком длинен")

    def _checked(self, value: Any) -> Any:
        """The value, if it is small enough to go on with."""
        if isinstance(value, str) and len(value) > self.limits.text:
            raise Exhausted("текст в шаблоне слишком длинен", "a text in the template is too long")
        if isinstance(value, _LISTS) and len(value) > self.limits.length:
            raise Exhausted("список в шаблоне слишком длинен", "a list in the template is too long")
        if isinstance(value, int) and value.bit_length() > _BITS:
            raise Exhausted("число в шаблоне слишком велико", "a number in the template is too large")
        return value

    def _finalized(self, value: Any) -> Any:
        """Only words and whole numbers are printed: of anything else the reader would get Python's inside."""
        if isinstance(value, str | Undefined):
            self.pay(1, 0 if isinstance(value, Undefined) else len(value))
            return value if isinstance(value, Undefined | Markup) else shown(value)
        if isinstance(value, int) and not isinstance(value, bool):
            number = str(self._checked(value))
            self.pay(1, len(number))
            return number
        kind = list if isinstance(value, MadeAnew) else type(value)
        raise TypeError(f"здесь не текст, а {_WHAT.get(kind, 'нечто другое')}")

    @pass_context
    def _pay(self, context: Context, size: int, steps: int) -> str:
        self.pay(1 + steps, size)
        return ""

    @pass_context
    def _sized(self, context: Context, value: Any) -> Any:
        self.pay(1 + _size(value))
        return self._checked(value)

    def _paid(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that is paid for by what it is given and by what it gives."""
        place = 1 if hasattr(call, "jinja_pass_arg") else 0

        @wraps(call)
        def paid(*args: Any, **kwargs: Any) -> Any:
            self.pay(1 + (_size(args[place]) if len(args) > place else 0))
            value = call(*args, **kwargs)
            self.pay(_size(value))
            return value

        return paid

    def _range(self, *bounds: int) -> range:
        numbers = range(*bounds)
        if len(numbers) > self.limits.length:
            raise Exhausted("слишком много повторов", "too many loops")
        return numbers

    @pass_context
    def _join(self, context: Context, values: Iterable[Any], mark: str = "", attribute: str | None = None) -> Any:
        parts = []
        for each in values:
            part = self.getitem(each, attribute) if attribute is not None else each
            part = part if isinstance(part, str) else str(part)
            self.pay(1, len(part) + len(mark))
            parts.append(part)
        return Markup(Markup.escape(mark)).join(parts) if context.eval_ctx.autoescape else mark.join(parts)

    @pass_context
    def _replace(self, context: Context, value: str, old: str, new: str) -> str:
        text = value if isinstance(value, str) else str(value)
        self.pay(1, len(text) + text.count(old) * len(new))
        return text.replace(old, new)


def _size(value: Any) -> int:
    """Steps that going through a value is worth."""
    if isinstance(value, str):
        return len(value) // 100
    return len(value) // 10 if isinstance(value, _LISTS | dict | range) else 0


def _small(number: Any, limit: int) -> bool:
    return isinstance(number, int) and abs(number) <= limit


def _filtered(node: nodes.Expr, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(arguments), [], None, None, lineno=node.lineno)


def _payment(block: nodes.Node) -> nodes.ExprStmt:
    """A statement that pays for one run of the block: steps by how much stands in it, and its words."""
    size = sum(len(each.data) for each in block.find_all(nodes.TemplateData))
    steps = nodes.Const(sum(1 for _ in block.find_all(nodes.Node)) // 20, lineno=block.lineno)
    return nodes.ExprStmt(_filtered(nodes.Const(size, lineno=block.lineno), _PAY, steps), lineno=block.lineno)


#: what XML forbids, halves of surrogate pairs, and the marks that turn the direction of the text round them
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """The text with the characters no document can hold, or no reader can see, as `�`; line ends as `\\n`."""
    return _INVISIBLE.sub("�", text.replace("\r\n", "\n").replace("\r", "\n")) if _INVISIBLE.search(text) else text


# --- mistakes ------------------------------------------------------------------------------------------------------


def render_bytes(environment: TemplateEnvironment, name: str, view: Mapping[str, Any]) -> bytes:
    """The template `name` of the environment, filled in, in UTF-8. Raises InputError with the place of the mistake.

    A page of very many people is never held as a text.
    """
    environment.begin()
    whole = BytesIO()
    try:
        template = environment.get_template(name)
        assert isinstance(template, PaidTemplate)
        for stretch in template.stretches(dict(view)):
            whole.write(stretch.encode())
    except Exception as error:
        raise InputError((mistake(error, name, environment),)) from error
    return whole.getvalue()


def mistake(error: Exception, name: str, environment: TemplateEnvironment) -> Diagnostic:
    """What went wrong in a text template, at its line."""
    where, line = place_of(error, name)
    text = environment.loader.sources.get(where, "") if isinstance(environment.loader, Templates) else ""
    lines = text.splitlines()
    near = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    known = tuple(environment.loader.sources) if isinstance(environment.loader, Templates) else ()
    return diagnosed(error, Span(where, line, 1, line, 1) if line else Cell(where), near, known)
