"""What an organizer decides about one attempt at the review desk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from leaderboard.appeals.forms import REASONS

ACCEPT, VOID, COUNT = "accept", "void", "count"


class DecisionForm(forms.Form):
    """Late answers of an attempt count, or it is taken out of the count for a reason, or counts
    again."""

    act = forms.ChoiceField(choices=[(one, one) for one in (ACCEPT, VOID, COUNT)])
    attempt = forms.IntegerField(min_value=1)
    reason = forms.ChoiceField(
        label=_("Reason"), choices=[(one.value, one.label) for one in REASONS], required=False
    )


class ResultCodeForm(forms.Form):
    """A card is taken out of the count, by the code of its result."""

    code = forms.CharField(
        label=_("Code of the result"),
        help_text=_("It stands on the pupil’s screen at the end; the card opens it again."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.ChoiceField(
        label=_("Reason"), choices=[(one.value, one.label) for one in REASONS]
    )
