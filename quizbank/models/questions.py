"""Topics, questions and their texts in each language."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizbank.rules.question_faults import Asked
from quizbank.rules.responses import QuestionKind, ResponseForm
from quizbank.rules.right_answers import LETTERS, form_of, key_of
from quizbank.rules.text_units import FIELDS, TextWords

# A choice more or fewer is no question of any kind; which kind has how many: question_faults.
FEWEST_CHOICES = 3


# Of a hundred pupils of the right age so many should know it: what a difficulty means.
MEANT = {"easy": 85, "medium": 65, "hard": 45}


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
    """What is asked, apart from any language: topic, difficulty, kind, scene, what is right."""

    class Kind(models.TextChoices):
        SINGLE = QuestionKind.SINGLE.value, _("one choice")
        MULTI = QuestionKind.MULTI.value, _("several choices")
        SORT = QuestionKind.SORT.value, _("sort into groups")
        ORDER = QuestionKind.ORDER.value, _("put in order")
        SPOTS = QuestionKind.SPOTS.value, _("mark in the scene")

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
    kind = models.CharField(
        _("kind"), max_length=8, choices=Kind, default=Kind.SINGLE, db_default="single"
    )
    # As people write it, by kind: b · bde · cabd · a1 b2 c1 (quizbank/rules/right_answers.py).
    right = models.CharField(_("right answer"), max_length=40)
    # What stands above the question, apart from its words: quizbank/rules/scene_kinds.py.
    scene = models.JSONField(_("scene"), default=dict, blank=True)
    purpose = models.CharField(
        _("What a child who gets this right will do differently"), max_length=200, blank=True
    )
    # The language it was written in; all others are translations of that text.
    source = models.CharField(_("written in"), max_length=10, default="en")
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering: ClassVar = ["division_code", "key"]

    def __str__(self) -> str:
        return self.key

    @property
    def asked(self) -> Asked:
        """What is asked apart from any language, as the rules see it."""
        return Asked(self.right, QuestionKind(self.kind), self.scene)

    def key_in(self, order: str) -> int:
        """The code of the right answer, where a paper shows the letters in this order."""
        return key_of(self.form_in(order), self.right, order)

    def form_in(self, order: str) -> ResponseForm:
        """Which responses it has, with the letters in this order."""
        return form_of(QuestionKind(self.kind), self.right, order)


class SaidInLanguage(models.Model):
    """The words of a question in one language, field by field."""

    stem = models.CharField(_("question"), max_length=200)
    choices = models.JSONField(_("choices by letter"), default=dict)
    explanation = models.TextField(_("explanation"), max_length=600)
    bins = models.JSONField(_("groups by number"), default=dict, blank=True)
    parts = models.JSONField(_("parts of the scene by number"), default=dict, blank=True)
    people = models.JSONField(_("names in the scene"), default=dict, blank=True)
    notes = models.JSONField(_("notes beside choices and parts"), default=dict, blank=True)

    class Meta:
        abstract = True

    @property
    def words(self) -> TextWords:
        """All it says."""
        held = {name: getattr(self, name) for name in FIELDS}
        return TextWords(self.stem, explanation=self.explanation, **held)

    @words.setter
    def words(self, said: TextWords) -> None:
        self.stem, self.explanation = said.stem, said.explanation
        for name in FIELDS:
            setattr(self, name, dict(getattr(said, name)))

    @property
    def is_complete(self) -> bool:
        """Whether nothing of it is empty; a choice is where the source got one more."""
        lettered = self.letters == LETTERS[: max(len(self.letters), FEWEST_CHOICES)]
        return lettered and all(said.strip() for _unit, said in self.words.units())

    @property
    def letters(self) -> str:
        """Of its choices, in order."""
        return "".join(sorted(self.choices))


class QuestionText(SaidInLanguage):
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
