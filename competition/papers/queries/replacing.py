"""Until when another paper may take the place of one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from competition.models import Division, Sitting
from competition.rules.edition_steps import OVER
from quizbank.models import Paper


def too_late(division: Division, kind: str) -> str:
    """Why this paper can no longer be replaced; empty where it can."""
    if division.edition.state in OVER:
        return _("The windows of this edition are over; its papers stay as they are.")
    held = Sitting.objects.filter(entry__division=division, kind=Sitting.Kind.OFFICIAL)
    if kind == Paper.Kind.OFFICIAL and held.exists():
        return _(
            "An official class quiz has been opened already. All classes of an age group"
            " take the same paper, so it can no longer be replaced."
        )
    return ""
