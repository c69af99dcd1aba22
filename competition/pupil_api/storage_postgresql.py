"""Lock, read and write for PostgreSQL: one prepared statement each, rows as arrays.

Source of the meaning: ``storage_orm``, which does the same. Why twice: a batch costs the
process a tenth to a quarter of what the ORM's does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from psycopg import Cursor

from competition.pupil_api.lease_state import LeaseRow, LeaseState, Stored

LOCK = """
    SELECT id FROM competition_attempt WHERE id = ANY(%s::bigint[])
    ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
"""
READ = """
    SELECT lease.attempt_id, lease.number, lease.top_seq, lease.on_question, lease.answered,
           lease.marked, attempt.lease, attempt.admitted_at, attempt.started_at, attempt.deadline,
           attempt.finished_at, attempt.receipt,
           sitting.starts_at, sitting.paused_at, sitting.closed_at, sitting.paper_id,
           sitting.notice, edition.grace_seconds, edition.answers_until,
           attempt.sitting_id, attempt.released_at, attempt.voided_at, card.number,
           card.large_text, card.contrast
    FROM competition_lease lease
    JOIN competition_attempt attempt ON attempt.id = lease.attempt_id
    JOIN schools_card card ON card.id = attempt.card_id
    JOIN competition_sitting sitting ON sitting.id = attempt.sitting_id
    JOIN competition_entry entry ON entry.id = attempt.entry_id
    JOIN competition_edition edition ON edition.id = entry.edition_id
    WHERE lease.attempt_id = ANY(%s::bigint[])
"""
WRITE = """
    WITH heard AS (
        UPDATE competition_lease lease
        SET heard_at = %s, top_seq = turn.top_seq, on_question = turn.on_question,
            answered = turn.answered, marked = turn.marked,
            active_at = CASE WHEN turn.active THEN %s ELSE lease.active_at END
        FROM unnest(%s::bigint[], %s::smallint[], %s::int[], %s::smallint[], %s::bigint[],
                    %s::bigint[], %s::boolean[])
             AS turn (attempt, number, top_seq, on_question, answered, marked, active)
        WHERE lease.attempt_id = turn.attempt AND lease.number = turn.number
        RETURNING 1
    ), stored AS (
        INSERT INTO competition_answer
            (attempt_id, lease, seq, question, choice, received_at, browser_ms)
        SELECT * FROM unnest(%s::bigint[], %s::smallint[], %s::int[], %s::smallint[],
                             %s::smallint[], %s::timestamptz[], %s::bigint[])
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM stored), (SELECT count(*) FROM heard)
"""


def lock(attempt_ids: Collection[int]) -> set[int]:
    """See ``storage.lock``."""
    return {row[0] for row in _ask(LOCK, [_array(attempt_ids)])}


def read(attempt_ids: Collection[int]) -> list[LeaseRow]:
    """See ``storage.read``."""
    return [LeaseRow._make(row) for row in _ask(READ, [_array(attempt_ids)])]


def write(
    answers: Sequence[Stored], turns: Collection[LeaseState], *, at: datetime
) -> tuple[int, int]:
    """See ``storage.write``; returns how many answers and leases were written."""
    heard = [
        (
            turn.row.attempt,
            turn.row.number,
            turn.top_seq,
            turn.on_question,
            turn.answered,
            turn.marked,
            turn.active,
        )
        for turn in turns
    ]
    [counts] = _ask(WRITE, [at, at, *_columns(heard, 7), *_columns(answers, len(Stored._fields))])
    return counts


def _ask(query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """Rows of a statement that the server prepares once for each connection.

    Django's own cursor would send the values as part of the text, to be parsed and planned anew.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        return cursor.execute(query, values, prepare=True).fetchall()


def _columns(rows: Collection[tuple[object, ...]], width: int) -> Iterable[str]:
    """Rows as one array for each column."""
    return map(_array, zip(*rows, strict=True)) if rows else ["{}"] * width


def _array(values: Iterable[object]) -> str:
    """PostgreSQL's text for an array of numbers, booleans or times: none of them needs a quote."""
    return "{" + ",".join(map(str, values)) + "}"
