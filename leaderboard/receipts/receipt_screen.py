"""What the page of a receipt shows, worked out for one reader's language."""

from __future__ import annotations

from typing import Any

from leaderboard.boards.shown_rows import named
from leaderboard.receipts.actions import Opened
from leaderboard.receipts.queries import explained_in_words
from schools.models import in_reader_language


def own_screen(opened: Opened, language: str) -> dict[str, Any]:
    """Context of a receipt's result."""
    result = opened.result
    return {
        "alias": named(opened.alias, language),
        "animal": opened.animal,
        "kind": result["kind"],
        "phase": result["phase"],
        "score": result["score"],
        "max_score": result["max_score"],
        "topics": [
            {**topic, "name": in_reader_language(topic["names"])} for topic in result["topics"]
        ],
        "questions": explained_in_words(opened.attempt, language) if result["keys"] else [],
    }
