"""What a refinement replaced still holds outside its dates: changes are tried there too."""

from iomrules.trials.mutants import mutants
from tests.language.conformance import all_suites, compile_ruleset

SUITE = next(suite for suite in all_suites() if suite.path.stem == "outside-the-dates")


def test_what_holds_outside_a_refinement_is_changed_as_well() -> None:
    found = []
    for ruleset in SUITE.rulesets:
        program, _ = compile_ruleset(ruleset)
        if program is None:
            continue
        for mutant in mutants(program):
            for sort in ("rules", "indicators", "tables", "routes"):
                before, after = getattr(program, sort), getattr(mutant.program, sort)
                if (
                    mutant.declaration in before
                    and after[mutant.declaration].earlier != before[mutant.declaration].earlier
                ):
                    found.append((sort, mutant.change.sort))

    assert {sort for sort, _ in found} >= {"rules", "indicators"}
