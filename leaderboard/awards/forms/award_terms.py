"""How an award is given, and the public number that decides draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.utils.translation import gettext_lazy

from competition.editions.forms.moments import Moment
from competition.models import AwardRule
from competition.setup.forms.editions import Fields
from leaderboard.models import AwardTerms, DrawPlan

if TYPE_CHECKING:
    TermsModelForm = forms.ModelForm[AwardTerms]
    PlanModelForm = forms.ModelForm[DrawPlan]
else:
    TermsModelForm = PlanModelForm = forms.ModelForm

SHARED, DRAWN = "share", "draw"
# Fixed once the edition is live; prizes are not.
OF_THE_RULE = {"ties", "reserves"}


class AwardTermsForm(TermsModelForm):
    """The terms of one award; once the edition is live only what the prizes are."""

    ties = forms.ChoiceField(
        label=gettext_lazy("Pupils who did equally well"),
        choices=[
            (SHARED, gettext_lazy("share the place: each of them gets the award")),
            (DRAWN, gettext_lazy("are parted by a draw: there are as many awards as places")),
        ],
        help_text=gettext_lazy("Ties are usual: of 3,000 pupils 170 may have all points."),
    )

    class Meta:
        model = AwardTerms
        fields = ("reserves", "prizes")
        help_texts = {
            "reserves": gettext_lazy("How many come next, in order, if a winner drops out."),
            "prizes": gettext_lazy(
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
        rule = self.instance.rule
        self.fields["ties"].initial = SHARED if self.instance.share else DRAWN
        unused = _unused(rule)
        for name in {*unused, *(OF_THE_RULE if frozen else ())}:
            del self.fields[name]

    def groups(self) -> Iterator[tuple[str, str, Fields]]:
        """All in one."""
        yield "", "", list(self)

    def clean(self) -> dict[str, Any]:
        """The choice of words becomes a yes or no."""
        data = super().clean() or self.cleaned_data
        if "ties" in data:
            self.instance.share = data["ties"] == SHARED
        return data


def _unused(rule: AwardRule) -> set[str]:
    """What an award of this kind does not say."""
    if rule.kind == AwardRule.Kind.SCHOOLS:
        return OF_THE_RULE
    unused = set[str]()
    if rule.kind in (AwardRule.Kind.DRAW, AwardRule.Kind.THRESHOLD):
        unused.add("ties")
    if rule.kind == AwardRule.Kind.THRESHOLD:
        unused.add("reserves")
    return unused


class DrawPlanForm(PlanModelForm):
    """A public number to come."""

    comes_at = Moment(label=gettext_lazy("Known from"))

    class Meta:
        model = DrawPlan
        fields = ("number", "comes_at")
        help_texts = {
            "number": gettext_lazy(
                "For example: State lottery, 6 of 45, round 12, the numbers in the order in which "
                "they are published."
            ),
        }

    def groups(self) -> Iterator[tuple[str, str, Fields]]:
        """All in one."""
        yield "", "", list(self)


class DrawForm(forms.Form):
    """The number as it was published, typed twice."""

    number = forms.CharField(label=gettext_lazy("The number"), max_length=200)
    again = forms.CharField(label=gettext_lazy("The number once more"), max_length=200)

    def ask_for(self, plan: DrawPlan) -> Self:
        """The page names where this number is read."""
        self.fields["number"].label = f"{self.fields['number'].label}: {plan.number}"
        return self
