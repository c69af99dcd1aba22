"""What is typed in the workshop of questions: filters, what a question is, and its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from quizbank.bank.actions.writing import About
from quizbank.bank.queries import topic_names
from quizbank.models import Question
from quizbank.rules.question_faults import CHOICE_LENGTH, EXPLANATION_LENGTH, STEM_LENGTH
from quizbank.rules.right_answers import SINGLE_LETTERS
from quizbank.rules.text_units import TextWords
from quizbank.workshop.permissions import QuestionDesk
from quizbank.workshop.queries.question_list import OUTDATED, QuestionFilters
from quizbank.workshop.step_labels import MISSING, STAGES, STATES, WORK
from schools.models import DIVISION_CODES

KINDS = [
    ("", _("in use")),
    ("sensitive", _("sensitive topics")),
    ("released", _("released")),
    ("retired", _("retired")),
    ("every", _("every question")),
]
TOO_LONG = _("This has %(show_value)d characters, and at most %(limit_value)d fit. Shorten it.")
# A choice that a translation must give is one its source has; a new source has three or four.
NEEDED = "abc"


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


class AboutForm(forms.Form):
    """What a question is, apart from any language; nothing is chosen before somebody chooses it."""

    division_code = forms.ChoiceField(label=_("Age group"))
    topic = forms.ChoiceField(label=_("Topic"))
    difficulty = forms.ChoiceField(label=_("Difficulty"))
    right = forms.ChoiceField(
        label=_("Right answer"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Mark the answer that is right.")},
    )
    sensitive = forms.BooleanField(
        label=_("Sensitive topic"),
        required=False,
        help_text=_(
            "Contact with strangers, pictures of oneself, blackmail, violence, self-harm. Such a"
            " question also needs a sign-off for child protection in every paper."
        ),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        said: Mapping[str, str] | None = None,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        """``said``: the answers there are by letter; all letters where they are being written."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        offered: dict[str, Iterable[tuple[Any, Any]]] = {
            "division_code": DIVISION_CODES,
            "topic": topic_names().items(),
            "difficulty": Question.Difficulty.choices,
        }
        for name, choices in offered.items():
            fields[name].choices = [("", _("– choose –")), *choices]
        answers = dict.fromkeys(SINGLE_LETTERS, "") if said is None else said
        fields["right"].choices = [
            (letter, f"{letter.upper()}  {words}".strip()) for letter, words in answers.items()
        ]

    def about(self) -> About:
        """As the actions take it."""
        data = self.cleaned_data
        return About(
            division_code=data["division_code"],
            topic_id=data["topic"],
            difficulty=data["difficulty"],
            right=data["right"],
            sensitive=data["sensitive"],
        )


def about_of(question: Question) -> dict[str, object]:
    """The initial values of ``AboutForm``."""
    names = ("division_code", "difficulty", "right", "sensitive")
    return {"topic": question.topic_id, **{name: getattr(question, name) for name in names}}


class LanguageForm(forms.Form):
    """In which language a new question is written."""

    source = forms.ChoiceField(label=_("Written in"))

    def __init__(self, *args: Any, desk: QuestionDesk, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        offered = {code: name for code, name in settings.ENDONYMS.items() if code in desk.languages}
        fields["source"].choices = list(offered.items())
        fields["source"].initial = get_language()


class TextForm(forms.Form):
    """The words of a question in one language; ``letters`` are fixed where there is a source."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    stem = forms.CharField(
        label=_("Question"),
        max_length=STEM_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": TOO_LONG},
    )
    # A draft may lack it; it is handed in with one.
    explanation = forms.CharField(
        label=_("Explanation"),
        max_length=EXPLANATION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Why the right answer is right, and why the tempting one is not. A draft may still lack"
            " it."
        ),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, letters: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        for letter in letters or SINGLE_LETTERS:
            self.fields[f"choice_{letter}"] = forms.CharField(
                label=_("Answer %(letter)s") % {"letter": letter.upper()},
                max_length=CHOICE_LENGTH,
                required=bool(letters) or letter in NEEDED,
                error_messages={"max_length": TOO_LONG},
            )
        self.order_fields(
            ["stem", *(f"choice_{c}" for c in SINGLE_LETTERS), "explanation", "version"]
        )
        for field in self.fields.values():
            # Browsers would cut off in silence what is pasted; the counter and the form say it.
            field.widget.attrs.pop("maxlength", None)
            if isinstance(field, forms.CharField) and field.max_length:
                field.widget.attrs["data-most"] = field.max_length

    def clean(self) -> dict[str, Any]:
        """No two answers say the same."""
        data = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for name in self._choices():
            words = str(data.get(name, "")).casefold()
            if words and words in seen:
                self.add_error(name, _("Another answer says the same."))
            seen.setdefault(words, name)
        return data

    def words(self) -> TextWords:
        """As the actions take it."""
        data = self.cleaned_data
        choices = {name[-1]: data[name] for name in self._choices() if data[name]}
        return TextWords(data["stem"], choices, data["explanation"])

    def answers(self) -> Iterator[forms.BoundField]:
        """The fields of the answers, in the order of their letters."""
        return (self[name] for name in self._choices())

    def in_language(self, tag: str) -> None:
        """Tell browsers which language is typed, for their spelling and their letters."""
        for name, field in self.fields.items():
            if name != "version":
                field.widget.attrs |= {"lang": tag, "spellcheck": "true"}

    def _choices(self) -> list[str]:
        return [name for name in self.fields if name.startswith("choice_")]


def words_as_typed(words: TextWords, version: int) -> dict[str, object]:
    """The initial values of ``TextForm``."""
    choices = {f"choice_{letter}": choice for letter, choice in words.choices.items()}
    return {"stem": words.stem, "explanation": words.explanation, "version": version, **choices}
