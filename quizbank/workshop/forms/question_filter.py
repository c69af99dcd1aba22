"""Which questions the list of the workshop shows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from quizbank.bank.queries import topic_names
from quizbank.models import Question
from quizbank.workshop.forms.words_of_text import TOO_LONG
from quizbank.workshop.queries.question_list import OUTDATED, QuestionFilters
from quizbank.workshop.step_labels import MISSING, STAGES, STATES, WORK
from schools.models import DIVISION_CODES

KINDS = [
    ("", _("in use")),
    ("sensitive", _("sensitive topics")),
    ("retired", _("retired")),
    ("every", _("every question")),
]


class QuestionFilter(forms.Form):
    """Which questions the list shows; whatever does not fit means all."""

    words = forms.CharField(
        label=_("Words in the text"),
        max_length=80,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    work = forms.ChoiceField(label=_("Waits for me"), required=False)
    stage = forms.ChoiceField(label=_("Step"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State in the language"), required=False)
    division = forms.ChoiceField(label=_("Age group"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    difficulty = forms.ChoiceField(label=_("Difficulty"), required=False)
    kind = forms.ChoiceField(label=_("Which questions"), required=False, choices=KINDS)
    answered = forms.ChoiceField(label=_("Kind of question"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        states = {MISSING: _("missing"), **STATES, OUTDATED: _("source has changed")}
        offered: dict[str, Any] = {
            "work": {"any": _("anything"), **WORK},
            "stage": STAGES,
            "language": settings.ENDONYMS,
            "state": states,
            "division": dict(DIVISION_CODES),
            "topic": topic_names(),
            "difficulty": dict(Question.Difficulty.choices),
            "answered": dict(Question.Kind.choices),
        }
        fields: dict[str, Any] = self.fields
        for name, choices in offered.items():
            fields[name].choices = [("", _("all")), *choices.items()]

    def filters(self) -> QuestionFilters:
        """What was asked for and makes sense."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        # Words that are too long are in no text, and the field says so.
        if "words" in self.errors:
            found["words"] = self.data["words"]
        return QuestionFilters(**found)
