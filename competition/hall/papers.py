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


@lru_cache(maxsize=64)
def _body(digest: str) -> bytes:
    body = compiled_body(digest)
    if body is None:
        # Not cached: the address may be made a moment later.
        raise KeyError(digest)
    return body


def body_of(digest: str) -> bytes | None:
    """The compiled paper at this address, or ``None``."""
    try:
        return _body(digest)
    except KeyError:
        return None


def forget() -> None:
    """Empty the memory; for tests, whose databases reuse the same numbers."""
    for cache in (choices_of, digests_of, _body):
        cache.cache_clear()
