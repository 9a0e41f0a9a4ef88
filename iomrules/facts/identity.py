"""Who a record is about: the few columns that are known without a ruleset."""

from collections.abc import Mapping
from enum import Enum

from iomrules.codes import facts as codes
from iomrules.facts import cells
from iomrules.facts.findings import Findings, Place, within
from iomrules.facts.letters import as_cyrillic, fold, hidden_character, mixes_scripts, shown
from iomrules.facts.record import PersonName
from iomrules.facts.vocabulary import Names
from iomrules.frozen import frozen
from iomrules.patterns import pattern
from iomrules.source import NO_CELL

_LONGEST = 120
#: what is longer is not looked into
LONGEST_RAW = 20_000


class Part(Enum):
    """One column of identity."""

    ID = "ID"
    SURNAME = "Фамилия"
    GIVEN = "Имя"
    PATRONYMIC = "Отчество"
    FULL = "ФИО"
    SEX = "Пол"
    CLASS = "Класс"


HEADINGS: Mapping[Part, str] = {
    Part.ID: "id;ид;код;шифр;ключ;идентификатор;табельный номер;личный номер;номер личного дела;код ученика;"
    "код обучающегося;код педагога;key;code;participant id",
    Part.SURNAME: "фамилия;surname;last name;lastname;participant lastname",
    Part.GIVEN: "имя;given;given name;first name;firstname;participant firstname",
    Part.PATRONYMIC: "отчество;отчество (при наличии);patronymic;middle name;participant patronymic",
    Part.FULL: "фио;ф.и.о.;ф. и. о.;фамилия, имя, отчество;фамилия имя отчество;имя полностью;учащийся;обучающийся;"
    "name;full name",
    Part.SEX: "пол;sex;gender;participant gender",
    Part.CLASS: "класс;класс обучения;class;grade;class field;учебный класс",
}
#: one name or two in Russian letters, or a code ending in digits; «Неизвестно» is no name
_PLAIN = pattern("(?!Не)[А-ЯЁ][а-яё]{2,30}(?:[ -][А-ЯЁ][а-яё]{2,30})?|(?:[А-ЯЁ]{1,5}|[A-Z]{1,5})?-?[0-9]{2,20}")
_NAMES = frozenset({Part.SURNAME, Part.GIVEN, Part.PATRONYMIC, Part.FULL})
_PLAINLY = _NAMES | {Part.ID}
#: columns of a printed list that carry nothing
_EMPTY_HEADINGS = frozenset({"№", "№ п/п", "п/п", "n", "no", "n п/п", "# п/п"})

# The headings stand above as `fold` gives them, and each once.
_PARTS = Names({heading: part.name for part, headings in HEADINGS.items() for heading in headings.split(";")})


@frozen
class Identity:
    """A person's identity as read. given_id: whether the id stood there, or was made of the name and class."""

    id: str
    name: PersonName
    form_class: str = ""
    sex: str = ""
    given_id: bool = True

    def same_name(self) -> str:
        """What two records of one person have in common: name and class, folded."""
        return f"{fold(self.name.full())}|{fold(self.form_class)}"


def identity_part(heading: str) -> tuple[Part, str] | None:
    """The column of identity a heading means, and its repaired reading if it was mistyped."""
    found = _PARTS.find(heading)
    return (Part[found.name], found.repaired) if found else None


def carries_nothing(heading: str) -> bool:
    """Whether the column only numbers the rows."""
    return fold(heading) in _EMPTY_HEADINGS


def identity(parts: Mapping[Part, object], place: Place, findings: Findings) -> Identity | None:
    """Who the record is about; None, with the reason among the findings, when nobody is named."""
    texts = {part: _part_text(part, raw, place, findings) for part, raw in parts.items()}
    name = _name(texts)
    form_class = _class(parts.get(Part.CLASS), place, findings)
    sex = cells.sex(parts.get(Part.SEX))
    if sex is None:
        findings.add(codes.NOT_A_SEX, within(place, "Пол"), value=shown(texts[Part.SEX]))
    number = texts.get(Part.ID, "")
    if not number.isascii() and mixes_scripts(number):
        findings.add(codes.MIXED_SCRIPT, within(place, "ID"), id=shown(number))
    who = quiet_identity(number, name, form_class, sex or "")
    if who is None and not findings.faulty():
        findings.add(codes.NO_ID, place)
    return who


def quiet_text(part: Part, raw: object) -> str | None:
    """One cell of identity as `identity` reads it; None where it has something to say of it."""
    if part in _PLAINLY and type(raw) is str and _PLAIN.fullmatch(raw):
        return raw
    findings = Findings()
    text = _part_text(part, raw, NO_CELL, findings)
    if part is Part.SEX:
        sex = cells.sex(raw)
        return None if findings.met else sex
    if part is Part.CLASS:
        text = _class(raw, NO_CELL, findings)
    elif part is Part.ID and not text.isascii() and mixes_scripts(text):
        return None
    return None if findings.met else text


def quiet_identity(number: str, name: PersonName, form_class: str, sex: str) -> Identity | None:
    """Who a record is about whose cells were read quietly; None where nobody is named."""
    if number:
        return Identity(number, name, form_class, sex)
    if not name.surname:
        return None
    return Identity(", ".join(part for part in (name.full(), form_class) if part), name, form_class, sex, False)


def _part_text(part: Part, raw: object, place: Place, findings: Findings) -> str:
    if type(raw) is str and _PLAIN.fullmatch(raw):
        # Names and codes as nearly all are written: none of what follows is said of them.
        return raw
    if isinstance(raw, str) and len(raw) > LONGEST_RAW:
        findings.add(codes.TOO_LONG, within(place, part.value), field=part.value, count=len(raw), limit=_LONGEST)
        return raw[:_LONGEST]
    text = cells.cell_text(raw)
    if isinstance(raw, str) and (character := hidden_character(raw)):
        findings.add(codes.HIDDEN_CHARACTER, within(place, part.value), field=part.value, character=character)
    if len(text) > _LONGEST:
        words = {"field": part.value, "count": len(text), "limit": _LONGEST}
        findings.add(codes.TOO_LONG, within(place, part.value), **words)
    if cells.is_not_known(text) or (part is not Part.ID and cells.is_blank(text)):
        return ""
    return _in_russian(part, text, place, findings) if part in _NAMES else text


def _in_russian(part: Part, text: str, place: Place, findings: Findings) -> str:
    """A name whose words mix alphabets by a slip, in Russian letters; a name wholly in Latin letters stays."""
    words = [as_cyrillic(word) if mixes_scripts(word) else word for word in text.split(" ")]
    read = " ".join(words)
    if read != text:
        findings.add(codes.LATIN_LETTERS, within(place, part.value), written=shown(text), read=read)
    return read


def _name(texts: Mapping[Part, str]) -> PersonName:
    parts = (Part.SURNAME, Part.GIVEN, Part.PATRONYMIC, Part.FULL)
    return name_of(*(texts.get(part, "") for part in parts))


def name_of(surname: str, given: str, patronymic: str, full: str) -> PersonName:
    """A name by its parts, or in full where there is no surname."""
    if not surname and full:
        return PersonName(*cells.person_name(full))
    return PersonName(surname, given, patronymic)


def _class(raw: object, place: Place, findings: Findings) -> str:
    if cells.is_blank(raw) or cells.is_not_known(raw):
        return ""
    name = cells.class_name(raw)
    text = cells.cell_text(raw)
    if name is None:
        findings.add(codes.NOT_A_CLASS, within(place, "Класс"), value=shown(text))
    elif any("A" <= letter <= "z" for letter in text):
        findings.add(codes.LATIN_LETTERS, within(place, "Класс"), written=shown(text), read=name)
    return name or ""
