"""What organizers choose for a ceremony: the languages of the hall, and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leaderboard.models import CeremonyNote
from schools.pages.context import active_language

if TYPE_CHECKING:
    NoteModelForm = forms.ModelForm[CeremonyNote]
else:
    NoteModelForm = forms.ModelForm

NOTHING = ("", _("no second language"))


class HallForm(forms.Form):
    """One or two languages, or two scripts of one."""

    first = forms.ChoiceField(label=_("Language of the hall"))
    second = forms.ChoiceField(label=_("Second language or script"), required=False)

    def __init__(self, asked: QueryDict, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        data = {"first": asked.get("first") or active_language(), "second": asked.get("second", "")}
        super().__init__(data, *args, **kwargs)
        choices = list(settings.ENDONYMS.items())
        self.fields["first"].choices = choices  # type: ignore[attr-defined]
        self.fields["second"].choices = [NOTHING, *choices]  # type: ignore[attr-defined]

    @property
    def languages(self) -> list[str]:
        """What was chosen; the reader's own where it is none of ours."""
        if not self.is_valid():
            return [active_language()]
        chosen = [self.cleaned_data["first"], self.cleaned_data["second"]]
        return list(dict.fromkeys(filter(None, chosen)))

    @property
    def query(self) -> str:
        """The same for an address."""
        asked = QueryDict(mutable=True)
        asked.update(dict(zip(("first", "second"), self.languages, strict=False)))
        return f"?{asked.urlencode()}"


class CeremonyNoteForm(NoteModelForm):
    """A note for one award; empty takes it away."""

    class Meta:
        model = CeremonyNote
        fields = ("key", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False
