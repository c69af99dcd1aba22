"""What organizers send from the review desk."""

from __future__ import annotations

from django import forms

from competition.results.actions import ORGANIZERS_REASONS

ACCEPT, VOID, BACK = "accept", "void", "back"


class DecisionForm(forms.Form):
    """Late answers of an attempt count, or it is taken out of the count for a reason, or the last
    decision about it is taken back."""

    act = forms.ChoiceField(choices=[(act, act) for act in (ACCEPT, VOID, BACK)])
    attempt = forms.IntegerField(min_value=1)
    reason = forms.ChoiceField(
        choices=[(reason.value, reason.label) for reason in ORGANIZERS_REASONS], required=False
    )
