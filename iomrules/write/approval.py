"""Approval blocks: who approved the document, by which act. They come from the workspace's registry only.

A template that has one typed into it would print another school's approval on a child's document: `foreign_words` finds
it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from iomrules.codes.write import (
    APPROVAL_DATE,
    APPROVAL_ORDER,
    APPROVAL_SHAPE,
    APPROVAL_VERB,
    FOREIGN_APPROVAL,
    FOREIGN_SCHOOL,
)
from iomrules.diagnostics import Diagnostic
from iomrules.frozen import frozen
from iomrules.patterns import pattern
from iomrules.source import Cell, Span
from iomrules.write.words_ru import blank_date, date_short, month_genitive

MOST_BLOCKS = 4
ORDER, MINUTES = "приказ", "протокол"
BLANK, SHORT_BLANK = "_" * 12, "_" * 8


@frozen
class ApprovalBlock:
    """One block. What is empty is written by hand.

    verb: in capitals, `УТВЕРЖДАЮ`. act: `приказ`, `протокол` or empty. number: as the school numbers its acts.
    body: who decided (`Педагогический совет`), for acts of bodies; position and signer: for a person's.
    """

    verb: str
    body: str = ""
    act: str = ""
    number: str = ""
    day: date | None = None
    signer: str = ""
    position: str = ""

    def lines(self) -> tuple[str, ...]:
        """The block as it is printed, verb first; blanks to be filled by hand where something is not given."""
        who = (self.position, self.body) if self.position else (self.body,)
        signature = (f"{BLANK} {self.signer or BLANK}",) if self.position or self.signer else ()
        return (self.verb, *(line for line in who if line), *signature, *self._act_line())

    def _act_line(self) -> tuple[str, ...]:
        when = date_short(self.day) if self.day else blank_date().replace(BLANK, SHORT_BLANK)
        if self.act:
            return (f"{self.act.capitalize()} от {when} № {self.number or '___'}",)
        return (blank_date() if self.day is None else when,)


# --- reading -------------------------------------------------------------------------------------------------------

#: verb without gender -> (may a person say it, which acts it may stand with)
_VERBS: Mapping[str, tuple[bool, frozenset[str]]] = MappingProxyType(
    {
        "УТВЕРЖДАЮ": (True, frozenset({"", ORDER})),
        "УТВЕРЖДЕН": (False, frozenset({ORDER, MINUTES})),
        "ПРИНЯТ": (False, frozenset({"", MINUTES})),
        "РАССМОТРЕН": (False, frozenset({"", MINUTES})),
        "СОГЛАСОВАН": (True, frozenset({"", MINUTES})),
        "УЧТЕНО МНЕНИЕ": (False, frozenset({"", MINUTES})),
    }
)
_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "гриф": "verb",
        "verb": "verb",
        "орган": "body",
        "body": "body",
        "акт": "act",
        "act": "act",
        "номер": "number",
        "number": "number",
        "дата": "date",
        "date": "date",
        "подпись": "signer",
        "signer": "signer",
        "должность": "position",
        "position": "position",
    }
)
_ACTS: Mapping[str, str] = MappingProxyType(
    {"приказ": ORDER, "order": ORDER, "протокол": MINUTES, "minutes": MINUTES, "": ""}
)


def read_approvals(plain: object, place: Span | Cell) -> tuple[tuple[ApprovalBlock, ...], tuple[Diagnostic, ...]]:
    """The blocks of the workspace's registry, in its order, and every mistake in it.

    plain: a list of mappings, as YAML gives them, with keys `гриф`, `орган`, `должность`, `подпись`, `акт`, `номер`,
    `дата` (or English ones). A block with a mistake is left out.
    """
    if plain is None:
        return (), ()
    if not isinstance(plain, Sequence) or isinstance(plain, str | bytes):
        return (), (_wrong(place, 1, "нужен список блоков", "a list of blocks is needed"),)
    blocks: list[ApprovalBlock] = []
    mistakes: list[Diagnostic] = []
    for number, each in enumerate(plain, start=1):
        read = _read_block(each, number, place)
        if isinstance(read, ApprovalBlock):
            blocks.append(read)
        else:
            mistakes.append(read)
    if len(plain) > MOST_BLOCKS:
        words = f"блоков может быть не больше {MOST_BLOCKS}"
        mistakes.append(_wrong(place, len(plain), words, f"there may be at most {MOST_BLOCKS}"))
    return tuple(blocks[:MOST_BLOCKS]), (*mistakes, *_order_mistakes(blocks, place))


def _read_block(plain: object, number: int, place: Span | Cell) -> ApprovalBlock | Diagnostic:
    if not isinstance(plain, Mapping):
        return _wrong(place, number, "нужны пары «ключ: значение»", "key: value pairs are needed")
    words: dict[str, object] = {}
    for key, value in plain.items():
        known = _KEYS.get(str(key).strip().casefold())
        if known is None:
            return _wrong(place, number, f"неизвестный ключ «{key}»", f"unknown key `{key}`")
        words[known] = value
    verb = _text(words.get("verb")).upper().replace("Ё", "Е")
    stem = _stem(verb)
    if stem is None:
        return _wrong(place, number, f"неизвестный гриф «{verb}»", f"unknown verb `{verb}`")
    act = _ACTS.get(_text(words.get("act")).casefold())
    if act is None:
        return _wrong(place, number, "акт — это «приказ» или «протокол»", "the act is an order or minutes")
    day = read_date(words.get("date"))
    if day is None and _text(words.get("date")):
        return APPROVAL_DATE.at(place, number=number, text=_text(words.get("date")))
    block = ApprovalBlock(
        verb,
        _text(words.get("body")),
        act,
        _text(words.get("number")).lstrip("№ ").strip(),
        day,
        _text(words.get("signer")),
        _text(words.get("position")),
    )
    disagreement = _disagreement(block, stem)
    if disagreement:
        return APPROVAL_VERB.at(place, verb=verb, reason=disagreement[0], reason_en=disagreement[1])
    return block


def _stem(verb: str) -> str | None:
    """УТВЕРЖДЕН of УТВЕРЖДЕНО, УТВЕРЖДЕНА, УТВЕРЖДЕНЫ; None for another word."""
    if verb in _VERBS:
        return verb
    return verb[:-1] if verb[-1:] in ("О", "А", "Ы") and verb[:-1] in _VERBS and verb != "УТВЕРЖДАЮ" else None


def _disagreement(block: ApprovalBlock, stem: str) -> tuple[str, str] | None:
    personal, acts = _VERBS[stem]
    if block.act not in acts:
        if not block.act:
            return "не назван приказ или протокол", "no order or minutes named"
        return f"с ним не пишут «{block.act}»", f"it does not go with `{block.act}`"
    if stem == "УТВЕРЖДАЮ" and not block.position:
        return "не названа должность того, кто утверждает", "the position of the approver is not named"
    if not personal and block.signer:
        return "личная подпись при нём не ставится", "it takes no personal signature"
    if not block.body and not block.position and block.act != ORDER:
        return "не назван орган", "the body is not named"
    return None


def _order_mistakes(blocks: Iterable[ApprovalBlock], place: Span | Cell) -> tuple[Diagnostic, ...]:
    """Minutes later than an order that rests on them."""
    dated = [(block.act, block.day) for block in blocks if block.day is not None]
    return tuple(
        APPROVAL_ORDER.at(place, protocol=date_short(meeting), order=date_short(order))
        for act, meeting in dated
        if act == MINUTES
        for other, order in dated
        if other == ORDER and meeting > order
    )


def _wrong(place: Span | Cell, number: int, ru: str, en: str) -> Diagnostic:
    return APPROVAL_SHAPE.at(place, number=number, reason=ru, reason_en=en)


def _text(value: object) -> str:
    """A plain value as one line of text; a number typed without quotes is a number of an act."""
    if value is None or isinstance(value, bool):
        return ""
    return " ".join(str(value).split())[:200]


_MONTHS: Mapping[str, int] = MappingProxyType({month_genitive(number): number for number in range(1, 13)})


def read_date(value: object) -> date | None:
    """A date as acts have it: 29.08.2025, 2025-08-29, «29» 08 2025 г., 22 апреля 2024 г. None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = re.findall(r"\w+", _text(value).casefold().removesuffix("г.").removesuffix(" г"))
    if len(words) != 3:
        return None
    words = words[::-1] if len(words[0]) == 4 else words
    month = _MONTHS.get(words[1], int(words[1]) if words[1].isdecimal() else 0)
    try:
        return date(int(words[2]), month, int(words[0]))
    except ValueError:
        return None


# --- words that do not belong in a template ------------------------------------------------------------------------

_VERB_TYPED = pattern(r"\b(УТВЕРЖДАЮ|УТВЕРЖД[ЕЁ]Н[ОАЫ]?|СОГЛАСОВАНО|Утверждаю|Утверждено)\b")
_SCHOOL = pattern(
    r"\b(?:М[БАК]?ОУ|ГБОУ|ГБПОУ|МБОУ СОШ|ЧОУ|ФГБОУ|лице\w+|гимнази\w+|СОШ|школ\w+)\s*(?:[А-ЯЁ]{2,}\s*)?№\s*\d+",
    re.IGNORECASE,
)


def foreign_words(words: str, place: Span | Cell) -> tuple[Diagnostic, ...]:
    """Warnings of approval words and numbered schools typed into a template. words: its text, variables left out."""
    approvals = (found.group() for found in _VERB_TYPED.finditer(words))
    schools = (" ".join(found.group().split()) for found in _SCHOOL.finditer(words))
    return (
        *(FOREIGN_APPROVAL.at(place, words=each) for each in approvals),
        *(FOREIGN_SCHOOL.at(place, words=each) for each in schools),
    )
