"""Changes after the seal: noted one by one, and carried out by a correction alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models import Attempt, Decision, Edition
from leaderboard.models.question_ruling import QuestionRuling
from leaderboard.models.seal import Seal
from quizbank.models import PaperQuestion

# Why a change is withdrawn, in words.
LONGEST_WHY = 300


class SealChange(models.Model):
    """One change that somebody wants in a sealed list; nothing counts otherwise before the next
    seal is confirmed."""

    class Kind(models.TextChoices):
        VOID = "void", _("a card is taken out of the count")
        ACCEPT_LATE = "accept_late", _("late answers count")
        UNVOID = "unvoid", _("a card counts again")
        UNDO_LATE = "undo_late", _("late answers count no longer")
        NEUTRAL = "neutral", _("a question counts for nobody")
        COUNTS = "counts", _("a question counts again")

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="+", verbose_name=_("edition")
    )
    kind = models.CharField(_("change"), max_length=12, choices=Kind)
    attempt = models.ForeignKey(
        Attempt, models.CASCADE, null=True, related_name="+", verbose_name=_("attempt")
    )
    item = models.ForeignKey(
        PaperQuestion, models.PROTECT, null=True, related_name="+", verbose_name=_("question")
    )
    # Of `Decision.Reason` for an attempt, of `QuestionRuling.Reason` for a question; none where a
    # decision is taken back.
    reason = models.CharField(_("reason"), max_length=12)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("noted by"))
    noted_at = models.DateTimeField(_("noted"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    # Who wanted it no more, and why; earlier releases kept the moment alone.
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("withdrawn by")
    )
    withdrawn_why = models.CharField(
        _("why it was withdrawn"), max_length=LONGEST_WHY, blank=True, default="", db_default=""
    )
    # The correction that carried it out.
    seal = models.ForeignKey(
        Seal, models.PROTECT, null=True, related_name="carried_out", verbose_name=_("seal")
    )

    class Meta:
        verbose_name = _("change after the seal")
        verbose_name_plural = _("changes after the seal")
        ordering: ClassVar = ["edition", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(attempt__isnull=False, item__isnull=True)
                | models.Q(attempt__isnull=True, item__isnull=False),
                name="change_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["attempt"],
                condition=models.Q(withdrawn_at__isnull=True, seal__isnull=True),
                name="attempt_changed_once",
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=models.Q(withdrawn_at__isnull=True, seal__isnull=True),
                name="question_changed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.attempt_id or self.item}"

    @property
    def in_words(self) -> str:
        """What, why, and who noted it."""
        parts = (self.get_kind_display(), self.reason_in_words, str(self.noted_by))
        return " · ".join(part for part in parts if part)

    @property
    def reason_in_words(self) -> str:
        """As it was chosen from its list; empty where none was."""
        if not self.reason:
            return ""
        labels = dict(Decision.Reason.choices if self.attempt_id else QuestionRuling.Reason.choices)
        return str(labels.get(self.reason, self.reason))
