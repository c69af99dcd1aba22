"""The dates of an edition's winners, with what is sensible offered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.editions.forms.moments import Moment
from competition.models import Edition
from competition.setup.forms.editions import Fields
from leaderboard.models import WinnersPlan
from leaderboard.winners.forms.days import DayField

if TYPE_CHECKING:
    WinnersPlanModelForm = forms.ModelForm[WinnersPlan]
else:
    WinnersPlanModelForm = forms.ModelForm

# Two weeks to answer, a week for reserves, and a quarter of a year in which names stand.
TO_ANSWER, TO_PASS_ON, NAMES_STAND = timedelta(days=14), timedelta(days=7), timedelta(days=90)
LONGEST = timedelta(days=400)
MORNING = time(10)


def offered_plan(edition: Edition, today: date) -> WinnersPlan:
    """Dates that fit where nobody has set any; not stored."""
    confirm_by = today + TO_ANSWER
    public = datetime.combine(confirm_by + TO_PASS_ON, MORNING)
    return WinnersPlan(
        edition=edition,
        confirm_by=confirm_by,
        public_from=timezone.make_aware(public),
        names_until=confirm_by + TO_PASS_ON + NAMES_STAND,
    )


class WinnersPlanForm(WinnersPlanModelForm):
    """Four dates and a place, each after the one before it."""

    confirm_by = DayField(label=gettext_lazy("Teachers confirm by"))
    public_from = Moment(label=gettext_lazy("Winners are public from"), required=False)
    ceremony_at = Moment(label=gettext_lazy("Ceremony"), required=False)
    names_until = DayField(label=gettext_lazy("Names are deleted on"))

    class Meta:
        model = WinnersPlan
        fields = ("confirm_by", "public_from", "ceremony_at", "ceremony_place", "names_until")

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        today: date,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["confirm_by"].help_text = gettext_lazy(
            "Whatever nobody has confirmed by the end of this day passes on to the next reserve."
        )
        self.fields["public_from"].help_text = gettext_lazy(
            "Leave a week for reserves. Empty: there is no public page of winners. Never before "
            "the results are published."
        )
        self.fields["ceremony_at"].help_text = gettext_lazy(
            "Empty while it is not fixed. A change is not mailed: teachers read it on their page "
            "of winners."
        )
        self.fields["names_until"].help_text = gettext_lazy(
            "Guardians read this day in what they sign. From then on the made-up names stand."
        )

    def groups(self) -> Iterator[tuple[str, str, Fields]]:
        """All in one."""
        yield "", "", list(self)

    def clean_confirm_by(self) -> date:
        """Nobody is asked for yesterday."""
        day: date = self.cleaned_data["confirm_by"]
        if day <= self.today and "confirm_by" in self.changed_data:
            raise forms.ValidationError(_("This day has to be after today."))
        return day

    def clean(self) -> dict[str, Any]:
        """Names go after all that they are for, and not years later."""
        data = super().clean() or self.cleaned_data
        until, confirm_by = data.get("names_until"), data.get("confirm_by")
        if until is None or confirm_by is None:
            return data
        moments = (data.get("public_from"), data.get("ceremony_at"))
        needed = [confirm_by, *(timezone.localdate(one) for one in moments if one)]
        if until <= max(needed):
            self.add_error("names_until", _("This day has to be after all the others."))
        elif until > confirm_by + LONGEST:
            self.add_error("names_until", _("Names are kept for a year at most."))
        return data
