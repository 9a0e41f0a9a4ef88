"""Programs and records at random: `write_program` for a fuzzer, `programs()` and `records()` for hypothesis."""

from random import Random

from hypothesis import strategies as st

from tests.strategies.expressions import LEVELS, RESULTS, SORTS, SUBJECTS, TABLE_KEYS, Expressions, Place
from tests.strategies.words import Author
from tests.strategies.world import WORLD

#: a declared name for each declaration that may be made, in the order made
PARAMETERS = ("порог", "предел", "надбавка")
TABLES = ("шкала", "ступени")
SELECTIONS = ("приём", "набор")
INDICATORS = ("средняя_оценка", "успех", "вклад")
RULES = ("допуск", "пригодность", "похвала")
RATINGS = ("портфолио", "старание")
ROUTES = ("поток", "кружок")

#: what a refining declaration is called after the one it refines, and the header of its ruleset
REFINING = "_профиля"
REFINING_HEADER = "набор правил вымышленный_профиль\n  слой профиль"

#: of a number that has no bounds: halves of both signs, great ones, the finest a file keeps
DUES = (0, 1, -1, "0,5", "-0,5", "2,5", "-2,5", "0,125", "-0,000001", 10**6, -(10**6), "999999999,5", "-37,05")


def _with_refining(names: tuple[str, ...]) -> tuple[str, ...]:
    return (*names, *(name + REFINING for name in names))


#: every name a generated program may declare, so that the case forms of all of them can be made once
EVERY_NAME = "\n".join(
    [
        *(f"параметр {name} 1" for name in _with_refining(PARAMETERS)),
        *(f"таблица {name} по классу\n  первая строка\n  меньше 5; 1\n  иначе 2" for name in TABLES),
        *(f"показатель {name} класс" for name in _with_refining(INDICATORS)),
        *(f"правило {name} если льгота" for name in _with_refining(RULES)),
        *(f"отбор {name} по рейтингу портфолио проходной балл 1" for name in SELECTIONS),
        *(f"рейтинг {name} критерий учёба класс критерий участие класс" for name in RATINGS),
        *(f"маршрут {name} обязательно практика «Практика»" for name in ROUTES),
    ]
)


def write_program(random: Random, depth: int = 3, *, asks_known: bool = True) -> str:
    """The text of declarations after the world: valid, of any layout, in keywords of one language."""
    author = Author(random, "en" if random.random() < 0.3 else "ru", asks_known=asks_known)
    return _Writer(author, depth).write()


def write_layers(random: Random, depth: int = 3) -> tuple[str, str]:
    """Declarations of a school, and of a profile that refines some of them: empty where none may be refined."""
    writer = _Writer(Author(random, "en" if random.random() < 0.3 else "ru"), depth, layered=True)
    return writer.write(), writer.refine()


def write_record(random: Random, known: float = 0.7) -> dict[str, object]:
    """A plain record of the world's ученик. known: how likely a fact is given at all."""
    full = write_full_record(random)
    return {name: value for name, value in _withheld(random, full, known).items()}


def write_full_record(random: Random) -> dict[str, object]:
    """A record where nothing is unknown."""
    author = Author(random)
    return {
        "класс": author.upto(1, 11),
        "пропуски": author.upto(0, 300),
        "отметки": {subject: author.upto(2, 5) for subject in SUBJECTS},
        "достижения": [_achievement(author) for _ in range(author.upto(0, 4))],
        "пожелания": author.one([[], ["анатомия"], ["анатомия", "черчение"]]),
        "льгота": author.perhaps(0.5),
        "долг": author.perhaps(0.3),
        "зачислен": author.day(),
        "прозвище": author.one(["Вымышленный", "Придуманный", "нет"]),
        "запас": author.one(["нет", author.upto(0, 10), author.one(["0,5", "2,5", "7,25"])]),
        "взнос": author.one(DUES),
    }


def withheld(random: Random, full: dict[str, object], known: float = 0.7) -> dict[str, object]:
    """The same record with facts, marks and fields of achievements left out: `full` is one way to complete it."""
    return _withheld(random, full, known)


def _withheld(random: Random, full: dict[str, object], known: float) -> dict[str, object]:
    kept: dict[str, object] = {}
    for name, value in full.items():
        if name == "отметки" and isinstance(value, dict):
            # A subject left out is one this pupil has no mark in; a mark not known is said to be so.
            kept[name] = {key: each if random.random() < known else None for key, each in value.items()}
        elif name == "достижения" and isinstance(value, list):
            if random.random() < max(known, 0.8):
                kept[name] = [_entry_withheld(random, each, known) for each in value]
        elif random.random() < known:
            kept[name] = value
    return kept


def _entry_withheld(random: Random, entry: dict[str, object], known: float) -> dict[str, object]:
    # An optional field left out means that there is none, so it is never left out here.
    return {name: each for name, each in entry.items() if name == "предмет" or random.random() < (known + 1) / 2}


def _achievement(author: Author) -> dict[str, object]:
    return {
        "вид": author.one(SORTS),
        "уровень": author.one(LEVELS),
        "результат": author.one(RESULTS),
        "предмет": author.one([*SUBJECTS, "нет"]),
        "дата": author.day(),
        "балл_жюри": author.upto(0, 10),
        "подтверждено": author.perhaps(0.7),
    }


def programs(depth: int = 2) -> st.SearchStrategy[str]:
    """Whole rulesets, the world first."""
    return st.randoms(use_true_random=False).map(lambda random: f"{WORLD}\n{write_program(random, depth)}")


def records() -> st.SearchStrategy[dict[str, object]]:
    """Records with facts missing."""
    return st.randoms(use_true_random=False).map(write_record)


class _Writer:
    """Writes declarations one after another; each may read those before it."""

    def __init__(self, author: Author, depth: int, *, layered: bool = False) -> None:
        """layered: whether many declarations may be refined by a later layer."""
        self.author, self.depth, self.layered = author, depth, layered
        self.refinable: list[tuple[str, str]] = []
        self.made = Expressions(author)
        self.place = Place()
        self.blocks: list[str] = []

    def write(self) -> str:
        a = self.author
        for name in PARAMETERS[: a.upto(0, 2)]:
            self.parameter(name)
        for name in TABLES[: a.upto(0, 2)]:
            self.table(name)
        for name in INDICATORS[: a.upto(0, 2)]:
            self.indicator(name)
        for name in RULES[: a.upto(1, 2)]:
            self.rule(name)
        for name in RATINGS[: a.upto(0, 1)]:
            self.rating(name)
            for selection in SELECTIONS[: a.upto(0, 2)]:
                self.selection(selection, name)
        for name in ROUTES[: a.upto(0, 1)]:
            self.route(name)
            if a.perhaps(0.4):  # a rule may read whether a route is for somebody
                self.place = self.place.with_name("rule", name)
                self.rule(RULES[-1])
        if a.perhaps(0.3):
            self.example()
        return "\n\n".join(self.blocks) + "\n"

    def refine(self) -> str:
        """A ruleset of a later layer. It reads what the refined ones may read, so that nothing goes in a circle."""
        a, self.blocks = self.author, []
        self.place = Place()
        for sort, name in self.refinable:
            if not a.perhaps(0.8):
                continue
            own, refines = name + REFINING, a.join(a.word("REFINES"), name)
            in_force = (
                a.join(a.word("IN_FORCE"), a.word("FROM"), f"01.09.{a.upto(2019, 2026)}") if a.perhaps(0.5) else ""
            )
            whom = self.cohort(0.5)
            match sort:
                case "parameter":
                    self.block(a.join(a.word("PARAMETER"), own), a.join(a.number(0, 20), whom), refines)
                case "indicator":
                    value = self.made.number(self.place, 1)
                    self.block(a.join(a.word("INDICATOR"), own), whom, value, refines, in_force)
                case _:
                    condition = a.join(a.word("IF"), self.made.condition(self.place, 1))
                    self.block(a.join(a.word("RULE"), own), whom, condition, refines, in_force)
        return "\n\n".join([REFINING_HEADER, *self.blocks]) + "\n" if self.blocks else ""

    def block(self, *clauses: str) -> None:
        a = self.author
        lines = []
        for clause in clauses:
            if clause:
                comment = "  // примечание" if a.perhaps(0.05) and "\n" not in clause else ""
                lines.append(("  " if lines else "") + clause + comment)
        self.blocks.append("\n".join(lines))

    def title(self, name: str) -> str:
        return self.author.quoted(name.replace("_", " ").capitalize()) if self.author.perhaps(0.4) else ""

    def applies(self) -> str:
        a = self.author
        if a.perhaps(0.6):
            return self.cohort(0.15)
        where = a.join(a.word("WHERE"), f"({self.made.condition(Place(), 1)})") if a.perhaps(0.7) else ""
        return a.join(a.word("FOR"), "учеников", where, self.cohort(0.2))

    def cohort(self, chance: float = 1.0) -> str:
        """Whom something is for by the day of entry; neighbours meet at one day."""
        a = self.author
        if not a.perhaps(chance):
            return ""
        year = a.upto(2024, 2026)
        since, until = a.join(a.word("FROM"), f"01.09.{year}"), a.join(a.word("UNTIL"), f"31.08.{year + 1}")
        return a.join(a.word("FOR_ENTERED"), a.one([since, until, a.join(since, until)]))

    def clauses(self, sort: str = "", name: str = "") -> list[str]:
        """sort, name: of the declaration, where a later layer may refine it."""
        a = self.author
        made = []
        if a.perhaps(0.3):
            made.append(a.join(a.word("BASIS"), a.quoted("Вымышленное положение, п. 1.2")))
        if a.perhaps(0.15):
            made.append(a.join(a.word("NOTE"), a.quoted("Пояснение; с «кавычками» внутри")))
        if a.perhaps(0.15):
            made.append(a.join(a.word("ADVICE"), a.quoted("Совет")))
        if a.perhaps(0.6 if self.layered and sort else 0.1):
            made.append(a.word("REFINABLE"))
            if sort:
                self.refinable.append((sort, name))
        if a.perhaps(0.1):
            made.append(a.join(a.word("IN_FORCE"), a.word("FROM"), "01.09.2020"))
        a.random.shuffle(made)
        return made

    def parameter(self, name: str) -> None:
        a = self.author
        values = [a.join(a.number(0, 20), a.word("FROM"), f"01.09.{year}") for year in (2019, 2026)[: a.upto(1, 2)]]
        if len(values) == 1 and a.perhaps(0.3):
            values = [a.number(0, 20)]
        if a.perhaps(0.4):
            values.append(a.join(a.number(0, 20), self.cohort()))
        self.block(a.join(a.word("PARAMETER"), name, self.title(name)), *values, *self.clauses("parameter", name))
        self.place = self.place.with_name("parameter", name)

    def table(self, name: str) -> None:
        a = self.author
        bound = a.upto(1, 9)
        mark = a.one(["; ", " | ", "\t"])
        tests = [
            f"{a.word('LESS')} {bound}",
            f"{a.word('RANGE_FROM')} {bound} {a.word('RANGE_TO')} {bound + 5}",
            f"{a.word('GREATER')} {bound + 5}",
        ][: a.upto(2, 3)]
        rows = [self.row(mark, test, *cells) for test in tests for cells in self.further_cells(name)]
        hit = a.word(a.one(["HIT_ONE", "HIT_FIRST", "HIT_ALL"]))
        otherwise = f"{a.word('OTHERWISE')} {a.upto(0, 5)}" if a.perhaps(0.4) else ""
        # A table is read by its lines, so nothing here may be broken over two of them.
        keys = "классу; запасу" if name in TABLE_KEYS else "классу"
        self.block(f"{a.word('TABLE')} {name} {self.title(name)} {a.word('BY')} {keys}", hit, *rows, otherwise)
        self.place = self.place.with_name("table", name)

    def further_cells(self, name: str) -> list[tuple[str, ...]]:
        """The cells of a second key that may be absent: all of it, or with a gap."""
        a = self.author
        if name not in TABLE_KEYS:
            return [()]
        bound = a.upto(1, 8)
        return a.one([[("",)], [("нет",), (f"{a.word('NOT_LESS')} {bound}",)], [(f"{a.word('LESS')} {bound}",)]])

    def row(self, mark: str, *cells: str) -> str:
        a = self.author
        shown = [each or a.word("ANY") for each in cells]
        period = f" {a.word('FROM')} 01.09.{a.upto(2019, 2026)}" if a.perhaps(0.1) else ""
        cohort = f" {_one_line(self.cohort())}" if a.perhaps(0.1) else ""
        return mark.join([*shown, a.number(0, 9)]) + period + cohort

    def indicator(self, name: str) -> None:
        a = self.author
        value = a.join(self.made.number(self.place, self.depth), *self.made.steps(self.place, 0))
        self.block(
            a.join(a.word("INDICATOR"), name, self.title(name)), self.applies(), value, *self.clauses("indicator", name)
        )
        self.place = self.place.with_name("indicator", name)

    def rule(self, name: str) -> None:
        a = self.author
        exceptions = []
        for _ in range(a.one([0, 0, 1, 2])):
            unless = a.join(a.word("UNLESS"), self.made.test(self.place, 1)) if a.perhaps(0.4) else ""
            according = a.join(a.word("ACCORDING"), a.quoted("п. 3")) if a.perhaps(0.3) else ""
            exceptions.append(a.join(a.word("EXCEPT_IF"), self.made.condition(self.place, 1), unless, according))
        self.block(
            a.join(a.word("RULE"), name, self.title(name)),
            self.applies(),
            a.join(a.word("IF"), self.made.condition(self.place, self.depth)),
            *exceptions,
            *self.clauses("rule", name),
        )
        self.place = self.place.with_name("rule", name)

    def rating(self, name: str) -> None:
        a = self.author
        criteria = ("учёба", "участие")[: a.upto(1, 2)]
        lines = [
            a.join(a.word("CRITERION"), each, self.title(each), self.made.number(self.place, self.depth))
            for each in criteria
        ]
        more = []
        if a.perhaps(0.4):
            more += [a.join(a.word("PRIORITY"), f"({self.made.condition(self.place, 1)})") for _ in range(a.upto(1, 2))]
        if a.perhaps(0.4):
            more.append(a.join(a.word("TOTAL"), a.word("BUT_AT_MOST"), a.number(1, 100)))
        if a.perhaps(0.7):
            more.append(a.join(a.word("PLACE"), a.word(a.one(["DESCENDING", "ASCENDING"]))))
            more.append(a.join(a.word("ON_TIE"), a.join(f" {a.word('THEN_BY')} ".join(criteria))))
            more.append(a.word(a.one(["SHARED_SKIP", "SHARED_DENSE"])))
        self.block(a.join(a.word("RATING"), name, self.title(name)), self.applies(), *lines, *more, *self.clauses())

    def selection(self, name: str, rating: str) -> None:
        a = self.author
        clauses = [
            a.join(a.word("SEATS"), str(a.upto(0, 60))),
            a.join(a.word("SEATS"), a.word("NOT_MORE"), f"{a.upto(1, 90)} {a.unit('%')}", a.word("PARTICIPANTS")),
            a.join(a.word("PASS_MARK"), a.number(0, 20)),
        ]
        a.random.shuffle(clauses)
        border = a.join(a.word("ON_LAST_SEAT"), a.word(a.one(["TAKE_ALL", "TAKE_NONE", "COUNCIL"])))
        head = a.join(a.word("SELECTION"), name, self.title(name), a.word("BY_RATING"), rating)
        self.block(head, self.applies(), *clauses[: a.upto(1, 3)], border if a.perhaps(0.7) else "")

    def route(self, name: str) -> None:
        a = self.author
        course = self.place.with_element("курс")
        inside = self.made.condition(course, 1)
        parts = [
            a.join(a.word("OBLIGATORY"), a.one(["анатомия", "практика «Практика» 2 " + a.unit("ч/нед"), "черчение"])),
            a.join(a.word("OBLIGATORY"), a.word("ALL_FROM"), "курсов", a.word("WHERE"), inside),
            a.join(
                a.word("CHOICE"), a.word("RANGE_FROM"), str(a.upto(0, 1)), a.word("RANGE_TO"), str(a.upto(1, 3)),
                "курсов", a.word("WHERE"), inside, a.word("DESCENDING"), "польза",
            ),
            a.join(a.word("LOAD"), a.word("NOT_MORE"), f"{a.upto(2, 9)} {a.unit('ч/нед')}"),
            a.join(a.word("ACTIVITY"), a.quoted("Проект"), a.word("TERM"), a.quoted("май")),
            a.join(a.word("CONTROL"), a.word(a.one(["EACH_QUARTER", "EACH_HALF", "EACH_YEAR"]))),
            a.join(a.word("GOAL"), a.quoted("Цель")),
            a.join(a.word("DOCUMENT"), a.quoted("маршрут")),
        ]  # fmt: skip
        a.random.shuffle(parts)
        condition = a.join(a.word("IF"), self.made.condition(self.place, 2)) if a.perhaps(0.8) else ""
        start = a.join(a.word("ROUTE"), name, self.title(name))
        self.block(start, self.applies(), condition, *parts[: a.upto(1, 6)], *self.clauses())

    def example(self) -> None:
        a = self.author
        given = [
            f"класс {a.upto(1, 11)}",
            a.join("отметка", a.word("BY"), "химии", str(a.upto(2, 5))),
            a.join(a.word("REST"), "отметки", "4"),
            a.join("достижений", a.word("NO")),
            a.join("льгота", a.word(a.one(["YES", "NO", "UNKNOWN"]))),
            f"достижение(вид олимпиада; уровень школьный; дата {a.day()})",
        ]
        a.random.shuffle(given)
        if a.perhaps(0.3):
            self.example_of_people(given)
            return
        self.block(
            a.join(a.word("EXAMPLE"), a.quoted("Вымышленный случай")),
            a.join(a.word("GIVEN"), a.join("; ".join(given[: a.upto(1, 4)]))),
            a.join(a.word("ON_DATE"), a.day()) if a.perhaps(0.5) else "",
            a.join(a.word("EXPECTED"), "допуск", a.word(a.one(["YES", "NO", "UNKNOWN"]))),
        )

    def example_of_people(self, given: list[str]) -> None:
        """Of each something of their own, and what is expected of them either way round."""
        a = self.author
        people = ["Аня", "Боря", "Вера"][: a.upto(1, 3)]
        answers = [a.word(a.one(["YES", "NO", "UNKNOWN", "NOT_APPLICABLE"])) for _ in people]
        self.block(
            a.join(a.word("EXAMPLE"), a.quoted("Вымышленные люди")),
            a.join(a.word("GIVEN"), given[0]) if a.perhaps(0.6) else "",
            *(a.join(a.word("GIVEN"), f"{who}:", each) for who, each in zip(people, given[1:], strict=False)),
            a.join(
                a.word("EXPECTED"),
                "допуск:",
                "; ".join(f"{who} {each}" for who, each in zip(people, answers, strict=True)),
            ),
            a.join(a.word("EXPECTED"), f"{people[0]}:", "допуск", answers[0]),
        )


def _one_line(text: str) -> str:
    return " ".join(text.split())
