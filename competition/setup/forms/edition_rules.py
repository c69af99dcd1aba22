"""The rules of an edition as a coordinator sets them: who stands higher, and what is shown when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy

from competition.models import Edition
from competition.setup.forms.editions import DeskForm

RULES = (
    *("ranking", "grace_seconds", "reveal_early", "half_points", "objection_days"),
    "publishing_threshold",
)


class RulesForm(DeskForm):
    """How it is ranked, grace, and what is shown to whom when."""

    ranking = forms.ChoiceField(
        label=gettext_lazy("Who stands higher"),
        help_text=gettext_lazy(
            "In either a wrong answer costs no place. Where minutes decide, pupils are told so "
            "before the start; pauses, outages and extra time do not count."
        ),
        choices=Edition.Ranking,
        widget=forms.RadioSelect,
    )
    grace_seconds = forms.IntegerField(
        label=gettext_lazy("Grace in seconds"),
        help_text=gettext_lazy(
            "How late an answer may arrive that was on its way when the time was up."
        ),
        min_value=10,
        max_value=600,
    )
    reveal_early = forms.BooleanField(
        label=gettext_lazy("Explanations as soon as a class has finished"),
        help_text=gettext_lazy(
            "Otherwise they wait until the last window is over everywhere. One paper serves all "
            "day: a class at eight must not hold the key for a class at ten."
        ),
        required=False,
    )
    half_points = forms.BooleanField(
        label=gettext_lazy("A point for all but one mistake"),
        help_text=gettext_lazy(
            "In questions of several parts: all right 2 points, one mistake 1 point. Otherwise only"
            " all right counts. A paper that is published stays as it was published."
        ),
        required=False,
    )
    objection_days = forms.IntegerField(
        label=gettext_lazy("Days in which teachers may object to an attempt"),
        help_text=gettext_lazy("From the last window on. Afterwards every attempt counts."),
        min_value=1,
        max_value=60,
    )
    publishing_threshold = forms.IntegerField(
        label=gettext_lazy("Fewest pupils of a school that boards name"),
        help_text=gettext_lazy("At least 10, so that no single child can be guessed."),
        validators=[
            MinValueValidator(10, gettext_lazy("Write 10 or more: fewer pupils could be guessed.")),
            MaxValueValidator(1000),
        ],
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        for name in RULES:
            self.fields[name].initial = getattr(edition, name)
