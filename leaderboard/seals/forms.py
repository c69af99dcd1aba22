"""What staff sends to lay a list before, to seal or to correct it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.models import Decision
from leaderboard.models import SealChange
from leaderboard.models.seal_change import LONGEST_WHY

# Why a card is taken out of the count; the other reasons are of a lesson.
REASONS = (
    Decision.Reason.RULES,
    Decision.Reason.WRONG_CARD,
    Decision.Reason.TECHNICAL,
    Decision.Reason.MISTAKE,
)
KINDS = (
    SealChange.Kind.VOID,
    SealChange.Kind.ACCEPT_LATE,
    SealChange.Kind.UNVOID,
    SealChange.Kind.UNDO_LATE,
)


class SealForm(forms.Form):
    """Laying the final list before, or confirming the one that was on the page."""

    act = forms.ChoiceField(choices=[("propose", "propose"), ("confirm", "confirm")])
    # Of the rows that are public alone another list could have the same.
    seal = forms.IntegerField(required=False)
    sha256 = forms.CharField(max_length=64, required=False)
    awards_sha256 = forms.CharField(max_length=64, required=False)
    note = forms.CharField(label=_("Note for the record"), max_length=300, required=False)
    seen = forms.BooleanField(label=_("I have seen what is still open"), required=False)


class SealCorrectionForm(forms.Form):
    """Why a sealed list is corrected, for everybody to read."""

    why = forms.CharField(
        label=_("Why the list is corrected"),
        help_text=_("Everybody reads this: name nobody."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawalForm(forms.Form):
    """Why a change is wanted no more."""

    why = forms.CharField(max_length=LONGEST_WHY, required=False)


class NoteForm(forms.Form):
    """One change of an attempt that a correction is to carry out."""

    code = forms.CharField(
        label=_("Code of the result, or ticket"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        label=_("What is to change"), choices=[(one.value, one.label) for one in KINDS]
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        help_text=_("Only if a card is taken out of the count."),
        choices=[(one.value, one.label) for one in REASONS],
    )
