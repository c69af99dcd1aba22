"""What a teacher types to register, and an organizer about a proposed school."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account import forms as allauth
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.clock import now
from base.models import User
from base.pages.context import active_language
from schools.accounts.forms.account import PASSWORD_HINT, reword
from schools.models import Country, Region, School
from schools.register.queries import region_choices
from schools.registering.actions.registrations import (
    MissingSchool,
    forget_unconfirmed,
    register_teacher,
)
from schools.rules.people_names import is_name, leads_somewhere


def check_name(name: str) -> str:
    """A person's name, with single spaces. Raises ``ValidationError``."""
    name = " ".join(name.split())
    if not is_name(name):
        raise ValidationError(_("Write your name as the school knows it, in letters only."))
    return name


def check_words(words: str) -> str:
    """The name of a school or place: digits and signs too, but nothing that leads anywhere."""
    words = " ".join(words.split())
    if leads_somewhere(words):
        raise ValidationError(_("Write the name only, without an address."))
    return words


class PersonForm(allauth.SignupForm):
    """Name, e-mail and password; the school stands in the address of the page."""

    field_order: tuple[str, ...] = ("name", "email", "password1")

    name = forms.CharField(max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def __init__(self, *args: Any, school: School | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        self.school = school
        super().__init__(*args, **kwargs)
        labels = {
            "name": _("Name and surname"),
            "email": _("E-mail"),
            "password1": _("Password"),
        }
        hints = {
            "name": _("Seen by colleagues, organizers and your school, never by pupils."),
            "email": _("A code comes there. Best is the one your school knows."),
            "password1": PASSWORD_HINT,
        }
        reword(self, labels, hints)
        self.fields["email"].widget.attrs["autocomplete"] = "username"

    def clean_name(self) -> str:
        """Nothing that a mail to the school could be misused for."""
        return check_name(self.cleaned_data["name"])

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """As allauth, in the same time whether there is an account or not.

        A registration that nobody confirmed keeps nobody from an address.
        """
        email = self.cleaned_data["email"]
        with transaction.atomic():
            forget_unconfirmed(email)
            self.account_already_exists = User.objects.filter(email=email).exists()
            if self.account_already_exists:
                self._save_for_nobody(request)
        try:
            return super().try_save(request)  # type: ignore[no-any-return]
        except IntegrityError:
            # Sent twice at once: the other one has the address by now.
            self.account_already_exists = True
            return super().try_save(request)  # type: ignore[no-any-return]

    def save(self, request: HttpRequest) -> User:
        """The account with its role."""
        return self._save(request, self.cleaned_data["email"])

    def wish(self) -> School | MissingSchool:
        """The school that was chosen."""
        if self.school is None:
            raise ValueError
        return self.school

    def _save(self, request: HttpRequest, email: str) -> User:
        with transaction.atomic():
            user = register_teacher(
                email,
                name=self.cleaned_data["name"],
                password=self.cleaned_data["password1"],
                language=active_language(),
                school=self.wish(),
                at=now(),
            )
            setup_user_email(request, user, [EmailAddress(email=email)])
        return user

    def _save_for_nobody(self, request: HttpRequest) -> None:
        """All of the work and nothing of it kept: else the clock would tell who has an account."""
        with transaction.atomic():
            self._save(request, f"{secrets.token_hex(8)}@nobody.invalid")
            transaction.set_rollback(True)


class MissingFields(forms.Form):
    """What a proposal says of a school."""

    school_name = forms.CharField(
        label=_("Name of the school"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    place = forms.CharField(label=_("Place"), max_length=80)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))

    def offer(self, country: Country) -> None:
        """The regions of the country, as the tree they are."""
        field: Any = self.fields["region"]
        field.queryset = country.regions.all()
        tree = [one for _name, ones in region_choices(field.queryset) for one in ones]
        field.widget.choices = [("", "---------"), *tree]

    def clean_school_name(self) -> str:
        """It stands on pages of staff and in the list of the organizer."""
        return check_words(self.cleaned_data["school_name"])

    def clean_place(self) -> str:
        """As the name."""
        return check_words(self.cleaned_data["place"])

    def missing(self) -> MissingSchool:
        """The school, once the form is valid."""
        typed = self.cleaned_data
        return MissingSchool(typed["school_name"], typed["place"], typed["region"])


class ProposingForm(MissingFields, PersonForm):
    """The same with a school that is missing."""

    field_order = ("school_name", "place", "region", "name", "email", "password1")

    def __init__(self, *args: Any, country: Country, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        super().__init__(*args, **kwargs)
        own = {name: field.label for name, field in MissingFields.base_fields.items()}
        for name, label in own.items():
            self.fields[name].label = label
        self.offer(country)

    def wish(self) -> MissingSchool:
        """The school that was typed."""
        return self.missing()


class MissingForm(MissingFields):
    """A missing school, of somebody who has an account."""

    def __init__(self, *args: Any, country: Country, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.offer(country)


class TakeInForm(forms.Form):
    """A proposal as it will stand in the register."""

    name = forms.CharField(label=pgettext_lazy("of a school", "Name"), max_length=160)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), empty_label=None)
    code = forms.CharField(
        label=_("Code in the register"),
        max_length=40,
        required=False,
        help_text=_("If you know it: the next import knows the school by it."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        school: School,
        regions: QuerySet[Region],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        initial = {"name": school.name, "place": school.place, "region": school.region_id}
        super().__init__(*args, **{"initial": initial, **kwargs})
        field: Any = self.fields["region"]
        field.queryset = regions.filter(country=school.country_id)
        field.widget.choices = [
            one for _name, ones in region_choices(field.queryset) for one in ones
        ]


class RefuseSchoolForm(forms.Form):
    """Why a proposal is not taken in; chosen, never typed."""

    reason = forms.ChoiceField(
        label=_("Reason"), choices=[one for one in School.Refusal.choices if one[0]]
    )


class SwitchForm(forms.Form):
    """Whether teachers of a country may register."""

    country = forms.ModelChoiceField(Country.objects.none())
    registration = forms.ChoiceField(
        label=_("Registration of teachers"), choices=Country.Registration.choices
    )
