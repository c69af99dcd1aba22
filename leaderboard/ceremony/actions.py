"""Notes for the presenter are kept, and boards move again after the ceremony."""

from __future__ import annotations

from datetime import datetime

from competition.models import Edition
from leaderboard.boards.actions.freezing import unfreeze_boards
from leaderboard.boards.permissions import boards_run_by
from leaderboard.models import CeremonyNote
from schools.models import User


def keep_note(edition: Edition, *, key: str, text: str) -> None:
    """What the presenter reads beside an award; an empty text takes the note away."""
    notes = CeremonyNote.objects.filter(edition=edition, key=key)
    if text:
        notes.update_or_create(edition=edition, key=key, defaults={"text": text})
    else:
        notes.delete()


def let_boards_move(edition: Edition, *, by: User, at: datetime) -> int:
    """Let the frozen boards of an edition that are theirs move again, on record; returns how
    many."""
    frozen = boards_run_by(by, edition).filter(frozen_at__isnull=False)
    return unfreeze_boards(list(frozen), at=at, by=by)
