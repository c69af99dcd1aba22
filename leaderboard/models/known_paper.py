"""A paper that seems to have become known while classes still play it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import Division, Edition
from quizbank.models import Paper
from schools.models import Country


class KnownPaper(models.Model):
    """From an hour on classes of a country knew a paper, or one question, better than before."""

    division = models.ForeignKey(
        Division, models.CASCADE, related_name="+", verbose_name=_("division")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+", verbose_name=_("paper"))
    # Empty for the paper as a whole.
    question = models.PositiveSmallIntegerField(_("number of the question"), null=True)
    hour = models.PositiveSmallIntegerField(_("from the hour"))
    seen_at = models.DateTimeField(_("seen"))

    class Meta:
        verbose_name = _("paper that became known")
        verbose_name_plural = _("papers that became known")
        ordering: ClassVar = ["-seen_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "country"], name="known_paper_once")
        ]

    def __str__(self) -> str:
        return f"{self.division} ({self.country_id})"


class PaperWatch(models.Model):
    """When somebody's program last looked whether a paper of an edition has become known."""

    edition = models.OneToOneField(
        Edition, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("edition")
    )
    looked_at = models.DateTimeField(_("looked"))

    class Meta:
        verbose_name = _("look at papers of the day")
        verbose_name_plural = _("looks at papers of the day")

    def __str__(self) -> str:
        return str(self.edition)
