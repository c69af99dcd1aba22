"""How the list of schools is narrowed, and what is chosen before two are merged."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from competition.participants.queries import SchoolState
from schools.models import Region
from schools.register.queries import region_choices

STATES = [
    ("", _("all schools")),
    (SchoolState.UNCONFIRMED, _("not confirmed yet")),
    (SchoolState.HELD, _("with results that wait")),
    (SchoolState.TEACHER, _("with an approved teacher")),
    (SchoolState.WAITING, _("with a teacher who waits")),
    (SchoolState.NO_TEACHER, _("without an approved teacher")),
    (SchoolState.ENTERED, _("with classes entered")),
    (SchoolState.PLAYED, _("that have played")),
    (SchoolState.UNKNOWN, _("with an unknown number of pupils")),
    (SchoolState.CLOSED, _("marked as closed")),
]


class SchoolFilter(forms.Form):
    """Search words, a region with all below it, and a state; whatever is wrong counts as empty."""

    q = forms.CharField(
        label=_("Name, place or code"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), required=False)
    state = forms.ChoiceField(label=_("Show"), choices=STATES, required=False)

    def __init__(self, data: object, *, regions: QuerySet[Region]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's own signature
        tree = region_choices(regions)
        countries = list(regions.values_list("country", flat=True).distinct().order_by("country"))
        if len(tree) > 1:
            names = zip(countries, [name for name, _choices in tree], strict=True)
            self.fields["country"].choices = [("", _("all countries")), *names]  # type: ignore[attr-defined]
            choices: list[object] = list(tree)
        else:
            del self.fields["country"]
            choices = [one for _country, ones in tree for one in ones]
        field = self.fields["region"]
        field.queryset = regions  # type: ignore[attr-defined]
        field.widget.choices = [("", _("everywhere")), *choices]
        self.is_valid()
        self.words: str = self.cleaned_data.get("q", "")
        self.country_code: str = self.cleaned_data.get("country", "")
        self.inside: Region | None = self.cleaned_data.get("region")
        self.status: str = self.cleaned_data.get("state", "")
