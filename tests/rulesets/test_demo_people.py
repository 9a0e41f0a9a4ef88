"""The demo's invented people: read without a fault, and as different as they are meant to be."""

from datetime import date
from functools import cache

from iomrules.facts.reader import Source
from iomrules.facts.record import Records
from iomrules.pipeline import Decided, compose_routes, decide_people, read_people
from iomrules.read_workspace import parse_workspace
from iomrules.reason.decision import Verdict
from iomrules.route.route import Route
from iomrules.source import SourceText

from .shipped import DEMO, LYCEUM, PLUGINS, program

DAY = date(2026, 10, 20)


def _source(name: str) -> Source:
    return Source(name, (DEMO / name).read_bytes())


@cache
def records(shape: str) -> Records:
    names = {"ученик": "students.yaml", "педагог": "teachers.yaml"}
    return read_people(program(LYCEUM, PLUGINS), [_source(names[shape]), _source("school.yaml")], shape)


@cache
def decided(shape: str = "ученик") -> dict[str, Decided]:
    people = decide_people(program(LYCEUM, PLUGINS), records(shape), DAY)
    return {each.person.id: each for each in people}


def routes(person: str, shape: str = "ученик") -> dict[str, Route]:
    return {route.name: route for route in compose_routes(decided(shape)[person], records(shape))}


def composed(person: str, shape: str = "ученик") -> list[str]:
    return [name for name, route in routes(person, shape).items() if route.state is Verdict.YES]


def test_all_are_read() -> None:
    for shape, count in (("ученик", 36), ("педагог", 8)):
        read = records(shape)
        assert [str(each.span) + each.message for each in read.diagnostics] == []
        assert (len(read.people), read.faulty) == (count, ())
    assert len(records("ученик").catalogues["наставники"]) == 7


def test_files_say_that_the_people_are_invented() -> None:
    for name in ("students.yaml", "teachers.yaml"):
        assert "ВЫМЫШЛЕН" in (DEMO / name).read_text(encoding="utf-8").splitlines()[0]


def test_nobody_meets_a_fault() -> None:
    faults = [
        (person, fault.target)
        for shape in ("ученик", "педагог")
        for person, each in decided(shape).items()
        for fault in each.decisions.faults
    ]
    assert faults == []
    for shape in ("ученик", "педагог"):
        for person in decided(shape):
            assert [route.name for route in routes(person, shape).values() if route.faults] == []


def test_gifted_have_two_kinds_of_route_at_once() -> None:
    assert {"медико_биологический_маршрут", "маршрут_одарённых", "модули_колледжа"} <= set(composed("У-01"))
    assert {"ранняя_профилизация", "маршрут_одарённых"} <= set(composed("У-33"))


def test_one_fits_no_profile() -> None:
    assert set(composed("У-05")) >= {"учебный_общий", "маршрут_одарённых"}
    assert not any("профил" in name for name in composed("У-05"))


def test_ties_share_a_place() -> None:
    places = {name: decided()[name].decisions.ratings["портфолио"].place for name in ("У-04", "У-07")}

    assert places["У-04"] == places["У-07"] is not None


def test_missing_facts_are_named() -> None:
    assert decided()["У-08"].decisions.ratings["портфолио"].place is None
    assert routes("У-13")["маршрут_одарённых"].state is Verdict.NO
    missing = {cause.source for route in routes("У-21").values() for cause in route.missing}
    assert "анкета обучающегося" in missing
    assert routes("У-10")["технологический_маршрут"].state is Verdict.UNKNOWN


def test_every_profile_and_partner_has_somebody() -> None:
    taken = {name for person in decided() for name in composed(person)}

    assert taken == set(program(LYCEUM, PLUGINS).routes) - {"маршрут_педагога", "курсы_начальной_школы"}


def test_the_plan_of_the_technological_profile_is_the_published_one() -> None:
    route = routes("У-02")["технологический_маршрут"]
    plan = [item for item in route.items if item.part == "plan"]

    assert sum(item.hours or 0 for item in plan) == 37
    assert route.limit == 47
    assert route.shortfalls == ()
    assert {item.key for item in route.items} >= {"задачи_по_физике", "инженерный_практикум"}


def test_teachers_get_what_their_deficits_ask_for() -> None:
    keys = {item.key for item in routes("П-02", "педагог")["маршрут_педагога"].items}

    assert {"проектирование_элективов", "школа_наставника"} <= keys
    assert "курсы_по_предмету" not in keys
    assert composed("П-06", "педагог") == []
    unread = routes("П-05", "педагог")["маршрут_педагога"]
    assert {left.cause for left in unread.not_taken} >= {"unknown"}


def test_the_workspace_reads() -> None:
    text = (DEMO / "iomrules.yaml").read_text(encoding="utf-8")
    workspace, _ = parse_workspace(SourceText("iomrules.yaml", text), DEMO)

    letterhead = workspace.letterhead
    assert letterhead.school.endswith("(демонстрация)")
    assert workspace.school_year == 2026
    assert len(workspace.plugins) == len(PLUGINS)
    assert [block.verb for block in letterhead.approvals] == ["СОГЛАСОВАНО", "УТВЕРЖДАЮ"]
    assert not any(block.number or block.day or block.signer for block in letterhead.approvals)
