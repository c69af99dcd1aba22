"""Papers in the making, what was done with papers, and sign-offs of sensitive questions."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models.edition import Division
from quizbank.languages.codes import name_of
from quizbank.models import Paper, Question


def new_seed() -> str:
    """A secret that decides in which order a paper shows its choices."""
    return secrets.token_hex(16)


class PaperDraft(models.Model):
    """What organizers are choosing for one paper of a division; emptied when it is published."""

    division = models.ForeignKey(
        Division, models.CASCADE, related_name="drafts", verbose_name=_("division")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Paper.Kind)
    size = models.PositiveSmallIntegerField(_("number of questions"), null=True, blank=True)
    # Weights by code; empty stands for the standard ones of the age group.
    topics = models.JSONField(_("shares of the topics"), default=dict, blank=True)
    difficulties = models.JSONField(_("shares of the difficulties"), default=dict, blank=True)
    seed = models.CharField(max_length=64, editable=False, default=new_seed)
    # Only ever grows, so that a page seen earlier is recognised whatever happened since.
    version = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)
    changed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by whom")
    )

    class Meta:
        verbose_name = _("draft of a paper")
        verbose_name_plural = _("drafts of papers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["division", "kind"], name="one_draft_for_each_paper")
        ]

    def __str__(self) -> str:
        return f"{self.division} · {self.get_kind_display()}"


class DraftQuestion(models.Model):
    """A question chosen for a draft, at its place."""

    draft = models.ForeignKey(
        PaperDraft, models.CASCADE, related_name="items", verbose_name=_("draft of a paper")
    )
    question = models.ForeignKey(
        Question, models.CASCADE, related_name="+", verbose_name=_("question")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    tie_break = models.BooleanField(_("breaks ties"), default=False)

    class Meta:
        verbose_name = _("question of a draft")
        verbose_name_plural = _("questions of a draft")
        ordering: ClassVar = ["draft", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "question"], name="question_once_in_draft")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.question}"


class PaperRecord(models.Model):
    """Who looked at a secret paper, published one or took one over; append-only."""

    class Act(models.TextChoices):
        LOOKED = "looked", _("looked at")
        PUBLISHED = "published", _("published")
        ATTACHED = "attached", _("taken over")

    division = models.ForeignKey(
        Division, models.CASCADE, related_name="paper_records", verbose_name=_("division")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Paper.Kind)
    act = models.CharField(_("act"), max_length=10, choices=Act)
    language = models.CharField(_("language"), max_length=10, blank=True)
    paper = models.ForeignKey(
        Paper, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("paper")
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by whom"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("record of a paper")
        verbose_name_plural = _("records of papers")
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.division} · {self.get_kind_display()} · {self.get_act_display()}"

    @property
    def language_name(self) -> str:
        """The language that was looked at, by its own name."""
        return name_of(self.language)


class SignOff(models.Model):
    """A person answers for a sensitive question's protecting children, in just this wording."""

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="+", verbose_name=_("question")
    )
    # Of all texts as they were read: a sign-off does not cover what is written afterwards.
    fingerprint = models.CharField(max_length=64, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by whom"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("sign-off for child protection")
        verbose_name_plural = _("sign-offs for child protection")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["question", "fingerprint", "by"], name="signed_off_once_by_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} · {self.by}"
