"""A key of a catalogue in a condition is told by the entry's own name."""

from types import SimpleNamespace

from iomrules.write.regulation import regulation
from tests.language.conformance import compile_ruleset

RULES = """набор правил проба «Проба»
  версия 1

сведения профиль
  название текст

справочник профили список профилей не более 5

дополнить профили
  код                     | название
  социально_экономический | «Социально-экономический профиль»

сведения ученик
  желаемый_профиль профили

правило допуск «Допуск»
  если желаемый_профиль равен социально_экономический
"""


def test_a_condition_names_the_entry_that_a_key_stands_for() -> None:
    program, found = compile_ruleset(SimpleNamespace(parts=[("", RULES)]))
    assert program is not None, found

    told = str(regulation(program).sections)

    assert "желаемый профиль — «Социально-экономический профиль»" in told
