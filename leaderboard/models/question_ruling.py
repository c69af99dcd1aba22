"""A question is taken out of the count for everybody, by two people."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import Job, User
from competition.models import Edition
from quizbank.models import PaperQuestion


class QuestionRuling(models.Model):
    """One person proposes it, sees who would move, and another one confirms; so it is undone."""

    class Reason(models.TextChoices):
        KEY = "key", _("the key is wrong")
        TWO = "two", _("two answers are right")
        WORDS = "words", _("the wording misleads, in one language or in all")
        KNOWN = "known", _("it became known before")
        AGAIN = "again", _("it was neutralised by mistake")

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="+", verbose_name=_("edition")
    )
    item = models.ForeignKey(
        PaperQuestion, models.PROTECT, related_name="+", verbose_name=_("question of a paper")
    )
    # Whether it is to count for nobody; else it counts again.
    neutral = models.BooleanField(_("counts for nobody"), default=True)
    reason = models.CharField(_("reason"), max_length=8, choices=Reason)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"))
    # Who would move, board by board: numbers of attempts until it is decided, and how many.
    moves = models.JSONField(default=list, blank=True)
    looked_at = models.DateTimeField(_("worked out"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    done_at = models.DateTimeField(_("results written"), null=True, blank=True)
    job = models.OneToOneField(Job, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("ruling on a question")
        verbose_name_plural = _("rulings on questions")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            # One at a time: who would move is told of the results as they stand.
            models.UniqueConstraint(
                fields=["edition"],
                condition=models.Q(withdrawn_at__isnull=True, done_at__isnull=True),
                name="one_open_ruling_of_an_edition",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="ruling_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} ({self.get_reason_display()})"

    @property
    def is_open(self) -> bool:
        """Whether it is neither withdrawn nor done."""
        return self.withdrawn_at is None and self.done_at is None
