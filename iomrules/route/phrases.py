"""What a route says of its lines and of what it leaves out, in both languages side by side."""

from collections.abc import Iterable, Sequence

from iomrules.route.entries import PER_WEEK, PER_YEAR, VOLUME
from iomrules.route.route import Said
from iomrules.values import Missing, Number, decimal_text

PLANNED = Said("входит в учебный план", "stands in the study plan")
OBLIGATORY = Said("обязательная часть маршрута", "obligatory part of the route")
FORESEEN = Said("предусмотрено маршрутом", "provided for by the route")
HOLDS = Said("условие выполнено", "the condition holds")
HOLDS_NOT = Said("условие не выполнено", "the condition does not hold")
NOT_CHOSEN = Said("не выполнено условие выбора", "the condition of the choice does not hold")
FITS_SO_FAR = Said("подходит", "fits")
BY_HOURS_LEFT = Said("зависит от часов, которые останутся", "depends on the hours that will be left")
FITS = Said("подходит по условию", "satisfies the condition")
NOBODY_FITS = Said("никто не подходит по условию", "nobody satisfies the condition")
ONLY_ONE = Said(
    "единственное, что подходит по условию выбора", "the only one that satisfies the condition of the choice"
)
MODULE = Said("модуль партнёра по маршруту", "partner's module of the route")
MODULE_HOLDS = Said("модуль партнёра, условие выполнено", "partner's module, the condition holds")

#: a unit of hours -> how English says it
UNITS_EN = {PER_WEEK: "h/week", PER_YEAR: "h/year", VOLUME: "h"}


def quoted(names: Iterable[str]) -> Said:
    """«Практикум»; «Анатомия»."""
    known = tuple(names)
    return Said("; ".join([f"«{each}»" for each in known]), "; ".join([f"“{each}”" for each in known]))


def fact_names(missing: Sequence[Missing]) -> Said:
    """«отметка по химии»; «анкета»."""
    return quoted([each.fact for each in missing])


def hours(number: Number, unit: str = PER_WEEK) -> Said:
    """4,5 ч/нед."""
    ru = f"{decimal_text(number, ',')} {'ч' if unit == VOLUME else unit}"
    return Said(ru, f"{decimal_text(number)} {UNITS_EN.get(unit, unit)}")


def undecided(missing: Sequence[Missing]) -> Said:
    facts = fact_names(missing)
    return Said(f"нельзя решить, пока нет сведений {facts.ru}", f"cannot be told while these are missing: {facts.en}")


# --- of what is chosen ---------------------------------------------------------------------------------------------


def turn(place: int, count: int, *, listed: bool) -> Said:
    """place: from 1, of so many that fit. listed: whether in the order of the list, for nobody says another."""
    ru, en = f"{place}-е место из {count} подходящих", f"place {place} of {count} that fit"
    return Said(f"{ru} по порядку перечня", f"{en}, in the order of the list") if listed else Said(ru, en)


def with_others(names: Said) -> Said:
    return Said(f"берут вместе с {names.ru}", f"taken together with {names.en}")


def both(first: Said, second: Said) -> Said:
    return Said(f"{first.ru}; {second.ru}", f"{first.en}; {second.en}")


def still_open(said: Said, waiting: Iterable[str]) -> Said:
    """waiting: titles of what is in doubt."""
    names = quoted(waiting)
    return Said(f"{said.ru}; ещё не решено: {names.ru}", f"{said.en}; not settled yet: {names.en}")


def only_with(names: Said) -> Said:
    return Said(f"берут только вместе с {names.ru}", f"taken only together with {names.en}")


def not_with(name: str) -> Said:
    return Said(f"не берут вместе с «{name}», а он уже в маршруте", f"never taken with “{name}”, which is in the route")


def only_with_unfit(name: str, why: Said | None) -> Said:
    """why: what keeps the other one out, or None where its condition does."""
    ru = f"берут только вместе с «{name}», а он не подходит"
    en = f"taken only together with “{name}”, which does not fit"
    return Said(f"{ru}: {why.ru}", f"{en}: {why.en}") if why is not None else Said(ru, en)


def fits_but(needs: Said | None, blocker: Said) -> Said:
    """needs: what it is taken with, or None for nothing."""
    if needs is None:
        return Said(f"подходит, но {blocker.ru}", f"fits, but {blocker.en}")
    also = only_with(needs)
    return Said(f"{also.ru}: {blocker.ru}", f"{also.en}: {blocker.en}")


def enough(most: int) -> Said:
    return Said(f"по выбору берётся не больше {most}", f"at most {most} may be chosen")


def apart(names: Said) -> Said:
    return Said(f"не берут вместе с {names.ru}", f"is never taken with {names.en}")


def reserved(least: int) -> Said:
    ru = f"с этим курсом не набрать часов на {least} по выбору"
    return Said(ru, f"with this course there are no hours for a choice of {least}")


def no_room(needed: Said, left: Said) -> Said:
    ru = f"не помещается: нужно {needed.ru}, осталось {left.ru}"
    return Said(ru, f"does not fit in: {needed.en} needed, {left.en} left")


# --- of what falls short -------------------------------------------------------------------------------------------


def too_few(least: int, taken: int) -> Said:
    ru = f"по выбору нужно не меньше {least}, подобрано {taken}"
    return Said(ru, f"at least {least} have to be chosen, {taken} found")


def limit_unknown(missing: Sequence[Missing]) -> Said:
    facts = fact_names(missing)
    ru = f"предел недельной нагрузки неизвестен: нет сведений {facts.ru}"
    return Said(ru, f"the limit of the weekly load is unknown while these are missing: {facts.en}")


def hours_unknown(title: str) -> Said:
    ru = f"часы «{title}» неизвестны и в нагрузку не вошли"
    return Said(ru, f"the hours of “{title}” are unknown and not in the load")


def over_limit(found: Said, limit: Said) -> Said:
    ru = f"обязательная часть занимает {found.ru}, это больше предела {limit.ru}"
    return Said(ru, f"the obligatory part takes {found.en}, more than the limit of {limit.en}")


def not_listed(name: str, catalogue: str) -> Said:
    return Said(f"«{name}» нет в перечне «{catalogue}»", f"“{name}” is not in the list “{catalogue}”")


def no_mentor(missing: Sequence[Missing]) -> Said:
    """missing: what nobody can be told to fit without; empty where nobody does."""
    if not missing:
        return Said(f"наставник не назначен: {NOBODY_FITS.ru}", f"no mentor is named: {NOBODY_FITS.en}")
    facts = fact_names(missing)
    return Said(
        f"наставник не назначен: нет сведений {facts.ru}", f"no mentor is named while these are missing: {facts.en}"
    )


# --- of seats; most: how many there are, or None where nobody knows; queue: the rating's title, or empty -----------


def _seats(most: Number | None) -> Said:
    if most is None:
        return Said("число мест неизвестно", "the number of seats is unknown")
    return Said(f"мест {decimal_text(most, ',')}", f"seats: {decimal_text(most)}")


def _standing(queue: str) -> Said:
    return Said(f" в рейтинге «{queue}»", f" in the rating “{queue}”") if queue else Said("", "")


def all_taken(most: Number | None, queue: str) -> Said:
    seats, standing = _seats(most), _standing(queue)
    if not queue:
        return Said(f"{seats.ru}, все заняты", f"{seats.en}, all taken")
    ru = f"{seats.ru}, все заняты теми, кто выше{standing.ru}"
    return Said(ru, f"{seats.en}, all taken by those who stand higher{standing.en}")


def seat_unknown(most: Number | None) -> Said:
    seats = _seats(most)
    ru = f"{seats.ru}: пока нет всех сведений, нельзя сказать, останется ли место"
    return Said(ru, f"{seats.en}: while facts are missing, nobody can tell whether one is left")


def tied(most: Number | None, left: Number, level: int, queue: str, *, sure: bool) -> Said:
    """left: seats for so many who stand level. sure: whether there are no more of them."""
    seats, standing = _seats(most), _standing(queue)
    least, least_en = ("", "") if sure else ("не меньше ", "at least ")
    ru = f"{seats.ru}: осталось {least}{decimal_text(left, ',')}, а равных{standing.ru} — {level}; решает совет"
    en = f"{seats.en}: {least_en}{decimal_text(left)} left, and {level} stand level{standing.en}; the council decides"
    return Said(ru, en)


def tied_above(most: Number | None, waiting: int, queue: str) -> Said:
    """waiting: how many who stand higher wait for a council."""
    seats, standing = _seats(most), _standing(queue)
    wait = "выше{0} ждут решения совета о равных — {1}; от него зависит, останется ли место"
    wait_en = "of those who stand higher{0}, {1} wait for the council's decision on a tie; a seat depends on it"
    return Said(
        f"{seats.ru}: {wait.format(standing.ru, waiting)}", f"{seats.en}: {wait_en.format(standing.en, waiting)}"
    )
