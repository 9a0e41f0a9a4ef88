"""Plain records that remember the lines they were written on."""

from iomrules.facts.findings import Place


class PlacedMapping(dict[object, object]):
    """A mapping read from a text. places: where each key stands."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[object, Place] = {}


class PlacedList(list[object]):
    """A list read from a text. places: where each element starts."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[Place] = []


def place_of(container: object, key: object, otherwise: Place) -> Place:
    """Where a key or an element stands; `otherwise` for containers that did not come from a text."""
    if isinstance(container, PlacedMapping):
        return container.places.get(key, otherwise)
    if isinstance(container, PlacedList) and isinstance(key, int) and key < len(container.places):
        return container.places[key]
    return otherwise
