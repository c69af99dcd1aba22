"""Stored attempts in bulk, written by the database itself: a million takes a minute or two."""

from __future__ import annotations

from pathlib import Path

import psycopg
import yaml

SCRIPT = Path(__file__).with_suffix(".sql")
WORDS = Path(__file__).parents[1] / "fixtures/aliases.yaml"
CLASS_SIZE = 30


def fill(database: str, *, attempts: int, answers: int = 10) -> None:
    """Add finished official attempts to the live edition, each with a result and ``answers`` rows.

    They are spread over countries, regions, schools and divisions as their packs have them, ten
    classes of 30 in each school. The database needs a live edition with papers, as ``make demo`` or
    ``bench.stage`` make it. May be called again for more.
    """
    with psycopg.connect(database, cursor_factory=psycopg.ClientCursor) as connection:
        connection.execute(*script(attempts=attempts, answers=answers))
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def script(*, attempts: int, answers: int) -> tuple[str, dict[str, int | list[str]]]:
    """The statements and their values; for a cursor that binds on the client's side."""
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    values: dict[str, int | list[str]] = {
        "attempts": attempts,
        "answers": answers,
        "classes": -(-attempts // CLASS_SIZE),
        "adjectives": [word["code"] for word in words["adjectives"]],
        "animals": [word["code"] for word in words["animals"]],
    }
    return SCRIPT.read_text(), values
