"""Topics, questions, their texts in each language, and papers compiled from them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

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
        UNREVIEWED = "unreviewed", _("no person has reviewed it")
        APPROVED = "approved", _("approved")

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="texts", verbose_name=_("question")
    )
    language = models.CharField(_("language"), max_length=10)
    stem = models.CharField(_("question"), max_length=200)
    choices = models.JSONField(_("choices by letter"), default=dict)
    explanation = models.TextField(_("explanation"), max_length=600)
    state = models.CharField(_("review"), max_length=12, choices=State, default=State.UNREVIEWED)

    class Meta:
        verbose_name = _("text of a question")
        verbose_name_plural = _("texts of questions")
        ordering: ClassVar = ["question", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "language"], name="text_once_in_language")
        ]

    def __str__(self) -> str:
        return self.stem


class Paper(models.Model):
    """A published, ordered, immutable set of questions."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official")
        REHEARSAL = "rehearsal", _("rehearsal")
        PRACTICE = "practice", _("practice")

    title = models.CharField(_("title"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    division_code = models.CharField(_("division"), max_length=8)
    # Permutes the choices and enters the address of the compiled bytes; never leaves the server.
    seed = models.CharField(max_length=64, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self) -> str:
        return self.title


class PaperQuestion(models.Model):
    """One question at its place in a paper; ``order`` is the permutation of its letters."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="items", verbose_name=_("paper"))
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="paper_items", verbose_name=_("question")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    order = models.CharField(_("letters in the order shown"), max_length=4, editable=False)
    points = models.PositiveSmallIntegerField(_("points"), default=1)
    tie_break = models.BooleanField(_("breaks ties"), default=False)
    neutralised = models.BooleanField(_("neutralised"), default=False)

    class Meta:
        verbose_name = _("question of a paper")
        verbose_name_plural = _("questions of a paper")
        ordering: ClassVar = ["paper", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "number"], name="number_once_in_paper"),
            models.UniqueConstraint(fields=["paper", "question"], name="question_once_in_paper"),
            models.CheckConstraint(
                condition=models.Q(number__range=(1, 60)), name="paper_number_1_to_60"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.question}"


class CompiledPaper(models.Model):
    """The bytes a pupil's browser gets: a paper in one language, without the key."""

    paper = models.ForeignKey(
        Paper, models.CASCADE, related_name="compiled", verbose_name=_("paper")
    )
    language = models.CharField(max_length=10)
    # Address of the bytes; cannot be guessed, since the paper's seed enters it.
    digest = models.CharField(max_length=64, unique=True)
    body = models.TextField()

    class Meta:
        verbose_name = _("compiled paper")
        verbose_name_plural = _("compiled papers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "language"], name="compiled_once_in_language")
        ]

    def __str__(self) -> str:
        return f"{self.paper} ({self.language})"
