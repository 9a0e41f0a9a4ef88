"""Generated code: it concludes what the interpreter does, says where it comes from, and cannot be broken by names."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from attrs import evolve

from benchmarks.lyceum import make_world, rating_and_admission
from benchmarks.rules_speed import checked as rules_checked
from benchmarks.rules_speed import records as rules_records
from benchmarks.rules_workload import students
from benchmarks.students import ON
from iomrules.facts.record import Person
from iomrules.program import core
from iomrules.program.morphology import word_forms
from iomrules.program.passes import LayerSource, check_program
from iomrules.reason.arithmetic import rounded
from iomrules.reason.decision import Evaluation, FaultRaised
from iomrules.reason.engine import Interpreting
from iomrules.reason.engines import WORTH_CODE, prepare_for, tracing
from iomrules.reason.interpreter import Interpreter
from iomrules.reason.python import swift, traces
from iomrules.reason.python.code import generate, source_of
from iomrules.reason.python.engine import PythonEngine
from iomrules.reason.python.values import LOST, Lost, half_down, half_even, half_up, round_away, round_toward
from iomrules.values import ABSENT, ByKey, Entry, Member, Missing, Unknown, Value
from tests.agreement.by_python import differing, engines
from tests.agreement.people import people
from tests.fuzz.laws import checked, read_sound
from tests.language import conformance
from tests.language.conformance import all_suites, compile_ruleset
from tests.strategies.programs import write_program

MODES = {
    "half_up": half_up,
    "half_down": half_down,
    "half_even": half_even,
    "up": round_away,
    "down": round_toward,
}

OWN_SUBJECT = """\
набор правил свои «Свои предметы (вымышленный)»
  версия 1
  слой школа

перечень предмет физика; химия

сведения сдающий
  отметки  отметка по каждому предмету
  свой     предмет может отсутствовать
  запасной предмет

показатель своя
  отметка по своему

правило сильный
  если (отметка по своему) не меньше 4

правило запасной_сильный
  если (отметка по запасному) не меньше 4
"""

BY_GROUP = """\
набор правил бег «Бег (вымышленный)»
  версия 1
  слой школа

перечень ступень по возрастанию школа; город

перечень группа младшая; старшая

сведения забег
  ступень ступень
  место   целое от 1 до 50

сведения бегун
  класс  целое от 1 до 11
  день   дата может отсутствовать день поступления
  забеги список забегов не больше 20

таблица группа_по_классу по классу
  единственная строка
  даёт группа
  класс | группа
  1–4   | младшая
  5–11  | старшая

таблица очки_за_забег по группе; ступени
  единственная строка
  даёт баллы
  группа  | школа | город
  младшая | 3     | 5
  старшая | 1     | 2

показатель группа_бегуна
  группа_по_классу

показатель лучшее_место
  наименьшее место среди забегов

правило взрослый
  если класс не меньше 7

показатель сумма_очков
  сумма очков_за_забег(группа_бегуна; ступень) среди забегов

правило стабильный
  если есть забег где место не больше лучшего_места и ступень = город

правило взрослые_победы
  если не меньше 2 забегов где взрослый и место = 1

параметр последнее_призовое «Последнее призовое место»
  3 с 01.09.2020
  2 с 01.09.2026 для поступивших с 01.09.2026

правило призёр
  если есть забег где место не больше последнего_призового

правило первый_по_очкам
  если сумма_очков не меньше последнего_призового
"""
OF_REGION = """\
набор правил область «Область (вымышленная)»
  версия 1
  слой регион

сведения лицеист
  класс целое от 1 до 11
  баллы целое от 0 до 100
  день  дата может отсутствовать день поступления

показатель надбавка «Надбавка»
  баллы / 3
  можно уточнить

правило допуск «Допуск»
  для лицеистов где класс не меньше 8
  если баллы не меньше 10
  можно уточнить
"""
OF_SCHOOL = """\
набор правил школа «Школа (вымышленная)»
  версия 1
  слой школа

показатель надбавка_школы «Надбавка школы»
  для лицеистов где класс не меньше 9
  для поступивших с 01.09.2026 по 31.08.2029
  баллы + 1/2
  уточняет надбавка

правило допуск_школы «Допуск школы»
  действует с 01.09.2026 по 31.08.2027
  для поступивших с 01.09.2026
  если баллы не меньше 12
  кроме если класс = 8
  уточняет допуск

правило итог «Итог»
  если допуск_школы или надбавка_школы больше 4
"""

SUITES = {suite.path.stem: suite for suite in all_suites() if any(each.cases for each in suite.rulesets)}


@pytest.mark.parametrize("name", SUITES)
def test_every_conformance_case_is_decided_alike(name: str) -> None:
    suite = SUITES[name]
    for ruleset in suite.rulesets:
        program, _ = compile_ruleset(ruleset)
        if program is None:
            continue
        one, other = engines(program)
        for case in ruleset.cases:
            people, _ = conformance._people(program, case)
            for who in people:
                assert not differing(one, other, who, case.on), f"{suite.path.name}:{case.line}"


def test_a_school_is_decided_alike() -> None:
    world = make_world(120)
    for program in (world.own, world.program):
        one, other = engines(program)
        for who in world.records.people:
            for on in (ON, date(2026, 8, 31)):
                assert not differing(one, other, who, on)


def test_the_text_is_the_same_each_time_and_says_where_it_comes_from() -> None:
    program = rating_and_admission()
    made = generate(program)

    assert made.source == source_of(rating_and_admission())
    line = next(number for number, text in enumerate(made.source.split("\n"), 1) if "r_перевод_на_маршрут =" in text)
    place = made.place(line)
    assert place is not None
    assert place.source.endswith("50-admission.iom")
    assert place.line == program.rules["перевод_на_маршрут"].about.span.line


@pytest.mark.parametrize("mode", MODES)
def test_rounding_of_whole_numbers_is_the_interpreters(mode: str) -> None:
    for dividend in range(-40, 41):
        for divisor in (1, 2, 3, 4, 8, 10):
            assert MODES[mode](dividend, divisor) == rounded(Fraction(dividend, divisor), 1, mode)


def test_what_is_lost_stops_whoever_touches_it() -> None:
    for touch in (bool, hash, len, iter, str.format and (lambda each: each + 1), lambda each: each == 1):
        with pytest.raises(Lost):
            touch(LOST)


def test_the_shorter_way_tells_the_same_reasons() -> None:
    world = make_world(25)
    interpreter, generated = engines(world.own)
    for who in world.records.people:
        one, other = interpreter.evaluation(who, ON), generated.evaluation(who, ON)
        for name in (*world.own.rules, *world.own.ratings, *world.own.indicators, *world.own.parameters):
            assert repr(one.reason_of(name)) == repr(other.reason_of(name))


def test_a_row_made_before_is_decided_alike() -> None:
    world = make_world(25)
    _, generated = engines(world.own)
    assert isinstance(generated, PythonEngine)
    for who in world.records.people:
        row = generated.row(who, ON)
        assert repr(generated.decide(who, ON, row)) == repr(generated.decide(who, ON))
        assert generated.answers(who, ON, row) == generated.answers(who, ON)


def test_reasons_are_told_from_what_was_recorded() -> None:
    world = make_world(12)
    interpreter, _ = engines(world.own)
    recording = tracing(world.own)
    for who in world.records.people:
        trace = recording.trace(who, ON)
        assert not differing(interpreter, recording, who, ON)
        one, other = interpreter.evaluation(who, ON), recording.explaining(trace)
        for name in (*world.own.rules, *world.own.ratings, *world.own.indicators):
            assert repr(one.reason_of(name)) == repr(other.reason_of(name))


@pytest.mark.parametrize("seed", range(12))
def test_records_of_generated_programs_tell_the_same_reasons(seed: int) -> None:
    random = Random(seed)
    program = checked(read_sound(write_program(random, 2)))
    interpreter, _ = engines(program)
    recording = tracing(program)
    for who in people(random, 4):
        trace = recording.trace(who, ON)
        assert not differing(interpreter, recording, who, ON)
        one, other = interpreter.evaluation(who, ON), recording.explaining(trace)
        for name in (*program.rules, *program.ratings, *program.indicators):
            assert _reason(one, name) == _reason(other, name)


def _reason(asked: Evaluation, name: str) -> str:
    try:
        return repr(asked.reason_of(name))
    except FaultRaised as raised:
        return repr(raised.diagnostic)


def test_what_is_recorded_is_not_concluded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world(12)
    rules = rules_checked(10)
    for program, asking in ((rules, rules_records(rules, students(3))), (world.own, world.records.people)):
        recording, interpreter = tracing(program), engines(program)[0]
        for who in asking:
            trace = recording.trace(who, ON)
            known = {id(node) for node, _ in recording.values(trace)}
            assert known

            with monkeypatch.context() as patched:
                _forbid(patched, known)
                told = [_whole(recording.explaining(trace), name) for name in (*program.rules, *program.ratings)]
            asked = interpreter.evaluation(who, ON)
            assert told == [_whole(asked, name) for name in (*program.rules, *program.ratings)]


def _forbid(patched: pytest.MonkeyPatch, known: set[int]) -> None:
    """Whoever concludes a node of these fails, in the short way and in the interpreter's."""

    def guarded(conclude: Callable[..., Value]) -> Callable[..., Value]:
        def ask(asked: Evaluation, node: core.Node, *entries: object) -> Value:
            assert id(node) not in known, f"{type(node).__name__} of {node.span} is concluded again"
            return conclude(asked, node, *entries)

        return ask

    for kind, way in swift._WAYS.items():
        patched.setitem(swift._WAYS, kind, guarded(way))
    patched.setattr(Interpreter, "value", guarded(Interpreter.value))


def _whole(asked: Evaluation, name: str) -> str:
    """The whole tree of a reason."""
    return repr(asked.reason_of(name))


def test_what_is_told_of_a_node_is_what_was_recorded() -> None:
    program = rules_checked(10)
    (who,) = rules_records(program, students(1))
    recording = tracing(program)
    trace = recording.trace(who, ON)
    node = next(node for node, _ in recording.values(trace) if isinstance(node, core.Add))
    number = next(number for number, each in enumerate(recording.nodes) if each is node)
    told = recording.bound(who, ON).told
    (block,) = (place for place, parts in enumerate(told) if any(part[0] == number for part in parts))
    first = sum(part[2] for part in told[block][: [part[0] for part in told[block]].index(number)])
    blocks = list(trace.found[-1])
    blocks[block] = (*blocks[block][:first], 1000, *blocks[block][first + 1 :])

    asked = recording.explaining(trace._replace(found=(*trace.found[:-1], tuple(blocks))))

    assert "1000" in repr([asked.reason_of(name) for name in program.rules])


def test_where_many_are_asked_why_they_are_told_from_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    program = rules_checked(10)
    people = rules_records(program, students(5))
    monkeypatch.setattr(traces, "WORTH_RECORDS", 2)
    deciding, interpreter = prepare_for(program, {}, WORTH_CODE), engines(program)[0]
    assert isinstance(deciding, traces.Explaining)
    for number, who in enumerate(people, start=1):
        asked = deciding.evaluation(who, ON, deciding.decide(who, ON))
        replayed = interpreter.evaluation(who, ON)
        assert [_whole(asked, name) for name in program.rules] == [_whole(replayed, name) for name in program.rules]
        assert (deciding._tracing is not None) == (number > 2)


def test_a_mark_under_a_subject_of_the_persons_own_is_read_from_the_row() -> None:
    program = _by_itself(OWN_SUBJECT)
    assert "asked" not in source_of(program).split("def decide")[1]
    one, other = engines(program)
    marks = [ByKey((("физика", 5), ("химия", 3))), ByKey((("химия", 4),)), ByKey((("физика", ABSENT), ("химия", 2)))]
    subjects: list[Value | None] = [
        Member("предмет", "физика", 0),
        Member("предмет", "химия", 1),
        ABSENT,
        Unknown((Missing("свой"),)),
        None,
    ]
    for given in (*marks, ABSENT, Unknown((Missing("отметки"),)), None):
        for own in subjects:
            fields: dict[str, Value | None] = {"отметки": given, "свой": own, "запасной": Member("предмет", "химия", 1)}
            known: dict[str, Value] = {name: each for name, each in fields.items() if each is not None}
            who = Person("В-1", "сдающий", Entry("сдающий", known))
            assert not differing(one, other, who, ON)


def test_what_is_refined_for_a_time_and_by_the_day_of_entry_is_concluded_by_code() -> None:
    program = _by_itself(OF_REGION, OF_SCHOOL)
    assert program.rules["допуск_школы"].earlier
    assert program.indicators["надбавка_школы"].earlier
    asked = [before for before, line in pairwise(source_of(program).split("\n")) if "= slow(" in line]
    assert {each.strip() for each in asked} == {"except STOPPED:"}

    one, other = engines(program)
    days = (
        date(2026, 8, 31),
        date(2026, 9, 1),
        date(2029, 8, 31),
        date(2029, 9, 1),
        ABSENT,
        Unknown((Missing("день"),)),
    )
    for entered in days:
        for form in (7, 8, 9, Unknown((Missing("класс"),))):
            for points in (9, 10, 12):
                who = Person("В-1", "лицеист", Entry("лицеист", {"класс": form, "баллы": points, "день": entered}))
                for on in (date(2026, 8, 31), date(2026, 9, 1), date(2027, 9, 1)):
                    assert not differing(one, other, who, on)


def test_elements_are_asked_about_what_was_found_of_the_person_before_and_their_day_of_entry() -> None:
    program = _by_itself(BY_GROUP)
    source = source_of(program)
    assert "asked(" not in source
    assert "asked_number(" not in source
    assert "repeat(v_группа_бегуна.name)" in source

    one, other = engines(program)
    random = Random(5)
    levels = [Member("ступень", name, rank) for rank, name in enumerate(("школа", "город"))]
    for number in range(300):
        runs = [
            Entry("забег", {"ступень": random.choice((*levels, Unknown((Missing("ступень"),)))), "место": rank})
            for rank in random.choices(range(1, 5), k=random.randint(0, 4))
        ]
        form = random.choice((3, 5, 7, 11, Unknown((Missing("класс"),))))
        entered = random.choice(
            (date(2025, 9, 1), date(2026, 8, 31), date(2026, 9, 1), ABSENT, Unknown((Missing("день"),)))
        )
        who = Person(f"В-{number}", "бегун", Entry("бегун", {"класс": form, "день": entered, "забеги": tuple(runs)}))
        assert not differing(one, other, who, ON)


def _by_itself(*layers: str) -> core.Program:
    sources = [LayerSource((read_sound(text),)) for text in layers]
    found = check_program(sources, (), generate_forms=word_forms).program
    assert found is not None
    return found


def test_names_of_the_rules_never_become_code() -> None:
    program = rating_and_admission()
    about = evolve(program.about, name='x"""\nimport os')
    source = source_of(evolve(program, about=about))

    assert "\nimport os" not in source
    compile(source, "<rules>", "exec")


def test_auto_makes_code_for_a_school_and_not_for_one_person() -> None:
    program = rating_and_admission()

    assert isinstance(prepare_for(program, {}, 1), Interpreting)
    assert isinstance(prepare_for(program, {}, WORTH_CODE), PythonEngine)
    assert isinstance(prepare_for(program, {}, 1), PythonEngine)  # by now it is at hand
    assert isinstance(prepare_for(program, {}, 1, "interpreter"), Interpreting)
    assert isinstance(prepare_for(rating_and_admission(), {}, 1, "python"), PythonEngine)


def test_a_total_of_what_was_told_is_added_up_without_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    program = rating_and_admission()
    rating = program.ratings["портфолио"]
    who = next(each for each in make_world(60).records.people if _without_a_mark(each))
    expected = Interpreting(program, {}).decide(who, ON).ratings["портфолио"]
    for name in ("total", "rating"):
        monkeypatch.setattr(swift.Swift, name, lambda *_: pytest.fail("asked of the interpreter"))

    found = PythonEngine(source_of(program), program, {}).decide(who, ON).ratings["портфолио"]

    assert isinstance(found.total, Unknown)
    assert found == expected
    assert len(found.ties) == len(rating.ties)


def _without_a_mark(who: Person) -> bool:
    marks = who.facts.fields["отметки"]
    return isinstance(marks, ByKey) and any(isinstance(each, Unknown) for _, each in marks)
