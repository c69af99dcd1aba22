"""What was asked for about a seal and is done in the background: laid before, sealed, drawn."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from base.models import Job, User
from competition.models import Edition
from leaderboard.models.seal import Seal


class SealWork(models.Model):
    """One wish; done once, together with what it brings about, or refused in words."""

    class Kind(models.TextChoices):
        LAY_BEFORE = "lay_before", _("the list is laid before")
        CONFIRM = "confirm", _("the list is sealed")
        DRAW = "draw", _("it is drawn")

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="+", verbose_name=_("edition")
    )
    kind = models.CharField(_("what"), max_length=12, choices=Kind)
    # Which one is to be confirmed; of the others what they brought about.
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by whom"))
    asked_at = models.DateTimeField(_("asked for"))
    # Of a confirmation the note for the record.
    text = models.TextField(blank=True, max_length=1000)
    seen = models.BooleanField(default=False)
    # Of a draw.
    number = models.CharField(max_length=200, blank=True)
    substitute = models.BooleanField(default=False)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    # Why it was not done, as the text stands in the program: readers get it in their language.
    refused = models.TextField(blank=True)

    class Meta:
        verbose_name = _("work on a seal")
        verbose_name_plural = _("work on seals")
        ordering: ClassVar = ["edition", "pk"]

    def __str__(self) -> str:
        return f"{self.edition.slug}: {self.get_kind_display()}"

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or is being done."""
        return self.done_at is None and self.job is not None and self.job.is_under_way

    @property
    def refused_in_words(self) -> str:
        """Why it was not done, in the reader's language; empty where it was done."""
        return gettext(self.refused) if self.refused else ""

    @property
    def is_given_up(self) -> bool:
        """Whether it was neither done nor refused, and nobody is at it any more."""
        return self.done_at is None and not self.is_under_way
