"""What staff type about each other: an invitation, and its answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.languages.search_text import folded, is_found
from base.models import User
from base.pages.numbers import ids
from schools.accounts.forms.account import PASSWORD_HINT
from schools.models import Country, Invitation, Region, Role, School
from schools.register.queries import region_choices
from schools.roles import OF_QUESTIONS, Reach, zone_at
from schools.rules.midnight import end_of

MOST_MATCHES = 20
LONGEST_HELP = timedelta(days=62)


class InviteForm(forms.Form):
    """Who, as what, where, and in which language the mail is."""

    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Role"))
    school = forms.CharField(
        label=_("School"),
        required=False,
        max_length=160,
        help_text=_("For a teacher: part of its name, or its code in the register."),
    )
    country = forms.ModelChoiceField(
        Country.objects.none(),
        label=_("Country"),
        required=False,
        help_text=_(
            "For an organizer, a helper or the ministry of a whole country, and for those who"
            " write, translate and review questions."
        ),
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("Region"),
        required=False,
        help_text=_("For an organizer, a helper or the ministry of a part of it."),
    )
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("For a helper: until midnight of this day they see the day and the calls."),
    )
    language = forms.ChoiceField(label=_("Language of the mail and the first log-in"))

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self.reach, self.matches = reach, list[School]()
        self.where: School | Region | Country | None = None
        self.ends_at: datetime | None = None
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(kind.value, kind.label) for kind in reach.kinds()]
        fields["language"].choices = settings.ENDONYMS.items()
        fields["country"].queryset = reach.whole()
        fields["region"].queryset = reach.regions()
        fields["region"].choices = [("", "–"), *region_choices(reach.regions())]

    def clean(self) -> dict[str, Any]:
        """The one place that the role needs; raises what is missing beside its field."""
        data = super().clean() or {}
        kind = data.get("kind")
        if kind == Role.Kind.TEACHER:
            self.where = self._school(data.get("school", "").strip())
        elif kind in OF_QUESTIONS:
            self.where = self._country_of_questions(data)
        elif kind in (Role.Kind.ORGANIZER, Role.Kind.MINISTRY, Role.Kind.HELPER):
            self.where = data.get("region") or data.get("country")
            if self.where is None and not {"region", "country"} & set(self.errors):
                self.add_error("country", _("Choose a country or a region."))
        if kind == Role.Kind.HELPER:
            self._end_of_help(data.get("last_day"))
        return data

    def _end_of_help(self, day: date | None) -> None:
        """Midnight where they help; today at the earliest."""
        if day is None:
            if "last_day" not in self.errors:
                self.add_error("last_day", _("Name the last day on which they help."))
            return
        self.ends_at = end_of(day, zone_at(self.where))
        left = self.ends_at - timezone.now()
        if not timedelta(0) < left <= LONGEST_HELP:
            self.add_error("last_day", _("Choose a day from today on, within two months."))

    def _country_of_questions(self, data: dict[str, Any]) -> Country | None:
        """The languages of a country; of all, if whoever invites may say so."""
        country: Country | None = data.get("country")
        if country is None and not self.reach.everywhere and "country" not in self.errors:
            self.add_error("country", _("Choose the country whose languages they work in."))
        return country

    def _school(self, words: str) -> School | None:
        if chosen := self._chosen_school():
            return chosen
        found = list(self._schools(words)[: MOST_MATCHES + 1]) if words else []
        if len(found) == 1:
            return found[0]
        if not words:
            self.add_error("school", _("Name the teacher’s school."))
        elif not found:
            self.add_error("school", _("No school of your area is called so. Try fewer letters."))
        elif len(found) > MOST_MATCHES:
            self.add_error("school", _("Many schools are called so. Type more of the name."))
        else:
            self.matches = found
            self.add_error("school", _("Several schools are called so. Choose one."))
        return None

    def _chosen_school(self) -> School | None:
        chosen = self.data.get("school_id", "")
        return self.reach.register().filter(pk__in=ids([chosen])).first()

    def _schools(self, words: str) -> QuerySet[School]:
        schools = self.reach.register().select_related("country")
        by_code = Q(register_code__iexact=words) | Q(merges__register_code__iexact=words)
        exact = schools.filter(by_code).distinct()
        if exact.exists():
            return exact
        # One that was closed is offered to nobody.
        there = schools.filter(closed_at__isnull=True)
        wanted = folded(words).split()
        names = there.values_list("pk", "name", "place")
        found = [pk for pk, *texts in names if wanted and is_found(wanted, *texts)]
        return there.filter(pk__in=found)


class AcceptForm(forms.Form):
    """The name, and a password, twice."""

    name = forms.CharField(
        label=pgettext_lazy("a member of staff", "Your name"),
        max_length=80,
        required=False,
        help_text=_("Seen by colleagues and organizers, never by pupils."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = invitation.name
        self.invitation = invitation

    def clean(self) -> dict[str, Any]:
        """Both the same, and not easy to guess."""
        data = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        elif first:
            self._judge(first, data.get("name", ""))
        return data

    def _judge(self, password: str, name: str) -> None:
        try:
            validate_password(password, User(email=self.invitation.email, name=name))
        except ValidationError as error:
            self.add_error("password1", error)
