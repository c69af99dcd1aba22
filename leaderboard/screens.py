"""What the public pages show, worked out for one reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.models import Edition
from leaderboard import boards
from leaderboard.actions.receipts import Opened
from leaderboard.models import Board, Freeze
from schools.models import Country, in_reader_language

# The steps of a ranking chain in words.
STEPS = {
    "score": gettext_lazy("points"),
    "wrong": gettext_lazy("fewer wrong answers"),
    "hard": gettext_lazy("hard questions"),
    "tie_break": gettext_lazy("tie-break questions"),
    "time": gettext_lazy("minutes"),
}


@dataclass(slots=True)
class BoardLink:
    """One board in the list."""

    board: Board
    url: str
    total: int | None


@dataclass(slots=True)
class CountryBoards:
    """A country's boards, youngest division first."""

    country: Country
    links: list[BoardLink] = field(default_factory=list)


@dataclass(slots=True)
class EditionBoards:
    """An edition's boards by country."""

    edition: Edition
    countries: dict[str, CountryBoards] = field(default_factory=dict)


def address_of(board: Board) -> str:
    """The page of a board in the active language."""
    edition = board.division.edition
    return reverse(
        "leaderboard:board", args=[edition.slug, board.country_id.lower(), board.division.code]
    )


def by_edition(found: Iterable[Board]) -> list[EditionBoards]:
    """Boards grouped the way people look for theirs; keeps their order."""
    editions: dict[int, EditionBoards] = {}
    for board in found:
        edition = editions.setdefault(
            board.division.edition_id, EditionBoards(board.division.edition)
        )
        country = edition.countries.setdefault(board.country_id, CountryBoards(board.country))
        link = BoardLink(board, address_of(board), boards.told_total(board.total))
        country.links.append(link)
    return list(editions.values())


def board_screen(board: Board, language: str) -> dict[str, Any]:
    """Context of one board's page; ``shell`` is what its script has to know."""
    content = boards.content_of(board.text())
    words = {**board_words(), **frozen_words(content)}
    return {
        "board": board,
        "edition": board.division.edition,
        "content": content,
        "count": count_words(content),
        "rows": [{**row, "name": named(row["alias"], language)} for row in content["rows"]],
        "timed": "time" in board.division.edition.chain,
        "steps": [STEPS[step] for step in board.division.edition.chain[1:]],
        "words": words,
        "shell": {
            "snapshot": reverse("leaderboard_plain:snapshot", args=[board.pk]),
            "socket": f"/ws/boards/{board.pk}/",
            "language": language,
            "version": board.version,
            "words": words,
        },
    }


def board_words() -> dict[str, str]:
    """Every sentence of a board that its script says too, so that both say the same."""
    return {
        "live": _("Live"),
        "polling": _("Live, every few seconds"),
        "paused": _("Paused by you"),
        "frozen": _("Frozen: the results are being checked"),
        "reconnecting": _("No connection. Trying again…"),
        "pause": _("Pause"),
        "resume": _("Resume"),
        "finished": _("Finished so far: %(total)s"),
        "few": _("Fewer than 10 pupils have finished so far."),
        "leader": _("In first place: %(name)s, points: %(points)s."),
    }


def frozen_words(content: boards.Content) -> dict[str, str]:
    """Why a board stands still and since when, if it does; and every reason for its script."""
    said = _("Frozen since %(time)s: %(reason)s")
    reasons = {
        f"frozen_{reason}": said % {"time": "%(time)s", "reason": reason.label}
        for reason in Freeze.Reason
    }
    stop = content.get("freeze")
    if not content["frozen"] or stop is None or f"frozen_{stop['reason']}" not in reasons:
        return reasons
    since = timezone.localtime(datetime.fromisoformat(stop["since"]))
    today = since.date() == timezone.localdate()
    time = date_format(since, "H:i" if today else "SHORT_DATETIME_FORMAT")
    return {**reasons, "frozen": reasons[f"frozen_{stop['reason']}"] % {"time": time}}


def count_words(content: boards.Content) -> str:
    """How many have finished, as far as the public may know."""
    if content["total"] is not None:
        return board_words()["finished"] % {"total": content["total"]}
    return board_words()["few"] if content["rows"] else ""


def named(texts: Mapping[str, str], language: str) -> str:
    """An alias in a language."""
    return texts.get(language) or in_reader_language(dict(texts))


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
