"""Serbian as Bosnia and Herzegovina speaks it, from Serbian as the interface is written. Pure.

The interface has one Serbian catalogue, in ekavian. ``fixtures/ijekavian.yaml`` says which words
are said otherwise in that country; addresses, placeholders and markup are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from base.languages.scripts import to_latin

# What is no word of the text, and the words between.
_PIECES = re.compile(
    r"%\(\w+\)[sd]|\{[^{}]*\}|<[^<>]*>|&\w+;|https?://\S+|[\w.+-]+@[\w.-]+|[^\W\d_]+"
)
_WORD = re.compile(r"[^\W\d_]+")


class Ijekavian:
    """Says texts in ijekavian, in either script."""

    def __init__(self, data: Mapping[str, Mapping[str, str]]) -> None:
        """From the content of the file: ``{"phrases": {said: said there}, "words": {…}}``."""
        phrases, words = _in_both_scripts(data["phrases"]), _in_both_scripts(data["words"])
        self._phrases = phrases
        alternatives = "|".join(re.escape(said) for said in phrases)
        self._phrase = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
        self._whole = {said: there for said, there in words.items() if "*" not in said}
        stems = sorted((said for said in words if "*" in said), key=_length, reverse=True)
        self._stems = [(_pattern(said), words[said]) for said in stems]
        self._word = lru_cache(maxsize=16_384)(self._say_word)
        self.say = lru_cache(maxsize=4096)(self._say)

    def _say(self, text: str) -> str:
        """The text as it is said there."""
        text = self._phrase.sub(
            lambda found: _cased(found[0], self._phrases[found[0].lower()]), text
        )
        return _PIECES.sub(lambda found: self._piece(found[0]), text)

    def _piece(self, piece: str) -> str:
        return self._word(piece) if _WORD.fullmatch(piece) else piece

    def _say_word(self, word: str) -> str:
        lower = word.lower()
        if lower in self._whole:
            return _cased(word, self._whole[lower])
        for pattern, there in self._stems:
            if found := pattern.fullmatch(lower):
                return _cased(word, found["before"] + there + found["after"])
        return word


def _in_both_scripts(lines: Mapping[str, str]) -> dict[str, str]:
    """The same lines in Latin letters beside them."""
    latin = {to_latin(said): to_latin(there) for said, there in lines.items()}
    return {**lines, **latin}


def _length(said: str) -> int:
    return len(said.strip("*"))


def _pattern(said: str) -> re.Pattern[str]:
    before = r"(?P<before>\w*)" if said.startswith("*") else "(?P<before>)"
    after = r"(?P<after>\w*)" if said.endswith("*") else "(?P<after>)"
    return re.compile(before + said.strip("*") + after)


def _cased(like: str, text: str) -> str:
    """In capitals or with a capital as the word it stands for."""
    if like.isupper() and len(like) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if like[:1].isupper() else text
