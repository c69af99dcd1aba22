"""What stands on a board from the publication on, in place of all that moves."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from base import clock
from base.languages.dates import day_in_sentence
from competition.rules.edition_steps import PUBLISHED
from leaderboard.boards.permissions import ALL
from leaderboard.boards.queries.open_winners import open_winners
from leaderboard.boards.zones import zone_of
from leaderboard.models import Board
from leaderboard.results.queries.current_seal import current_seal, reopened_seal


@dataclass(frozen=True, slots=True)
class FinalBoard:
    """In words that it is final and, of what is sealed, since when, or why it was ``reopened``;
    ``winners``, ``seal``: addresses, or empty. Figures are no part of the sealed list."""

    words: str
    winners: str = ""
    seal: str = ""
    reopened: bool = False


def final_board(board: Board) -> FinalBoard | None:
    """``None`` before the publication, one statement at most; three at most from then on."""
    edition = board.season
    if edition.state not in PUBLISHED:
        return _reopened_board(board)
    winners = ""
    if open_winners([edition.pk], at=clock.now()).are_open(edition.pk, board.country_id):
        country = str(board.country_id or ALL).lower()
        winners = reverse("leaderboard:public_winners", args=[edition.slug, country])
    seal = current_seal(edition)
    words = _("Final results") if board.kind == Board.Kind.PUPILS else _("Final figures")
    if seal is None or seal.confirmed_at is None:
        return FinalBoard(words, winners)
    if board.kind == Board.Kind.PUPILS:
        day = day_in_sentence(timezone.localdate(seal.confirmed_at, zone_of(board)))
        words = _("Final results, sealed on %(day)s") % {"day": day}
    return FinalBoard(words, winners, reverse("leaderboard:sealed", args=[edition.slug]))


def _reopened_board(board: Board) -> FinalBoard | None:
    """Of a list that was sealed, and that two people look at again."""
    seal = reopened_seal(board.season) if board.kind == Board.Kind.PUPILS else None
    if seal is None or seal.reopened_at is None:
        return None
    day = day_in_sentence(timezone.localdate(seal.reopened_at, zone_of(board)))
    told = {"day": day, "reason": seal.get_reopen_reason_display()}
    words = _("The list is being looked at again since %(day)s: %(reason)s") % told
    page = reverse("leaderboard:sealed", args=[board.season.slug])
    return FinalBoard(words, seal=page, reopened=True)
