"""What the page of a receipt shows, worked out for one reader's language."""

from __future__ import annotations

from typing import Any

from leaderboard.boards.board_screens import named
from leaderboard.receipts.actions import Opened
from schools.models import in_reader_language


def own_screen(opened: Opened, language: str) -> dict[str, Any]:
    """Context of a receipt's result."""
    result = opened.result
    return {
        "alias": named(opened.alias, language),
        "kind": result["kind"],
        "phase": result["phase"],
        "score": result["score"],
        "max_score": result["max_score"],
        "topics": [
            {**topic, "name": in_reader_language(topic["names"])} for topic in result["topics"]
        ],
        "questions": [
            {
                "number": question["number"],
                "stem": in_reader_language(question["stems"]),
                "yours": in_reader_language(question["yours"] or {}),
                "right": in_reader_language(question["right"]),
                "correct": question["correct"],
                "explanation": in_reader_language(question["explanations"]),
            }
            for question in result["questions"]
        ],
    }
