"""What an organizer sends from the workshop of a paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.papers.queries.candidates import CandidateFilters
from quizbank.models import Question
from quizbank.papers.blueprint import Blueprint

MOST = 60


class FilterForm(forms.Form):
    """Which questions of the bank are shown; whatever does not fit means all."""

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    difficulty = forms.ChoiceField(label=_("Difficulty"), required=False)
    answered = forms.ChoiceField(label=_("Kind of question"), required=False)
    words = forms.CharField(label=_("Words in the text"), max_length=80, required=False)
    reviewed = forms.BooleanField(label=_("Reviewed in all languages"), required=False)
    unused = forms.BooleanField(label=_("In no paper yet"), required=False)

    def __init__(self, *args: Any, names: dict[str, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        every = [("", _("all"))]
        self._offer("topic", [*every, *names.items()])
        self._offer("difficulty", [*every, *Question.Difficulty.choices])
        self._offer("answered", [*every, *Question.Kind.choices])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def filters(self) -> CandidateFilters:
        """What was asked for and makes sense."""
        self.is_valid()
        return CandidateFilters(
            **{name: value for name, value in self.cleaned_data.items() if value}
        )


class BlueprintForm(forms.Form):
    """How many questions, and the share of each difficulty and topic."""

    size = forms.IntegerField(label=_("Number of questions"), min_value=1, max_value=MOST)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        blueprint: Blueprint,
        names: dict[str, str],
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["size"].initial = blueprint.size
        levels = dict(Question.Difficulty.choices)
        self.difficulties = {code: f"difficulty_{code}" for code in levels}
        self.topics = {code: f"topic_{code}" for code in names}
        for code, name in self.difficulties.items():
            self._add(name, str(levels[code]), blueprint.difficulties.get(code, 0))
        for code, name in self.topics.items():
            self._add(name, names[code], blueprint.topics.get(code, 0))

    def _add(self, name: str, label: str, weight: int) -> None:
        field = forms.IntegerField(label=label, min_value=0, max_value=100, initial=weight)
        self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """Something must be asked."""
        data = super().clean() or self.cleaned_data
        for names in (self.difficulties, self.topics):
            given = [data.get(name) for name in names.values()]
            if None not in given and not any(given):
                message = _("At least one share must be more than 0.")
                self.add_error(next(iter(names.values())), message)
        return data

    def weights(self, names: dict[str, str]) -> dict[str, int]:
        """What was typed, by code."""
        return {code: self.cleaned_data[name] for code, name in names.items()}

    @property
    def difficulty_fields(self) -> list[forms.BoundField]:
        """For the template."""
        return [self[name] for name in self.difficulties.values()]

    @property
    def topic_fields(self) -> list[forms.BoundField]:
        """For the template."""
        return [self[name] for name in self.topics.values()]
