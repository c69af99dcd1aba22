"""Country variants of a language: which text the pupils of a country read. Pure.

A variant is named ``<language>-<COUNTRY>``: ``sr-BA`` is Serbian as schools in Bosnia and
Herzegovina write it. Nobody chooses a variant: in its country it stands in its language's place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from base.languages.scripts import to_latin
from quizbank.rules.text_units import TextWords

_CODE = re.compile(r"(.+)-([A-Z]{2})")
# Languages that are another one letter by letter. The way back would need exceptions.
_SPELT = {"sr-latn": "sr"}
# A class asks for the same few hundred texts within seconds.
_latin = lru_cache(maxsize=4096)(to_latin)


class StoredText(Protocol):
    """A question in one language or variant, as it is stored."""

    @property
    def words(self) -> TextWords: ...


@dataclass(frozen=True, slots=True)
class AsRead[Stored]:
    """What pupils read, and the text it was taken from."""

    text: Stored
    words: TextWords


def variant(language: str, country: str) -> str:
    """The code of a language in a country; the language itself without one."""
    return f"{language}-{country}" if country else language


def parts_of(code: str) -> tuple[str, str]:
    """Language and country: ``("sr-latn", "BA")``; ``("sr-latn", "")`` of a language itself."""
    found = _CODE.fullmatch(code)
    return (found[1], found[2]) if found else (code, "")


def is_variant(code: str) -> bool:
    """Whether a code names a country."""
    return bool(parts_of(code)[1])


def readers(languages: Iterable[str], countries: Iterable[str]) -> list[tuple[str, str]]:
    """Every language, then every language in each country: all that may be read differently."""
    languages, countries = list(languages), sorted(countries)
    return [(one, country) for country in ("", *countries) for one in languages]


def candidates(language: str, country: str = "") -> list[str]:
    """The codes of the texts that may be read in a language by pupils of a country, the best first.

    Their own variant; where one script is spelt from another, the variant of that; the language.
    """
    codes = [variant(language, country), language] if country else [language]
    if country and language in _SPELT:
        codes.insert(1, variant(_SPELT[language], country))
    return codes


def source(there: Container[str], language: str, country: str = "") -> str | None:
    """The code of the text that is read, of those there are."""
    return next((code for code in candidates(language, country) if code in there), None)


def wording[Stored: StoredText](
    texts: Mapping[str, Stored], language: str, country: str = ""
) -> AsRead[Stored] | None:
    """What pupils of a country read of a question, from ``{code: text}``; ``None`` without any."""
    code = source(texts, language, country)
    if code is None:
        return None
    text = texts[code]
    if parts_of(code)[0] == language:
        return AsRead(text, text.words)
    return AsRead(text, text.words.mapped(_latin))


def variants_among(
    there: Collection[str], languages: Iterable[str], countries: Iterable[str]
) -> list[str]:
    """The variants that say something of their own, given the codes of all stored texts."""
    return [
        variant(language, country)
        for language, country in readers(languages, countries)
        if country and is_variant(source(there, language, country) or "")
    ]


def in_place[Kept](found: Mapping[str, Kept], country: str) -> dict[str, Kept]:
    """``{language: …}`` for pupils of a country: its variants in the place of their languages."""
    return {
        code: found.get(variant(code, country), kept)
        for code, kept in found.items()
        if not is_variant(code)
    }
