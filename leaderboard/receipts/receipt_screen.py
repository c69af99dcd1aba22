"""What the page of a receipt shows, worked out for one reader's language."""

from __future__ import annotations

from typing import Any

from base.languages.texts import in_reader_language
from competition.models import Result, Sitting
from leaderboard.awards.queries import own_ticket
from leaderboard.boards.screens import named
from leaderboard.receipts.actions import Opened
from leaderboard.receipts.queries import TopicScore, explained_in_words
from leaderboard.results.public_results import own_place
from leaderboard.results.words import in_words
from leaderboard.winners.queries.own_awards import own_awards

# As in static/js/pupil/topics.js: from fewer questions nobody knows how much a pupil knows.
TELLING = 3


def own_screen(opened: Opened, language: str) -> dict[str, Any]:
    """Context of a receipt's result."""
    result, voided = opened.result, "voided" in opened.result
    return {
        "alias": "" if voided else named(opened.alias, language),
        "voided": voided,
        "goes_on": "goes_on" in result,
        "animal": opened.animal,
        "kind": result["kind"],
        "phase": result["phase"],
        "score": result["score"],
        "max_score": result["max_score"],
        "late": result.get("late", 0),
        **_topics(result["topics"]),
        "questions": explained_in_words(opened.attempt, language) if result["keys"] else [],
        "place": _place(opened),
        "ticket": _ticket(opened),
        "awards": [] if voided else own_awards(opened.attempt),
    }


def _topics(topics: list[TopicScore]) -> dict[str, list[dict[str, Any]]]:
    """As the pupil's page has them: of few questions those that went well, and the others apart."""
    few = [topic for topic in topics if topic["asked"] < TELLING]
    return {
        "topics": _with_names([topic for topic in topics if topic["asked"] >= TELLING]),
        "topics_right": _with_names([topic for topic in few if topic["right"]]),
        "topics_again": _with_names([topic for topic in few if not topic["right"]]),
    }


def _with_names(topics: list[TopicScore]) -> list[dict[str, Any]]:
    return [{**topic, "name": in_reader_language(topic["names"])} for topic in topics]


def _ticket(opened: Opened) -> str:
    """Under what code a sealed result takes part in draws; empty where there are none."""
    if not _competes(opened):
        return ""
    return own_ticket(opened.attempt)


def _competes(opened: Opened) -> bool:
    """Whether there is a score that counts."""
    told = opened.result
    official = opened.attempt.kind == Sitting.Kind.OFFICIAL
    return official and told["score"] is not None and "voided" not in told


def _place(opened: Opened) -> dict[str, Any] | None:
    """The place and why it is not the one above, once places are told."""
    attempt = opened.attempt
    if not _competes(opened):
        return None
    result = Result.objects.get(pk=attempt.pk)
    found = own_place(result, attempt.entry.division)
    if found is None:
        return None
    why = in_words(found.apart) if found.apart else ""
    return {"found": found, "why": why}
