"""The one view that templates see: a plain nested mapping with Russian names and ready texts.

Methodologists edit templates, so nothing here is computed with: numbers have their comma, dates their words, rows their
numbers. Every name is described in docs/documents.md; a test keeps the page and the view together.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from iomrules.facts.record import Person, PersonName, Shape
from iomrules.frozen import evolve, field, frozen
from iomrules.program.core import Program
from iomrules.reason.decision import Decisions, Reason, Verdict
from iomrules.route.route import Route
from iomrules.values import Entry, Missing, Unknown, Value
from iomrules.write.approval import BLANK
from iomrules.write.clauses_ru import small
from iomrules.write.letterhead import STAFF_SIGNATURES, Letterhead, Signature
from iomrules.write.names_ru import Case, full_name_in_case, person_word, pupil_of_class
from iomrules.write.reasons import once, why_so
from iomrules.write.results import ratings, results
from iomrules.write.route_lines import Tell, route_view, told
from iomrules.write.texts import sentence, unbroken_initials, unbroken_name, words
from iomrules.write.words_ru import (
    blank_date,
    date_long,
    plural,
    quoted,
    school_year_long,
    school_year_of,
    school_year_short,
)

#: decisions named beside a missing fact; further ones are counted
MOST_PURPOSES = 4
#: how names of those who learn begin, in any ruleset
_PUPILS = ("обучающ", "учени", "учащ", "воспитанн", "лицеист", "гимназист", "школьни", "pupil", "student", "learner")


@frozen
class PersonCase:
    """All that was concluded for one person. among: rating -> how many people have a place in it.

    catalogues: the school's entries, beside the rows in the rules.
    """

    decisions: Decisions
    routes: tuple[Route, ...]
    program: Program
    among: Mapping[str, int] = field(factory=dict)
    catalogues: Mapping[str, tuple[Entry, ...]] = field(factory=dict)


def person_view(case: PersonCase, letterhead: Letterhead, tell: Tell = told) -> dict[str, Any]:
    """What the templates of one person's papers see. tell: a reason's sentences."""
    tell = _each_once(tell)
    composed = [route for route in case.routes if route.state is Verdict.YES]
    schema = case.program.schema
    person = case.decisions.person
    pupil = is_pupil(schema.shapes[person.shape])
    titles = {name: route.about.label() for name, route in case.program.routes.items()}
    return {
        **heading_view(case.decisions, letterhead),
        "ученик": student_view(person, schema.shapes[person.shape]),
        "основания": grounds(case, letterhead),
        "результаты": results(case.decisions, case.program, case.catalogues),
        "рейтинги": ratings(case.decisions, case.program, case.among, _own_rulesets(case)),
        "маршруты": [
            route_view(_among(route, composed), letterhead.weeks, schema, tell, titles, pupil=pupil)
            for route in composed
        ],
        **why_so(case.routes, tell),
        "чего_не_хватает": what_is_missing(case),
        "лист_корректировки": [{"номер": str(at)} for at in range(1, letterhead.corrections + 1)],
        "подписи": signatures(person, schema.shapes[person.shape], letterhead),
        "наборы_правил": rulesets_view(case.program),
    }


def _each_once(tell: Tell) -> Tell:
    """The same sentences, made once of each reason: a line's reason is told in its table and under «Почему так»."""
    told: dict[int, tuple[Reason, Sequence[str]]] = {}

    def once_told(reason: Reason) -> Sequence[str]:
        found = told.get(id(reason))
        if found is None:
            # The reason is kept beside its sentences, so that the id stays its own.
            found = told[id(reason)] = reason, tell(reason)
        return found[1]

    return once_told


def _among(route: Route, composed: Iterable[Route]) -> Route:
    """The route, alongside only those the person has."""
    names = {each.name for each in composed}
    return evolve(route, alongside=tuple(name for name in route.alongside if name in names))


def _own_rulesets(case: PersonCase) -> frozenset[str]:
    """The rulesets that declared the routes this person is given."""
    given = [case.program.routes[route.name] for route in case.routes if route.name in case.program.routes]
    names = {route.name for route in case.routes if route.state is Verdict.YES}
    return frozenset(route.about.ruleset for route in given if route.about.name in names)


def rulesets_view(program: Program) -> list[dict[str, str]]:
    """By which rules, and which versions of them."""
    return [
        {"название": quoted(program.ruleset_label(name))[1:-1], "версия": version, "слой": layer}
        for name, version, layer in program.rulesets
    ]


def heading_view(decisions: Decisions, letterhead: Letterhead) -> dict[str, Any]:
    """What is alike for all of one run: the school, the year, the date, the approvals."""
    first = school_year_of(decisions.on)
    return {
        "школа": {
            "название": unbroken_name(letterhead.school),
            "краткое": unbroken_initials(letterhead.short or letterhead.school),
            "город": letterhead.place,
        },
        "документ": {"название": letterhead.heading, "название_прописными": letterhead.heading.upper()},
        "год": school_year_short(first),
        "учебный_год": school_year_long(first),
        "дата": date_long(decisions.on),
        "утверждения": approvals_view(letterhead),
        "утверждения_рядами": in_rows(approvals_view(letterhead)),
    }


def approvals_view(letterhead: Letterhead) -> list[dict[str, Any]]:
    blocks = [block.lines() for block in letterhead.approvals]
    return [{"гриф": lines[0], "строки": list(lines[1:])} for lines in blocks]


def in_rows(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two blocks a row; the one that approves stands at the top right, where papers have it."""
    empty: dict[str, Any] = {"гриф": "", "строки": []}
    approving = next((block for block in reversed(blocks) if block["гриф"].startswith(("УТВЕРЖД", "APPROV"))), empty)
    rest = [block for block in blocks if block is not approving]
    places = [*(rest[:1] or [empty]), approving, *rest[1:]]
    places += [empty] * (len(places) % 2)
    rows = [{"слева": places[at], "справа": places[at + 1]} for at in range(0, len(places), 2)]
    return rows if blocks else []


def is_pupil(shape: Shape) -> bool:
    """Whether its people learn at the school: they have a class, parents and a study plan."""
    names = f"{shape.name} {shape.title}".casefold().split()
    return any(name.startswith(_PUPILS) for name in names)


def _word_of(shape: Shape) -> str:
    """What a person of the shape is called in papers."""
    return "обучающийся" if is_pupil(shape) else small(shape.title or words(shape.name))


def student_view(person: Person, shape: Shape) -> dict[str, str]:
    """The person: a pupil, or one of another shape, such as a teacher."""
    name = person.name
    known_class = bool(person.form_class) and is_pupil(shape)
    word = _word_of(shape)
    return {
        "ид": person.id,
        "фио": name.full() or person.id,
        "фио_родительный": _in_case(name, Case.GENITIVE, person.sex),
        "фио_дательный": _in_case(name, Case.DATIVE, person.sex),
        "фамилия_инициалы": name.short() or person.id,
        "класс": person.form_class,
        "слово": person_word(word, Case.NOMINATIVE, person.sex or None),
        "слово_родительный": person_word(word, Case.GENITIVE, person.sex or None),
        "кто": pupil_of_class(person.form_class, Case.NOMINATIVE, person.sex or None) if known_class else "",
        "кто_родительный": pupil_of_class(person.form_class, Case.GENITIVE, person.sex or None) if known_class else "",
    }


def _in_case(name: PersonName, case: Case, sex: str) -> str:
    declined_name = full_name_in_case(name.surname, name.given, name.patronymic, case, sex or None)
    return declined_name


def grounds(case: PersonCase, letterhead: Letterhead) -> list[str]:
    """Acts this person's papers rest on: the workspace's, the ruleset's, those of his routes; each once."""
    own = [clause for route in case.routes if route.state is Verdict.YES for clause in route.basis]
    return once([*letterhead.grounds, *case.program.about.basis, *own])


def what_is_missing(case: PersonCase) -> list[dict[str, str]]:
    """Facts that could still change something: what, where it is kept, and for what it is needed."""
    needs: dict[tuple[str, str], list[str]] = {}
    for missing, purpose in _needs(case):
        needs.setdefault((missing.fact, missing.source), []).append(purpose)
    return [
        {
            "сведение": sentence(fact),
            "где_взять": sentence(source) or "спросить у классного руководителя",
            "для_чего": _purposes(once(purposes)),
        }
        for (fact, source), purposes in needs.items()
    ]


def _purposes(purposes: Sequence[str]) -> str:
    """The first ones, which are of routes, then of ratings; the rest counted."""
    more = len(purposes) - MOST_PURPOSES
    if more < 2:
        return "; ".join(purposes)
    counted = f"и ещё {more} {plural(more, 'решение', 'решения', 'решений')}"
    return "; ".join([*purposes[:MOST_PURPOSES], counted])


def _needs(case: PersonCase) -> Iterable[tuple[Missing, str]]:
    for route in case.routes:
        title = f"«{route.title}»"
        yield from ((each, title) for each in route.missing)
        yield from ((each, f"{title}: {left.title}") for left in route.not_taken for each in left.missing)
    for name, result in case.decisions.ratings.items():
        yield from _unknown_parts(result.total, f"«{case.program.ratings[name].about.label()}»")
    for name, decision in case.decisions.verdicts.items():
        if name in case.program.rules:
            label = case.program.rules[name].about.label()
            yield from ((each, f"«{label}»") for each in decision.missing)
    for name, value in case.decisions.values.items():
        if name in case.program.indicators:
            yield from _unknown_parts(value, f"«{case.program.indicators[name].about.label()}»")


def _unknown_parts(value: Value, purpose: str) -> Iterable[tuple[Missing, str]]:
    return [(each, purpose) for each in value.missing] if isinstance(value, Unknown) else []


def signatures(person: Person, shape: Shape, letterhead: Letterhead) -> list[dict[str, str]]:
    """Lines to sign. The person's own line bears the name from the record."""
    word = _word_of(shape)
    pupil = is_pupil(shape)
    signed = letterhead.signatures if pupil else (Signature(sentence(word)), *STAFF_SIGNATURES)
    lines = []
    for each in signed:
        own = each.role.casefold().startswith("обучающ" if pupil else word)
        role = sentence(person_word(word, Case.NOMINATIVE, person.sex or None)) if own else each.role
        name = each.name or (person.name.short() if own else "")
        lines.append({"роль": role, "имя": name or BLANK, "линия": BLANK, "дата": blank_date()})
    return lines


def partner_view(view: Mapping[str, Any], partner: str) -> dict[str, Any]:
    """The view with `партнёр`: one partner's modules of all the person's routes. partner: its key in the rules."""
    modules = [row for route in view["маршруты"] for row in route["модули"] if row["партнёр"] == partner]
    numbered = [{**row, "номер": str(at)} for at, row in enumerate(modules, start=1)]
    name = modules[0]["организация"] if modules else words(partner)
    return {**view, "партнёр": {"название": name, "модули": numbered}}
