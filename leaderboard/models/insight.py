"""What a ministry may see of a country's pupils in an edition: published once for each seal."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import Edition
from leaderboard.models.seal import Seal
from schools.models import Country


class InsightSnapshot(models.Model):
    """The published figures; ``body`` as ``leaderboard.insight.rows.Body`` says."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="insight", verbose_name=_("edition")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    # The list they are of; none of one that was sealed before this was kept.
    seal = models.ForeignKey(
        Seal, models.SET_NULL, null=True, related_name="+", verbose_name=_("seal")
    )
    made_at = models.DateTimeField(_("counted"))
    body = models.JSONField(editable=False)

    class Meta:
        verbose_name = _("figures for the ministry")
        verbose_name_plural = _("figures for the ministry")
        ordering: ClassVar = ["edition", "country"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "country"], name="insight_once")
        ]

    def __str__(self) -> str:
        return f"{self.country} · {self.edition}"
