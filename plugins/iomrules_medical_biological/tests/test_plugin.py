"""What the plugin adds to the lyceum's rules."""

from functools import cache

from iomrules import resources
from iomrules.pipeline import compile_rules
from iomrules.plugins import Plugin, Wanted, find_plugins, load_plugins
from iomrules.program.core import Program
from iomrules.rulesets import open_ruleset


@cache
def added() -> tuple[Plugin, Program]:
    """The plugin, and the lyceum's program with it alone."""
    loaded = load_plugins(find_plugins(), [Wanted("медико_биологический")])
    folder = resources.folder("rulesets") / "lyceum11"
    compiled = compile_rules([open_ruleset(folder, "lyceum11")], loaded)
    (plugin,) = compiled.plugins
    return plugin, compiled.usable()


def test_it_is_found_by_its_russian_name() -> None:
    plugin, _ = added()

    assert plugin.layer == "profile"
    assert [profile.name for profile in plugin.profiles] == ["medical_biological"]
    assert [kind.name for kind in plugin.document_kinds] == ["medical_biological"]
    assert plugin.document_kinds[0].routes == ("медико_биологический_маршрут",)


def test_its_study_plan_is_whole() -> None:
    _, program = added()
    rows = [row.fields for row in program.schema.catalogues["учебный_план"].rows]

    assert {str(row["профиль"]) for row in rows} == {"медико_биологический"}
    assert sum(int(str(row["часы"])) for row in rows) == 33
    deep = {str(row["название"]): row["часы"] for row in rows if "углублённый" in str(row["уровень"])}
    assert sorted(deep.values(), key=str) == [1, 1, 3, 3]
    assert any(row["название"] == "Индивидуальный проект" for row in rows)


def test_it_adds_a_route_a_rating_and_courses() -> None:
    _, program = added()

    assert "медико_биологический_маршрут" in program.routes
    assert any(about.about.layer == "profile" for about in program.ratings.values())
    assert len(program.schema.catalogues["курсы"].rows) > 11
