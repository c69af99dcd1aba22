"""How an award is given, and the public number that decides draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.editions.forms.moments import Moment
from competition.models import AwardRule
from competition.setup.forms import Fields
from leaderboard.models import AwardTerms, Draw

if TYPE_CHECKING:
    TermsModelForm = forms.ModelForm[AwardTerms]
    DrawModelForm = forms.ModelForm[Draw]
else:
    TermsModelForm = DrawModelForm = forms.ModelForm

# Fixed once the edition is live; prizes are not.
OF_THE_RULE = {"share", "reserves"}
UNUSED = {
    AwardRule.Kind.SCHOOLS: OF_THE_RULE,
    AwardRule.Kind.THRESHOLD: OF_THE_RULE,
    AwardRule.Kind.DRAW: {"share"},
}


class AwardTermsForm(TermsModelForm):
    """The terms of one award; once the edition is live only what the prizes are."""

    share = forms.TypedChoiceField(
        label=_("Pupils who did equally well"),
        choices=[
            (False, _("are parted by a draw: there are as many awards as places")),
            (True, _("share the place: each of them gets the award")),
        ],
        coerce=lambda value: value == "True",
        help_text=_("Ties are usual: of 3,000 pupils 170 may have all points."),
    )

    class Meta:
        model = AwardTerms
        fields = ("share", "reserves", "prizes")
        help_texts = {
            "reserves": _("How many come next, in order, if a winner drops out."),
            "prizes": _(
                "A line for each place, the last one for all further. Only staff sees them."
            ),
        }
        widgets = {"prizes": forms.Textarea(attrs={"rows": 4})}

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        frozen: bool,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, **kwargs)
        unused = UNUSED.get(AwardRule.Kind(self.instance.rule.kind), set())
        for name in OF_THE_RULE if frozen else unused:
            del self.fields[name]

    def groups(self) -> Iterator[tuple[str, str, Fields]]:
        """All in one."""
        yield "", "", list(self)


class DrawSourceForm(DrawModelForm):
    """A public number to come."""

    source = forms.CharField(
        label=_("Public number"),
        max_length=200,
        help_text=_(
            "For example: State lottery, 6 of 45, round 12, the numbers in the order in which they "
            "are published."
        ),
    )
    comes_at = Moment(label=_("Known from"))

    class Meta:
        model = Draw
        fields = ("source", "comes_at")

    def groups(self) -> Iterator[tuple[str, str, Fields]]:
        """All in one."""
        yield "", "", list(self)


class NumberForm(forms.Form):
    """The number as it was published, typed twice."""

    number = forms.CharField(label=_("The number"), max_length=200)
    again = forms.CharField(label=_("The number once more"), max_length=200)
