"""What staff sends to stop boards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leaderboard.models import Board, Freeze


class FreezeForm(forms.Form):
    """All boards, those of a country or of an age group, or a single one."""

    ALL = "all"

    which = forms.ChoiceField(label=_("Which boards"))
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=Freeze.Reason,
        help_text=_("Everybody reads it on the board, in their language."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        help_text=_("For the record only. No names of pupils."),
    )

    def __init__(self, *args: Any, boards: Sequence[Board], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self._groups: dict[str, list[Board]] = {}
        self.fields["which"].choices = self._choices(boards)  # type: ignore[attr-defined]

    def _choices(self, boards: Sequence[Board]) -> list[tuple[str, Any]]:
        choices: dict[str, str] = {self.ALL: gettext("All boards")}
        for board in boards:
            self._groups.setdefault(self.ALL, []).append(board)
            if board.country is not None:
                key = f"country-{board.country_id}"
                choices[key] = str(board.country)
                self._groups.setdefault(key, []).append(board)
        for board in boards:
            if board.division is not None:
                key = f"division-{board.division_id}"
                choices[key] = gettext("Ages %(ages)s") % {"ages": board.division}
                self._groups.setdefault(key, []).append(board)
        single = [(f"board-{board.pk}", str(board)) for board in boards]
        self._groups |= {f"board-{board.pk}": [board] for board in boards}
        return [*choices.items(), (gettext("One board"), single)]

    def chosen(self) -> list[Board]:
        """The boards of the choice."""
        return self._groups.get(self.cleaned_data["which"], [])
