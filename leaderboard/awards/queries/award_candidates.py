"""Whose attempts count for awards: confirmed, official, not voided, of whatever division."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from competition.models import Edition
from leaderboard.results.queries.public_results import Place, public_results
from leaderboard.rules.awards import AwardCandidate
from leaderboard.rules.lots import ticket_of
from leaderboard.rules.ranking import sort_key

COLUMNS = (
    *("attempt_id", "division_id", "country_id"),
    *("score", "max_score", "hard", "tie_break", "time"),
)
ROWS_AT_ONCE = 2000


class CandidateRow(NamedTuple):
    """One result that may be public."""

    attempt: int
    division: int
    country: str
    score: int
    max_score: int
    hard: int
    tie_break: int
    time: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """All of an edition by board, and the attempt behind each ticket."""

    by_place: Mapping[Place, Sequence[AwardCandidate]]
    attempts: Mapping[str, int]


def candidates_of(edition: Edition, *, key: str) -> Candidates:
    """Those of every board; ``key`` makes their tickets. One statement."""
    chains = {one.pk: one.chain for one in edition.divisions.all()}
    found, attempts = defaultdict[Place, list[AwardCandidate]](list), dict[str, int]()
    rows = public_results().filter(division__edition=edition).order_by("attempt_id")
    for values in rows.values_list(*COLUMNS).iterator(chunk_size=ROWS_AT_ONCE):
        row = CandidateRow(*values)
        ticket = ticket_of(key, row.attempt)
        attempts[ticket] = row.attempt
        one = AwardCandidate(ticket, sort_key(row, chains[row.division]), row.score, row.max_score)
        found[row.division, row.country].append(one)
    return Candidates(found, attempts)


def attempts_of(edition: Edition, *, key: str) -> dict[str, int]:
    """The attempt behind each ticket alone."""
    rows = public_results().filter(division__edition=edition).values_list("attempt_id", flat=True)
    return {ticket_of(key, attempt): attempt for attempt in rows}
