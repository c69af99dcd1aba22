"""What teachers ask the organizers to decide again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models import Edition, Entry, Sitting

LONGEST = 1000


class Appeal(models.Model):
    """What a teacher says about a question, a result or a sitting of the own class.

    It has one end. No pupil is named in it: a card has its number.
    """

    class About(models.TextChoices):
        RESULT = "result", _("the result of a card")
        QUESTION = "question", _("a question")
        SITTING = "sitting", _("how the quiz went")

    class Outcome(models.TextChoices):
        OPEN = "", _("open")
        UPHELD = "upheld", _("upheld")
        NOT_UPHELD = "not_upheld", _("not upheld")

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="appeals", verbose_name=_("edition")
    )
    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="appeals", verbose_name=_("class")
    )
    sitting = models.ForeignKey(
        Sitting, models.PROTECT, related_name="appeals", verbose_name=_("sitting")
    )
    about = models.CharField(_("what the appeal is about"), max_length=10, choices=About)
    card = models.PositiveSmallIntegerField(
        _("number of the card"),
        null=True,
        blank=True,
        help_text=_("Where it is about the result of a card. Never a name."),
    )
    question = models.PositiveSmallIntegerField(
        _("number of the question"),
        null=True,
        blank=True,
        help_text=_("Where it is about a question, as it stands on the page of results."),
    )
    # In the teacher's words, and the organizer's; both go some months after the results are public.
    text = models.TextField(
        _("what happened, and what you ask for"),
        max_length=LONGEST,
        help_text=_("At most 1,000 characters. Write numbers of cards, never names of pupils."),
    )
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
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["edition"], condition=models.Q(ended_at__isnull=True), name="appeal_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_about_display()} ({self.entry.school_class})"

    @property
    def is_upheld(self) -> bool:
        """Whether the teacher was right."""
        return self.outcome == self.Outcome.UPHELD
