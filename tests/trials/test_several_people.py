"""Examples about several people: places and seats told apart, changes of them noticed, files that say them."""

from datetime import date
from pathlib import Path

import openpyxl
from attrs import evolve

from iomrules.pipeline import compile_rules
from iomrules.plugins import Loaded
from iomrules.program.core import Program
from iomrules.rulesets import open_ruleset
from iomrules.trial import try_examples
from iomrules.trials.coverage import cover
from iomrules.trials.example_files import read_example_files
from iomrules.trials.example_text import example_text
from iomrules.trials.mutation import mutate
from iomrules.trials.prepared import prepare_examples
from iomrules.trials.proposals import propose

DAY = date(2026, 10, 15)
RULES = """набор правил школа

сведения ученик
  баллы целое
  химия целое
  льгота да/нет

параметр порог
  60 баллов с 01.09.2026

таблица стипендия по порогу
  единственная строка
  иначе 0
  порог | рублей
     60 |    500
     70 |    700

показатель сумма_стипендии
  стипендия

рейтинг общий
  критерий всего
    баллы
  критерий по_химии
    химия
  итог сумма
  сначала льгота
  место по убыванию
  при равенстве по_химии
  равные делят место

отбор приём по рейтингу общий
  число мест 2
  проходной балл порог
  при равенстве на последнем месте решает совет
"""
PEOPLE = """
пример «при равенстве выше тот, у кого больше по химии, а льгота впереди всех»
  дано льгота нет
  дано Аня: баллы 80; химия 5
  дано Боря: баллы 81; химия 4
  дано Вера: баллы 70; химия 0; льгота да
  на дату 15.10.2026
  ожидается общий: Вера 1 место; Аня 2 место; Боря 3 место
  ожидается приём: Вера зачислена; Аня зачислена; Боря не зачислен
"""


def program_of(text: str, folder: Path) -> Program:
    path = folder / "rules.iom"
    path.write_text(text, encoding="utf-8")
    return compile_rules([open_ruleset(path, "rules.iom")], Loaded()).usable()


def survivors(program: Program) -> list[str]:
    return [each.change.ru for each in mutate(program, prepare_examples(program, DAY)).survivors]


def test_places_and_seats_are_those_of_the_example(tmp_path: Path) -> None:
    program = program_of(RULES + PEOPLE, tmp_path)

    assert [trial.mismatches for trial in try_examples(program, DAY)] == [()]


def test_a_wrong_place_shows_the_whole_list_once(tmp_path: Path) -> None:
    wrong = PEOPLE.replace("Аня 2 место; Боря 3", "Аня 3 место; Боря 2")
    (trial,) = try_examples(program_of(RULES + wrong, tmp_path), DAY)

    first, second = trial.mismatches
    assert (first.expected, first.actual) == ("Аня: общий 3 место", "Аня: общий 2 место; общий 85")
    assert first.because == (
        "1 место — Вера: 70; при равенстве 0",
        "2 место — Аня: 85; при равенстве 5",
        "3 место — Боря: 85; при равенстве 4",
    )
    assert second.because == ()


def test_changes_of_the_order_are_noticed_by_places_alone(tmp_path: Path) -> None:
    alone = PEOPLE.replace(" место; ", " балл; ").split("дано Вера")[0].replace("дано Боря: баллы 81; химия 4\n", "")
    alone = f"{alone}\n  ожидается Аня: общий 85\n".replace("на дату", "// на дату")
    order = {"«при равенстве по_химии» можно убрать", "«сначала льгота» можно убрать"}
    order |= {"место «по убыванию» можно заменить на «по возрастанию»"}

    assert order <= set(survivors(program_of(RULES + alone, tmp_path)))
    assert not order & set(survivors(program_of(RULES + PEOPLE, tmp_path)))


def test_changes_of_a_selection_are_noticed_by_seats(tmp_path: Path) -> None:
    left = survivors(program_of(RULES + PEOPLE, tmp_path))

    assert "«2» можно заменить на «1»" not in left
    assert "«проходной балл порог» можно убрать" in left
    border = "при равенстве на последнем месте «решает совет» можно заменить на «зачислить всех»"
    assert border in left
    tied = """
пример «последнее место делят двое»
  дано льгота нет; химия 0
  дано Аня: баллы 80
  дано Боря: баллы 75
  дано Вера: баллы 75
  дано Глеб: баллы 59
  на дату 15.10.2026
  ожидается общий: Аня 1 место; Боря делит 2 место; Вера делит 2 место; Глеб 4 место
  ожидается приём: Аня зачислена; Боря решает совет; Вера решает совет; Глеб не зачислен
"""
    left = survivors(program_of(RULES + PEOPLE + tied, tmp_path))
    assert border not in left
    assert not [each for each in left if "равные делят" in each]


def test_places_and_seats_are_covered_by_what_is_expected_of_them(tmp_path: Path) -> None:
    program = program_of(RULES + PEOPLE, tmp_path)
    covered = cover(program, prepare_examples(program, DAY))

    assert [each.ru for each in covered.of("place") if not each.covered] == []
    assert [each.ru for each in covered.of("seat") if not each.covered] == ["приём: решает совет", "приём: неизвестно"]


def test_a_parameter_set_in_an_example_reaches_rows_and_stays_there(tmp_path: Path) -> None:
    plain = """
пример «порог этого года»
  дано баллы 1
  на дату 15.10.2026
  ожидается сумма_стипендии 500
"""
    higher = """
пример «порог повысили»
  дано баллы 1
  при пороге 70
  ожидается сумма_стипендии 700
"""
    one, two = program_of(RULES + plain, tmp_path), program_of(RULES + plain + higher, tmp_path)

    assert [each.ru for each in cover(one, prepare_examples(one, DAY)).beyond] == ["стипендия: 70 | 700"]
    assert [trial.mismatches for trial in try_examples(two, DAY)] == [(), ()]
    covered = cover(two, prepare_examples(two, DAY))
    assert (covered.beyond, [each.covered for each in covered.of("row")]) == ((), [True, True])


FILE = """
- пример: при равенстве выше тот, у кого больше по химии
  на дату: 15.10.2026
  при: {порог: 80}
  дано: {льгота: нет}
  люди:
    Аня: {баллы: 80, химия: 5}
    Боря: {баллы: 81, химия: 4}
    Вера: {баллы: 70, химия: 0, льгота: да}
  ожидается:
    общий: {Вера: 1 место, Аня: 2 место, Боря: 3 место}
    приём: {Вера: не зачислена, Аня: зачислена, Боря: зачислен}
    Аня: {общий: 85, сумма_стипендии: 0}
"""


def test_a_yaml_file_says_several_people_either_way_round(tmp_path: Path) -> None:
    program = program_of(RULES, tmp_path)
    path = tmp_path / "rules.examples.yaml"
    path.write_text(FILE, encoding="utf-8")
    examples, found = read_example_files(program, [(path, path.name)])

    assert found == ()
    assert [len(each.expected) for each in examples] == [8]
    assert [trial.mismatches for trial in try_examples(evolve(program, examples=examples), DAY)] == [()]


def test_what_is_wrong_of_several_people_in_a_file_is_said(tmp_path: Path) -> None:
    program = program_of(RULES, tmp_path)
    path = tmp_path / "rules.examples.yaml"
    text = FILE.replace("Боря: 3 место", "Глеб: 3 место").replace("Аня: зачислена", "Аня: да")
    text = text.replace("порог:", "срок:").replace("Аня: {общий: 85, сумма_стипендии: 0}", "сумма_стипендии: 0")
    path.write_text(text, encoding="utf-8")
    examples, found = read_example_files(program, [(path, path.name)])

    assert sorted({each.code for each in found}) == ["W040", "W041", "W042"]
    assert len(examples) == 1


def test_a_workbook_has_a_row_a_person(tmp_path: Path) -> None:
    program = program_of(RULES, tmp_path)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    facts = ["пример", "человек", "баллы", "химия", "льгота", "при: порог"]
    sheet.append([*facts, "ожидается: общий", "ожидается: приём"])
    sheet.append(["двое", "Аня", 80, 5, "нет", 84, "1 место", "зачислена"])
    sheet.append(["", "Боря", 79, 4, "нет", None, "2 место", "не зачислен"])
    sheet.append(["один", "", 60, 0, "нет", None, 60, "зачислен"])
    path = tmp_path / "rules.examples.xlsx"
    book.save(path)
    examples, found = read_example_files(program, [(path, path.name)])

    assert found == ()
    assert [(each.title, len(each.people)) for each in examples] == [("двое", 2), ("один", 0)]
    assert [trial.mismatches for trial in try_examples(evolve(program, examples=examples), DAY)] == [(), ()]


def test_an_example_of_people_is_written_as_it_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "again"
    folder.mkdir()
    settings = PEOPLE.replace("  на дату", "  при пороге 50\n  на дату")
    first = program_of(RULES + settings, tmp_path)
    texts = "\n\n".join(example_text(each, first) for each in first.examples)
    second = program_of(f"{RULES}\n{texts}\n", folder)

    def told(program: Program) -> list[object]:
        return [(each.people, dict(each.settings), each.on, each.expected) for each in program.examples]

    assert told(second) == told(first)


def test_what_came_out_is_told_in_english_too(tmp_path: Path) -> None:
    wrong = PEOPLE.replace("Аня 2 место; Боря 3", "Аня 3 место; Боря 2").replace("Боря не зачислен", "Боря зачислен")
    (trial,) = try_examples(program_of(RULES + wrong, tmp_path), DAY, language="en")

    first, _, seat = trial.mismatches
    assert (first.expected, first.actual) == ("Аня: общий place 3", "Аня: общий place 2; общий 85")
    assert first.because[0] == "place 1 — Вера: 70; when equal 0"
    assert (seat.expected, seat.actual) == ("Боря: приём admitted", "Боря: приём not admitted: place 3; общий 85")


def test_examples_of_several_people_are_proposed_from_those_written(tmp_path: Path) -> None:
    program = program_of(RULES + PEOPLE, tmp_path)
    written = prepare_examples(program, DAY)
    proposed = propose(program, written)
    texts = [example_text(each.example, program) for each in proposed]

    assert "Аня — всё как Боря: Аня, приём решает комиссия" in [each.example.title for each in proposed]
    assert len(survivors(program)) > len(proposed) > 0
    grown = program_of(RULES + PEOPLE + "\n" + "\n\n".join(texts) + "\n", tmp_path)
    assert [trial.mismatches for trial in try_examples(grown, DAY)] == [()] * (1 + len(texts))
    assert len(survivors(grown)) <= len(survivors(program)) - len(proposed)
