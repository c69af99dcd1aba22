"""What teachers and organizers write about an appeal."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.models import Sitting
from leaderboard.models import Appeal
from leaderboard.models.appeal import LONGEST

About = Appeal.About


class AppealForm(forms.ModelForm):  # type: ignore[type-arg]
    """An appeal about the own class: the result of a card, a question, or how the quiz went."""

    class Meta:
        model = Appeal
        fields: ClassVar = ["about", "card", "question", "text"]
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST})}

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
    act = forms.ChoiceField(choices=[(act, act) for act in ("uphold", "refuse")])
    sentence = forms.CharField(max_length=LONGEST)
