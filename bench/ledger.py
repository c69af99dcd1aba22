"""Compares what pupils were told is stored with what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import psycopg


@dataclass(frozen=True, slots=True)
class Check:
    """``lost`` events were acknowledged but are missing or differ: it must be 0."""

    acknowledged: int
    stored: int
    lost: int
    answers_per_commit: float


def check(ledger: Path, database: str) -> Check:
    """Read the ledger (attempt, lease, seq, question, choice in each line) and the database."""
    told = {tuple(map(int, line.split())) for line in ledger.read_text().splitlines()}
    with psycopg.connect(database) as connection:
        rows = connection.execute(
            "SELECT attempt_id, lease, seq, question, choice FROM competition_answer"
        ).fetchall()
        # Rows written by one transaction carry its number.
        counted = connection.execute(
            "SELECT count(DISTINCT xmin::text) FROM competition_answer"
        ).fetchone()
    commits = counted[0] if counted else 0
    return Check(
        acknowledged=len(told),
        stored=len(rows),
        lost=len(told - set(rows)),
        answers_per_commit=len(rows) / max(commits, 1),
    )
