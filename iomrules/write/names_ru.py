"""People in documents: their names and the words for them in grammatical cases.

Names go by the rules that petrovich carries, with guards where those go wrong. What cannot be declined with certainty
stays in the nominative, whole: a document with «Дюма Александра» is right, one with «Ольгы» is not. The person's sex
is taken from the patronymic or given; it is never guessed from less.
"""

import json
import re
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from iomrules.patterns import pattern


class Case(Enum):
    """The six cases, by the names that templates use."""

    NOMINATIVE = "именительный"
    GENITIVE = "родительный"
    DATIVE = "дательный"
    ACCUSATIVE = "винительный"
    INSTRUMENTAL = "творительный"
    PREPOSITIONAL = "предложный"


class Sex(Enum):
    """As pupils' registers have it: М, Ж."""

    MALE = "м"
    FEMALE = "ж"


UNBROKEN = "\u00a0"

_ORDER = tuple(Case)[1:]
_WORD = pattern(r"[А-Яа-яЁё]+")
_READABLE = pattern(r"[А-Яа-яЁё()\s'’`‐‑–—-]*")
_CONSONANT = "бвгджзйклмнпрстфхцчшщьъ"
_VOWEL = "аеёиоуыэюя"
#: parts that never change, before a space, a hyphen or an apostrophe
_PARTICLES = frozenset(
    "абд абу аль ан бек бен бин бинт бонч ван вер ди дел дела дель дер дес дю да де ибн ла ле лос мак мелик мир нур "
    "о ос сан сент тер фон хан цу шах эд эль эт эс".split()
)
_TURKIC_SON = frozenset({"оглы", "оглу", "улы", "уулу"})
_TURKIC_DAUGHTER = frozenset({"кызы", "гызы", "кзы"})
_TURKIC = _TURKIC_SON | _TURKIC_DAUGHTER

#: genitive to prepositional, where the carried rules are silent or wrong
_GIVEN_BY_HAND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "любовь": ("любови", "любови", "любовь", "любовью", "любови"),
        "илья": ("ильи", "илье", "илью", "ильёй", "илье"),
        "петр": ("петра", "петру", "петра", "петром", "петре"),
    }
)
#: ending of a man's given name -> letters off, endings on
_MANS_NAMES: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    (r"ий$", 2, ("ия", "ию", "ия", "ием", "ии")),
    (r"[жшщцч]$", 0, ("а", "у", "а", "ем", "е")),
    (r"[жшщч]а$", 1, ("и", "е", "у", "ей", "е")),
)
#: the same for a man's surname: Соловей, Коломиец, Швец, Сок, Цой
_MANS_SURNAMES: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    (r"(лов|рав|роб)ей$", 2, ("ья", "ью", "ья", "ьём", "ье")),
    (r"[аеиоуя]ец$", 2, ("йца", "йцу", "йца", "йцем", "йце")),
    (r"^[^аеёиоуыэюя]*(ец|ок)$", 0, ("а", "у", "а", "ом", "е")),
    (r"^[^аеёиоуыэюя]*ой$", 1, ("я", "ю", "я", "ем", "е")),
)


def read_sex(text: str) -> Sex | None:
    """The sex a register's cell names: М, муж., Мужской, женский, male, f; None for anything else."""
    word = text.strip().casefold().rstrip(".")
    if word in {"м", "муж", "мужской", "m", "male", "мальчик", "юноша"}:
        return Sex.MALE
    if word in {"ж", "жен", "женский", "f", "female", "девочка", "девушка"}:
        return Sex.FEMALE
    return None


def sex_of(patronymic: str) -> Sex | None:
    """The sex a patronymic tells: Ильич, Ильгар оглы; Никитична, Рустам кызы. None where it tells nothing."""
    last = re.split(r"[\s‐‑–-]+", patronymic.strip().casefold())[-1]
    if last in _TURKIC_SON or re.search(r"[а-яё]{2}ич$", last):
        return Sex.MALE
    if last in _TURKIC_DAUGHTER or re.search(r"[а-яё](вна|ична|инишна)$", last):
        return Sex.FEMALE
    return None


def name_in_case(
    surname: str, given: str, patronymic: str = "", case: Case | str = Case.GENITIVE, sex: Sex | str | None = None
) -> tuple[str, str, str]:
    """Surname, given name and patronymic in a case.

    case: a Case or its Russian name. sex: told by the patronymic where not given. The nominative comes back for
    a name with letters of another alphabet or initials, and where the sex is not known or told twice and differently.
    """
    wanted = Case(case)
    told, shown = read_sex(sex) if isinstance(sex, str) else sex, sex_of(patronymic)
    known = told or shown
    parts = (surname, given, patronymic)
    if wanted is Case.NOMINATIVE or known is None or known is not (shown or known) or not _certain(parts):
        return parts
    return (
        _in_parts(surname, "lastname", wanted, known),
        _in_parts(given, "firstname", wanted, known),
        _patronymic(patronymic, wanted, known),
    )


def full_name_in_case(
    surname: str, given: str, patronymic: str = "", case: Case | str = Case.GENITIVE, sex: Sex | str | None = None
) -> str:
    """`name_in_case` as one text."""
    return " ".join(part for part in name_in_case(surname, given, patronymic, case, sex) if part)


def _certain(parts: Sequence[str]) -> bool:
    """Russian letters only; no initial or scrap for a given name; not a name of several one-syllable words (Чен Ир)."""
    if not all(_READABLE.fullmatch(part) for part in parts):
        return False
    given = _WORD.findall(parts[1])
    short = len(given) > 1 and all(sum(letter in _VOWEL for letter in word.casefold()) == 1 for word in given)
    return bool(_WORD.search(parts[0])) and all(len(word) > 1 for word in given) and not short


def _patronymic(patronymic: str, case: Case, sex: Sex) -> str:
    if sex_of(patronymic) is not sex or any(word.casefold() in _TURKIC for word in _WORD.findall(patronymic)):
        return patronymic
    return _in_parts(patronymic, "middlename", case, sex)


def _in_parts(name: str, kind: str, case: Case, sex: Sex) -> str:
    """Each word of a name declined for itself; a particle or the first half of a foreign surname stays."""
    words = list(_WORD.finditer(name))
    written, done = "", 0
    for word in words:
        stays = kind == "lastname" and len(words) > 1 and word is not words[-1] and _is_particle(word.group())
        written += name[done : word.start()] + (word.group() if stays else _declined(word.group(), kind, case, sex))
        done = word.end()
    return written + name[done:]


def _is_particle(word: str) -> bool:
    return word.casefold() in _PARTICLES or len(word) == 1


@lru_cache(maxsize=8192)
def _declined(word: str, kind: str, case: Case, sex: Sex) -> str:
    """One word in a case, its capitals kept."""
    small = word.casefold()
    declined = _small_declined(small, kind, case, sex)
    same = len(_common_start(small, declined))
    if not same:  # all of it was taken for an ending: «Ый»
        return word
    # An upper-case surname takes an upper-case ending; «О» and «Ё» are letters, not upper case.
    ending = declined[same:].upper() if word.isupper() and len(word) > 1 else declined[same:]
    return word[:same] + ending


def _common_start(one: str, other: str) -> str:
    length = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:length]


def _small_declined(word: str, kind: str, case: Case, sex: Sex) -> str:
    place = _ORDER.index(case)
    if kind == "firstname" and word in _GIVEN_BY_HAND:
        return _GIVEN_BY_HAND[word][place]
    if kind == "lastname" and _indeclinable(word, sex):
        return word
    guards = {"firstname": _MANS_NAMES, "lastname": _MANS_SURNAMES}.get(kind, ()) if sex is Sex.MALE else ()
    for ending, cut, endings in guards:
        if re.search(ending, word):
            return word[: len(word) - cut] + endings[place]
    return _by_rules(word, kind, case, sex)


def _indeclinable(surname: str, sex: Sex) -> bool:
    """One letter, a vowel before the last «а», or a woman's surname that ends in a consonant: О, Гулиа, Ким."""
    return (
        len(surname) == 1 or bool(re.search(r"[аиоую]а$", surname)) or (sex is Sex.FEMALE and surname[-1] in _CONSONANT)
    )


# Petrovich's rules, read here: its own reader passes over every rule common to both sexes once the sex is known
# (Ольга -> «Ольгы»), and opens its file in the encoding of the machine.


@lru_cache(maxsize=1)
def _rules() -> Any:
    # Only documents decline names: a check or a decision never loads the rules.
    from importlib.resources import files  # it brings a good deal along, and few commands decline names

    import petrovich

    return json.loads(files(petrovich).joinpath("rules", "rules.json").read_text(encoding="utf-8"))


def _by_rules(word: str, kind: str, case: Case, sex: Sex) -> str:
    own = _rules()[kind]
    fitting = [rule for rule in own.get("exceptions", ()) if word in rule["test"]]
    fitting += [rule for rule in own["suffixes"] if word.endswith(tuple(rule["test"]))]
    for rule in fitting:
        if "first_word" not in rule.get("tags", ()) and rule["gender"] in (_PETROVICH[sex], "androgynous"):
            return _modified(word, rule["mods"][_ORDER.index(case)])
    return word


_PETROVICH = MappingProxyType({Sex.MALE: "male", Sex.FEMALE: "female"})


def _modified(word: str, change: str) -> str:
    """`--ого`: two letters off, «ого» on; `.`: as it is."""
    if change == ".":
        return word
    cut = change.count("-")
    return word[: len(word) - cut] + change.replace("-", "")


# People in documents

#: word -> its forms for a man, nominative to prepositional, and for a woman
_PERSONS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "обучающийся": (
            ("обучающийся", "обучающегося", "обучающемуся", "обучающегося", "обучающимся", "обучающемся"),
            ("обучающаяся", "обучающейся", "обучающейся", "обучающуюся", "обучающейся", "обучающейся"),
        ),
        "ученик": (
            ("ученик", "ученика", "ученику", "ученика", "учеником", "ученике"),
            ("ученица", "ученицы", "ученице", "ученицу", "ученицей", "ученице"),
        ),
        "лицеист": (
            ("лицеист", "лицеиста", "лицеисту", "лицеиста", "лицеистом", "лицеисте"),
            ("лицеистка", "лицеистки", "лицеистке", "лицеистку", "лицеисткой", "лицеистке"),
        ),
        "учитель": (("учитель", "учителя", "учителю", "учителя", "учителем", "учителе"),) * 2,
        "наставник": (("наставник", "наставника", "наставнику", "наставника", "наставником", "наставнике"),) * 2,
        "педагог": (("педагог", "педагога", "педагогу", "педагога", "педагогом", "педагоге"),) * 2,
        "директор": (("директор", "директора", "директору", "директора", "директором", "директоре"),) * 2,
    }
)
#: words that mean either sex in the masculine
_COMMON = frozenset({"обучающийся", "учитель", "наставник", "педагог", "директор"})


def person_word(word: str, case: Case | str, sex: Sex | str | None = None) -> str:
    """`обучающегося`, `ученицы`; with the sex unknown `обучающегося`, but `ученика/ученицы`.

    word: обучающийся, ученик, лицеист, учитель, наставник, педагог or директор; another comes back as given.
    """
    if word not in _PERSONS:
        return word
    place = tuple(Case).index(Case(case))
    man, woman = (forms[place] for forms in _PERSONS[word])
    known = read_sex(sex) if isinstance(sex, str) else sex
    if known is Sex.FEMALE:
        return woman
    return man if known is Sex.MALE or word in _COMMON else f"{man}/{woman}"


def pupil_of_class(class_name: str, case: Case | str, sex: Sex | str | None = None, word: str = "обучающийся") -> str:
    """`обучающегося 10А класса`, `ученицы 10А класса`; without the class where its name is empty."""
    pupil = person_word(word, case, sex)
    return f"{pupil} {class_name} класса" if class_name else pupil


def initials(given: str, patronymic: str = "") -> str:
    """`О. Н.`, `А.-М. С.` with unbroken spaces; empty for no names. An initial given as such stays."""
    words = re.split(r"[\s.]+", f"{given} {patronymic}")
    parts = [re.sub(r"-(оглы|кызы)$", "", word) for word in words if word and word.casefold() not in _TURKIC]
    letters = ["-".join(f"{half[0].upper()}." for half in part.split("-") if half) for part in parts]
    return UNBROKEN.join(letter for letter in letters if letter)
