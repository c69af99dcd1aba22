"""What a teacher types about a winner: a refusal, a guardian's consent, a name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leaderboard.models import Winner
from leaderboard.winners.actions.handing import MARKS
from leaderboard.winners.forms.days import DayField

A_YEAR = timedelta(days=366)
LONGEST_NUMBER = 18


class DeclineForm(forms.Form):
    """Why an award is not wanted."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why it is not wanted"), choices=Winner.Declined.choices
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I know that the award passes on at once and does not come back.")
    )


class NotedDeclineForm(DeclineForm):
    """The same where nobody steps in: the edition is archived."""

    sure = forms.BooleanField(label=gettext_lazy("I know that the award does not come back."))


class ConsentForm(forms.Form):
    """A guardian has signed; ``today`` is the last day on which that can have been."""

    on = DayField(label=gettext_lazy("Day on the form"))
    school = forms.BooleanField(
        label=gettext_lazy("The consent covers the name of the school, too"), required=False
    )
    signed = forms.BooleanField(
        label=gettext_lazy("A guardian has signed, and the form stays at the school.")
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        today: date,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        """Not to come, and of this year."""
        day: date = self.cleaned_data["on"]
        if not self.today - A_YEAR <= day <= self.today:
            raise forms.ValidationError(_("The form was signed today or in the last year."))
        return day


class WinnerNameForm(forms.Form):
    """The name as it will be read out."""

    name = forms.CharField(label=gettext_lazy("Name, as it is read out"), max_length=120)

    def clean_name(self) -> str:
        """Without what only looks like spaces."""
        return " ".join(self.cleaned_data["name"].split())


class Numbers(forms.MultipleChoiceField):
    """Numbers of rows; whether they are there is asked of the database, in one statement."""

    def valid_value(self, value: str) -> bool:
        """Whether it is a number at all."""
        return value.isdecimal() and len(value) <= LONGEST_NUMBER


class MarkForm(forms.Form):
    """Which column of which winners."""

    mark = forms.ChoiceField(choices=[(name, name) for name in MARKS])
    winner = Numbers()
