"""Whether a sealed list may be counted anew, for a correction of it."""

from __future__ import annotations

from competition.models import Edition
from leaderboard.awards.actions.seal_works import EditionArchived, PupilsDeleted
from leaderboard.models import Seal
from leaderboard.results.queries.deleted_years import deleted_in
from leaderboard.seals.actions.noting_changes import ClassesDeleted
from leaderboard.seals.queries.deleted_pupils import is_award_deleted, rows_deleted
from leaderboard.seals.queries.what_changed import drawn_number, winning


def look_whether_countable(edition: Edition, before: Seal) -> None:
    """Raises ``ClassesDeleted``; ``EditionArchived``: nobody would be told rightly what became of
    an award; ``PupilsDeleted``: an award would go to the next one."""
    if deleted_in(edition):
        raise ClassesDeleted
    if edition.state == Edition.State.ARCHIVED:
        raise EditionArchived
    # Pools of 100,000 pupils are large: they are read only where somebody is missing.
    if not rows_deleted(before):
        return
    if is_award_deleted(before, winning(before, drawn_number(before), hidden=True)):
        raise PupilsDeleted
