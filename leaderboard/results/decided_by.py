"""Why a place is not the one above it, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leaderboard.rules.ranking import Separation

# The steps of a ranking chain in words.
STEPS = {
    "score": gettext_lazy("points"),
    "hard": gettext_lazy("hard questions"),
    "tie_break": gettext_lazy("tie-break questions"),
    "time": gettext_lazy("minutes"),
}


def in_words(apart: Separation) -> str:
    """The step that parted two places, with the value of both."""
    told = {"step": STEPS[apart.step], "above": apart.above, "own": apart.own}
    return _("%(step)s: %(above)d there, %(own)d here") % told
