"""On what terms courses are taken, as the regulation, the reference and the comparison say it."""

from iomrules.pipeline import compile_rules
from iomrules.plugins import Loaded
from iomrules.program.core import Program
from iomrules.rulesets import build_ruleset
from iomrules.source import SourceText
from iomrules.write.difference import differences
from iomrules.write.entry_terms import entry_terms, module_queue
from iomrules.write.regulation import regulation

TERMS = """  только вместе с парами
  не вместе с соперниками
  число мест не больше мест
  при нехватке мест по рейтингу успехов
  группу открывают от наименьшей
  по каждому учителю не больше свободных_часов
"""
RULES = f"""
набор правил проба «Проба»
  версия 1
сведения педагог
  свободные_часы «Свободные часы» число ч/нед
сведения курс
  название  текст
  учитель   педагоги
  места     «Число мест» целое
  наименьшая целое
  пары      список курсов не больше 3
  соперники список курсов не больше 3
сведения ученик
  балл целое от 0 до 9
справочник педагоги список педагогов не больше 9
справочник курсы «Курсы» список курсов не больше 9
{TERMS}рейтинг успехи «Успехи»
  критерий основной
    балл
маршрут учебный
  партнёр колледж модуль «Помощь»
    число мест 15
    при нехватке мест по рейтингу успехов
"""


def program(text: str) -> Program:
    return compile_rules((build_ruleset([SourceText("rules.iom", text)], "rules.iom"),), Loaded(())).usable()


def test_every_term_is_a_sentence_of_the_regulation() -> None:
    whole = program(RULES)

    assert entry_terms(whole.schema.catalogues["курсы"], whole) == (
        "Строку берут только вместе с теми, что названы в столбце «пары».",
        "Строку не берут вместе с теми, что названы в столбце «соперники».",
        "Строку берёт столько человек, сколько указано в столбце «Число мест»; если не указано, число не ограничено.",
        "Если желающих больше, чем мест, первым выбирает тот, кто выше в рейтинге «Успехи»; "
        "равных на последнее место решает совет.",
        "Группу открывают, если строку берёт не меньше человек, чем указано в столбце «наименьшая»; "
        "если не указано, группу открывают и для одного.",
        "Группы с одним и тем же значением в столбце «учитель» вместе занимают не больше часов, чем указано в графе "
        "«Свободные часы».",
    )
    assert entry_terms(whole.schema.catalogues["педагоги"], whole) == ()


def test_the_same_in_english() -> None:
    whole = program(RULES)
    (module,) = whole.routes["учебный"].modules

    assert len(entry_terms(whole.schema.catalogues["курсы"], whole, "en")) == 6
    assert module_queue(module, whole, "en") == (
        "; when seats run short, whoever stands higher in the rating “Успехи” comes first"
    )


def test_a_comparison_says_which_terms_changed() -> None:
    old, new = program(RULES), program(RULES.replace("  не вместе с соперниками\n", ""))
    (change,) = differences(old, new)

    assert change.part == "terms"
    assert (change.old, change.new) == ("«Строку не берут вместе с теми, что названы в столбце „соперники“.»", "")


def test_a_comparison_says_how_many_seats_a_module_has_now() -> None:
    changes = differences(program(RULES), program(RULES.replace("число мест 15", "число мест 12")))

    assert any("12" in each.new for each in changes)


def test_entries_that_a_field_names_are_called_by_their_titles() -> None:
    rows = """дополнить курсы
  код | название  | учитель | места | наименьшая | пары | соперники
  а   | «Алгебра» | первый  |    15 |          8 | б    | нет
  б   | «Анализ»  | первый  |    15 |          8 | нет  | нет
дополнить педагогов
  код    | фио              | свободные_часы
  первый | «Условный А. А.» | 4
"""
    whole = program(RULES.replace("сведения педагог\n", "сведения педагог\n  фио текст\n") + rows)
    clauses = [each for section in regulation(whole).sections for each in section.clauses if each.name == "курсы"]

    assert clauses[0].sheets[0].rows == (
        ("Алгебра", "Условный А. А.", "15", "8", "Анализ", "—"),
        ("Анализ", "Условный А. А.", "15", "8", "—", "—"),
    )
