"""The number that teachers of a country may call on the day of an edition."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.edition import Edition
from schools.models import Country
from schools.rules import phones


class HelpLine(models.Model):
    """Whom teachers of a country call on the day of an edition, and when somebody is there."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="help_lines", verbose_name=_("edition")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    phone = models.CharField(_("phone for teachers"), max_length=40)
    # By the clock of the country; the same on every day with a window.
    opens = models.TimeField(_("from"), null=True, blank=True)
    closes = models.TimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("number for teachers")
        verbose_name_plural = _("numbers for teachers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "country"], name="help_line_once_in_country")
        ]

    def __str__(self) -> str:
        return self.phone

    @property
    def dialled(self) -> str:
        """What a phone dials."""
        return phones.dialled(self.phone)
