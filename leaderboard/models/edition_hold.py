"""Nothing of an edition goes by itself while two people say so."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models import Edition


class EditionHold(models.Model):
    """One person asks, for a reason; it holds once another one agrees, until somebody ends it."""

    edition = models.OneToOneField(
        Edition, models.CASCADE, primary_key=True, related_name="hold", verbose_name=_("edition")
    )
    reason = models.CharField(_("reason"), max_length=300)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    agreed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("agreed by")
    )
    agreed_at = models.DateTimeField(_("agreed"), null=True)

    class Meta:
        verbose_name = _("hold of an edition")
        verbose_name_plural = _("holds of editions")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(agreed_by__isnull=True)
                | ~models.Q(agreed_by=models.F("asked_by")),
                name="hold_by_two_people",
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.reason}"
