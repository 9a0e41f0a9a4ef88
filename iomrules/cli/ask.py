"""`iomrules ask`: a conversation with the rules about a person, a question a line; works with piped questions too."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from iomrules.cli.access import log_access
from iomrules.cli.console import FINDINGS, Stop, note, put, show
from iomrules.cli.language import language, say
from iomrules.cli.opening import decision_day, known_shape, open_rules, people_sources, read_everybody
from iomrules.cli.options import (
    Declared,
    on_option,
    ours,
    paths_argument,
    rules_option,
    shape_option,
    strict_option,
    workspace_option,
)
from iomrules.cli.questions import QUESTION, Asked, Mistaken, as_asked, known_names, nobody, source_of
from iomrules.facts.record import Person, Records, Schema
from iomrules.frozen import frozen
from iomrules.pipeline import find_declared
from iomrules.program.forms import fold
from iomrules.reason.decision import FaultRaised, Reason
from iomrules.values import Value
from iomrules.write.clauses_en import value_words
from iomrules.write.clauses_ru import small
from iomrules.write.selections import selection_sentence
from iomrules.write.sentences import in_the_way, sentences, what_is_missing, why, why_not
from iomrules.write.texts import value_text

HELP_RU = """\
У-01 или фамилия            выбрать человека; «люди» — список
средний_балл                имя из правил или выражение языка: средний_балл * 10 больше 45
почему допуск               отчего так; «почему нет …» — что мешает; «чего не хватает [имя]»
если отметка по химии 5     предположить (сам человек не меняется); «как было» — вернуть
имена                       о чём можно спросить; «выход» — закончить"""
HELP_EN = """\
У-01 or a surname           choose a person; `people` lists them
average                     a name of the rules or an expression of the language
why admission               what it rests on; `why not …` what stands in the way; `missing [name]`
if mark in chemistry 5      suppose (the person stays as is); `reset` takes it back
names                       what can be asked about; `exit` ends"""

_EXIT = ("выход", "конец", "exit", "quit")
#: how a line begins -> which answer it asks for; the longer first
_VERBS = (
    ("чего не хватает", "missing"),
    ("what is missing", "missing"),
    ("missing", "missing"),
    ("почему нет", "why_not"),
    ("почему не", "why_not"),
    ("why not", "why_not"),
    ("почему", "why"),
    ("why", "why"),
    ("что если", "suppose"),
    ("если", "suppose"),
    ("what if", "suppose"),
    ("if", "suppose"),
    ("как было", "reset"),
    ("сброс", "reset"),
    ("reset", "reset"),
    ("люди", "people"),
    ("people", "people"),
    ("имена", "names"),
    ("names", "names"),
    ("помощь", "help"),
    ("help", "help"),
    ("?", "help"),
)


def command() -> Declared:
    """The command in the language spoken."""

    @ours(
        "ask",
        "Спрашивать правила о человеке: имена, выражения, почему, чего не хватает, что если.\n\n"
        "Вопросы — по одному в строке, с клавиатуры или со стандартного ввода. «помощь» — что можно спросить.",
        "Ask the rules about a person: names, expressions, why, what is missing, what if.\n\n"
        "One question a line, typed or from stdin. `help` says what can be asked.",
    )
    @paths_argument("students", "[ЛЮДИ]...", "[STUDENTS]...")
    @rules_option()
    @workspace_option()
    @on_option()
    @shape_option()
    @strict_option()
    def ask(
        *,
        students: tuple[str, ...],
        rules: tuple[Path, ...],
        workspace: Path | None,
        on: date | None,
        shape: str,
        strict: bool,
    ) -> None:
        opened = open_rules(workspace, rules, strict=strict)
        program = opened.program
        if students or (opened.workspace and not rules):
            records = read_everybody(opened, people_sources(opened, students, shape), shape)
            if opened.workspace:
                log_access(opened.workspace.folder, "ask", len(records.people))
        else:
            records = Records((nobody(program, known_shape(program, shape)),))
        begun = Asked(opened, records, decision_day(opened, on), records.people[0])
        if _converse(begun, sys.stdin.isatty()):
            raise Stop(FINDINGS)

    return ask


# --- the conversation ----------------------------------------------------------------------------------------------


def _converse(asked: Asked, typed: bool) -> bool:
    """Answers until the questions end; whether a piped question had a mistake."""
    if typed:
        _complete(lambda: tuple(known_names(asked)))
        note(f"{_who(asked.person)}. «помощь» — что можно спросить", f"{_who(asked.person)}. `help` says what to ask")
    mistaken = False
    for line in _lines(typed):
        question = " ".join(line.removeprefix("\ufeff").split())
        if not question or question.startswith("//"):
            continue
        if question.casefold() in _EXIT:
            break
        try:
            asked = _answer(asked, question)
        except Mistaken as error:
            show(error.diagnostics, {error.source.name: error.source})
            mistaken = True
        except FaultRaised as raised:
            source = source_of(_verb(question)[1])
            sources = {**asked.opened.compiled.sources, source.name: source}
            show((as_asked(raised.diagnostic, source),), sources)
            mistaken = True
    return mistaken and not typed


def _lines(typed: bool) -> Iterator[str]:
    if not typed:
        yield from sys.stdin
        return
    while True:
        try:
            yield input("> ")
        except EOFError:
            put("")
            return


def _complete(names: Callable[[], tuple[str, ...]]) -> None:
    """Names by Tab, where the system has readline."""
    try:
        import readline
    except ImportError:
        return

    def fitting(begun: str, at: int) -> str | None:
        found = [each for each in dict.fromkeys(names()) if fold(each).startswith(fold(begun))]
        return found[at] if at < len(found) else None

    readline.set_completer(fitting)
    readline.set_completer_delims(' \t\n;()«»"+*/=<>')
    readline.parse_and_bind("tab: complete")


def _answer(asked: Asked, question: str) -> Asked:
    """Prints the answer; gives whom the next question is about."""
    if person := _named(asked, question):
        put(_who(person))
        return asked.about(person)
    verb, rest = _verb(question)
    match verb:
        case "suppose" if rest:
            return _suppose(asked, rest)
        case "reset":
            put(_who(asked.person))
            return asked.about(next(each for each in asked.records.people if each.id == asked.person.id))
        case "people":
            _put_all(_who(each) for each in asked.records.people)
        case "names":
            _put_all(_asked_about(asked))
        case "help":
            put(say(HELP_RU, HELP_EN))
        case "missing":
            _put_all(what_is_missing(asked.answer(rest), language()) if rest else _missing_anywhere(asked))
        case "why_not":
            told = asked.answer(rest)
            _put_all(in_the_way(told, language()) or sentences(told, language(), 0))
        case "why":
            _put_all((*_seat(asked, rest), *_told(asked.answer(rest), 2)))
        case _:
            _put_all(_seat(asked, question) or _told(asked.answer(question), 0))
    return asked


def _missing_anywhere(asked: Asked) -> Iterator[str]:
    """What every conclusion lacks, and what to do about those refused; each under the name of what it is about."""
    for each in _conclusions(asked):
        reason = asked.answer(each.target)
        lines = what_is_missing(reason, language())
        if lines:
            yield f"{reason.label}: {' '.join((small(lines[0]), *lines[1:]))}"


def _seat(asked: Asked, question: str) -> tuple[str, ...]:
    """The answer to the name of a selection; nothing for any other question."""
    selection = asked.program.selections.get(find_declared(asked.program, question))
    if selection is None:
        return ()
    title = selection.about.label()
    outcome = asked.outcome(selection.about.name)
    if outcome is None:
        return (say(f"{title}: не о таких людях", f"{title}: not about such people"),)
    return (selection_sentence(title, outcome, language()),)


def _verb(question: str) -> tuple[str, str]:
    folded = fold(question)
    for begin, verb in _VERBS:
        if folded == begin or folded.startswith(f"{begin} "):
            return verb, question[len(begin) :].strip()
    return "", question


def _named(asked: Asked, question: str) -> Person | None:
    """The person a line names by number or surname; a surname of two people names neither."""
    wanted = fold(question)
    by_id = [each for each in asked.records.people if fold(each.id) == wanted and each.id]
    by_name = [each for each in asked.records.people if fold(each.name.surname) == wanted and each.name.surname]
    found = by_id or by_name
    return found[0] if len(found) == 1 else None


def _who(person: Person) -> str:
    told = " ".join(each for each in (person.id, person.name.full(), person.form_class) if each)
    return told or say("Пока ни о ком: сведений нет", "About nobody yet: no facts")


def _told(reason: Reason, depth: int) -> tuple[str, ...]:
    """The answer; of an expression without the name it was checked under."""
    name = QUESTION.replace("_", " ")
    lines = sentences(reason, language(), depth)
    if isinstance(reason.value, bool) and reason.name == QUESTION and reason.parts:
        asked = reason.parts[-1]
        lines = (*lines[:1], *(why(asked, language()) if reason.value else why_not(asked, language())))
    return tuple(_without(each, name) for each in lines)


def _without(sentence: str, name: str) -> str:
    for mark in (" — ", ": ", " is "):
        begin = f"{name}{mark}"
        if sentence.casefold().startswith(begin.casefold()):
            rest = sentence[len(begin) :]
            return rest[:1].upper() + rest[1:]
    return sentence


def _put_all(lines: "tuple[str, ...] | Iterator[str]") -> None:
    told = tuple(dict.fromkeys(lines))
    for each in told:
        put(each)
    if not told:
        put(say("Ничего", "Nothing"))


def _asked_about(asked: Asked) -> Iterator[str]:
    program = asked.opened.spoken
    conclusions = (program.rules, program.routes, program.ratings, program.selections)
    for declared in (*conclusions, program.indicators, program.parameters):
        for each in declared.values():
            yield f"{each.about.name}  {each.about.label()}"


# --- what if -------------------------------------------------------------------------------------------------------


@frozen
class _Conclusion:
    target: str
    label: str
    value: Value


def _conclusions(asked: Asked) -> Iterator[_Conclusion]:
    """All that is concluded of the person; what a fault stops is passed by."""
    program = asked.opened.spoken
    for declared in (program.rules, program.routes, program.ratings, program.indicators):
        for name, each in declared.items():
            if each.applies.person != asked.person.shape:
                continue
            try:
                yield _Conclusion(name, each.about.label(), asked.reason(name).value)
            except FaultRaised:
                continue


def _suppose(asked: Asked, facts: str) -> Asked:
    """Takes the facts as supposed and says what they change."""
    now = asked.suppose(facts)
    before = {each.target: each for each in _conclusions(asked)}
    schema = asked.opened.spoken.schema
    put(say(f"Предположим: {'; '.join(now.supposed)}", f"Supposing: {'; '.join(now.supposed)}"))
    changed = False
    for each in _conclusions(now):
        was = before.get(each.target)
        then, told = (_worth(was.value, schema) if was else "—"), _worth(each.value, schema)
        if then != told:
            put(f"  {each.label}: {then} → {told}")
            changed = True
    if not changed:
        put(say("  Выводы не меняются", "  Nothing changes"))
    return now


def _worth(value: Value, schema: Schema) -> str:
    return say(value_text(value, schema), value_words(value))
