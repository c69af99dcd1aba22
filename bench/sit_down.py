"""Lets every card of the open sittings sit down at once, as if all had joined and started.

``python -m bench.sit_down FILE`` writes their seats to FILE, see ``bench.seat``. For scenarios that
measure what comes after the start; joins and starts themselves are measured elsewhere.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from django.db import connection  # noqa: E402

from bench import seat  # noqa: E402
from competition.pupil_api.credentials import issue  # noqa: E402

START = "UPDATE competition_sitting SET starts_at = now() WHERE closed_at IS NULL"
ATTEMPTS = """
    INSERT INTO competition_attempt (kind, language, joined_at, admitted_at, started_at, deadline,
        ending, lease, card_id, entry_id, sitting_id)
    SELECT sitting.kind, 'bs', now(), now(), now(), now() + interval '3 hours', '', 1, card.id,
        entry.id, sitting.id
    FROM competition_sitting AS sitting
    JOIN competition_entry AS entry ON entry.id = sitting.entry_id
    JOIN schools_card AS card ON card.school_class_id = entry.school_class_id
    WHERE sitting.closed_at IS NULL
    ORDER BY sitting.id, card.number
"""
LEASES = """
    INSERT INTO competition_lease
        (attempt_id, number, opened_at, heard_at, active_at, top_seq, on_question, answered)
    SELECT id, 1, now(), now(), now(), 0, 0, 0
    FROM competition_attempt WHERE finished_at IS NULL
"""
SEATED = """
    SELECT attempt.id, board.id
    FROM competition_attempt AS attempt
    JOIN competition_entry AS entry ON entry.id = attempt.entry_id
    JOIN schools_schoolclass AS class ON class.id = entry.school_class_id
    JOIN schools_school AS school ON school.id = class.school_id
    JOIN leaderboard_board AS board
        ON board.division_id = entry.division_id AND board.country_id = school.country_id
    WHERE attempt.finished_at IS NULL
    ORDER BY attempt.id
"""


def sit_down() -> list[seat.Seat]:
    """Start all open sittings with all their cards; they have three hours."""
    with connection.cursor() as cursor:
        for statement in (START, ATTEMPTS, LEASES, "ANALYZE", SEATED):
            cursor.execute(statement)
        return [
            seat.Seat(attempt, 1, issue(attempt, 1), board) for attempt, board in cursor.fetchall()
        ]


def main(path: str) -> None:
    """Sit down and tell where."""
    seat.write(sit_down(), Path(path))


if __name__ == "__main__":
    main(*sys.argv[1:])
