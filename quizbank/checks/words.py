"""Words and sentences of a text, and patterns with ``*`` that find them, whatever the script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from base.languages.scripts import to_latin
from quizbank.rules.text_units import TextWords

CYRILLIC = ("sr", "sr-BA")
IJEKAVIAN, EKAVIAN = ("bs", "hr", "sr-BA"), ("sr", "sr-latn")

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# A point before a small letter ends no sentence: „5. razred“, „npr. ovo“.
_END = re.compile(r"[.!?…]+[”“\"»')]*(?=\s+[^\sa-zčćđšžа-яђјљњћџ])|\n+")


def in_latin(language: str, said: TextWords) -> TextWords:
    """All units of a text in Latin letters."""
    return said.mapped(to_latin) if language in CYRILLIC else said


def words(text: str) -> list[str]:
    """The words in small letters."""
    return _WORD.findall(text.lower())


def sentences(text: str) -> list[str]:
    """The sentences; every line is at least one."""
    starts = [0, *(match.end() for match in _END.finditer(text))]
    found = (text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True))
    return [sentence for sentence in found if _WORD.search(sentence)]


def pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the forms as whole words; ``lozink*`` stands for every ending."""
    found = "|".join(
        re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for form in forms
    )
    return re.compile(rf"(?<!\w)(?:{found or '(?!)'})(?!\w)", re.IGNORECASE)


def in_language[T](by_language: Mapping[str, T], language: str) -> T | None:
    """What a list of words says for a language: both scripts of Serbian share theirs.

    Serbian in Bosnia has them too, unless it has its own.
    """
    bases = {"sr-latn": "sr", "sr-BA": "sr"}
    return by_language.get(language) or by_language.get(bases.get(language, ""))
