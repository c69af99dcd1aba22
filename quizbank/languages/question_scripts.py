"""Serbian from Latin into Cyrillic, letter by letter, but for exceptions.

Pure. ``fixtures/script_exceptions.yaml`` names the exceptions: letters that only look like a
digraph (nad|živeti), and words that stay Latin. The other way, in ``schools``, loses
nothing but such borders.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from base.languages.scripts import TO_LATIN, stressed

_TO_CYRILLIC = {
    **{latin: cyrillic for cyrillic, latin in TO_LATIN.items()},
    "ǆ": "џ",
    "ǉ": "љ",
    "ǌ": "њ",
    "ð": "ђ",  # single signs, and the Icelandic letter like Đ
}
# Montenegrin ś and ź have no single sign in Cyrillic.
_TO_CYRILLIC |= {"ś": "с\u0301", "ź": "з\u0301"}

# What no orthography changes: addresses, placeholders, markup, handles, and codes with digits.
_UNTOUCHED = re.compile(
    r"""(?P<markup></?[A-Za-z][^<>]*>|&\#?\w+;|\{[^{}]*\}|%\(\w+\)[a-z]|%[sd](?![a-z]))
    |(?P<address>\b(?:https?://|www\.)[^\s<>"„“”]*[^\s<>"„“”.,;:!?)]
      |[\w.+-]+@[\w-]+(?:\.[\w-]+)*\w
      |\b[\w-]+(?:\.[\w-]+)*
        \.(?:docx?|xlsx?|pptx?|odt|ods|pdf|txt|csv|html?|jpe?g|png|gif|svg|mp[34]|zip|rar|exe|apk)\b
      |\b(?=[A-Z]?[0-9-]*[a-z])[A-Za-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9]+(?!\w)(?:/[\w./-]*\w)?)
    |(?P<handle>(?<!\w)[@\#][A-Za-z_]\w+)
    |(?P<code>\b[A-Z][a-z]+\+[A-Z]\b
      |\b(?=\w*\d)(?=\w*[A-Za-z])(?!\d+[a-zčćšžđ]\b)\w+\b
      |\b(?=[IVX]{2})(?:X{0,3})(?:IX|IV|V?I{0,3})\b)
    |(?P<foreign>\b[^\W\d_]*[qwxyQWXY][^\W\d_]*\b)""",
    re.VERBOSE,
)
# The number of a ruler: Petar I Petrović. A conjunction has no capital there.
_RULER = re.compile(r"\b[A-ZČĆŠŽĐ][a-zčćšžđ]{2,} ([IV])\b")
# What Serbian words do not have, but for those that are put together of two: English, most likely.
_DOUBTFUL = re.compile(
    r"(?i)\b(?!\w*(?:shvat|shvać|shod|ishod|ishran|prethod|pothv|pothr|ophod|ophođ|ophrv))"
    r"[^\W\d_]*(?:sh|ph|th|ck|ee|bb|cc|ff|gg|ll|mm|pp|rr|ss|tt|zz|[qwxy])[^\W\d_]*"
)
_CAPITALS = re.compile(r"\b[A-ZČĆŠŽĐ]{2,}\b")
# An address that a text writes out.
_WRITTEN_OUT = re.compile(r"(?<![\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.example\b")
# Handles and the names in a host; „.example“ is Latin everywhere.
_ADDRESS_WORDS = re.compile(r"(?!example\b)[a-z][a-z0-9_]+")
_LETTERS = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")


@dataclass(frozen=True)
class Exceptions:
    """What the letters alone do not say; ``kept`` and ``brands`` may end in ``*`` for endings.

    ``quoted``: words of a question's addresses. In quotation marks they mean what stands there.
    """

    split: Sequence[str] = ()
    kept: Sequence[str] = ()
    brands: Sequence[str] = ()
    numbered: Sequence[str] = ()
    quoted: Sequence[str] = ()

    @classmethod
    def of(cls, data: Mapping[str, Sequence[str]]) -> Exceptions:
        """From the content of the file; an unknown heading raises ``TypeError``."""
        return cls(**data)

    def beside(self, addresses: Iterable[str], *texts: str) -> Exceptions:
        """The same for texts of a scene with these addresses, and with those they write out."""
        written_out = (one for text in texts for one in _WRITTEN_OUT.findall(text))
        found = {word for one in (*addresses, *written_out) for word in _ADDRESS_WORDS.findall(one)}
        return replace(self, quoted=sorted(found))

    def turned_in(self, text: str) -> list[str]:
        """What a Cyrillic text has in Cyrillic of the words it should quote as they stand there."""
        cyrillic = (to_cyrillic(word, Exceptions()) for word in self.quoted)
        return _quotations(cyrillic).findall(text)

    @cached_property
    def quotations(self) -> re.Pattern[str]:
        """Finds quoted words of addresses, without their quotation marks."""
        return _quotations(self.quoted)

    @cached_property
    def borders(self) -> re.Pattern[str]:
        """Finds the stems in which two letters are two sounds."""
        stems = (
            "\\b" * stem.startswith("^") + stem.strip("^").replace("|", "") for stem in self.split
        )
        return re.compile("|".join(stems) or "(?!)", re.IGNORECASE)

    @cached_property
    def places(self) -> dict[str, int]:
        """Where in a stem the pair stands: ``{"nadživ": 2}``."""
        found = (stem.strip("^") for stem in self.split)
        return {stem.replace("|", ""): stem.index("|") - 1 for stem in found}

    @cached_property
    def words(self) -> re.Pattern[str]:
        """Finds what stays Latin by name."""
        return _names([*self.kept, *self.brands])

    @cached_property
    def brand_names(self) -> re.Pattern[str]:
        """Finds the names of products and firms."""
        return _names(self.brands)

    @cached_property
    def numerals(self) -> re.Pattern[str]:
        """Finds I and V where they count something."""
        return re.compile(rf"\b[IV]\b(?=\s(?i:{'|'.join(self.numbered) or '(?!)'}))")


def _quotations(words: Iterable[str]) -> re.Pattern[str]:
    found = "|".join(re.escape(word) for word in words) or "(?!)"
    return re.compile(rf"(?<=[„“\"@])(?:{found})(?=\.?[“”\"])")


def _names(entries: Sequence[str]) -> re.Pattern[str]:
    found = (
        re.escape(entry.removesuffix("*")) + ("[a-zčćšžđ]{0,3}" if entry.endswith("*") else "")
        for entry in sorted(entries, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(found) or '(?!)'})(?!\w)")


def to_cyrillic(text: str, exceptions: Exceptions) -> str:
    """Latin Serbian in Cyrillic; what is Cyrillic already, and what stays Latin, is kept."""
    text = unicodedata.normalize("NFC", text)
    found = "".join(
        part if kept else _LETTERS.sub(lambda word: _word(word[0], exceptions), part)
        for part, kept in _parts(text, exceptions)
    )
    return unicodedata.normalize("NFC", found)


def kept_in(text: str, exceptions: Exceptions) -> list[str]:
    """The parts of a text that no change of script touches, in their order."""
    return [part for part, kept in _parts(unicodedata.normalize("NFC", text), exceptions) if kept]


def doubtful_in(text: str, exceptions: Exceptions) -> list[str]:
    """Words a person should look at: they look English, and nobody has named them as an exception.

    Those with q, w, x or y stay Latin, all others are turned letter by letter (phishing, CAPS).
    """
    text = unicodedata.normalize("NFC", text)
    known = [match.span() for match in exceptions.words.finditer(text)]
    known += [match.span() for match in _UNTOUCHED.finditer(text) if match["foreign"] is None]
    patterns = (_DOUBTFUL,) if text.isupper() else (_DOUBTFUL, _CAPITALS)
    found = sorted(
        (match.start(), match[0])
        for pattern in patterns
        for match in pattern.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in known)
    )
    return list(dict.fromkeys(word for _start, word in found))


def _parts(text: str, exceptions: Exceptions) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is kept."""
    patterns = (_UNTOUCHED, exceptions.words, exceptions.numerals, exceptions.quotations)
    found = (match.span() for pattern in patterns for match in pattern.finditer(text))
    rulers = (match.span(1) for match in _RULER.finditer(text))
    spans = sorted((*found, *rulers), key=lambda span: (span[0], -span[1]))
    at = 0
    for start, end in spans:
        if end <= at:
            continue
        yield text[at : max(start, at)], False
        yield text[max(start, at) : end], True
        at = end
    yield text[at:], False


def _word(word: str, exceptions: Exceptions) -> str:
    borders = {
        match.start() + exceptions.places[match[0].lower()]
        for match in exceptions.borders.finditer(word)
    }
    found, at = "", 0
    while at < len(word):
        pair = word[at : at + 2]
        length = 2 if pair.lower() in ("lj", "nj", "dž") and at not in borders else 1
        found += _cyrillic(word[at : at + length])
        at += length
    return found


def _cyrillic(letters: str) -> str:
    low = letters.lower()
    if low in _TO_CYRILLIC:
        cyrillic = _TO_CYRILLIC[low]
        # In dŽep the first letter tells the case of the one sign.
        return cyrillic if letters[0] == low[0] else cyrillic.upper()
    base, marks = stressed(letters)
    return _cyrillic(base) + marks if marks and base.lower() in _TO_CYRILLIC else letters
