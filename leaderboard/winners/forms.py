"""What is typed about winners: their dates, a refusal, a guardian's consent, a name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from competition.editions.forms.moments import Moment
from competition.models import Edition
from competition.setup.forms import Fields
from leaderboard.models import Winner, WinnersPlan
from leaderboard.winners.actions import MARKS

if TYPE_CHECKING:
    WinnersPlanModelForm = forms.ModelForm[WinnersPlan]
else:
    WinnersPlanModelForm = forms.ModelForm

ENGLISH, OTHERS = "%d/%m/%Y", "%d.%m.%Y"
READ = (OTHERS, "%d.%m.%Y.", ENGLISH, "%Y-%m-%d")


class DayInput(forms.DateInput):
    """A plain line: browsers' own pickers speak the browser's language."""

    def format_value(self, value: object) -> str | None:
        """What was typed as it was typed, a day in the reader's shape."""
        if isinstance(value, date):
            return value.strftime(ENGLISH if get_language() == "en" else OTHERS)
        return super().format_value(value)


class DayField(forms.DateField):
    """A day on the calendar."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(
            widget=DayInput(attrs={"autocomplete": "off"}), input_formats=READ, **kwargs
        )
        self.error_messages["invalid"] = gettext_lazy("Write day, month and year: 09.02.2027")

    def to_python(self, value: Any) -> date | None:  # noqa: ANN401 - Django's signature
        """Spaces as each language sets them."""
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


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
            "The table of winners says who is late; a reserve then steps in by a press."
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


A_YEAR = timedelta(days=366)
LONGEST_NUMBER = 18


class DeclineForm(forms.Form):
    """Why an award is not wanted."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why it is not wanted"), choices=Winner.Declined.choices
    )
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
