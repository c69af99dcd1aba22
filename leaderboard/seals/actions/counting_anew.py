"""Whether a sealed list may be counted anew, for a correction of it."""

from __future__ import annotations

from competition.models import Edition
from leaderboard.awards.actions.seal_works import EditionArchived
from leaderboard.results.queries.deleted_years import deleted_in
from leaderboard.seals.actions.noting_changes import ClassesDeleted


def look_whether_countable(edition: Edition) -> None:
    """Raises ``ClassesDeleted``, and ``EditionArchived``: nobody would be told rightly what became
    of an award."""
    if deleted_in(edition):
        raise ClassesDeleted
    if edition.state == Edition.State.ARCHIVED:
        raise EditionArchived
