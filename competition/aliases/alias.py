"""The words of aliases: a curated adjective, an animal and a number, in any language of ours."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple, NotRequired, Protocol, TypedDict, cast

import yaml
from django.conf import settings

from base.languages.speech import as_said, language_of, variant, variants

LANGUAGES = ("bs", "hr", "sr", "sr-latn", "en")
# Numbers with a meaning nobody should wear: codes of hate groups, vulgar ones, years of war.
UNWELCOME = frozenset({0, 1, 14, 18, 28, 41, 45, 69, 84, 88, 91, 92, 93, 94, 95, 99})
UNWELCOME_WHOLE = frozenset({420, 666, 911})
# Whose words are theirs alone; everybody else is younger.
OLDER_AGES = "14-15"

type Word = dict[str, str | dict[str, str]]


class HasAlias(Protocol):
    """What is named by an alias' codes; the model Alias is."""

    @property
    def adjective(self) -> str: ...

    @property
    def animal(self) -> str: ...

    @property
    def number(self) -> int: ...


class Codes(NamedTuple):
    """An alias read without its model."""

    adjective: str
    animal: str
    number: int


class AliasWords(NamedTuple):
    """``{code: {language: word or its forms}}`` of both lists, also of what is not drawn."""

    adjectives: dict[str, Word]
    animals: dict[str, Word]


_Coded = TypedDict("_Coded", {"code": str, "for": NotRequired[str], "retired": NotRequired[bool]})


class DrawnWords(NamedTuple):
    """The codes that one age group draws from."""

    adjectives: tuple[str, ...]
    animals: tuple[str, ...]


@cache
def _lists() -> dict[str, list[_Coded]]:
    path = Path(settings.BASE_DIR) / "fixtures" / "aliases.yaml"
    lists: dict[str, list[_Coded]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return lists


@cache
def words() -> AliasWords:
    """All words of ``fixtures/aliases.yaml``, read once in a process."""
    return AliasWords(_by_code(_lists()["adjectives"]), _by_code(_lists()["animals"]))


def _by_code(rows: list[_Coded]) -> dict[str, Word]:
    return {row["code"]: cast("Word", row) for row in rows}


@cache
def drawn_for(ages: str) -> DrawnWords:
    """What pupils of a division draw from; ``ages``: its code."""
    group = "older" if ages == OLDER_AGES else "younger"
    lists = _lists()
    return DrawnWords(_drawn(lists["adjectives"], group), _drawn(lists["animals"], group))


def _drawn(rows: list[_Coded], group: str) -> tuple[str, ...]:
    return tuple(
        row["code"]
        for row in rows
        if not row.get("retired", False) and row.get("for") in (group, "both")
    )


def text(alias: HasAlias, code: str) -> str:
    """The alias in a language or a variant: "Brave Hedgehog 12", "Hrabri jež 12".

    The adjective takes the animal's gender. A word that has left the list shows as its code.
    """
    language = language_of(code)
    adjective = words().adjectives.get(alias.adjective, {}).get(language, alias.adjective)
    animals = words().animals.get(alias.animal, {})
    animal = animals.get(code) or animals.get(language, alias.animal)
    if isinstance(animal, dict):
        gender = animal["gender"]
        animal = animal["name"]
        adjective = adjective[gender] if isinstance(adjective, dict) else adjective
    elif isinstance(adjective, dict):
        adjective = adjective["m"]
    return as_said(f"{adjective} {animal} {alias.number}", code)


def texts(alias: HasAlias, country: str) -> dict[str, str]:
    """``{language: text}`` in every language of ours, as the pupil's country says it."""
    return {language: text(alias, variant(language, country)) for language in LANGUAGES}


def texts_everywhere(alias: HasAlias) -> dict[str, str]:
    """``{language or variant: text}``, for who knows the country; a variant where it differs."""
    plain = {language: text(alias, language) for language in LANGUAGES}
    told = {code: text(alias, code) for code in variants()}
    return plain | {code: said for code, said in told.items() if said != plain[language_of(code)]}


def animal_name(code: str, language: str) -> str:
    """The animal alone, as it stands in a sentence: "hedgehog", "jež"; empty for none."""
    name = words().animals.get(code, {}).get(language, "")
    return name["name"] if isinstance(name, dict) else name.lower()


@cache
def animal_names(code: str) -> dict[str, str]:
    """``{language or variant: name}`` of an animal; empty for none. Nobody changes it."""
    varied = (key for key in words().animals.get(code, {}) if key in variants())
    return {key: animal_name(code, key) for key in (*LANGUAGES, *varied)} if code else {}


def welcome(number: int) -> bool:
    """Whether a child may be given this number."""
    return number % 100 not in UNWELCOME and number not in UNWELCOME_WHOLE


@cache
def numbers(below: int) -> tuple[int, ...]:
    """The numbers aliases may have below a bound."""
    return tuple(number for number in range(2, below) if welcome(number))
