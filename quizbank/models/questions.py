"""Topics, questions and their texts in each language."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizbank.rules import LETTERINGS

LETTERS = "abcd"


class Topic(models.Model):
    """One of the twelve fields of online safety a question belongs to."""

    code = models.CharField(_("code"), max_length=8, primary_key=True)
    names = models.JSONField(_("names by language"), default=dict)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.code


class Question(models.Model):
    """What is asked, apart from any language: topic, difficulty, which choice is right."""

    class Difficulty(models.TextChoices):
        EASY = "easy", _("easy")
        MEDIUM = "medium", _("medium")
        HARD = "hard", _("hard")

    key = models.SlugField(_("identifier"), max_length=80, unique=True)
    division_code = models.CharField(_("division"), max_length=8)
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="questions", verbose_name=_("topic")
    )
    difficulty = models.CharField(_("difficulty"), max_length=8, choices=Difficulty)
    sensitive = models.BooleanField(_("sensitive topic"), default=False)
    right = models.CharField(_("right choice"), max_length=1, choices=[(c, c) for c in LETTERS])
    demonstration = models.BooleanField(_("for demonstration only"), default=False)
    # The language it was written in; all others are translations of that text.
    source = models.CharField(_("written in"), max_length=10, default="en")
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)
    released_at = models.DateTimeField(_("released"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering: ClassVar = ["division_code", "key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(right__in=list(LETTERS)), name="right_choice_is_a_letter"
            )
        ]

    def __str__(self) -> str:
        return self.key


class QuestionText(models.Model):
    """A question in one language or country variant, with a review state of its own."""

    class State(models.TextChoices):
        """How far a text has come: the source by two reviews, a translation by its back-check."""

        DRAFT = "draft", _("no person has reviewed it")
        CONTENT = "content", _("waits for the content review")
        PROTECTION = "protection", _("waits for the child-protection review")
        BACK_CHECK = "back_check", _("waits for the back-check")
        APPROVED = "approved", _("approved")

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="texts", verbose_name=_("question")
    )
    language = models.CharField(_("language"), max_length=10)
    stem = models.CharField(_("question"), max_length=200)
    choices = models.JSONField(_("choices by letter"), default=dict)
    explanation = models.TextField(_("explanation"), max_length=600)
    state = models.CharField(_("review"), max_length=12, choices=State, default=State.DRAFT)
    # Which of its wordings this is, and which wording of the source it was translated from.
    version = models.PositiveIntegerField(_("wording"), default=1, editable=False)
    source_version = models.PositiveIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("text of a question")
        verbose_name_plural = _("texts of questions")
        ordering: ClassVar = ["question", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "language"], name="text_once_in_language")
        ]

    def __str__(self) -> str:
        return self.stem

    @property
    def is_complete(self) -> bool:
        """Whether nothing of it is empty; a choice is where the source got one more."""
        parts = (self.stem, self.explanation, *self.choices.values())
        return self.letters in LETTERINGS and all(part.strip() for part in parts)

    @property
    def letters(self) -> str:
        """Of its choices, in order."""
        return "".join(sorted(self.choices))
