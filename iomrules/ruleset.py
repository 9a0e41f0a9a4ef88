"""Rules for programs: `iomrules.load(path)`, then ask. What the command line does, without its files and words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from iomrules.diagnostics import Diagnostic, Severity
from iomrules.errors import InputError
from iomrules.facts.catalogues import declared_keys
from iomrules.facts.kinds import Reading
from iomrules.facts.letters import spelled
from iomrules.facts.people import draft_person
from iomrules.facts.record import Person, Records
from iomrules.facts.vocabulary import Vocabulary
from iomrules.frozen import evolve, field, frozen
from iomrules.pipeline import Compiled, Decided, compile_rules, compose_routes, decide_people, find_declared, wanted_by
from iomrules.plugins import Wanted, find_plugins, load_plugins
from iomrules.program.core import Program
from iomrules.read_workspace import read_workspace
from iomrules.reason.decision import Reason
from iomrules.results import PersonResult, person_result
from iomrules.rulesets import open_ruleset, with_bases
from iomrules.source import Cell
from iomrules.values import Entry
from iomrules.workspace import SETTINGS_FILE


@frozen
class Ruleset:
    """A checked program and what it was made from. catalogues: the school's entries beside those in the rules."""

    compiled: Compiled
    program: Program
    catalogues: Mapping[str, tuple[Entry, ...]] = field(factory=dict)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warnings of the rules, and why a plugin was left out."""
        return (*self.compiled.left_out_reasons, *self.compiled.diagnostics)

    def check(self, record: Mapping[str, object], shape: str = "") -> tuple[Diagnostic, ...]:
        """What is wrong with one plain record; empty for a sound one."""
        return self._person(record, 1, shape, self._reading())[1]

    def decide(self, records: Iterable[Mapping[str, object]], on: date, shape: str = "") -> list[PersonResult]:
        """Everybody's results, in the order given; places in ratings are among these records.

        records: plain mappings, `{"id": "У-01", "класс": 10, "отметки": {"химия": 5}}`: dates as `datetime.date`, ISO
        or dd.mm.yyyy text; numbers as int, Fraction or text; None is unknown; a key not given is unknown too.
        on: the date decided for. shape: which record of the rules the people follow; empty: the first declared.
        A faulty record gives a result whose `diagnostics` say why, and stops nobody else.
        """
        reading = self._reading()
        checked = [self._person(record, number, shape, reading) for number, record in enumerate(records, start=1)]
        sound = Records(tuple(person for person, _, _ in checked if person is not None), self.catalogues)
        decided = iter(decide_people(self.program, sound, on))
        return [
            self._result(next(decided), sound, found)
            if person is not None
            else PersonResult(said, on, diagnostics=found)
            for person, found, said in checked
        ]

    def explain(self, record: Mapping[str, object], name: str, on: date, shape: str = "") -> Reason:
        """Why a rule, indicator, rating, parameter or route came out as it did for one record.

        name: as declared, or in any case form. Raises InputError for a faulty record, KeyError for an unknown name.
        """
        person, found, _ = self._person(record, 1, shape, self._reading())
        if person is None:
            raise InputError(found)
        (decided,) = decide_people(self.program, Records((person,), self.catalogues), on)
        return decided.evaluation.reason_of(self.find(name))

    def find(self, name: str) -> str:
        """The declared name that a word in any case form means. Raises KeyError."""
        if found := find_declared(self.program, name):
            return found
        raise KeyError(name)

    def _person(
        self, record: object, number: int, shape: str, reading: Reading
    ) -> tuple[Person | None, tuple[Diagnostic, ...], str]:
        declared = self.program.schema.shapes[shape or self.program.person_shapes()[0]]
        place = Cell("records", row=number)
        if not isinstance(record, Mapping):  # whatever a caller gives is told, as in a file
            return None, draft_person(record, reading, declared, place)[1].all(), str(number)
        said = spelled(record.get("id", record.get("ид", ""))) or str(number)
        plain = record if "id" in record or "ид" in record else {**record, "id": said}
        draft, findings = draft_person(plain, reading, declared, place)
        sound = draft is not None and not findings.faulty()
        return draft.person(declared) if draft and sound else None, findings.all(), said

    def _reading(self) -> Reading:
        """Made once a call, not once a person: the vocabulary of a whole school's rules is large."""
        return Reading(Vocabulary(self.program.schema), declared_keys(self.program.schema, self.catalogues))

    def _result(self, decided: Decided, records: Records, found: tuple[Diagnostic, ...]) -> PersonResult:
        result = person_result(decided.decisions, compose_routes(decided, records))
        return evolve(result, diagnostics=found)


def load(path: str | Path, plugins: Sequence[str] | None = None) -> Ruleset:
    """The rules of an .iom file, of a folder of them, or of a workspace (a folder with `iomrules.yaml`).

    plugins: names of the plugins to use; None: those the workspace names, or the rules' headers use. Raises InputError
    for a path that cannot be read, RulesetError with every mistake for rules that do not check; a plugin that fails is
    left out and named in the result's `diagnostics`.
    """
    folder = Path(path)
    if (folder / SETTINGS_FILE).is_file():
        workspace, found = read_workspace(folder, str(path))
        if any(each.severity is Severity.ERROR for each in found):
            raise InputError(found)
        rulesets = with_bases(open_ruleset(each, workspace.label(each)) for each in workspace.rules)
        named, around = workspace.plugins, workspace.folder
    else:
        rulesets = with_bases((open_ruleset(folder, folder.as_posix()),))
        named, around = wanted_by(rulesets), None
    wanted = named if plugins is None else tuple(Wanted(name, Cell("plugins")) for name in plugins)
    compiled = compile_rules(rulesets, load_plugins(find_plugins(around), wanted))
    return Ruleset(compiled, compiled.usable())
