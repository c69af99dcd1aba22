"""How places and questions that count for nobody are said."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leaderboard.rules.ranking import Separation
from quizbank.models import PaperQuestion


def not_counted(item: PaperQuestion) -> str | None:
    """What stands in a column of questions that count for nobody."""
    return _("yes") if item.neutralised else None


def ruled_words(item: PaperQuestion) -> str:
    """How a neutralised question counts; empty for any other."""
    return _("counts for nobody") if item.neutralised else ""


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
