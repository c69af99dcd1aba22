"""What the answers to an edition's questions say about the questions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import Job
from competition.models import Edition


class ItemReport(models.Model):
    """The figures of an edition's official questions, as they were worked out last.

    Sums over groups of at least 50 pupils: of no pupil, class or school.
    """

    edition = models.OneToOneField(
        Edition, models.CASCADE, related_name="+", verbose_name=_("edition")
    )
    # Empty until they were worked out for the first time.
    made_at = models.DateTimeField(_("worked out"), null=True, blank=True)
    # As `leaderboard/item_review/measuring.py` makes it.
    body = models.JSONField(default=dict)
    # The work on the next ones.
    job = models.OneToOneField(Job, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("figures of questions")
        verbose_name_plural = _("figures of questions")

    def __str__(self) -> str:
        return str(self.edition)
