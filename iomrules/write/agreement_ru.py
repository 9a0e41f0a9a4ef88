"""Agreement inside a clause about an element: `достижение, которое подтверждено`, `кабинеты, которые работают`."""

from collections.abc import Mapping
from types import MappingProxyType

from iomrules.frozen import frozen

_NOT_PARTICIPLES = frozenset(("план", "экзамен", "член", "орган", "степен", "стран", "бан", "ступен", "времен", "имен"))
_ENDINGS = {"м": "", "ж": "а", "с": "о", "мн": "ы"}
#: people a rule is about: genitive singular, nominative and genitive plural
PERSONS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "": ("лица", "лица", "лиц"),
        "обучающийся": ("обучающегося", "обучающиеся", "обучающихся"),
        "ученик": ("ученика", "ученики", "учеников"),
        "лицеист": ("лицеиста", "лицеисты", "лицеистов"),
        "студент": ("студента", "студенты", "студентов"),
        "участник": ("участника", "участники", "участников"),
        "поступающий": ("поступающего", "поступающие", "поступающих"),
        "абитуриент": ("абитуриента", "абитуриенты", "абитуриентов"),
        "претендент": ("претендента", "претенденты", "претендентов"),
        "кандидат": ("кандидата", "кандидаты", "кандидатов"),
        "конкурсант": ("конкурсанта", "конкурсанты", "конкурсантов"),
        "спортсмен": ("спортсмена", "спортсмены", "спортсменов"),
        "воспитанник": ("воспитанника", "воспитанники", "воспитанников"),
        "школьник": ("школьника", "школьники", "школьников"),
        "гимназист": ("гимназиста", "гимназисты", "гимназистов"),
        "ребёнок": ("ребёнка", "дети", "детей"),
        "команда": ("команды", "команды", "команд"),
        "наставник": ("наставника", "наставники", "наставников"),
        "выпускник": ("выпускника", "выпускники", "выпускников"),
        "педагог": ("педагога", "педагоги", "педагогов"),
        "учитель": ("учителя", "учителя", "учителей"),
        "школа": ("школы", "школы", "школ"),
        "класс": ("класса", "классы", "классов"),
    }
)
_WHICH = {
    "nominative": {"м": "который", "ж": "которая", "с": "которое", "мн": "которые"},
    "genitive": {"м": "которого", "ж": "которой", "с": "которого", "мн": "которых"},
}


@frozen
class Noun:
    """gender: `м`, `ж`, `с`, or `мн` for a plural."""

    gender: str


def noun_as_written(text: str, singular: str) -> Noun:
    """The gender of a noun in the form the author wrote; another form than the dictionary's is a plural."""
    if not singular or text.casefold() != singular.casefold():
        return Noun("мн")
    head = text if text.endswith(("ие", "ье")) else text.split(" ", maxsplit=1)[0]
    if head.endswith(("о", "е", "ё")):
        return Noun("с")
    return Noun("ж" if head.endswith(("а", "я", "сть")) else "м")


def which(noun: Noun, case: str) -> str:
    """`которого`: case is `nominative` or `genitive`."""
    return _WHICH[case][noun.gender]


def is_participle(text: str) -> bool:
    """Whether the words begin with a short participle: `подтверждено`, `утверждён план …`."""
    first = text.split(" ", maxsplit=1)[0]
    if first in _NOT_PARTICIPLES or len(first) < 4:
        return False
    return _stem(first) is not None


_PAST = ("ал", "ял", "ил", "ел", "ёл", "ыл", "ала", "яла", "ила", "ела", "ла", "ался", "ился", "лся", "лась")
_NOT_PAST = ("материал", "портал", "журнал", "школа", "балл", "школ", "сила", "дела")


def is_clause(text: str) -> bool:
    """Whether the words are a clause already, with a verb or a participle of their own: `помогал активу`."""
    first, *rest = text.split(" ")
    if is_participle(text) or any(is_participle(each) for each in rest[:2]):
        return True
    return present(first, "мн") != first or (first.endswith(_PAST) and first not in _NOT_PAST)


def _stem(word: str) -> str | None:
    for ending in ("", "а", "о", "ы"):
        stem = word.removesuffix(ending) if ending else word
        told = (not ending or stem != word) and stem.endswith(("ен", "ён", "ан", "ян", "ят", "ыт"))
        if told and stem not in _NOT_PARTICIPLES:
            return stem
    return None


def participle(text: str, noun: Noun) -> str:
    """The short participle agreeing with the noun: `подтверждено` -> `подтверждены`; the rest stays."""
    first, space, rest = text.partition(" ")
    stem = _stem(first)
    if stem is None:
        return text
    if noun.gender == "м" and not first.endswith(("ен", "ён")):
        stem = stem[:-2] + "ён" if stem.endswith("ен") and stem.endswith(("жден", "чен", "шен", "жен")) else stem
    elif noun.gender != "м":
        stem = stem[:-2] + "ен" if stem.endswith("ён") else stem
    return stem + _ENDINGS[noun.gender] + space + rest


def present(text: str, gender: str) -> str:
    """A verb of the present in the number of a noun: `работает` -> `работают`; other words as they are."""
    first, *rest = text.split(" ")
    if gender != "мн" or rest:
        return text
    for one, many in (("ает", "ают"), ("яет", "яют"), ("ует", "уют"), ("ит", "ят")):
        if first.endswith(one) and len(first) > len(one) + 2:
            return first.removesuffix(one) + many
    return text


def person_words(title: str) -> tuple[str, str, str]:
    """Genitive singular, nominative and genitive plural of the people a rule is about; of `лицо` for a word not known.

    title: `Обучающийся`, `Выпускник 11 класса`: what follows the first word stays.
    """
    head, space, tail = title.partition(" ")
    genitive, plural, of_many = PERSONS.get(head.casefold(), PERSONS[""])
    rest = space + tail if head.casefold() in PERSONS else ""
    return genitive + rest, plural + rest, of_many + rest


def hyphened(form: str, title: str, name: str) -> str:
    """A declined name with the hyphens of its title, which names cannot have: `психолого-педагогическому дефициту`."""
    if title.replace("-", " ").casefold() != name.casefold():
        return form
    marks = [mark for mark in title if mark in "- "]
    told = form.split(" ")
    marks = [" "] * (len(told) - 1 - len(marks)) + marks
    return told[0] + "".join(mark + word for mark, word in zip(marks, told[1:], strict=False))
