"""What an organizer types about a service that helps: its names, how it is reached, its hours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schools.models import Contact, ContactValues, Country
from schools.rules import phones
from schools.rules.contacts import fingerprint
from schools.rules.opening_hours import ALWAYS, Stretch, is_always, read_stretches

ROWS = 4
_PARTS = ("first", "last", "opens", "closes")
_DAYS = [("", "–"), *((day + 1, name) for day, name in WEEKDAYS.items())]


class HoursRow(list[forms.BoundField]):
    """The four fields of a stretch of hours."""


class ContactForm(forms.Form):
    """A contact of a country; with one that exists, ``seen`` tells what its author saw of it."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Contact.Kind)
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        help_text=gettext_lazy("As it is dialled in the country, for example 080 05 03 05."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    web = forms.CharField(
        label=gettext_lazy("Web address"),
        help_text=gettext_lazy("For example plavitelefon.ba"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    free = forms.BooleanField(label=gettext_lazy("Free of charge"), required=False)
    always = forms.BooleanField(label=gettext_lazy("Round the clock, every day"), required=False)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("Where this stands, or who told you."),
        max_length=300,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - a form's data
        *,
        country: Country,
        contact: Contact | None = None,
    ) -> None:
        super().__init__(data, initial=_given(contact))
        own = [code for code in country.languages if code in settings.ENDONYMS]
        self.languages = own or list(settings.ENDONYMS)
        self.before = contact
        for place, code in enumerate(self.languages):
            self.fields[f"name_{code}"] = _text(code, 120, required=place == 0)
            self.fields[f"note_{code}"] = _text(code, 160)
        for row in range(ROWS):
            for part in _PARTS:
                self.fields[f"{part}_{row}"] = _part(part)

    def names(self) -> Iterator[forms.BoundField]:
        """Its name in each language of the country; neighbours fill the gaps."""
        return (self[f"name_{code}"] for code in self.languages)

    def notes(self) -> Iterator[forms.BoundField]:
        """The note on its hours in each language."""
        return (self[f"note_{code}"] for code in self.languages)

    def rows(self) -> Iterator[HoursRow]:
        """The stretches of its hours."""
        return (HoursRow(self[f"{part}_{row}"] for part in _PARTS) for row in range(ROWS))

    def clean_phone(self) -> str:
        """In groups, the same way everywhere."""
        phone: str = self.cleaned_data["phone"]
        if phone and not phones.is_phone(phone):
            raise ValidationError(_("Write 3 to 15 digits, for example 080 05 03 05."))
        return phones.shown(phone)

    def clean_web(self) -> str:
        """Without the scheme, which is always https."""
        web: str = self.cleaned_data["web"].strip()
        web = web.removeprefix("https://").removeprefix("http://").removesuffix("/")
        if web:
            URLValidator(schemes=["https"], message=_("Write it like plavitelefon.ba."))(
                f"https://{web}"
            )
        return web

    def clean(self) -> dict[str, Any]:
        """There has to be a way to reach it, and its hours have to be hours."""
        data = super().clean() or self.cleaned_data
        if not {"phone", "web"} & set(self.errors) and not (data.get("phone") or data.get("web")):
            raise ValidationError(_("Give a phone number or a web address."))
        self.opening = ALWAYS if data.get("always") else self._stretches(data)
        return data

    def _stretches(self, data: dict[str, Any]) -> list[Stretch]:
        read: list[Stretch] = []
        for row in range(ROWS):
            raw = {part: data.get(f"{part}_{row}") for part in _PARTS}
            if not any(raw.values()):
                continue
            raw["last"] = raw["last"] or raw["first"]
            one = read_stretches([raw])
            if one is None:
                self.add_error(f"first_{row}", _("Give the day and two different times."))
            else:
                read += one
        return read

    def values(self) -> ContactValues:
        """What was typed; languages that were not asked for stay."""
        data, before = self.cleaned_data, self.before
        return {
            "kind": data["kind"],
            "names": self._texts("name", before.names if before else {}),
            "phone": data["phone"],
            "web": data["web"],
            "opening": self.opening,
            "hours": self._texts("note", before.hours if before else {}),
            "free": data["free"],
            "source": data["source"],
        }

    def _texts(self, kind: str, before: dict[str, str]) -> dict[str, str]:
        typed = {code: self.cleaned_data[f"{kind}_{code}"] for code in self.languages}
        return {code: text for code, text in {**before, **typed}.items() if text}


def _text(code: str, longest: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=settings.ENDONYMS[code],
        max_length=longest,
        required=required,
        widget=forms.TextInput(attrs={"lang": settings.HTML_LANGUAGES[code]}),
    )


def _part(part: str) -> forms.Field:
    """A weekday, or a time as browsers give it."""
    label = {"first": _("From"), "last": _("To"), "opens": _("Opens"), "closes": _("Closes")}[part]
    if part in ("first", "last"):
        return forms.TypedChoiceField(
            label=label, choices=_DAYS, coerce=int, empty_value=None, required=False
        )
    widget = forms.TextInput(attrs={"type": "time", "class": "input"})
    return forms.CharField(label=label, max_length=5, required=False, widget=widget)


def _given(contact: Contact | None) -> dict[str, Any]:
    """What stands in the fields at first."""
    if contact is None:
        return {}
    values = contact.values()
    given: dict[str, Any] = {**values, "seen": fingerprint(values)}
    given |= {f"name_{code}": text for code, text in values["names"].items()}
    given |= {f"note_{code}": text for code, text in values["hours"].items()}
    if is_always(values["opening"]):
        return {**given, "always": True}
    for row, one in enumerate(values["opening"]):
        told = {**one, "closes": one["closes"].replace("24:00", "00:00")}
        given |= {f"{part}_{row}": told[part] for part in _PARTS}
    return given
