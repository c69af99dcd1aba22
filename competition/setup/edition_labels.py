"""What the desk says about editions: what is frozen and why, and the steps of the ranking chain."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Why a part of an edition no longer changes, once it is frozen.
WHY_FROZEN = {
    "basics": _("Classes register under this address and these countries since registration."),
    "countries": _("The edition is live: its countries stay as they are."),
    "divisions": _("Pupils play by these age groups, minutes and languages since it went live."),
    "rules": _("Pupils play by these rules since the edition went live."),
    "awards": _("Awards were announced before the edition went live; results must not shape them."),
    "windows": _("All windows are over."),
    "texts": _("The edition is sealed; lists and certificates carry these names."),
    "partners": _("The edition is archived."),
}
STEP_NAMES = {
    "score": _("Points"),
    "wrong": _("Fewer wrong answers"),
    "hard": _("Points of hard questions"),
    "tie_break": _("Points of tie-break questions"),
    "time": _("Fewer minutes"),
}
STEP_MEANINGS = {
    "score": _("Who has more points stands higher. This is always first."),
    "wrong": _("Who left a question open stands above who guessed it wrong."),
    "hard": _("Who has more points in questions marked as hard."),
    "tie_break": _("Who has more points in the questions that the paper marks for ties."),
    "time": _("Whole minutes at work, without pauses, outages and extra time."),
}
