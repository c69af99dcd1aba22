"""Whom children and adults of a country can turn to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.languages.texts import in_reader_language
from base.models import User
from schools.models.country import Country
from schools.rules import phones
from schools.rules.contacts import is_verified


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
    hours = models.JSONField(_("opening hours by language"), default=dict, blank=True)
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
        editable=False,
    )
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

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

    @property
    def is_fresh(self) -> bool:
        """Whether it was verified lately enough."""
        return is_verified(self.verified_on, timezone.localdate())

    def verify(self, by: User) -> None:
        """Somebody asked the service today, and all that stands here is right."""
        self.verified_on, self.verified_by = timezone.localdate(), by
        self.save(update_fields=["verified_on", "verified_by"])
