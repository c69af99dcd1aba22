"""Immutable facts about papers, kept in memory: their bytes and the shape of their questions."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from competition.papers.queries.papers import countries_of, highest_codes
from quizbank.bank.queries import compiled_body, digests
from quizbank.languages.variants import in_place


@lru_cache(maxsize=256)
def highest_codes_of(paper_id: int) -> dict[int, int]:
    """``{question number: highest code of a response}`` of a published paper."""
    return highest_codes([paper_id]).get(paper_id, {})


@lru_cache(maxsize=256)
def digests_of(paper_id: int, country: str) -> dict[str, str]:
    """``{language: digest}`` of a published paper for pupils whose school is in a country."""
    return in_place(digests([paper_id]).get(paper_id, {}), country)


# Where the schools of entries are: a join finds out anyway, a start in another process asks once.
_countries: dict[int, str] = {}
MOST_COUNTRIES = 20_000


def note_country(entry_id: int, country: str) -> None:
    """Keep in which country the school of an entry is."""
    if len(_countries) >= MOST_COUNTRIES:
        _countries.clear()
    _countries[entry_id] = country


def countries_by_entry(entry_ids: Collection[int]) -> dict[int, str]:
    """``{entry id: country}``; one query at most, none for what is in memory."""
    known = {pk: _countries[pk] for pk in entry_ids if pk in _countries}
    if len(known) < len(entry_ids):
        asked = countries_of(set(entry_ids) - known.keys())
        for pk, country in asked.items():
            note_country(pk, country)
        known |= asked
    return known


# Bytes by digest; the oldest leaves when a new one comes. An address nobody knows is not kept:
# it may be made a moment later.
_bodies: dict[str, bytes] = {}
MOST_BODIES = 64


def kept_body(digest: str) -> bytes | None:
    """The compiled paper at this address if it is in memory; asks no database."""
    return _bodies.get(digest)


def body_of(digest: str) -> bytes | None:
    """The compiled paper at this address, or ``None``."""
    body = _bodies.get(digest) or compiled_body(digest)
    if body is not None and digest not in _bodies:
        if len(_bodies) >= MOST_BODIES:
            _bodies.pop(next(iter(_bodies)), None)
        _bodies[digest] = body
    return body


def forget() -> None:
    """Empty the memory; for tests, whose databases reuse the same numbers."""
    _bodies.clear()
    _countries.clear()
    for cache in (highest_codes_of, digests_of):
        cache.cache_clear()
