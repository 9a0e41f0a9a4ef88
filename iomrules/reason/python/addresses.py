"""Where nodes stand in a program, and what is concluded of people of one shape."""

from iomrules.frozen import define, field
from iomrules.program.core import Node, Program
from iomrules.reason.python.surveys import Unsupported
from iomrules.reason.python.walk import declared, nodes_of


@define
class Addresses:
    """Where nodes stand in a program: (sort, name of the declaration, number in the order of the text)."""

    program: Program
    used: dict[tuple[str, str, int], int] = field(factory=dict)
    places: dict[int, tuple[str, str, int]] = field(factory=dict)

    def enter(self, sort: str, name: str) -> tuple[Node, ...]:
        """The nodes of a declaration, which can be pointed at from now on."""
        nodes = tuple(nodes_of(declared(self.program, sort, name)))
        for number, node in enumerate(nodes):
            self.places.setdefault(id(node), (sort, name, number))
        return nodes

    def __call__(self, node: Node) -> int:
        if id(node) not in self.places:
            raise Unsupported
        return self.used.setdefault(self.places[id(node)], len(self.used))


def about(program: Program, shape: str) -> tuple[tuple[str, str], ...]:
    """(sort, name) of all that is concluded of people of a shape, in the program's order."""
    found = {
        **{name: ("indicator", each.applies.person) for name, each in program.indicators.items()},
        **{name: ("rating", each.applies.person) for name, each in program.ratings.items()},
        **{name: ("rule", each.applies.person) for name, each in program.rules.items()},
    }
    order = dict.fromkeys((*program.order, *found))
    return tuple((found[name][0], name) for name in order if name in found and found[name][1] in ("", shape))
