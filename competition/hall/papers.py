"""Immutable facts about papers, kept in memory: their bytes and the shape of their questions."""

from __future__ import annotations

from functools import lru_cache

from competition.queries.papers import choice_counts
from quizbank.queries import compiled_body, digests


@lru_cache(maxsize=256)
def choices_of(paper_id: int) -> dict[int, int]:
    """``{question number: number of choices}`` of a published paper."""
    return choice_counts([paper_id]).get(paper_id, {})


@lru_cache(maxsize=256)
def digests_of(paper_id: int) -> dict[str, str]:
    """``{language: digest}`` of a published paper."""
    return digests([paper_id]).get(paper_id, {})


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
    for cache in (choices_of, digests_of):
        cache.cache_clear()
