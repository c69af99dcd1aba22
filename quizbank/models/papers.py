"""Papers, their questions in order, and the bytes they are compiled to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizbank.models.questions import Question
from quizbank.rules.responses import ResponseForm


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
    order = models.CharField(_("letters in the order shown"), max_length=14, editable=False)
    points = models.PositiveSmallIntegerField(_("points"), default=1)
    # Whether all but one slip leaves one of the points; from the edition's rules, for ever.
    halves = models.BooleanField(
        _("half right has a point"), default=True, db_default=True, editable=False
    )
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

    @property
    def key(self) -> int:
        """The code of the right answer in the order of this paper."""
        return self.question.key_in(self.order)

    @property
    def form(self) -> ResponseForm:
        """Which responses the question has in this paper."""
        return self.question.form_in(self.order)


class CompiledBytes(models.Model):
    """Immutable bytes for browsers, once per paper and language or country variant."""

    language = models.CharField(max_length=10)
    # Address of the bytes; cannot be guessed, since the paper's seed enters it.
    digest = models.CharField(max_length=64, unique=True)
    body = models.TextField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.paper} ({self.language})"  # type: ignore[attr-defined]  # each has its own


class CompiledPaper(CompiledBytes):
    """The bytes a pupil's browser gets: a paper in one language, without the key."""

    paper = models.ForeignKey(
        Paper, models.CASCADE, related_name="compiled", verbose_name=_("paper")
    )

    class Meta:
        verbose_name = _("compiled paper")
        verbose_name_plural = _("compiled papers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "language"], name="compiled_once_in_language")
        ]


class CompiledKey(CompiledBytes):
    """What a browser gets once the key is open: the paper's questions with the right answers."""

    paper = models.ForeignKey(
        Paper, models.CASCADE, related_name="compiled_keys", verbose_name=_("paper")
    )

    class Meta:
        verbose_name = _("compiled key")
        verbose_name_plural = _("compiled keys")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "language"], name="key_once_in_language")
        ]
