"""Tables read row by row."""

import itertools
from fractions import Fraction

from tests.language.oracles.writing import case, ruleset, shown, suite, unknown


def tables() -> str:
    rows = [(None, 3, 0), (3, 6, 5), (6, 9, 7), (20, None, 9)]
    cells = {(None, 3): "не больше 3", (3, 6): "от 3 до 6", (6, 9): "6–9", (20, None): "не меньше 20"}
    numbers = [Fraction(each, 2) for each in range(-2, 21)] + [Fraction(each) for each in (11, 19, 20, 21, 30)]
    sets = []
    for hit, word in (("one", "единственная строка"), ("first", "первая строка"), ("all", "все подходящие строки")):
        for otherwise in (None, 4):
            lines = "\n".join(f"  {cells[low, high]} | {result}" for low, high, result in rows)
            text = f"сведения лицо\n  х число от -5 до 30\n\nтаблица баллы по х\n  {word}\n{lines}\n"
            text += f"  иначе {otherwise}\n" if otherwise is not None else ""
            text += "\nпоказатель балл баллы(х)\n"
            cases = []
            for x in numbers:
                fitting = [
                    result for low, high, result in rows if (low is None or low <= x) and (high is None or x <= high)
                ]
                if not fitting:
                    value = "fault D002" if otherwise is None else str(otherwise)
                elif hit == "one" and len(fitting) > 1:
                    value = "fault D003"
                else:
                    value = str(sum(fitting) if hit == "all" else fitting[0])
                cases.append(case(f"х = {shown(x)}", {"х": shown(x)}, [f"балл = {value}"]))
            sets.append(ruleset(f"полосы, {word}, иначе {otherwise}", text, cases))
    levels, results = ("школьный", "городской", "областной"), ("участник", "призёр", "победитель")
    points = {"школьный": (0, 1, 3), "городской": (1, 4, 7), "областной": (3, 4, 9)}
    lines = "\n".join(f"  {level} | " + " | ".join(map(str, points[level])) for level in levels)
    text = (
        f"перечень уровень {'; '.join(levels)}\n\nперечень результат {'; '.join(results)}\n\n"
        "сведения лицо\n  уровень уровень\n  результат результат\n\n"
        f"таблица баллы по уровню; результату\n  единственная строка\n  уровень | {' | '.join(results)}\n{lines}\n\n"
        "показатель балл баллы\n"
    )
    cases = []
    for level, result in itertools.product((*levels, None), (*results, None)):
        possible = [
            points[each][at]
            for each in levels
            for at, name in enumerate(results)
            if level in (None, each) and result in (None, name)
        ]
        causes = [name for name, given in (("уровень", level), ("результат", result)) if given is None]
        agree = len(set(possible)) == 1
        value = str(possible[0]) if agree else unknown(causes, (Fraction(min(possible)), Fraction(max(possible))))
        cases.append(
            case(
                f"{level or 'неизвестный'} {result or 'неизвестно'}",
                {"уровень": level, "результат": result},
                [f"балл = {value}"],
            )
        )
    sets.append(ruleset("два ключа, и неизвестный ключ", text, cases))
    return suite("Tables: bands with shared ends, a gap and an open end; two keys, one of them unknown.", sets)
