"""What the workshop remembers of a question: every wording of its texts, and who did what."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizbank.models.questions import Question, QuestionText, SaidInLanguage


class Wording(SaidInLanguage):
    """One wording of a text; append-only. ``by`` is nobody for what came from a file."""

    text = models.ForeignKey(
        QuestionText, models.CASCADE, related_name="wordings", verbose_name=_("text")
    )
    version = models.PositiveIntegerField(_("wording"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by whom"),
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("wording of a text")
        verbose_name_plural = _("wordings of texts")
        ordering: ClassVar = ["text", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text", "version"], name="wording_once_in_text")
        ]

    def __str__(self) -> str:
        return self.stem


class Review(models.Model):
    """What a person did with a question or one of its texts, and said about it; append-only."""

    class Act(models.TextChoices):
        HANDED_IN = "handed_in", _("handed in")
        CONTENT = "content", _("content review passed")
        PROTECTION = "protection", _("child-protection review passed")
        BACK_CHECK = "back_check", _("back-check passed")
        SENT_BACK = "sent_back", _("sent back")
        MISREAD = "misread", _("answered otherwise")
        ANSWERED = "answered", _("answered as the question wants")
        SEEN = "seen", _("looked at the right answer, so another person reviews it")
        COMMENT = "comment", _("comment")
        CHANGED = "changed", _("topic, difficulty or right answer changed")
        RETIRED = "retired", _("retired")
        RESTORED = "restored", _("taken back into use")

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="reviews", verbose_name=_("question")
    )
    # Empty for what concerns the question in all languages.
    language = models.CharField(_("language"), max_length=10, blank=True)
    version = models.PositiveIntegerField(_("wording"), null=True, blank=True)
    act = models.CharField(_("act"), max_length=12, choices=Act)
    comment = models.TextField(_("comment"), max_length=1000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by whom")
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("review of a question")
        verbose_name_plural = _("reviews of questions")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.question} {self.language} · {self.get_act_display()}"
