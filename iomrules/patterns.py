"""Regular expressions compiled when first used: a module may have ten of them, and most commands need none."""

import re
from typing import Any, cast

#: methods that are asked again and again
_ASKED = ("search", "match", "fullmatch", "sub", "split", "findall", "finditer")


class _Later:
    """Stands for a compiled expression; once compiled, its methods are the expression's own."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        made = re.compile(self._text, self._flags)
        vars(self).update({each: getattr(made, each) for each in _ASKED})
        return getattr(made, name)


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The expression, to be asked by its methods."""
    return cast(re.Pattern[str], _Later(text, flags))
