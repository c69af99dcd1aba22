"""Answers that a computer without network put into a file, and the number its pupil told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models.attempt import Attempt
from competition.models.sitting import Sitting
from schools.models import Card


class NotedNumber(models.Model):
    """The short number of a file, noted by the teacher: the file was there at this time."""

    sitting = models.ForeignKey(
        Sitting, models.CASCADE, related_name="noted_numbers", verbose_name=_("sitting")
    )
    card = models.ForeignKey(
        Card, models.CASCADE, related_name="noted_numbers", verbose_name=_("card")
    )
    number = models.CharField(_("number of the file"), max_length=8)
    noted_at = models.DateTimeField(_("noted"))
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by whom"))

    class Meta:
        verbose_name = _("noted number of a file")
        verbose_name_plural = _("noted numbers of files")
        ordering: ClassVar = ["noted_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "card", "number"], name="number_noted_once")
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.number}"


class AnswerFile(models.Model):
    """One uploaded file of a lease: what is in it, and what was decided about it.

    It is kept as it came, sealed, until it is decided. ``seqs`` are the events of its lease that
    count by it, once it is counted.
    """

    attempt = models.ForeignKey(
        Attempt, models.CASCADE, related_name="answer_files", verbose_name=_("attempt")
    )
    lease = models.PositiveSmallIntegerField(_("lease"))
    number = models.CharField(_("number of the file"), max_length=8)
    digest = models.CharField(max_length=64)
    content = models.BinaryField(default=b"", editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"))
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("by whom")
    )
    # When its number was noted, if that was before the sitting was closed.
    noted_at = models.DateTimeField(_("noted"), null=True, blank=True)
    # Uploaded after the end of the next school day.
    too_late = models.BooleanField(_("uploaded too late"), default=False)
    fresh = models.PositiveSmallIntegerField(_("answers that would count"))
    known = models.PositiveSmallIntegerField(_("answers that count already"))
    over = models.PositiveSmallIntegerField(_("answers made after the end"))
    # How far the computer's clock was behind ours; empty where nothing tells.
    behind = models.IntegerField(_("seconds its clock was behind"), null=True, blank=True)
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
            models.UniqueConstraint(fields=["attempt", "digest"], name="answer_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.number}"

    @property
    def is_in_order(self) -> bool:
        """Whether the teacher may decide: its number was noted in time, and it came in time."""
        return self.noted_at is not None and not self.too_late

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided about it, and it can still be read."""
        return bool(self.content) and self.is_undecided

    @property
    def is_forgotten(self) -> bool:
        """Whether its content went before anybody had decided: it has to be brought again."""
        return not self.content and self.is_undecided

    @property
    def is_undecided(self) -> bool:
        """Whether it neither counts nor was refused."""
        return self.counted_at is None and self.refused_at is None

    @property
    def waits_for_organizer(self) -> bool:
        """Whether an organizer can say yes or no."""
        undecided = self.accepted_at is None and self.refused_at is None
        return undecided and (bool(self.content) or self.counted_at is not None)
