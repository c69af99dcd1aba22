"""Decisions that teachers are told, what they answer, and their appeals."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models import Attempt, Decision, Edition, Entry, Sitting
from leaderboard.models.seal_change import SealChange

LONGEST = 1000


class ToldDecision(models.Model):
    """An organizer's decision about an attempt, of which the teachers of its class are told."""

    decision = models.OneToOneField(
        Decision,
        models.CASCADE,
        primary_key=True,
        related_name="told",
        verbose_name=_("decision"),
    )
    told_at = models.DateTimeField(_("teachers told"))
    answer_until = models.DateTimeField(_("teachers may answer until"))

    class Meta:
        verbose_name = _("decision told to teachers")
        verbose_name_plural = _("decisions told to teachers")

    def __str__(self) -> str:
        return str(self.decision)

    @property
    def attempt(self) -> Attempt:
        """What was decided about: only such decisions are told."""
        if self.decision.attempt is None:
            raise Attempt.DoesNotExist
        return self.decision.attempt

    @property
    def by_correction(self) -> bool:
        """Whether a correction of the sealed list decided it: nobody can answer that."""
        return self.answer_until <= self.told_at


class Appeal(models.Model):
    """What a teacher says against a decision, a question, a result or a sitting of the own class.

    It has one end. No pupil is named in it: a card has its number.
    """

    class About(models.TextChoices):
        DECISION = "decision", _("an organizer’s decision")
        QUESTION = "question", _("a question")
        RESULT = "result", _("the result of a card")
        SITTING = "sitting", _("how the quiz went")

    class Outcome(models.TextChoices):
        OPEN = "", _("open")
        UPHELD = "upheld", _("upheld")
        NOT_UPHELD = "not_upheld", _("not upheld")
        WITHDRAWN = "withdrawn", _("withdrawn")

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="appeals", verbose_name=_("edition")
    )
    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="appeals", verbose_name=_("class")
    )
    about = models.CharField(_("about"), max_length=10, choices=About)
    decision = models.OneToOneField(
        Decision,
        models.PROTECT,
        null=True,
        related_name="appeal",
        verbose_name=_("decision"),
    )
    sitting = models.ForeignKey(
        Sitting, models.PROTECT, related_name="appeals", verbose_name=_("sitting")
    )
    card = models.PositiveSmallIntegerField(_("number of the card"), null=True)
    question = models.PositiveSmallIntegerField(_("number of the question"), null=True)
    # In the teacher's words, and the organizer's; both go some months after the results are public.
    text = models.TextField(_("what the teacher says"), max_length=LONGEST)
    lodged_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("lodged by")
    )
    lodged_at = models.DateTimeField(_("lodged"))
    decide_by = models.DateTimeField(_("to be decided by"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    sentence = models.TextField(_("why"), max_length=LONGEST, blank=True)
    ended_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    ended_at = models.DateTimeField(_("decided"), null=True)
    # Who leads the edition may seal although it is open; the reason stays on record.
    left_open_at = models.DateTimeField(_("the seal need not wait"), null=True)
    left_open_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("said by")
    )
    left_open_why = models.CharField(_("why the seal need not wait"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering: ClassVar = ["decide_by", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, outcome="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(outcome="")),
                name="appeal_has_one_end",
            ),
            models.CheckConstraint(
                condition=models.Q(about="decision", decision__isnull=False)
                | (models.Q(decision__isnull=True) & ~models.Q(about="decision")),
                name="appeal_about_a_decision_names_it",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["edition"], condition=models.Q(ended_at__isnull=True), name="appeal_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_about_display()} ({self.entry.school_class})"
