"""Why somebody opens the cards of a class, and to which colleague its teacher opens them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from base.models import User
from schools.models import CardOpening, ClassCover, SchoolClass


class OpenCardsForm(forms.Form):
    """A reason of the list; one of one's own needs words."""

    reason = forms.ChoiceField(
        label=_("Why do you open these cards?"),
        choices=[("", _("Choose a reason")), *CardOpening.Reason.choices],
        error_messages={"required": _("Choose a reason.")},
    )
    words = forms.CharField(
        label=_("In your words"),
        max_length=200,
        required=False,
        help_text=_("Its teachers read it. No names of pupils."),
    )

    def clean(self) -> dict[str, Any]:
        """Another reason says which."""
        data = super().clean() or self.cleaned_data
        if data.get("reason") == CardOpening.Reason.OTHER and not data.get("words"):
            self.add_error("words", _("Write the reason here."))
        return data


class ColleagueForm(forms.Form):
    """A teacher of the same school."""

    colleague = forms.ModelChoiceField(User.objects.none(), label=_("Colleague"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        colleagues: QuerySet[User],
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].queryset = colleagues  # type: ignore[attr-defined]


class TakeOverForm(forms.Form):
    """A colleague's class, and why."""

    school_class = forms.ModelChoiceField(SchoolClass.objects.none(), label=_("Class"))
    reason = forms.ChoiceField(label=_("Reason"), choices=ClassCover.Reason)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        classes: QuerySet[SchoolClass],
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school_class"].queryset = classes  # type: ignore[attr-defined]
