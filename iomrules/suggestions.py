"""Words in messages: the one probably meant, and texts of others as far as a message can show them."""

from collections.abc import Sequence


def nearest(word: str, known: Sequence[str]) -> str:
    """The known word most like `word`, or empty."""
    folded = {fold_key(each): each for each in known}
    from difflib import get_close_matches  # only where a word is not understood

    found = get_close_matches(fold_key(word), list(folded), n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


def meant(word: str) -> tuple[str, str]:
    """«Did you mean» in Russian and English, to stand before the rest of a help; both empty for no word."""
    return (f"возможно, имелось в виду «{word}»; ", f"did you mean `{word}`? ") if word else ("", "")


def shorten(text: str, longest: int = 60) -> str:
    """The text as far as a message can show it, without characters that would disturb a console."""
    clean = "".join(letter if letter.isprintable() else "�" for letter in text)
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


def fold_key(word: str) -> str:
    """As keys are compared: small letters, `ё` as `е`, spaces and dashes as `_`."""
    return word.strip().casefold().replace("ё", "е").replace(" ", "_").replace("-", "_")
