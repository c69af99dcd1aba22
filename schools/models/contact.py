"""Whom children and adults of a country can turn to."""

from __future__ import annotations

from typing import ClassVar, TypedDict

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from schools.models.country import Country, in_reader_language
from schools.rules import phones
from schools.rules.opening_hours import Stretch


class ContactValues(TypedDict):
    """All that a pack or a person says about a contact."""

    kind: str
    names: dict[str, str]
    phone: str
    web: str
    opening: list[Stretch]
    hours: dict[str, str]
    free: bool
    source: str


class Contact(models.Model):
    """A service by its kind; dated, because numbers change. What is retired is shown to nobody."""

    class Kind(models.TextChoices):
        HELPLINE = "helpline", _("Helpline")
        HOTLINE = "hotline", _("Reporting")
        POLICE = "police", _("Police")
        EMERGENCY = "emergency", _("Emergency")

    country = models.ForeignKey(
        Country, models.CASCADE, related_name="contacts", verbose_name=_("country")
    )
    # By which a country's pack finds it again; empty for what people added.
    key = models.SlugField(max_length=40, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    names = models.JSONField(_("names by language"), default=dict)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    web = models.CharField(_("web address"), max_length=120, blank=True)
    opening = models.JSONField(_("opening hours"), default=list, blank=True)
    hours = models.JSONField(_("note on the hours by language"), default=dict, blank=True)
    free = models.BooleanField(_("free of charge"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    verified_on = models.DateField(_("last verified with the service"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by whom"),
    )
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)
    # What the pack said when it was last taken or left, and what it says now that waits for that;
    # an offer without values says that the pack no longer has this contact.
    pack = models.JSONField(null=True, blank=True, editable=False)
    offer = models.JSONField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering: ClassVar = ["country", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["country", "key"],
                condition=~models.Q(key=""),
                name="contact_key_once_in_country",
            )
        ]

    def __str__(self) -> str:
        return in_reader_language(self.names, self.phone)

    @property
    def number(self) -> str:
        """The phone number as it is shown everywhere."""
        return phones.shown(self.phone)

    @property
    def dialled(self) -> str:
        """What a phone dials."""
        return phones.dialled(self.phone)

    def values(self) -> ContactValues:
        """All that it says, as a pack says it."""
        return {
            "kind": self.kind,
            "names": self.names,
            "phone": self.phone,
            "web": self.web,
            "opening": self.opening,
            "hours": self.hours,
            "free": self.free,
            "source": self.source,
        }

    def say(self, values: ContactValues) -> None:
        """Let it say something else; not stored yet."""
        for name, value in values.items():
            setattr(self, name, value)
