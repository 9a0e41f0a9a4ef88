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
    loaded = load_plugins(find_plugins(), [Wanted("армавирский_механико_технологический_институт")])
    folder = resources.folder("rulesets") / "lyceum11"
    compiled = compile_rules([open_ruleset(folder, "lyceum11")], loaded)
    (plugin,) = compiled.plugins
    return plugin, compiled.usable()


def test_it_says_what_each_side_does() -> None:
    plugin, _ = added()
    (partner,) = plugin.partners

    assert partner.name == "армавирский_механико_технологический_институт"
    assert partner.duties and partner.partner_duties
    assert partner.responsibility and partner.partner_responsibility


def test_nothing_about_the_organisation_is_made_up() -> None:
    plugin, _ = added()
    organisation = plugin.partners[0].organisation

    assert (organisation.address, organisation.head, organisation.agreement, organisation.licence) == ("",) * 4


def test_its_annex_belongs_to_its_modules() -> None:
    plugin, _ = added()
    (kind,) = plugin.document_kinds

    assert kind.name == "annex_institute"
    assert kind.partners == ("армавирский_механико_технологический_институт",)
    assert kind.word.startswith(b"PK")


def test_its_modules_are_in_one_route() -> None:
    _, program = added()
    modules = program.routes["модули_института"].modules

    assert len(modules) == 2
    assert {module.partner for module in modules} == {"армавирский_механико_технологический_институт"}
    assert all("иллюстрация" in module.basis for module in modules)
