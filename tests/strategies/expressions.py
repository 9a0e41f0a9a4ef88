"""Expressions that the checker accepts, written at random over the world of `world.py`.

Every expression is made for a place: of a person, of an achievement in hand, of a course in hand.
"""

from attrs import evolve, field, frozen

from tests.strategies.words import Author

SUBJECTS = ("химия", "биология", "физика")
LEVELS = ("школьный", "муниципальный", "региональный")
RESULTS = ("участник", "призёр", "победитель")
SORTS = ("олимпиада", "конкурс", "спорт")
#: terminal, allowed between values without order
_COMPARISONS = ("NOT_LESS", "NOT_MORE", "GREATER", "LESS", "EQ", "NOT_EQ")
_COUNTS = ("NOT_LESS", "NOT_MORE", "GREATER", "LESS", "EXACTLY")
_SIGNS = {
    "NOT_LESS": (">=", "≥"),
    "NOT_MORE": ("<=", "≤"),
    "GREATER": (">",),
    "LESS": ("<",),
    "EQ": ("=",),
    "NOT_EQ": ("<>", "≠"),
}
#: the keys of a table besides a number, as they are asked
TABLE_KEYS = {"ступени": "; запас"}
_MODES = ("HALF_UP", "HALF_EVEN", "HALF_DOWN", "ROUND_UP", "ROUND_DOWN")
_GROUPINGS = ("BEST_OF", "SUM", "MEAN", "MAX", "MIN")


@frozen
class Place:
    """Where an expression stands. element: the shape in hand, or empty; the rest: names declared so far.

    names: sort -> names. route: inside a route's clause.
    """

    element: str = ""
    names: dict[str, tuple[str, ...]] = field(factory=dict)
    route: bool = False

    def of(self, sort: str) -> tuple[str, ...]:
        return self.names.get(sort, ())

    def with_element(self, shape: str) -> "Place":
        return evolve(self, element=shape)

    def with_name(self, sort: str, name: str) -> "Place":
        return evolve(self, names={**self.names, sort: (*self.of(sort), name)})


@frozen
class Expressions:
    """An author of values and conditions."""

    author: Author

    # --- numbers ---

    def number(self, place: Place, depth: int) -> str:
        """A `factor`: safe to stand anywhere a number may."""
        a = self.author
        if depth <= 0 or a.perhaps(0.3):
            return self._plain_number(place)
        made: str = getattr(self, a.one(_NUMBERS))(place, depth - 1)
        return made

    def _plain_number(self, place: Place) -> str:
        a = self.author
        options = [a.number(), a.number(0, 5)]
        options += ["класс", "пропуски", "пропусков", "взнос", "взноса"] if not place.element else []
        if place.element == "достижение":
            options += ["балл_жюри", "балла_жюри", f"({a.word('OF')} ученика класс)"]
        if place.element == "курс":
            options += ["польза", "пользы", "класс"]
        options += [*place.of("parameter"), *place.of("indicator")]
        return a.one(options)

    def mark(self, place: Place, depth: int) -> str:
        return self.author.join("(отметка", self.author.word("BY"), self.author.one(SUBJECTS) + ")")

    def negated(self, place: Place, depth: int) -> str:
        return f"(-{self.number(place, depth)})"

    def added(self, place: Place, depth: int) -> str:
        a = self.author
        sign = a.one(["+", "-", a.word("PLUS"), a.word("MINUS")])
        return "(" + a.join(self.unitless(place, depth), sign, self.unitless(place, depth)) + ")"

    def multiplied(self, place: Place, depth: int) -> str:
        a = self.author
        sign = a.one(["*", "*", "/", a.word("TIMES"), a.word("DIVIDE")])
        return "(" + a.join(self.unitless(place, depth), sign, self.unitless(place, depth)) + ")"

    def unitless(self, place: Place, depth: int) -> str:
        return self.number(place, depth)

    def substituted(self, place: Place, depth: int) -> str:
        a = self.author
        if not a.asks_known:
            return self.added(place, depth)
        return "(" + a.join(self.number(place, depth), a.word("IF_UNKNOWN"), a.number(0, 5)) + ")"

    def chosen(self, place: Place, depth: int) -> str:
        a = self.author
        return "(" + a.join(
            a.word("IF"), self.condition(place, depth), a.word("THEN"), self.unitless(place, depth),
            a.word("ELSE"), self.unitless(place, depth),
        ) + ")"  # fmt: skip

    def counted(self, place: Place, depth: int) -> str:
        a = self.author
        return "(" + a.join(a.word(a.one(["COUNT", "SHARE"])), self.collection(place, depth)) + ")"

    def reduced(self, place: Place, depth: int) -> str:
        a = self.author
        if a.perhaps(0.15):
            return (
                "("
                + a.join(a.word(a.one(["MEAN", "MAX", "MIN", "SUM"])), "отметка", a.word("AMONG"), self.marks())
                + ")"
            )
        if a.perhaps(0.15):
            value = a.one(["польза", "пользы"])
            return (
                "(" + a.join(a.word(a.one(["MEAN", "MAX", "SUM"])), value, a.word("AMONG"), self.courses(place)) + ")"
            )
        if a.perhaps(0.2):
            return "(" + a.join(a.word(a.one(["MEAN", "MAX", "MIN", "SUM"])), a.one(["отметок", "отметки"])) + ")"
        start = [a.word(a.one(["MEAN", "MAX", "MIN", "SUM"]))]
        if a.perhaps(0.3):
            start = [a.word("SUM"), a.word("BEST"), str(a.upto(1, 3)), a.word("OUT_OF")]
        value = a.one(["балл_жюри", "баллов_за_уровень", self._inner(place, depth)])
        return "(" + a.join(*start, value, a.word("AMONG"), self.collection(place, depth)) + ")"

    def _inner(self, place: Place, depth: int) -> str:
        return self.number(place.with_element("достижение"), min(depth, 1))

    def grouped(self, place: Place, depth: int) -> str:
        a = self.author
        keys = a.one(["предмету", "уровню", "предмету; уровню"])
        if a.perhaps(0.2):
            head = a.join(a.word("PER_EACH"), keys, a.word("COUNT"), self.collection(place, depth))
        else:
            value = a.one(["балл_жюри", "баллов_за_уровень", self._inner(place, depth)])
            head = a.join(
                a.word("PER_EACH"), keys, a.word(a.one(_GROUPINGS)), value, a.word("AMONG"),
                self.collection(place, depth),
            )  # fmt: skip
        each = [a.join(a.word("EACH_AT_MOST"), a.number(1, 20))] if a.perhaps(0.3) else []
        last = a.one([a.word("SUM"), a.join(a.word("SUM"), a.word("BEST"), "2"), a.word("MEAN"), a.word("MAX")])
        return "(" + a.join(head, *each, last, *self.steps(place, 0)) + ")"

    def stepped(self, place: Place, depth: int) -> str:
        return "(" + self.author.join(self.number(place, depth), *self.steps(place, depth, 1)) + ")"

    def tabled(self, place: Place, depth: int) -> str:
        a = self.author
        tables = place.of("table")
        if not tables:
            return f"баллы_за_уровень({a.one(LEVELS)}; {a.one(RESULTS)})"
        table = a.one(tables)
        # a table of two keys asks of the second whether it is there at all
        return f"{table}({self.number(place, depth)}{TABLE_KEYS.get(table, '')})"

    def steps(self, place: Place, depth: int, least: int = 0) -> list[str]:
        """Steps over one number."""
        a = self.author
        made = []
        for _ in range(a.upto(least, 2)):
            match a.upto(1, 3):
                case 1:
                    unit = a.one(["1", "0,1", "0,01", "5", "0,5"])
                    made.append(a.join(a.word("ROUND"), a.word("RANGE_TO"), unit, a.word(a.one(_MODES))))
                case 2:
                    made.append(a.join(a.word("BUT_AT_MOST"), self.number(place, depth)))
                case _:
                    made.append(a.join(a.word("BUT_AT_LEAST"), self.number(place, depth)))
        return made

    # --- collections ---

    def collection(self, place: Place, depth: int) -> str:
        """Achievements, with a condition and a window or without."""
        a = self.author
        name = a.one(["достижений", "достижения", "достижениям"])
        parts = [name]
        if depth > 0 and a.perhaps(0.7):
            inside = place.with_element("достижение")
            parts += [a.word("WHERE"), self.condition(inside, depth - 1)]
        if a.perhaps(0.3):
            parts.append(self.window())
        return a.join(*parts)

    def window(self) -> str:
        a = self.author
        match a.upto(1, 5):
            case 1:
                window = a.word(a.one(["IN_SCHOOL_YEAR", "IN_HALF", "IN_QUARTER"]))
            case 2:
                window = a.join(a.word("IN_LAST"), str(a.upto(1, 3)), a.word("YEARS"))
            case 3:
                window = a.join(a.word("IN_LAST"), str(a.upto(1, 3)), a.word("SCHOOL_YEARS"))
            case 4:
                window = a.join(a.word("IN_LAST"), a.word(a.one(["YEAR", "SCHOOL_YEAR", "MONTH"])))
            case _:
                window = a.join(a.word("IN_LAST"), str(a.upto(1, 18)), a.word("MONTHS"))
        return window if a.perhaps(0.8) else a.join(window, a.word("BY_DATE"), "даты")

    def marks(self) -> str:
        """Marks, told apart by their subjects."""
        a = self.author
        asked = [a.join("предмет", a.word("AMONG"), "; ".join(SUBJECTS[: a.upto(1, 3)]))]
        if a.perhaps(0.6):
            asked.append(a.join("отметка", self.comparison(), str(a.upto(2, 5))))
        return a.join("отметок", a.word("WHERE"), a.join(f" {a.word('AND')} ".join(asked)))

    def courses(self, place: Place) -> str:
        """Entries of the catalogue, those of the person's own wishes among them."""
        a = self.author
        return a.join("курсов", a.word("WHERE"), self.condition(place.with_element("курс"), 1))

    # --- conditions ---

    def condition(self, place: Place, depth: int) -> str:
        """A whole `condition`: one test, or several joined in one way."""
        a = self.author
        if depth <= 0 or a.perhaps(0.5):
            return self.test(place, depth)
        glue = a.word(a.one(["AND", "OR"]))
        tests = [self.test(place, depth - 1) for _ in range(a.upto(2, 3))]
        return a.join(*[piece for test in tests for piece in (glue, test)][1:])

    def test(self, place: Place, depth: int) -> str:
        """A `test`: joins with others without parentheses."""
        a = self.author
        if depth <= 0:
            return self._plain_test(place)
        made: str = getattr(self, a.one(_TESTS))(place, depth - 1)
        return made

    def _plain_test(self, place: Place) -> str:
        a = self.author
        options = ["льгота", "долг", *place.of("rule")]
        if place.element == "достижение":
            options += ["подтверждено", "подтверждено"]
            options.append(a.join("вид", self.comparison(equality=True), a.one(SORTS)))
            options.append(a.join("уровень", self.comparison(), a.one([*LEVELS, "районный", "регионального"])))
            among = a.word(a.one(["AMONG", "AMONG", "NOT_AMONG"]))
            options.append(a.join("предмет", among, "; ".join(SUBJECTS[: a.upto(1, 3)])))
            options.append(a.join("дата", self.comparison(), a.one([a.day(), "день_решения"])))
        elif place.element == "курс":
            options.append(a.join("направление", self.comparison(equality=True), "медицина"))
            options.append(a.join("код", a.word(a.one(["AMONG", "AMONG", "NOT_AMONG"])), "пожеланий"))
            options.append(a.join("часы", self.comparison(), a.number(0, 6)))
        else:
            options.append(a.join("зачислен", self.comparison(), a.one([a.day(), "день_решения"])))
            options.append(a.join("прозвище", self.comparison(equality=True), a.quoted("Вымышленный")))
        return a.one(options)

    def plain(self, place: Place, depth: int) -> str:
        return self._plain_test(place)

    def comparison(self, equality: bool = False) -> str:
        a = self.author
        terminal = a.one(_COMPARISONS[4:] if equality else _COMPARISONS)
        return a.one(_SIGNS[terminal]) if a.perhaps(0.3) else a.word(terminal)

    def compared(self, place: Place, depth: int) -> str:
        return self.author.join(self.number(place, depth), self.comparison(), self.number(place, depth))

    def between(self, place: Place, depth: int) -> str:
        a, low = self.author, self.author.upto(0, 10)
        return a.join(
            self.number(place, depth), a.word("RANGE_FROM"), str(low), a.word("RANGE_TO"), str(low + a.upto(0, 9))
        )

    def known(self, place: Place, depth: int) -> str:
        a = self.author
        if not a.asks_known:
            return self.between(place, depth)
        return a.join(a.word("KNOWN"), self.mark(place, 0) if a.perhaps(0.5) else "льгота")

    def exists(self, place: Place, depth: int) -> str:
        a = self.author
        if a.perhaps(0.3):
            among = self.marks() if a.perhaps(0.5) else self.courses(place)
            return "(" + a.join(a.word(a.one(["EXISTS", "NO"])), among) + ")"
        if a.perhaps(0.3):
            return "(" + a.join(a.word(a.one(["EXISTS", "NO"])), a.one(["запас", "прозвище", "льгота", "долг"])) + ")"
        return "(" + a.join(a.word(a.one(["EXISTS", "NO"])), self.collection(place, depth)) + ")"

    def at_count(self, place: Place, depth: int) -> str:
        a = self.author
        return "(" + a.join(a.word(a.one(_COUNTS)), str(a.upto(0, 3)), self.collection(place, depth)) + ")"

    def every_one(self, place: Place, depth: int) -> str:
        a = self.author
        holds = self.condition(place.with_element("достижение"), depth)
        return "(" + a.join(a.word("FOR_EACH"), self.collection(place, depth), a.word("HOLDS"), f"({holds})") + ")"

    def every_value(self, place: Place, depth: int) -> str:
        return self.author.join(self.author.word("ALL"), "отметки", self.comparison(), str(self.author.upto(1, 5)))

    def negation(self, place: Place, depth: int) -> str:
        return self.author.join(self.author.word("NOT"), self.test(place, depth))

    def nested(self, place: Place, depth: int) -> str:
        return f"({self.condition(place, depth)})"


_NUMBERS = (
    "negated", "added", "multiplied", "substituted", "chosen", "counted", "reduced", "grouped", "stepped", "tabled",
)  # fmt: skip
_TESTS = (
    "compared", "compared", "between", "known", "exists", "at_count", "every_one", "every_value", "negation", "nested",
    "plain",
)  # fmt: skip
