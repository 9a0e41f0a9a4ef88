"""Questions about one person: a name of the rules, an expression of the language, why, why not, what if.

An expression is checked as one more indicator (or rule) of the ruleset, and `если …` as the facts of one more example:
so the whole language may be asked, and mistakes are the language's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from iomrules.cli.language import language, say
from iomrules.cli.opening import Opened
from iomrules.diagnostics import Diagnostic, Severity
from iomrules.facts.catalogues import declared_keys
from iomrules.facts.kinds import Reading
from iomrules.facts.people import draft_person
from iomrules.facts.record import Person, Records, missing
from iomrules.facts.vocabulary import Vocabulary
from iomrules.frozen import evolve, frozen
from iomrules.pipeline import Compiled, compile_rules, decide_people, declared_names, find_declared
from iomrules.program.core import Program
from iomrules.program.english import in_english
from iomrules.reason.decision import Reason, SelectionResult
from iomrules.reason.engine import prepare
from iomrules.rulesets import build_ruleset
from iomrules.source import SourceText, Span
from iomrules.values import ByKey, Entry, Unknown, Value

#: the place of a question while it is checked, and the name it is checked under
PLACE, QUESTION = "вопрос", "заданный_вопрос"
#: letters of a question: nobody types more, and a check of more would keep a reader waiting
MOST = 2000


class Mistaken(Exception):
    """A question that the rules cannot be asked. source: its text, for the line with a caret."""

    def __init__(self, diagnostics: Sequence[Diagnostic], source: SourceText) -> None:
        # the question stands on the second line of what was checked
        self.source = source_of(source.text.split("\n")[1])
        self.diagnostics = tuple(as_asked(each, self.source) for each in diagnostics)
        super().__init__(str(len(self.diagnostics)))


@frozen
class Asked:
    """Whom questions are about. person: with the facts supposed, if any; supposed: these facts as they were typed."""

    opened: Opened
    records: Records
    on: date
    person: Person
    supposed: tuple[str, ...] = ()

    @property
    def program(self) -> Program:
        return self.opened.program

    def about(self, person: Person) -> "Asked":
        """The same about another person; nothing is supposed any more."""
        return evolve(self, person=person, supposed=())

    def reason(self, name: str) -> Reason:
        """Why a declared name came out as it did. Raises FaultRaised."""
        return self._reason(self.program, name)

    def answer(self, question: str) -> Reason:
        """Why an expression is worth what it is worth; of a selection, why its rating is.

        Raises Mistaken, FaultRaised.
        """
        if name := find_declared(self.program, question):
            selection = self.program.selections.get(name)
            return self.reason(selection.rating if selection else name)
        return self._reason(self._with_question(question), QUESTION)

    def outcome(self, selection: str) -> SelectionResult | None:
        """Whether the person gets a seat among all of the people read; None where the selection is not about them."""
        people = tuple(self.person if each.id == self.person.id else each for each in self.records.people)
        decided = decide_people(self.program, evolve(self.records, people=people), self.on)
        own = next(each.decisions for each in decided if each.person is self.person)
        return own.selections.get(selection)

    def suppose(self, facts: str) -> "Asked":
        """The same with facts changed in a copy of the record. Raises Mistaken."""
        plain, source = self._plain(facts)
        shape = self.program.schema.shapes[self.person.shape]
        reading = Reading(Vocabulary(self.program.schema), declared_keys(self.program.schema, self.records.catalogues))
        draft, findings = draft_person({"id": self.person.id or "—", **plain}, reading, shape, source_span(source))
        if draft is None or findings.faulty():
            raise Mistaken(findings.all(), source)
        changed = {
            name: _merged(self.person.facts.fields.get(name), draft.facts[name])
            for name in plain
            if name in draft.facts
        }
        record = Entry(
            self.person.facts.shape, {**self.person.facts.fields, **changed}, self.person.facts.key, self.person.place
        )
        return evolve(self, person=evolve(self.person, facts=record), supposed=(*self.supposed, facts))

    def _reason(self, program: Program, name: str) -> Reason:
        told = in_english(program) if language() == "en" else program
        (person,) = self.opened.heard(evolve(self.records, people=(self.person,))).people
        return prepare(told, self.records.catalogues).evaluation(person, self.on).reason_of(name)

    def _with_question(self, question: str) -> Program:
        """The rules with the question in them, as an indicator or, where it is a condition, as a rule."""
        first: Mistaken | None = None
        for begin in self._beginnings():
            source = SourceText(PLACE, f"{begin}\n{_one_line(question)}\n")
            compiled = self._compiled(source)
            found = _mistakes(compiled)
            if compiled.program is not None and not found:
                return compiled.program
            # the mistake further on in the text is of the reading that understood more of it
            if first is None or _furthest(found) > _furthest(first.diagnostics):
                first = Mistaken(found, source)
        if first is None:
            raise ValueError(question)
        raise first

    def _beginnings(self) -> tuple[str, str]:
        """How a value and a condition are declared, in the language of the rules."""
        own = self.person.shape
        default = own == self.program.person_shapes()[0]
        if self._is_english():
            about = "" if default else f"for {own} where 1 = 1 "
            return f"indicator {QUESTION} {about}", f"rule {QUESTION} {about}if "
        about = "" if default else f"для {own} где 1 = 1 "
        return f"показатель {QUESTION} {about}", f"правило {QUESTION} {about}если "

    def _is_english(self) -> bool:
        texts = [source.text.casefold() for each in self.opened.rulesets for source in each.sources]
        return not any("набор правил" in text for text in texts)

    def _plain(self, facts: str) -> tuple[Mapping[str, object], SourceText]:
        """The facts of `отметка по химии 5` in plain form."""
        target = next(iter((*self.program.rules, *self.program.indicators, *self.program.ratings)), "")
        told, about = _one_line(facts), self.person.shape
        if self._is_english():
            text = f"example «{QUESTION}» for {about} given\n{told}\nexpected {target} unknown\n"
        else:
            text = f"пример «{QUESTION}» для {about} дано\n{told}\nожидается {target} неизвестно\n"
        source = SourceText(PLACE, text)
        compiled = self._compiled(source)
        found = _mistakes(compiled)
        if compiled.program is None or found:
            raise Mistaken(found, source)
        example = next(each for each in compiled.program.examples if each.title == QUESTION)
        return example.facts, source

    def _compiled(self, source: SourceText) -> Compiled:
        own, *others = self.opened.rulesets
        asked = build_ruleset([source], PLACE)
        layer = evolve(
            own.layer, trees=(*own.layer.trees, *asked.layer.trees), forms=f"{own.layer.forms}\n{QUESTION}:\n"
        )
        joined = evolve(own, layer=layer, diagnostics=(*own.diagnostics, *asked.diagnostics))
        return compile_rules((joined, *others), self.opened.loaded)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:MOST]


def source_of(question: str) -> SourceText:
    """A question under the name that messages give it."""
    return SourceText(say("вопрос", "question"), _one_line(question))


def as_asked(diagnostic: Diagnostic, source: SourceText) -> Diagnostic:
    """What was found in a question, at the places that whoever asked it sees."""
    related = tuple(evolve(each, span=_on_first_line(each.span, source)) for each in diagnostic.related)
    return evolve(diagnostic, span=_on_first_line(diagnostic.span, source), related=related)


def _on_first_line(span: Span, source: SourceText) -> Span:
    if span.source != PLACE:
        return span
    over = len(source.text) + 1
    if span.line != 2:  # a mistake found where the question is over
        return Span(source.name, 1, over, 1, over)
    end = span.end_column if span.end_line == 2 else over
    return Span(source.name, 1, span.column, 1, end, span.start, span.end)


def source_span(source: SourceText) -> Span:
    """The whole of a question."""
    return Span(source.name, 1, 1, 1, len(source.text), 0, len(source.text))


def _mistakes(compiled: Compiled) -> tuple[Diagnostic, ...]:
    found = (each for each in compiled.diagnostics if each.span.source == PLACE)
    return tuple(each for each in found if each.severity is Severity.ERROR)


def _furthest(diagnostics: Sequence[Diagnostic]) -> int:
    return max((each.span.start for each in diagnostics), default=-1)


def _merged(old: Value | None, new: Value) -> Value:
    """What is supposed of a fact kept by key, or of a list, is added to what is known; `нет` empties a list."""
    if isinstance(new, ByKey) and isinstance(old, ByKey):
        given = {key: value for key, value in new if not _is_unsaid(value)}
        kept = tuple((key, given.pop(key, value)) for key, value in old)
        return ByKey((*kept, *given.items()))
    if isinstance(new, tuple) and isinstance(old, tuple) and new:
        return (*old, *new)
    return new


def _is_unsaid(value: Value) -> bool:
    return isinstance(value, Unknown)


def known_names(asked: Asked) -> Iterator[str]:
    """Every name that may be typed, for completion."""
    program = asked.program
    yield from declared_names(program)
    yield from (each.name for each in program.schema.shapes[asked.person.shape].facts)
    yield from (member for each in program.schema.enumerations.values() for member in each.members)
    yield from (each.id for each in asked.records.people)


def nobody(program: Program, shape: str = "") -> Person:
    """Somebody of whom nothing is known yet: questions about rules alone begin from here."""
    declared = program.schema.shapes[shape or program.person_shapes()[0]]
    facts = {fact.name: Unknown((missing(fact),)) for fact in declared.facts}
    return Person("", declared.name, Entry(declared.name, facts))
