"""Names as they stand in lists, made into names as they are spoken; and which part is which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from base.intake.rosters.roster_shapes import Order

LETTER = r"[^\W\d_]"
_NAME = re.compile(rf"{LETTER}(?:{LETTER}|[\u0300-\u036f'’`´.\- ])*")
_WORD = re.compile(rf"{LETTER}(?:{LETTER}|[\u0300-\u036f'’`´])*")
_NUMBERED = re.compile(r"\s*(\d{1,3})\s*[.):\-–]*\s*[.)]?\s+(?=\D)|\s*(\d{1,3})[.)]+\s*(?=\D)")
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_DIGRAPHS = ("Dž", "Lj", "Nj")
_LATIN_LOOK = dict(zip("АВЕЗКМНОРСТУХЈаеорсухјі", "ABE3KMHOPCTYXJaeopcyxji", strict=True))
_LOOK_LATIN = {latin: cyrillic for cyrillic, latin in _LATIN_LOOK.items() if latin.isalpha()}
# What family names here end in, in both scripts and small letters.
_FAMILY = re.compile(r"(?:[iи][ćčћчc]|ski|ски|cki|цки|ak|ак|ek|ек|ac|ац|in|ин|ov|ов|ev|ев)$")
_SURE_FAMILY = re.compile(r"(?:[iи][ćčћчc]|ski|ски)$")
MOST_LETTERS = 80


def parted_number(text: str) -> tuple[int | None, str]:
    """The number somebody typed before a name ("1.", "1)", "01"), and the rest."""
    found = _NUMBERED.match(text)
    if not found:
        return None, text
    return int(found[1] or found[2]), text[found.end() :]


def without_parent(text: str) -> tuple[str, bool]:
    """A name without what stands in parentheses, by custom a parent's; and whether there was."""
    left = _PARENTHESES.sub(" ", text)
    return " ".join(left.split()), left != text


def is_name(text: str) -> bool:
    """Whether this can be a name: one to six words of letters alone."""
    return bool(_NAME.fullmatch(text)) and len(text.split()) <= 6 and _letters(text) > 1


def tidy(text: str) -> str:
    """A name in its usual capitals, without the spaces and single letters of old programs."""
    text = unicodedata.normalize("NFKC", text).replace("`", "’").replace("´", "’").replace("'", "’")
    text = " ".join(text.strip(' ,;."„“”-–').split())
    text = re.sub(r"\s*[-–]\s*", "-", text)
    return _WORD.sub(lambda found: _capitals(found[0], text), text)


def _capitals(word: str, whole: str) -> str:
    if (
        word[:2].upper() in {one.upper() for one in _DIGRAPHS}
        and word[:2].isupper()
        and word[2:].islower()
    ):
        return word.capitalize()
    if (word.isupper() and len(word) > 1) or (word.islower() and whole.islower()):
        return word.capitalize()
    return word


def one_script(text: str) -> tuple[str, bool]:
    """The name with each word in one script, and whether letters of both were mixed in a word."""
    mended = _WORD.sub(lambda found: _in_one(found[0]), text)
    return mended, mended != text or any(_is_mixed(word) for word in mended.split())


def _in_one(word: str) -> str:
    if not _is_mixed(word):
        return word
    cyrillic = sum(_is_cyrillic(letter) for letter in word)
    looks = _LOOK_LATIN if cyrillic * 2 >= len(word) else _LATIN_LOOK
    tried = "".join(looks.get(letter, letter) for letter in word)
    return word if _is_mixed(tried) else tried


def _is_mixed(word: str) -> bool:
    return len({_is_cyrillic(letter) for letter in word if letter.isalpha()}) > 1


def _is_cyrillic(letter: str) -> bool:
    return "Ѐ" <= letter <= "ӿ"


def without_middle(text: str, order: Order) -> tuple[str, bool]:
    """A name of three or more words without the one beside the given name, a parent's."""
    words = text.split()
    if len(words) < 3:
        return text, False
    del words[-2 if order == "surname" else 1]
    return " ".join(words), True


def split_name(text: str, order: Order) -> tuple[str, str]:
    """Surname and given name of a whole one.

    A comma parts them for sure, else the one that stands alone is the given name.
    """
    if "," in text:
        first, _comma, last = text.partition(",")
        return (
            (first.strip(), last.strip()) if order == "surname" else (last.strip(), first.strip())
        )
    words = text.split()
    if len(words) < 2:
        return (text, "") if order == "surname" else ("", text)
    if order == "surname":
        return " ".join(words[:-1]), words[-1]
    return " ".join(words[1:]), words[0]


def guess_order(names: Sequence[str]) -> Order:
    """Which comes first in these names: by capitals, by endings, by the order of the list.

    Nothing to go by: surname first, as class registers have it.
    """
    pairs = [
        (words[0], words[-1]) for name in names if len(words := name.replace(",", " ").split()) > 1
    ]
    capitals = sum(a.isupper() - b.isupper() for a, b in pairs if len(a) > 1 < len(b))
    if capitals:
        return "surname" if capitals > 0 else "given"
    endings = sum(_ends(a) - _ends(b) for a, b in pairs)
    if abs(endings) > len(pairs) / 5:
        return "surname" if endings > 0 else "given"
    return (
        "given" if _sorted(b for _, b in pairs) > _sorted(a for a, _ in pairs) + 0.2 else "surname"
    )


def _ends(word: str) -> float:
    word = word.lower()
    return 1.0 if _SURE_FAMILY.search(word) else 0.3 if _FAMILY.search(word) else 0.0


def _sorted(words: Iterable[str]) -> float:
    """How much of a list is in order, 0 to 1."""
    steps = [a <= b for a, b in pairwise(one.casefold() for one in words)]
    return sum(steps) / len(steps) if steps else 0.0


def _letters(text: str) -> int:
    return sum(one.isalpha() for one in text)
