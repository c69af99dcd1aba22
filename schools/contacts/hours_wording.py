"""What is said about a contact: its hours, and where a pack says something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schools.models import Contact, ContactValues, in_reader_language
from schools.rules.contacts import differing
from schools.rules.opening_hours import Stretch, is_always

FIELDS = {
    "kind": gettext_lazy("Kind"),
    "names": gettext_lazy("Name"),
    "phone": gettext_lazy("Phone"),
    "web": gettext_lazy("Web address"),
    "opening": gettext_lazy("Opening hours"),
    "hours": gettext_lazy("Note on the hours"),
    "free": gettext_lazy("Free of charge"),
    "source": gettext_lazy("Source"),
}


class Otherwise(NamedTuple):
    """One field of a contact in which a pack says something else."""

    name: str
    ours: str
    theirs: str


def hours_words(contact: Contact) -> str:
    """The opening hours with the note beside them; empty while nobody knows them."""
    parts = [opening_words(contact.opening), in_reader_language(contact.hours)]
    return "; ".join(part for part in parts if part)


def opening_words(stretches: Sequence[Stretch]) -> str:
    """“Mon–Fri 9:00–22:00, Sat 10:00–14:00”; round the clock in words."""
    if is_always(stretches):
        return _("round the clock")
    return ", ".join(
        f"{_days(one)} {_clock(one['opens'])}–{_clock(one['closes'])}" for one in stretches
    )


def _days(one: Stretch) -> str:
    first, last = one["first"], one["last"]
    if (first, last) == (1, 7):
        return _("every day")
    if first == last:
        return str(WEEKDAYS[first - 1])
    return f"{WEEKDAYS_ABBR[first - 1]}–{WEEKDAYS_ABBR[last - 1]}"


def _clock(text: str) -> str:
    return text.removeprefix("0")


def differences(contact: Contact) -> list[Otherwise]:
    """Field by field what the waiting pack says; none where it no longer has the contact."""
    ours, theirs = contact.values(), contact.offer or {}
    names = differing(ours, theirs) if theirs else []
    return [_otherwise(name, ours, theirs) for name in names]


def _otherwise(name: str, ours: ContactValues, theirs: Mapping[str, object]) -> Otherwise:
    return Otherwise(str(FIELDS[name]), _told(name, ours), _told(name, theirs))


def _told(name: str, values: Mapping[str, object]) -> str:
    value = values.get(name)
    if name == "opening":
        told = opening_words(value)  # type: ignore[arg-type]  # as it was stored
    elif name in ("names", "hours"):
        told = " · ".join(f"{code}: {text}" for code, text in value.items())  # type: ignore[attr-defined]
    elif name == "free":
        told = _("yes") if value else _("no")
    elif name == "kind":
        told = str(Contact.Kind(str(value)).label)
    else:
        told = str(value or "")
    return told or "–"
