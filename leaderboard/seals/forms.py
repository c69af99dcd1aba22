"""What staff sends to lay a list before, to seal it or to have it reopened."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from leaderboard.models import Seal


class SealForm(forms.Form):
    """Laying the final list before, or confirming the one that was on the page."""

    act = forms.ChoiceField(choices=[("propose", "propose"), ("confirm", "confirm")])
    # Of the rows that are public alone another list could have the same.
    seal = forms.IntegerField(required=False)
    sha256 = forms.CharField(max_length=64, required=False)
    awards_sha256 = forms.CharField(max_length=64, required=False)
    note = forms.CharField(label=_("Note for the record"), max_length=300, required=False)
    seen = forms.BooleanField(label=_("I have seen what is still open"), required=False)


class ReopeningForm(forms.Form):
    """Why a sealed list is to be reopened, for everybody to read."""

    reason = forms.ChoiceField(label=_("What for"), choices=Seal.Reason.choices)
    why = forms.CharField(
        label=_("Why, in a sentence"),
        help_text=_("Everybody reads this: name no pupil, card, class or school."),
        max_length=300,
    )
