"""What is odd about an edition's attempts, as it was looked through last."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import Edition
from schools.models import Job


class DeskReport(models.Model):
    """Evidence for organizers until the edition is published; what they decide stands elsewhere."""

    edition = models.OneToOneField(
        Edition, models.CASCADE, related_name="+", verbose_name=_("edition")
    )
    made_at = models.DateTimeField(_("looked through"), null=True, blank=True)
    # A list of {kind, subject, evidence, score}; see docs/review.md.
    body = models.JSONField(default=list)
    job = models.OneToOneField(Job, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("list of the review desk")
        verbose_name_plural = _("lists of the review desk")

    def __str__(self) -> str:
        return str(self.edition)
