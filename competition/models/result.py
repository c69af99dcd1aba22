"""What a finished attempt is worth."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.attempt import Attempt
from competition.models.edition import Division
from schools.models import Country


class Result(models.Model):
    """A finished attempt scored from its answers; can be dropped and rebuilt."""

    attempt = models.OneToOneField(
        Attempt, models.CASCADE, primary_key=True, related_name="result", verbose_name=_("attempt")
    )
    # Copies of what never changes for an attempt, so that a board is one index range.
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="+", verbose_name=_("division")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    counts = models.BooleanField(_("counts"), help_text=_("official and not voided"))
    # A mark for question n at place n: the digit of the choice where one is chosen, else R all
    # right, H half, W wrong; 0 where there is none (quizbank/rules/marking.py).
    choices = models.CharField(_("counting choices"), max_length=60)
    # The codes of the responses, comma-separated; empty where all questions are of one choice.
    codes = models.CharField(
        _("counting responses"), max_length=360, blank=True, default="", db_default=""
    )
    score = models.PositiveSmallIntegerField(_("points"))
    max_score = models.PositiveSmallIntegerField(_("points possible"))
    right = models.PositiveSmallIntegerField(_("right"))
    wrong = models.PositiveSmallIntegerField(_("wrong"))
    hard = models.PositiveSmallIntegerField(_("points of hard questions"))
    tie_break = models.PositiveSmallIntegerField(_("points of tie-break questions"))
    # Whole minutes worked, without pauses and extra time.
    time = models.PositiveSmallIntegerField(_("minutes"))
    late = models.PositiveSmallIntegerField(_("answers that came too late"), default=0)
    changed_at = models.DateTimeField(_("changed"), db_index=True)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        indexes: ClassVar = [
            models.Index(
                fields=[
                    "division",
                    "country",
                    "-score",
                    "-hard",
                    "-tie_break",
                    "time",
                    "attempt",
                ],
                condition=models.Q(counts=True),
                name="result_by_rank",
            )
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.score}/{self.max_score}"

    @property
    def responses(self) -> list[int]:
        """The code of each question's counting response, in order; 0 where there is none."""
        return [int(one) for one in (self.codes.split(",") if self.codes else self.choices)]
