"""A question answered by plain controls: by who says what is right, and by who reviews it blind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.translation import gettext_lazy as _

from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import right_of
from quizbank.workshop.queries.units_shown import UnitShown

MARK_IT = _("Mark the answer that is right.")
MARKED = (QuestionKind.MULTI, QuestionKind.SPOTS)
BY_ROW = (QuestionKind.SORT, QuestionKind.ORDER)
LEGENDS = {
    QuestionKind.SINGLE: _("Right answer"),
    QuestionKind.MULTI: _("Right answers"),
    QuestionKind.SORT: _("Where each row belongs"),
    QuestionKind.ORDER: _("Place of each step"),
    QuestionKind.SPOTS: _("What is to be marked"),
}


@dataclass(frozen=True, slots=True)
class Answerable:
    """What there is to answer: the kind, words by letter, and names of groups by number."""

    kind: QuestionKind
    choices: Mapping[str, str]
    bins: Mapping[str, str] = field(default_factory=dict)


class AnswerForm(forms.Form):
    """One answer in the question's kind.

    A choice is a radio, what may be marked a tick, a row has a radio for each group, a step the
    list of places. ``marks`` says what is filled in, by letter; ``name`` is that of the fields, and
    a row's ends in its letter.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        asked: Answerable,
        marks: Mapping[str, str] | None = None,
        name: str = "right",
        required: bool = True,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        self.asked, self.name = asked, name
        kwargs["initial"] = self._begun(marks or {})
        super().__init__(*args, **kwargs)
        if asked.kind in BY_ROW:
            for letter, words in asked.choices.items():
                self.fields[f"{name}_{letter}"] = self._row(words, required=required)
        else:
            self.fields[name] = self._marks(required=required)

    def _begun(self, marks: Mapping[str, str]) -> dict[str, object]:
        if self.asked.kind in BY_ROW:
            return {f"{self.name}_{letter}": mark for letter, mark in marks.items()}
        chosen = list(marks)
        return {self.name: chosen if self.asked.kind in MARKED else "".join(chosen)}

    def _marks(self, *, required: bool) -> forms.Field:
        several = self.asked.kind in MARKED
        kind = forms.MultipleChoiceField if several else forms.ChoiceField
        return kind(
            label=LEGENDS[self.asked.kind],
            choices=list(self.asked.choices.items()),
            required=required,
            widget=forms.CheckboxSelectMultiple if several else forms.RadioSelect,
            error_messages={"required": MARK_IT},
        )

    def _row(self, words: str, *, required: bool) -> forms.Field:
        if self.asked.kind is QuestionKind.SORT:
            offered, widget = list(self.asked.bins.items()), forms.RadioSelect
            return forms.ChoiceField(label=words, choices=offered, required=required, widget=widget)
        places: list[tuple[str, Any]] = [
            (str(place), str(place)) for place in range(1, len(self.asked.choices) + 1)
        ]
        places.insert(0, ("", _("– choose –")))
        return forms.ChoiceField(label=words, choices=places, required=required)

    def clean(self) -> dict[str, Any]:
        """No two steps have one place."""
        data = super().clean() or self.cleaned_data
        taken: set[str] = set()
        for letter, mark in self._given(data).items() if self._is_order else ():
            if mark in taken:
                self.add_error(f"{self.name}_{letter}", _("Another step has this place."))
            taken.add(mark)
        return data

    def said(self) -> str:
        """The answer as people write it; empty unless it says all an answer has to say."""
        if not self.is_valid():
            return ""
        marks = self._given(self.cleaned_data)
        if self.asked.kind in BY_ROW and len(marks) < len(self.asked.choices):
            return ""
        return right_of(self.asked.kind, marks)

    def beside(self, units: Iterable[UnitShown]) -> Iterator[tuple[UnitShown, BoundWidget | None]]:
        """Each unit with the radio or tick that chooses it, if it is one to choose."""
        by_row = self.asked.kind in BY_ROW
        ticks = {} if by_row else dict(zip(self.asked.choices, self[self.name], strict=True))
        for unit in units:
            yield unit, ticks.get(unit.letter)

    def rows(self) -> list[BoundField]:
        """The fields of rows or steps; none where something is chosen."""
        return list(self) if self.asked.kind in BY_ROW else []

    def _given(self, data: Mapping[str, Any]) -> dict[str, str]:
        """``{letter: mark}`` of what is filled in."""
        if self.asked.kind not in BY_ROW:
            return dict.fromkeys(data.get(self.name) or "", "1")
        found = {letter: data.get(f"{self.name}_{letter}", "") for letter in self.asked.choices}
        return {letter: mark for letter, mark in found.items() if mark}

    @property
    def _is_order(self) -> bool:
        return self.asked.kind is QuestionKind.ORDER
