"""The rules of an edition as a coordinator sets them: the ranking chain, and what is shown when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.models import Edition
from competition.rules.edition_steps import FIRST_STEP, chain_of
from competition.rules.scoring import CHAIN_STEPS
from competition.setup.edition_labels import STEP_MEANINGS, STEP_NAMES
from competition.setup.forms.editions import DeskForm, Fields

# What the page of rules asks besides the ranking chain.
RULES = (
    *("grace_seconds", "reveal_early", "half_points", "objection_days"),
    *("publishing_threshold", "means_boards"),
)


class RulesForm(DeskForm):
    """The ranking chain as places of its steps, grace, and what is shown to whom when."""

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
    means_boards = forms.BooleanField(
        label=gettext_lazy("Boards of schools’ mean points"),
        help_text=gettext_lazy(
            "Off in most editions: means invite to leave weaker pupils out. Boards of "
            "participation are always there."
        ),
        required=False,
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        for name in RULES:
            self.fields[name].initial = getattr(edition, name)
        for step in sorted(CHAIN_STEPS, key=lambda one: _place(edition, one) or 99):
            self.fields[f"place_{step}"] = forms.TypedChoiceField(
                label=STEP_NAMES[step],
                help_text=STEP_MEANINGS[step],
                choices=_places(step),
                coerce=int,
                empty_value=None,
                required=False,
                initial=_place(edition, step) or "",
                disabled=bool(kwargs.get("frozen")),
            )

    def groups(self) -> Iterator[tuple[str, str, Fields]]:
        """The chain first, in its order."""
        chain = [field for field in self if field.name.startswith("place_")]
        rest = [field for field in self if not field.name.startswith("place_")]
        yield _("Who stands higher: the ranking chain"), "", chain
        yield _("Time, explanations and boards"), "", rest

    def clean(self) -> dict[str, Any]:
        """Points come first, and no two steps stand at the same place."""
        data = super().clean() or self.cleaned_data
        places = [place for step in CHAIN_STEPS if (place := data.get(f"place_{step}"))]
        if data.get(f"place_{FIRST_STEP}") != 1:
            self.add_error(f"place_{FIRST_STEP}", _("Points come first: choose place 1."))
        for step in CHAIN_STEPS:
            if places.count(data.get(f"place_{step}")) > 1:
                self.add_error(f"place_{step}", _("Two steps have this place. Choose another."))
        return data

    def chain(self) -> list[str]:
        """The steps in order."""
        return chain_of({step: self.cleaned_data[f"place_{step}"] for step in CHAIN_STEPS})


def _place(edition: Edition, step: str) -> int | None:
    return edition.chain.index(step) + 1 if step in edition.chain else None


def _places(step: str) -> list[tuple[int | str, str]]:
    if step == FIRST_STEP:
        return [(1, "1.")]
    return [("", _("not used")), *((n, f"{n}.") for n in range(2, len(CHAIN_STEPS) + 1))]
