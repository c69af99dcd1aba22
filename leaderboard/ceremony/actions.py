"""Boards move again after the ceremony."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.rules.edition_steps import SEALED
from leaderboard.boards.actions import unfreeze_boards
from leaderboard.ceremony.queries import resting_boards


class RestUntilSealed(CompetitionError):
    message = _("The boards rest until two people have sealed the list.")


def let_boards_move(edition: Edition, *, by: User, at: datetime) -> int:
    """Let the boards of an edition that are theirs and rest for the ceremony move again, on record;
    returns how many. Raises ``RestUntilSealed``."""
    if edition.state not in SEALED:
        raise RestUntilSealed
    return unfreeze_boards(list(resting_boards(by, edition)), at=at, by=by)
