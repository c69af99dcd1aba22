"""Whether a sealed list may be counted anew, for a correction of it."""

from __future__ import annotations

from competition.models import Edition
from leaderboard.awards.actions.seal_works import EditionArchived, PupilsDeleted
from leaderboard.models import DrawOutcome, Seal
from leaderboard.results.queries.deleted_years import deleted_in
from leaderboard.seals.actions.noting_changes import ClassesDeleted
from leaderboard.seals.queries.deleted_pupils import Winning, is_award_deleted, rows_deleted
from leaderboard.seals.queries.what_changed import winning


def look_whether_countable(edition: Edition, before: Seal) -> None:
    """Raises ``ClassesDeleted``; ``EditionArchived``: nobody would be told rightly what became of
    an award; ``PupilsDeleted``: an award would go to the next one."""
    if deleted_in(edition):
        raise ClassesDeleted
    if edition.state == Edition.State.ARCHIVED:
        raise EditionArchived
    # Pools of 100,000 pupils are large: they are read only where somebody is missing.
    if rows_deleted(before) and is_award_deleted(before, _winners(before)):
        raise PupilsDeleted


def _winners(seal: Seal) -> Winning:
    """Who has which award by a seal, and by its draw if it was made."""
    outcome = DrawOutcome.objects.filter(seal=seal).first()
    return winning(seal, outcome.number if outcome else "", hidden=True)
