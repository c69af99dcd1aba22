"""What is sent to propose a ruling on a question, to confirm or to withdraw it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from leaderboard.models import QuestionRuling


class RulingForm(forms.Form):
    """Which question, and why; ``again`` lets a neutralised one count again."""

    item = forms.IntegerField(min_value=1)
    reason = forms.ChoiceField(label=_("Reason"), choices=QuestionRuling.Reason)
    again = forms.BooleanField(required=False)


class RulingStepForm(forms.Form):
    """What becomes of the ruling that was on the page."""

    act = forms.ChoiceField(choices=[(one, one) for one in ("confirm", "withdraw", "again")])
    ruling = forms.IntegerField(min_value=1)
