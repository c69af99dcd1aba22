"""The awards of a sealed document in words: what each is called, for which ages and country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from base.languages.texts import in_reader_language
from schools.models import DIVISION_CODES, Country


@dataclass(frozen=True, slots=True)
class AwardWords:
    """What readers call an award, its ages and its country."""

    name: str
    ages: str
    country: str


def award_words(awards: Iterable[Mapping[str, Any]]) -> dict[str, AwardWords]:
    """``{award as the document calls it: its words}``, for who reads; one statement."""
    ages = {code: str(words) for code, words in DIVISION_CODES}
    countries = {one.pk: str(one) for one in Country.objects.all()}
    found = dict[str, AwardWords]()
    for one in awards:
        key = one["award"]
        _rule, division, country = key.split("/")
        name = in_reader_language(one["names"], key)
        found[key] = AwardWords(name, ages.get(division, ""), countries[country])
    return found
