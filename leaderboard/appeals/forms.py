"""What teachers and organizers write about a decision or an appeal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from competition.models import Decision, Sitting
from leaderboard.models import Appeal
from leaderboard.models.appeal import LONGEST

About = Appeal.About
# Why a card is taken out of the count; the other reasons are of a lesson.
REASONS = (
    Decision.Reason.RULES,
    Decision.Reason.WRONG_CARD,
    Decision.Reason.TECHNICAL,
    Decision.Reason.MISTAKE,
)


class WordsField(forms.CharField):
    """So much as a teacher has to say, in one piece."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - what a field takes
        area = forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST})
        super().__init__(max_length=LONGEST, widget=area, **more)


class SaidForm(forms.Form):
    """An answer to a decision."""

    decision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    text = WordsField(label=pgettext_lazy("a member of staff", "Your answer"))


class AppealForm(forms.Form):
    """An appeal about the own class: a question, the result of a card, or how the quiz went."""

    about = forms.ChoiceField(
        label=_("What the appeal is about"),
        choices=[(one.value, one.label) for one in (About.RESULT, About.QUESTION, About.SITTING)],
    )
    card = forms.IntegerField(
        label=_("Number of the card"),
        help_text=_("Where it is about the result of a card. Never a name."),
        min_value=1,
        max_value=999,
        required=False,
    )
    question = forms.IntegerField(
        label=_("Number of the question"),
        help_text=_("Where it is about a question, as it stands on the page of results."),
        min_value=1,
        required=False,
    )
    text = WordsField(
        label=_("What happened, and what you ask for"),
        help_text=_("At most 1,000 characters. Write numbers of cards, never names of pupils."),
    )

    def __init__(self, *args: Any, sitting: Sitting, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self._sitting = sitting

    def clean(self) -> dict[str, Any]:
        """What it is about is named, and is there; what it is not about is left out."""
        data = super().clean() or {}
        about = data.get("about")
        data["card"] = self._named(data, "card", about == About.RESULT)
        data["question"] = self._named(data, "question", about == About.QUESTION)
        return data

    def _named(self, data: dict[str, Any], name: str, is_about: bool) -> int | None:
        number: int | None = data.get(name)
        if not is_about or name in self.errors:
            return None
        if number is None:
            self.add_error(name, _("Write the number."))
        elif not self._is_there(name, number):
            self.add_error(name, _("There is no such number."))
        return number

    def _is_there(self, name: str, number: int) -> bool:
        if name == "card":
            return self._sitting.entry.school_class.cards.filter(number=number).exists()
        return self._sitting.paper.items.filter(number=number).exists()


class EndForm(forms.Form):
    """How an organizer ends an appeal."""

    appeal = forms.IntegerField(min_value=1)
    act = forms.ChoiceField(choices=[(one, one) for one in ("uphold", "refuse", "leave")])
    sentence = forms.CharField(max_length=LONGEST, required=False)
