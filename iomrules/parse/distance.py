"""How far two spellings are apart."""


def distance(left: str, right: str, most: int) -> int:
    """Slips of the keyboard between two words: a letter more, less or other, or two swapped; never above most + 1."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, char in enumerate(left, 1):
        line = [row]
        for column, other in enumerate(right, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (char != other))
            swapped = row > 1 and column > 1 and char == right[column - 2] and left[row - 2] == other
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        if min(line) > most:
            return most + 1
        before, above = above, line
    return min(above[-1], most + 1)


def slips_allowed(word: str) -> int:
    """How many slips still leave a word recognisable."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2
