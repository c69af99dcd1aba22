"""Answers that a computer without network put into a file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models.attempt import Attempt


class AnswerFile(models.Model):
    """One file of a lease, and what was decided about it.

    ``events``: ``[seq, question, choice, browser_ms]`` as they came, until it is decided. ``seqs``
    are the events of its lease that count by it, once it is counted.
    """

    attempt = models.ForeignKey(
        Attempt, models.CASCADE, related_name="answer_files", verbose_name=_("attempt")
    )
    lease = models.PositiveSmallIntegerField(_("lease"))
    # Its signature: the same file has the same one.
    mark = models.CharField(max_length=64, editable=False)
    events = models.JSONField(default=list, editable=False)
    fresh = models.PositiveSmallIntegerField(_("answers that would count"))
    uploaded_at = models.DateTimeField(_("uploaded"))
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("by whom")
    )
    # It came on the day of the quiz, before anybody had seen results of it.
    in_order = models.BooleanField(_("the teacher may decide"), default=False)
    seqs = models.JSONField(default=list, editable=False)
    counted_at = models.DateTimeField(_("counted"), null=True, blank=True)
    # An organizer's yes: without it no award. Or the no, after which nothing of it counts.
    accepted_at = models.DateTimeField(_("accepted by an organizer"), null=True, blank=True)
    refused_at = models.DateTimeField(_("refused by an organizer"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("file of answers")
        verbose_name_plural = _("files of answers")
        ordering: ClassVar = ["-uploaded_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "mark"], name="answer_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.lease}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided about it, and its answers are still there."""
        return bool(self.events) and self.counted_at is None and self.refused_at is None

    @property
    def waits_for_organizer(self) -> bool:
        """Whether an organizer can say yes or no."""
        undecided = self.accepted_at is None and self.refused_at is None
        return undecided and (bool(self.events) or self.counted_at is not None)
