"""A school's workbook: people, marks by subject, achievements, wishes, catalogues."""

import io
from datetime import date
from fractions import Fraction

import xlsxwriter

from iomrules.facts.reader import Source, read_records
from iomrules.source import Cell
from iomrules.values import ABSENT, ByKey, Member, Missing, Unknown
from tests.facts.school import SCHEMA, codes, read, told

PEOPLE = [
    ["ID", "Фамилия", "Имя", "Отчество", "Пол", "Класс", "Средний балл", "Наставник"],
    ["У-01", "Ёлкина", "Алёна", "Артёмовна", "Ж", "10 «а»", 4.5, "Н-1"],
    ["У-02", "Ким", "Артём", "", "м", "10-А", "н/а", ""],
]
MARKS = [["ID", "Химия", "Биология", "Русский язык"], ["У-01", 5, 4, "осв"], ["У-02", "", "н/а", 3]]
ACHIEVEMENTS = [
    ["ID", "Вид", "Этап", "Результат", "Предмет", "Дата", "Подтверждено"],
    ["У-01", "олимпиада", "РЭ", "призер", "химии", date(2026, 2, 1), "да"],
    ["У-01", "Проект", "школьный", "победитель", "", "1.3.26", "+"],
]
WISHES = [["ID", "Курс"], ["У-01", "Х-1"], ["У-01", "Основы анатомии"], ["У-02", "Х-1; А-1"]]
COURSES = [["Код", "Название", "Часы"], ["Х-1", "Химия вокруг нас", 2], ["А-1", "Основы анатомии", "1,5"]]
MENTORS = [["Код", "ФИО"], ["Н-1", "Орлова Вера Павловна"]]


def book(**sheets):
    """A workbook with these sheets; a text that starts with `=` is a formula with the value after `|`."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    day = workbook.add_format({"num_format": "dd.mm.yyyy"})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                elif isinstance(cell, str) and cell.startswith("="):
                    formula, _, value = cell.partition("|")
                    sheet.write_formula(row, column, formula, None, value)
                elif cell != "":
                    sheet.write(row, column, cell)
    workbook.close()
    return file.getvalue()


def school(**changed):
    """The whole workbook, with some sheets changed; None leaves a sheet out."""
    sheets = {
        "Ученики": PEOPLE,
        "Отметки": MARKS,
        "Достижения": ACHIEVEMENTS,
        "Пожелания": WISHES,
        "Курсы": COURSES,
        "Наставники": MENTORS,
    }
    return read("школа.xlsx", book(**{name: rows for name, rows in {**sheets, **changed}.items() if rows}))


def facts(records, number=0):
    return records.people[number].facts.fields


def test_a_whole_workbook_gives_typed_records():
    records = school()

    assert codes(records) == []
    alyona, artyom = records.people
    assert (alyona.id, alyona.name.full(), alyona.form_class, alyona.sex) == (
        "У-01",
        "Ёлкина Алёна Артёмовна",
        "10А",
        "ж",
    )
    assert alyona.place == "школа.xlsx, лист «Ученики», строка 2"
    assert facts(records)["класс"] == 10
    assert facts(records)["средний_балл"] == Fraction(9, 2)
    assert facts(records)["наставник"] == "Н-1"
    assert facts(records)["пожелания"] == ("Х-1", "А-1")
    first, second = facts(records)["достижения"]
    assert first.fields["этап"] == Member("этап", "региональный")
    assert first.fields["этап"].rank == 2
    assert first.fields["предмет"] == Member("предмет", "химия")
    assert first.fields["дата"] == date(2026, 2, 1)
    assert first.fields["подтверждено"] is True
    assert second.fields["предмет"] is ABSENT
    assert second.fields["дата"] == date(2026, 3, 1)
    assert artyom.facts.fields["пожелания"] == ("Х-1", "А-1")


def test_empty_unknown_and_absent_are_three_things():
    records = school()
    unknown_average = Unknown((Missing("средний балл", "журнал"),))
    biology = Unknown((Missing("отметки: биология", "журнал"),))
    chemistry = Unknown((Missing("отметки: химия", "журнал"),))

    assert facts(records)["отметки"] == ByKey((("химия", 5), ("биология", 4), ("русский_язык", ABSENT)))
    assert facts(records, 1)["отметки"] == ByKey((("химия", chemistry), ("биология", biology), ("русский_язык", 3)))
    assert facts(records, 1)["средний_балл"] == unknown_average
    assert facts(records, 1)["наставник"] is ABSENT
    assert facts(records, 1)["достижения"] == ()
    assert facts(records, 1)["есть_долг"] == Unknown((Missing("Есть академическая задолженность"),))


def test_a_fact_without_a_sheet_is_unknown():
    records = school(Отметки=None, Достижения=None)

    assert facts(records)["отметки"] == Unknown((Missing("отметки", "журнал"),))
    assert facts(records)["достижения"] == Unknown((Missing("достижения", "портфолио"),))


def test_entries_of_a_catalogue_are_typed_too():
    courses = school().catalogues["курсы"]

    assert [(entry.key, entry.fields["часы"]) for entry in courses] == [("Х-1", 2), ("А-1", Fraction(3, 2))]
    assert courses[0].place == "школа.xlsx, лист «Курсы», строка 2"


def test_a_wrong_mark_is_told_with_its_cell_and_leaves_out_its_pupil():
    records = school(Отметки=[MARKS[0], ["У-01", 6, "4/5", "отл"], MARKS[2]])

    assert [person.id for person in records.people] == ["У-02"]
    assert records.faulty == ("У-01",)
    assert codes(records) == ["F052", "F056", "F050"]
    assert records.diagnostics[0].cell == Cell("школа.xlsx", "Отметки", 2, "Химия")


def test_an_unknown_subject_is_a_warning_with_a_suggestion():
    records = school(Отметки=[["ID", "Химея", "Биология"], ["У-01", 5, 4]])

    assert codes(records) == ["F023"]
    assert "«химия»" in told(records.diagnostics)
    assert facts(records)["отметки"] == ByKey((("биология", 4),))


def test_a_name_of_several_words_may_be_written_with_hyphens():
    records = school(Отметки=[["ID", "Химия", "Русский-язык"], ["У-01", 5, 4]])

    assert codes(records) == []
    assert facts(records)["отметки"] == ByKey((("химия", 5), ("русский_язык", 4)))


def test_an_unknown_sheet_is_a_warning_and_the_rest_is_read():
    records = school(Атметки=MARKS, Отметки=None)

    assert codes(records) == ["F022"]
    assert "«отметки»" in records.diagnostics[0].help("ru")
    assert len(records.people) == 2


def test_without_a_list_of_people_the_sheets_found_are_named():
    records = read("школа.xlsx", book(Лист1=PEOPLE, Лист2=MARKS))

    assert codes(records) == ["F021"]
    assert "«Лист1», «Лист2»" in told(records.diagnostics)


def test_a_workbook_of_one_sheet_is_a_list_of_people_whatever_its_name():
    assert len(read("школа.xlsx", book(Лист1=PEOPLE)).people) == 2


def test_catalogues_may_come_in_a_file_of_their_own():
    sources = [
        Source("ученики.xlsx", book(Ученики=PEOPLE, Пожелания=WISHES)),
        Source("школа.xlsx", book(Курсы=COURSES, Наставники=MENTORS, Педагоги=[["ID", "Стаж"], ["П-1", 5]])),
    ]
    records = read_records(sources, SCHEMA, "ученик")

    assert codes(records) == []
    assert facts(records)["пожелания"] == ("Х-1", "А-1")


def test_teachers_are_read_from_the_same_workbook_by_their_own_reading():
    sheets = book(Ученики=PEOPLE, Педагоги=[["ID", "Фамилия", "Стаж"], ["П-1", "Орлова", "5 лет"]])
    records = read("школа.xlsx", sheets, shape="педагог")

    assert [(person.id, person.facts.fields["стаж"]) for person in records.people] == [("П-1", 5)]
    assert codes(records) == []


def test_only_catalogues_are_no_list_of_people():
    assert codes(read("школа.xlsx", book(Курсы=COURSES, Наставники=MENTORS))) == ["F021"]


def test_a_wish_that_is_not_in_the_catalogue_is_a_warning_with_a_suggestion():
    records = school(Пожелания=[["ID", "Курс"], ["У-01", "Х-11"]])

    assert codes(records) == ["F060"]
    assert records.faulty == ()
    assert facts(records)["пожелания"] == ("Х-11",)
    assert "«Х-1»" in records.diagnostics[0].help("ru")


def test_a_row_of_nobody_is_a_warning():
    records = school(Отметки=[*MARKS, ["У-1O", 5, 5, 5]])

    assert codes(records) == ["F032"]
    assert records.diagnostics[0].cell.row == 4


def test_rows_may_name_people_instead_of_ids():
    people = [["Фамилия", "Имя", "Класс"], ["Ёлкина", "Алёна", "10А"], ["Ким", "Артём", "10Б"]]
    marks = [["ФИО", "Химия"], ["Елкина Алена", 5], ["КИМ АРТЁМ", 4]]
    records = school(Ученики=people, Отметки=marks, Достижения=None, Пожелания=None)

    assert [person.facts.fields["отметки"].get("химия") for person in records.people] == [5, 4]


def test_too_many_achievements_are_a_fault_of_that_pupil():
    records = school(Достижения=[ACHIEVEMENTS[0], *[ACHIEVEMENTS[1]] * 4])

    assert codes(records) == ["F059"]
    assert records.faulty == ("У-01",)


def test_two_rows_of_marks_for_one_pupil_are_a_fault():
    records = school(Отметки=[*MARKS, MARKS[1]])

    assert codes(records) == ["F034"]
    assert records.faulty == ("У-01",)


def test_two_columns_of_one_subject_are_not_chosen_between():
    records = school(Отметки=[["ID", "Химия", "химия "], ["У-01", 5, 2]])

    assert codes(records) == ["F024"]
    assert isinstance(facts(records)["отметки"], Unknown)


def test_one_id_twice_leaves_both_out_and_one_name_under_two_ids_is_a_warning():
    people = [
        ["ID", "Фамилия", "Имя", "Класс"],
        ["У-01", "Фёдоров", "Лев", "10А"],
        ["У-02", "ФЕДОРОВ", "ЛЕВ", "10А"],
        ["У-03", "Ли", "Анна", "10А"],
        ["у-03", "Ким", "Анна", "10А"],
    ]
    records = read("школа.xlsx", book(Ученики=people))

    assert codes(records) == ["F041", "F042"]
    assert [person.id for person in records.people] == ["У-01", "У-02"]
    assert records.faulty == ("У-03",)
    assert "строка 4" in records.diagnostics[0].message and "строка 5" in records.diagnostics[0].message


def test_a_formula_may_compute_a_mark_but_not_name_a_person():
    people = [PEOPLE[0][:7], ["У-01", "=B3|Ёлкина", "Алёна", "", "", "10А", "=2+2|4"]]
    records = read("школа.xlsx", book(Ученики=people))

    assert codes(records) == ["F029"]
    assert records.diagnostics[0].cell.column == "Фамилия"
    people[1][1] = "Ёлкина"
    assert facts(read("школа.xlsx", book(Ученики=people)))["средний_балл"] == 4


def test_a_hidden_character_in_a_name_or_id_is_a_fault():
    people = [PEOPLE[0], ["У\u200b-01", *PEOPLE[1][1:]], ["У-02", "К\u202eим", *PEOPLE[2][2:]]]
    records = school(Ученики=people, Отметки=None, Достижения=None, Пожелания=None)

    assert codes(records) == ["F043", "F043"]
    assert "U+200B" in told(records.diagnostics) and "U+202E" in told(records.diagnostics)
    assert records.people == ()


def test_an_id_of_two_alphabets_is_a_warning():
    records = school(Ученики=[PEOPLE[0], ["Уc-01", *PEOPLE[1][1:]]], Отметки=None, Достижения=None, Пожелания=None)

    assert codes(records) == ["F044"]


def test_a_nfd_name_is_the_same_name():
    records = school(Ученики=[PEOPLE[0], ["У-01", "Е\u0308лкина", *PEOPLE[1][2:]], PEOPLE[2]])

    assert records.people[0].name.surname == "Ёлкина"


def test_a_table_of_text_may_have_marks_and_wishes_beside_the_names():
    text = "ID;Класс;Химия;Биология;Пожелания\nУ-01;10А;5;н/а;Х-1, А-1\nУ-02;10А;4;3;нет\n"
    records = read("ученики.csv", text.encode("cp1251"))

    assert codes(records) == []
    assert facts(records)["отметки"].get("химия") == 5
    assert facts(records)["пожелания"] == ("Х-1", "А-1")
    assert facts(records, 1)["пожелания"] == ()


def test_a_comma_that_was_not_quoted_is_noticed():
    text = "ID,Фамилия,Средний балл\nУ-01,Ким,4,5\nУ-02,Ли,5\nУ-03,О,3\n"
    records = read("ученики.csv", text.encode())

    assert codes(records) == ["F027"]
    assert records.faulty == ("У-01",)


def test_a_catalogue_entry_with_a_fault_is_left_out_and_the_code_twice_too():
    courses = [*COURSES, ["Х-1", "Ещё химия", 1], ["Б-1", "Биология", "много"], ["", "Без кода", 1]]
    records = school(Курсы=courses)

    assert codes(records) == ["F061", "F050", "F040"]
    assert [entry.key for entry in records.catalogues["курсы"]] == ["Х-1", "А-1"]


def test_an_error_of_calculation_is_told():
    people = [PEOPLE[0][:7], [*PEOPLE[1][:6], "=1/0|#DIV/0!"]]

    assert codes(read("школа.xlsx", book(Ученики=people))) == ["F030"]


def test_a_sheet_of_people_without_names_or_ids_is_refused():
    assert codes(read("школа.xlsx", book(Ученики=[["Класс", "Средний балл"], ["10А", 5]]))) == ["F031"]


def test_a_sheet_of_no_known_heading_says_what_is_expected():
    records = read("школа.xlsx", book(Ученики=[["альфа", "бета"], ["1", "2"]]))

    assert codes(records) == ["F020"]
    assert "Фамилия" in records.diagnostics[0].help("ru") and "альфа" in records.diagnostics[0].help("ru")


#: cells that look alike, and cells of which something has to be said
CELLS = (5, 5.0, True, 1, "5", "5,0", " 5 ", "пять", "", "осв", "н/а", "нет", "да", "−", "4/5", "x", "9" * 50, 4.5, "0")


def test_a_cell_comes_to_the_same_after_many_others_as_alone():
    """Each in every column, twice: once read anew, once remembered."""

    def read_all(cells):
        people = [PEOPLE[0], *([f"У-{n}", "Ким", f"{n}", "", "м", "10А", cell, ""] for n, cell in enumerate(cells))]
        marks = [MARKS[0], *([f"У-{n}", cell, cell, cell] for n, cell in enumerate(cells))]
        own = [ACHIEVEMENTS[0], *([f"У-{n}", *[cell] * 6] for n, cell in enumerate(cells))]
        wishes = [WISHES[0], *([f"У-{n}", cell] for n, cell in enumerate(cells))]
        return school(Ученики=people, Отметки=marks, Достижения=own, Пожелания=wishes)

    together = read_all(CELLS * 2)
    for number, cell in enumerate(CELLS * 2):
        alone = read_all([cell])
        own = f"У-{number}"
        assert (own in together.faulty) == bool(alone.faulty), cell
        for one, other in zip(alone.people, [each for each in together.people if each.id == own], strict=True):
            read_alone = repr(dict(one.facts.fields)).replace("строка 2'", "")
            assert repr(dict(other.facts.fields)).replace(f"строка {number + 2}'", "") == read_alone
        # A code that no catalogue holds is told once, at the first person who has it.
        said = [(found.code, found.cell.column) for found in alone.diagnostics if found.code != "F060"]
        row = [found for found in together.diagnostics if found.cell.row == number + 2 and found.code != "F060"]
        assert [(found.code, found.cell.column) for found in row] == said, cell


def test_a_row_with_a_mark_of_the_workbook_is_read_as_its_neighbours_are():
    marks = [MARKS[0], ["У-01", 5, 4, "осв"], ["У-02", "=1/0|#DIV/0!", 4, 3]]
    records = school(Отметки=marks)

    assert codes(records) == ["F030"]
    assert records.faulty == ("У-02",)
    assert facts(records)["отметки"].pairs == (("химия", 5), ("биология", 4), ("русский_язык", ABSENT))


def text_files(**files):
    """Records of several text files given together: their names without the ending."""
    sources = [Source(f"данные/{name}.csv", "\n".join(rows).encode()) for name, rows in files.items()]
    return read_records(sources, SCHEMA, "ученик")


def test_a_text_file_beside_the_list_of_people_holds_what_its_name_says():
    records = text_files(
        класс=["ID;Фамилия;Класс;Химия", "У-01;Ёлкина;10А;5"],
        достижения=["ID;Вид;Уровень;Результат;Дата;Подтверждено", "У-01;проект;школьный;победитель;01.03.2026;да"],
        курсы=["Код;Название;Часы", "Х-1;Химия вокруг нас;2"],
    )

    assert codes(records) == []
    assert [person.id for person in records.people] == ["У-01"]
    assert len(facts(records)["достижения"]) == 1
    assert [entry.key for entry in records.catalogues["курсы"]] == ["Х-1"]


def test_a_text_file_that_is_alone_is_the_list_of_people_whatever_its_name():
    records = text_files(отметки=["ID;Фамилия;Класс;Химия", "У-01;Ёлкина;10А;5"])

    assert [person.id for person in records.people] == ["У-01"]
