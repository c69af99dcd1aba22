"""How an award is given, and the public number that decides draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.utils.translation import gettext as _
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
OF_PUPILS = {"ties", "across", "once", "reserves"}
OF_SCHOOLS = {"fewest", "by_mean"}
# Fixed once the edition is live; prizes are not.
OF_THE_RULE = OF_PUPILS | OF_SCHOOLS


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
        fields = ("across", "once", "reserves", "fewest", "by_mean", "prizes")
        help_texts = {
            "across": gettext_lazy("Pupils of all countries are compared with each other."),
            "once": gettext_lazy("Whoever has got an award above this one is passed over."),
            "reserves": gettext_lazy("How many come next, in order, if a winner drops out."),
            "fewest": gettext_lazy("With fewer a school is left out, whatever its share."),
            "by_mean": gettext_lazy(
                "Else the greatest share of the school's pupils who took part wins."
            ),
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
        return OF_PUPILS
    unused = set(OF_SCHOOLS)
    if rule.kind in (AwardRule.Kind.DRAW, AwardRule.Kind.THRESHOLD):
        unused.add("ties")
    if rule.country_id is not None:
        unused.add("across")
    if rule.kind == AwardRule.Kind.THRESHOLD:
        unused.add("reserves")
    return unused


class DrawPlanForm(PlanModelForm):
    """Two public numbers to come, the second one for the case that the first never arises."""

    comes_at = Moment(label=gettext_lazy("Known from"))
    substitute_at = Moment(label=gettext_lazy("Substitute known from"))

    class Meta:
        model = DrawPlan
        fields = ("number", "comes_at", "substitute", "substitute_at")
        help_texts = {
            "number": gettext_lazy(
                "For example: State lottery, 6 of 45, round 12, the numbers in the order in which "
                "they are published."
            ),
            "substitute": gettext_lazy(
                "Used only if the first number never arises, for example the next round. If it "
                "never arises either, the next one of its kind that does counts."
            ),
        }

    def groups(self) -> Iterator[tuple[str, str, Fields]]:
        """All in one."""
        yield "", "", list(self)

    def clean(self) -> dict[str, Any]:
        """The substitute comes later."""
        data = super().clean() or self.cleaned_data
        first, second = data.get("comes_at"), data.get("substitute_at")
        if first and second and second <= first:
            self.add_error("substitute_at", _("The substitute has to come after the number."))
        return data


class DrawForm(forms.Form):
    """The number as it was published, typed twice; ``of``: which of the two the page asked for."""

    of = forms.CharField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(label=gettext_lazy("The number"), max_length=200)
    again = forms.CharField(label=gettext_lazy("The number once more"), max_length=200)

    def ask_for(self, plan: DrawPlan, *, substitute: bool) -> Self:
        """The page names where this number is read, and sends which one it was."""
        source = plan.substitute if substitute else plan.number
        self.fields["number"].label = f"{self.fields['number'].label}: {source}"
        self.initial["of"] = which(substitute=substitute)
        return self


def which(*, substitute: bool) -> str:
    """Of the two numbers."""
    return "substitute" if substitute else "number"


class SubstituteForm(forms.Form):
    """That the number never arose: said, confirmed or withdrawn; ``said``: what was on the page."""

    act = forms.ChoiceField(choices=[(one, one) for one in ("propose", "confirm", "withdraw")])
    said = forms.IntegerField(min_value=1, required=False)
    why = forms.CharField(
        label=gettext_lazy("Why the number never arose"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Everybody reads it. No names."),
    )
