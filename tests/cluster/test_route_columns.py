"""Hours of routes as numbers where they are decimals, and as text where they may not be."""

import pyarrow as pa
import pytest

from iomrules.cluster.route_columns import RouteColumns
from iomrules.deciding import compose_routes, decide_people
from iomrules.facts.record import Records
from tests.cluster.seats_of_tests import ON, rules
from tests.fuzz.laws import person

YEARLY = (r"(  часы +)ч/нед от 0 до 6", r"\g<1>ч/год от 0 до 68")
HALVES = (r"(«Риторика» +\| +)  1", r"\g<1>0,5")


@pytest.mark.parametrize(
    ("changes", "kind", "told"),
    [
        ((), pa.decimal64(18, 0), "2"),
        ((HALVES,), pa.decimal64(18, 1), "1.5"),
        ((YEARLY,), pa.string(), "35/34"),
    ],
)
def test_hours_are_numbers_where_they_are_decimals(
    changes: tuple[tuple[str, str], ...], kind: pa.DataType, told: str
) -> None:
    program = rules(changes)
    wishes = ["риторика"]
    who = Records((person(program, {"класс": 10, "средний_балл": 4, "пожелания": wishes}),))
    (decided,) = decide_people(program, who, ON)
    columns = RouteColumns.of(program, "ученик", {}, missing=False)

    table = columns.table([compose_routes(decided, who), None])

    hours = table["курсы_старшеклассника.hours"]
    assert hours.type == kind
    assert [str(each) for each in hours.to_pylist()] == [told, "None"]
    assert columns.written.names == table.column_names[:-1]
