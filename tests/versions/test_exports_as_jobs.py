"""Spreadsheets of a server that is brought from 0.1.0 to jobs: what was under way is made."""

from __future__ import annotations

import psycopg

from tests.machine import Machine
from tests.services import PostgresServer

INSERT = """
    INSERT INTO leaderboard_export (edition_id, user_id, part, language, area, state, asked_at,
        finished_at, tries, rows, rows_expected, size)
    SELECT e.id, u.id, %s, 'hr', '', %s, now(), %s, 1, 5, 10, 0
    FROM competition_edition e, schools_user u ORDER BY e.id, u.id LIMIT 1
"""
FOUND = """
    SELECT e.part, e.finished_at IS NOT NULL, j.state, j.task, j.language
    FROM leaderboard_export e LEFT JOIN schools_job j ON j.id = e.job_id ORDER BY e.id
"""
MADE_BY = "leaderboard.exports.tasks.make_spreadsheet"


def test_what_was_under_way_is_made_and_what_had_failed_has_no_file(
    private_postgres: PostgresServer,
) -> None:
    machine = Machine(DATABASE_URL=private_postgres.url, REDIS_URL="")
    machine.stage()
    machine.run("manage", "migrate", "leaderboard", "0001", "--verbosity", "0")
    with psycopg.connect(private_postgres.url) as at:
        for part, state, finished in (
            ("workbook", "done", "2026-11-01"),
            ("winners", "failed", "2026-11-01"),
            ("results", "running", None),
            ("questions", "waiting", None),
        ):
            at.execute(INSERT, (part, state, finished))
    machine.run("manage", "migrate", "--verbosity", "0")
    with psycopg.connect(private_postgres.url) as at:
        assert at.execute(FOUND).fetchall() == [
            ("workbook", True, None, None, None),
            ("winners", False, None, None, None),
            ("results", False, "waiting", MADE_BY, "hr"),
            ("questions", False, "waiting", MADE_BY, "hr"),
        ]
