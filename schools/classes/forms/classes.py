"""What staff type about themselves, classes and cards."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from schools.classes.actions.classes import MOST_CARDS, Needs
from schools.models import EXTRA_TIME_CHOICES, Card, Grade, School, SchoolClass


class ClassForm(forms.Form):
    """A class in two minutes: its name, grade, language and how many pupils."""

    school = forms.ModelChoiceField(School.objects.none(), label=_("School"), empty_label=None)
    label = forms.CharField(
        label=_("Name of the class"), max_length=20, help_text=_("As you say it: VII-2, 7.b")
    )
    grade = forms.ModelChoiceField(Grade.objects.none(), label=_("Grade"))
    language = forms.ChoiceField(
        label=_("Language"), help_text=_("Offered first. Every pupil can choose another one.")
    )
    size = forms.IntegerField(
        label=_("Number of pupils"),
        min_value=1,
        max_value=MOST_CARDS,
        help_text=_("Each pupil gets a numbered card with a PIN. We do not ask for names."),
    )

    def __init__(self, *args: object, schools: Iterable[School], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
        own = list(schools)
        countries = {school.country_id: school.country for school in own}
        codes = dict.fromkeys(code for country in countries.values() for code in country.languages)
        school, grade, language = (self.fields[name] for name in ("school", "grade", "language"))
        school.queryset = School.objects.filter(pk__in=[one.pk for one in own])  # type: ignore[attr-defined]
        grade.queryset = Grade.objects.filter(country__in=countries)  # type: ignore[attr-defined]
        language.choices = [(code, settings.ENDONYMS.get(code, code)) for code in codes]  # type: ignore[attr-defined]
        if len(own) == 1:
            school.initial, school.widget = own[0], forms.HiddenInput()


class CorrectionForm(forms.Form):
    """What of a class may be said anew: its name, grade and language."""

    label = forms.CharField(label=_("Name of the class"), max_length=20)
    grade = forms.ModelChoiceField(Grade.objects.none(), label=_("Grade"), empty_label=None)
    language = forms.ChoiceField(
        label=_("Language"), help_text=_("Offered first. Every pupil can choose another one.")
    )

    def __init__(self, *args: object, school_class: SchoolClass, **kwargs: object) -> None:
        initial = {
            "label": school_class.label,
            "grade": school_class.grade_id,
            "language": school_class.language,
        }
        super().__init__(*args, **{"initial": initial, **kwargs})  # type: ignore[arg-type]  # Django's own signature
        country = school_class.school.country
        grade, language = self.fields["grade"], self.fields["language"]
        grade.queryset = Grade.objects.filter(country=country)  # type: ignore[attr-defined]
        language.choices = [(code, settings.ENDONYMS.get(code, code)) for code in country.languages]  # type: ignore[attr-defined]


class CardForm(forms.Form):
    """Name and needs of one card; both may stay as they are."""

    number = forms.IntegerField(widget=forms.HiddenInput())
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    extra_time = forms.TypedChoiceField(
        label=_("Extra time"), choices=EXTRA_TIME_CHOICES, coerce=int
    )
    untimed = forms.BooleanField(label=_("No time limit"), required=False)


CardFormSet = forms.formset_factory(CardForm, extra=0, max_num=MOST_CARDS, absolute_max=MOST_CARDS)


def initial_needs(cards: Iterable[Card]) -> list[dict[str, object]]:
    """What ``CardFormSet`` shows at first."""
    return [
        {
            "number": card.number,
            "name": card.name,
            "extra_time": card.extra_time,
            "untimed": card.untimed,
        }
        for card in cards
    ]


def needs_by_number(forms_: Iterable[CardForm]) -> dict[int, Needs]:
    """The valid forms of a ``CardFormSet`` as ``schools.actions.set_needs`` takes them."""
    rows = [form.cleaned_data for form in forms_]
    return {
        row["number"]: Needs(row["name"].strip(), row["extra_time"], row["untimed"]) for row in rows
    }
