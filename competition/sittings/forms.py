"""What a teacher sends from the screens of a sitting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.exceptions import NotTaking
from competition.models import Decision, Edition, Sitting
from competition.rules.groups import Who
from schools.models import Card

MOST_MINUTES = 60


class OpenForm(forms.Form):
    """Which kind of sitting to open, and for whom of the class.

    ``beside``: the open one that the page told of, next to which another one is meant.
    """

    kind = forms.ChoiceField(choices=Sitting.Kind)
    who = forms.ChoiceField(choices=[(one.value, one.value) for one in Who], required=False)
    without_pins = forms.BooleanField(required=False)
    beside = forms.IntegerField(required=False)
    numbers = forms.TypedMultipleChoiceField(
        coerce=int, choices=[(n, n) for n in range(1, 100)], required=False
    )


class WhichEditionForm(forms.Form):
    """Which edition a class is for, where there is more than one.

    Asked anew where the chosen one takes no classes any more: nothing goes into the others unasked.
    """

    edition = forms.ChoiceField(
        label=_("For which edition"),
        help_text=_("For a later one the class is made in the school year of that edition."),
        required=False,
        error_messages={"invalid_choice": NotTaking.message},
    )

    def __init__(self, *args: Any, editions: Sequence[Edition], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.editions = editions
        field = self.fields["edition"]
        choices = [(one.slug, f"{one.title} – {one.get_state_display()}") for one in editions]
        is_gone = "edition" in self.data and self.chosen() not in dict(choices)
        if is_gone:
            choices.insert(0, ("", "---------"))
            field.required = True
        if len(choices) > 1:
            field.choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["edition"]

    def chosen(self) -> str:
        """The short name of the edition, also where it was chosen and is no longer offered; empty
        where there was no choice."""
        return str(self.data.get("edition", ""))


class ActForm(forms.Form):
    """One decision about a sitting or one of its cards."""

    CARD_ACTIONS = ("release", "admit", "let_play", "let_in")

    ACTIONS = (
        *("start", "pause", "resume", "close", "release", "release_all"),
        *(
            "admit",
            "admit_all",
            "extra",
            "reopen",
            "let_play",
            "again",
            "let_in",
            "let_all",
        ),
    )

    action = forms.ChoiceField(choices=[(name, name) for name in ACTIONS])
    card = forms.ModelChoiceField(Card.objects.none(), required=False)
    sign = forms.CharField(max_length=2, required=False)
    minutes = forms.IntegerField(min_value=1, max_value=MOST_MINUTES, required=False)
    reason = forms.ChoiceField(
        label=_("Reason"), choices=Decision.Reason, required=False, initial=Decision.Reason.NONE
    )

    def __init__(self, *args: Any, sitting: Sitting, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        cards = Card.objects.filter(school_class=sitting.entry.school_class_id)
        self.fields["card"].queryset = cards  # type: ignore[attr-defined]  # a field by its name

    def clean(self) -> dict[str, Any]:
        """Some actions need a card, one needs minutes."""
        data = super().clean() or self.cleaned_data
        if data.get("action") in self.CARD_ACTIONS and data.get("card") is None:
            self.add_error("card", _("Choose a card."))
        if data.get("action") == "extra" and data.get("minutes") is None:
            self.add_error("minutes", _("Choose between 1 and 60 minutes."))
        return data
