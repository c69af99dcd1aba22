"""What staff type about themselves, classes and cards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from schools.classes.actions.classes import NOTED, Needs, noted_on
from schools.exceptions import NeedsChanged
from schools.models import EXTRA_TIME_CHOICES, Card, Grade, School, SchoolClass
from schools.rules.register_numbers import (
    MOST_CARDS,
    OutOfRange,
    UnclearNumbers,
    in_words,
    register_numbers,
)


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
    size = forms.CharField(
        label=_("How many pupils, or their numbers in the class register"),
        max_length=200,
        help_text=_(
            "28, or 1–29 without 14. Each pupil gets a card with this number and a PIN. We do not "
            "ask for names."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: object, schools: Iterable[School], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
        own = list(schools)
        countries = {school.country_id: school.country for school in own}
        codes = dict.fromkeys(code for country in countries.values() for code in country.languages)
        school, grade, language = (self.fields[name] for name in ("school", "grade", "language"))
        school.queryset = School.objects.filter(pk__in=[one.pk for one in own])  # type: ignore[attr-defined]
        grade.queryset = Grade.objects.filter(country__in=countries)  # type: ignore[attr-defined]
        if len(countries) > 1:
            # Each has a grade 7, and refuses that of the other.
            grade.label_from_instance = lambda one: f"{one} ({countries[one.country_id]})"  # type: ignore[attr-defined]
        language.choices = [(code, settings.ENDONYMS.get(code, code)) for code in codes]  # type: ignore[attr-defined]
        if self.initial.get("school") not in {one.pk for one in own}:
            # A class of last year whose school is closed goes on in another one.
            self.initial.pop("school", None)
        if len(own) == 1:
            school.initial, school.widget = own[0], forms.HiddenInput()

    def clean_size(self) -> list[int]:
        """The numbers of the cards."""
        return numbers_typed(self.cleaned_data["size"])


def numbers_typed(text: str) -> list[int]:
    """The numbers that somebody means; raises ``ValidationError`` that names what is unclear."""
    try:
        return register_numbers(text)
    except OutOfRange as fault:
        told = _("“%(part)s”: numbers go from 1 to %(most)d.")
        raise ValidationError(told, params={"part": fault.part, "most": MOST_CARDS}) from fault
    except UnclearNumbers as fault:
        told = _("“%(part)s” is not understood. Write for example 28, or 1–29 without 14.")
        raise ValidationError(told, params={"part": fault.part or text[:20]}) from fault


def said_back(numbers: Sequence[int]) -> str:
    """What was understood, before it is made: “28 cards: 1–29 without 14”."""
    text = ngettext("%(cards)d card: %(numbers)s", "%(cards)d cards: %(numbers)s", len(numbers))
    without = pgettext("numbers of the register, left out of a span", "without")
    return text % {"cards": len(numbers), "numbers": in_words(numbers, without=without)}


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
    # What of the card the page has shown.
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)
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
    large_text = forms.BooleanField(label=_("Larger text"), required=False)
    contrast = forms.BooleanField(label=_("High contrast"), required=False)


CardFormSet = forms.formset_factory(CardForm, extra=0, max_num=MOST_CARDS, absolute_max=MOST_CARDS)


def initial_needs(cards: Iterable[Card]) -> list[dict[str, object]]:
    """What ``CardFormSet`` shows at first."""
    shown = ("number", *NOTED)
    return [
        {**{kind: getattr(card, kind) for kind in shown}, "seen": noted_on(card).mark}
        for card in cards
    ]


def needs_by_number(forms_: Iterable[CardForm]) -> dict[int, Needs]:
    """The valid forms of a ``CardFormSet`` as ``schools.actions.set_needs`` takes them."""
    rows = [{**form.cleaned_data, "name": form.cleaned_data["name"].strip()} for form in forms_]
    return {row["number"]: Needs(**{kind: row[kind] for kind in NOTED}) for row in rows}


def seen_by_number(forms_: Iterable[CardForm]) -> dict[int, str]:
    """What the page has shown of the cards, as far as it says so."""
    rows = [form.cleaned_data for form in forms_]
    return {row["number"]: row["seen"] for row in rows if row["seen"]}


def overtaken_needs(
    data: QueryDict, cards: Iterable[Card], numbers: Collection[int]
) -> forms.BaseFormSet[CardForm]:
    """What was typed; but the cards of these numbers as somebody else has stored them meanwhile."""
    typed, stored = data.copy(), {f"{row['number']}": row for row in initial_needs(cards)}
    for name in data:
        row, _dash, field = name.rpartition("-")
        number = data.get(name, "")
        if field == "number" and number in {f"{one}" for one in numbers}:
            for kind, noted in stored[number].items():
                typed[f"{row}-{kind}"] = "" if noted is False else f"{noted}"
    formset = CardFormSet(typed)
    formset.is_valid()
    for form in formset:
        if form.cleaned_data.get("number") in numbers:
            form.add_error("name", str(NeedsChanged.message))
    return formset
