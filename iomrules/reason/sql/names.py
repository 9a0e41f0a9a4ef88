"""Names of tables and columns: the engine's own, and those of the rules, which never are the same."""

import re

#: columns of the tables besides those of the facts
PERSON, ID, POSITION, KEY, VALUE, BLANK = "номер", "ид", "место_в_списке", "ключ", "значение", "пусто"
GONE, OPEN_ENDED = "__нет", "__сколько_угодно"
#: what a step is called, by its turn; a step of elements that reads other rows too
STEP, STEP_OF_OTHERS = "шаг_", "шаг_и_"

_OWN = re.compile(rf"{PERSON}|{ID}|{POSITION}|{KEY}|{VALUE}|{BLANK}|(?:{STEP}|{STEP_OF_OTHERS})\d+|.*__.*")


def of_rules(name: str) -> str:
    """A name of the rules as a table or a column has it: in «» where the engine has such names too.

    No name of the rules has «» of its own; databases do not mind the case of letters.
    """
    return f"«{name}»" if _OWN.fullmatch(name.casefold()) else name
