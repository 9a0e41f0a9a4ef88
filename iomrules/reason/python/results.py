"""The lines of a block's value: as it is computed with, as it is told to others, as the interpreter found it."""

from iomrules.reason.python import forms
from iomrules.reason.python.forms import Form


def assigned(value: str, other: str, form: Form) -> list[str]:
    """The value under its name. other: the name of its divisor, or empty."""
    if not other:
        return [f"{value} = {form.text}"]
    return [f"{value} = {form.text}", f"{other} = {form.divisor}"]


def told_as(form: Form) -> str:
    """The value as it is told to others."""
    match form.sort:
        case "number" if form.divisor:
            text = forms.exactly(form)
        case "number" if form.scale == 1:
            if not form.absent:
                return f"+{form.text}"
            return f"(ABSENT if {form.text} is NOTHING else +{form.text})" if form.plain else f"told(+{form.text})"
        case "number" if form.scale == 0:
            return f"told_number({form.text})"
        case "number":
            exact = forms.exactly(form)
            if not form.absent:
                return exact
            return f"(ABSENT if {form.text} is NOTHING else {exact})" if form.plain else f"told({exact})"
        case "truth":
            return forms.strictly(form) if not form.absent else f"told({form.text})"
        case _:
            return f"told({form.text})"
    return f"(ABSENT if {form.divisor} == 0 else {text})" if form.absent else text


def taken_again(form: Form, value: str, other: str, result: str) -> str:
    """A value that the interpreter found, as the blocks below read it."""
    empty = ", NOTHING" if form.absent else ""
    if other:
        return f"{value}, {other} = taken_ratio({result}, {form.scale}{empty})"
    if form.sort == "number":
        return f"{value} = taken_number({result}, {form.scale}{empty})"
    sort = {"truth": "bool", "day": "date", "member": "Member", "text": "str"}[form.sort]
    return f"{value} = taken({result}, {sort}{empty})"
