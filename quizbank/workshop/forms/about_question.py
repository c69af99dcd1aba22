"""What a question is, apart from any language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from quizbank.bank.actions.writing import About
from quizbank.bank.queries import topic_names
from quizbank.models import Question
from quizbank.rules.question_faults import Asked
from quizbank.workshop.permissions import QuestionDesk
from schools.models import DIVISION_CODES


class AboutForm(forms.Form):
    """Age group, topic, difficulty; nothing is chosen before somebody chooses it."""

    division_code = forms.ChoiceField(label=_("Age group"))
    topic = forms.ChoiceField(label=_("Topic"))
    difficulty = forms.ChoiceField(label=_("Difficulty"))
    purpose = forms.CharField(
        label=_("What a child who gets this right will do differently"),
        max_length=200,
        required=False,
        help_text=_("In English, one sentence. Teachers see it when they talk about the question."),
    )
    sensitive = forms.BooleanField(
        label=_("Sensitive topic"),
        required=False,
        help_text=_(
            "Contact with strangers, pictures of oneself, blackmail, violence, self-harm. Such a"
            " question also needs a sign-off for child protection in every paper."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        offered: dict[str, Iterable[tuple[Any, Any]]] = {
            "division_code": DIVISION_CODES,
            "topic": topic_names().items(),
            "difficulty": Question.Difficulty.choices,
        }
        for name, choices in offered.items():
            fields[name].choices = [("", _("– choose –")), *choices]

    def about(self, asked: Asked) -> About:
        """As the actions take it, with kind, right answer and scene."""
        data = self.cleaned_data
        return About(
            division_code=data["division_code"],
            topic_id=data["topic"],
            difficulty=data["difficulty"],
            right=asked.right,
            sensitive=data["sensitive"],
            kind=asked.kind.value,
            scene=asked.scene,
            purpose=data["purpose"],
        )


class StoredAboutForm(AboutForm):
    """What a stored question is; ``version`` is the wording of its source that the page shows."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def seen(self) -> int:
        """The wording its reader began from; 0 where a page sends none."""
        return self.cleaned_data["version"] or 0


def fix(form: forms.Form, *names: str) -> None:
    """Show fields that cannot change any more.

    What a page sends for them that was made before is read: its reader has to hear that it stays.
    """
    for name in names:
        form.fields[name].disabled = name not in form.data


def about_of(question: Question) -> dict[str, object]:
    """The initial values of ``AboutForm``."""
    names = ("division_code", "difficulty", "purpose", "sensitive")
    return {"topic": question.topic_id, **{name: getattr(question, name) for name in names}}


def about_as_stored(question: Question, asked: Asked) -> About:
    """What a question is, with another right answer, kind or scene."""
    return About(
        division_code=question.division_code,
        topic_id=question.topic_id,
        difficulty=question.difficulty,
        right=asked.right,
        sensitive=question.sensitive,
        kind=asked.kind.value,
        scene=asked.scene,
        purpose=question.purpose,
    )


class LanguageForm(forms.Form):
    """In which language a new question is written."""

    source = forms.ChoiceField(label=_("Written in"))

    def __init__(self, *args: Any, desk: QuestionDesk, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        offered = {code: name for code, name in settings.ENDONYMS.items() if code in desk.languages}
        fields["source"].choices = list(offered.items())
        fields["source"].initial = get_language()
