"""What organizers type about the register: one school, a reason."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.models import Region, School, TeacherDecision
from schools.register.queries import region_choices


class SchoolForm(forms.Form):
    """What the register says of a school."""

    name = forms.CharField(label=pgettext_lazy("of a school", "Name"), max_length=160)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))
    pupil_count = forms.IntegerField(
        label=_("Number of pupils"),
        min_value=0,
        max_value=999_999,
        required=False,
        help_text=_("Leave it empty if you do not know it. That is not the same as 0."),
    )

    email = forms.EmailField(label=_("E-mail of the school"), required=False)

    def __init__(
        self, *args: object, school: School, regions: QuerySet[Region], **kwargs: object
    ) -> None:
        initial = {name: getattr(school, name) for name in SchoolForm.base_fields}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
        own = regions.filter(country=school.country_id)
        field = self.fields["region"]
        field.queryset = own  # type: ignore[attr-defined]
        tree = [choice for _country, choices in region_choices(own) for choice in choices]
        field.widget.choices = tree


class WaitingFilter(forms.Form):
    """A region with all below it; whatever is wrong counts as everywhere."""

    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), required=False)

    def __init__(self, data: object, *, regions: QuerySet[Region]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's own signature
        tree = region_choices(regions)
        field = self.fields["region"]
        field.queryset = regions  # type: ignore[attr-defined]
        choices: list[object] = (
            list(tree) if len(tree) > 1 else [o for _c, ones in tree for o in ones]
        )
        field.widget.choices = [("", _("everywhere")), *choices]
        self.is_valid()
        self.inside: Region | None = self.cleaned_data.get("region")


class RefusalForm(forms.Form):
    """Why somebody is not approved; chosen, never typed."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[choice for choice in TeacherDecision.Reason.choices if choice[0]],
    )
