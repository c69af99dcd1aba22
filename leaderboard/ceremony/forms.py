"""What organizers choose for a ceremony: the languages of the hall, and notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from base.pages.context import active_language
from leaderboard.ceremony.queries.called_awards import CalledBlock
from leaderboard.models import CeremonyNote

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


class CeremonyNotesForm(forms.Form):
    """A note for each award, all in one form; an empty one takes it away.

    What somebody else has changed meanwhile stays: only what was changed here is kept.
    """

    def __init__(self, written: QueryDict | None = None, *, blocks: Sequence[CalledBlock]) -> None:
        super().__init__(written, initial={one.key: one.note for one in blocks})
        self.blocks = blocks
        for one in blocks:
            self.fields[one.key] = self._note(one)

    def _note(self, block: CalledBlock) -> forms.CharField:
        return forms.CharField(
            label=_("Note for the presenter: %(award)s")
            % {"award": f"{block.award} · {block.division} · {block.country}"},
            required=False,
            max_length=CeremonyNote._meta.get_field("text").max_length,
            show_hidden_initial=True,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def lines(self) -> list[tuple[CalledBlock, forms.BoundField]]:
        """Each award with its note."""
        return [(one, self[one.key]) for one in self.blocks]

    @property
    def changed(self) -> dict[str, str]:
        """What is to be kept."""
        return {key: self.cleaned_data[key] for key in self.changed_data}
