"""What a coordinator types about an edition as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.models import Edition
from schools.models import DIVISION_CODES, Country

FIRST_YEAR, LAST_YEAR = 2014, 2100
LONGEST_NAME, LONGEST_TEXT = 80, 160

type Fields = list[forms.BoundField]


class DeskForm(forms.Form):
    """A form of the desk: its fields in groups, and none of them open where it is frozen."""

    def __init__(self, *args: Any, frozen: bool = False, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        show_frozen(self, frozen)

    def groups(self) -> Iterator[tuple[str, str, Fields]]:
        """(title, language tag, fields) for each part of the page."""
        yield "", "", list(self)


def show_frozen(form: forms.BaseForm, frozen: bool) -> None:
    """Let a form be read only."""
    for field in form.fields.values():
        field.disabled = frozen


class BasicsForm(DeskForm):
    """Address, year, countries."""

    slug = forms.SlugField(
        label=gettext_lazy("Short name in addresses"),
        help_text=gettext_lazy("Latin letters, digits and hyphens, for example 2028."),
        max_length=50,
        error_messages={
            "invalid": gettext_lazy(
                "Use only letters a to z, digits and hyphens, for example 2028."
            )
        },
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year of the Safer Internet Day"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
    )
    countries = forms.ModelMultipleChoiceField(
        Country.objects.none(),
        label=gettext_lazy("Countries that take part"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one country.")},
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        countries: QuerySet[Country],
        own: Edition | None = None,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        self.fields["countries"].queryset = countries  # type: ignore[attr-defined]  # a field by its name

    def clean_slug(self) -> str:
        """Nobody else's."""
        slug: str = self.cleaned_data["slug"].lower()
        found = Edition.objects.filter(slug=slug).first()
        if found is not None and found != self.own:
            raise ValidationError(_("Another edition has this short name already."))
        return slug


class MoreCountriesForm(forms.Form):
    """Countries that join an edition whose registration is open."""

    more = forms.ModelMultipleChoiceField(
        Country.objects.none(),
        label=gettext_lazy("Further countries"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one country.")},
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        countries: QuerySet[Country],
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["more"].queryset = countries  # type: ignore[attr-defined]  # a field by its name


class BeginForm(BasicsForm):
    """A new edition, empty or like an earlier one."""

    source = forms.ModelChoiceField(
        Edition.objects.none(),
        label=gettext_lazy("Begin from"),
        required=False,
        empty_label=gettext_lazy("nothing: an empty edition"),
        help_text=gettext_lazy(
            "Takes over name, divisions, minutes, languages, rules, awards and partners, and moves "
            "the windows to the new Safer Internet Day. Never papers or results."
        ),
    )
    field_order = ("source", "slug", "year", "countries")

    def __init__(self, *args: Any, editions: QuerySet[Edition], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = editions  # type: ignore[attr-defined]  # a field by its name
        self.fields["source"].label_from_instance = _named  # type: ignore[attr-defined]


def _named(edition: Edition) -> str:
    return f"{edition.title} – {edition.get_state_display()} ({edition.slug})"


class TextsForm(DeskForm):
    """Name, slogan and theme in every language."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        given = {
            f"{kind}_{code}": texts.get(code, "")
            for kind, texts in _texts_of(edition).items()
            for code in settings.ENDONYMS
        }
        super().__init__(*args, initial=given, **kwargs)
        for code in settings.ENDONYMS:
            # A draft may wait for its translators, a name that people have seen may not go.
            needed = edition.state != Edition.State.DRAFT and code in edition.languages
            self.fields |= _text_fields(code, needed=needed, frozen=bool(kwargs.get("frozen")))

    def groups(self) -> Iterator[tuple[str, str, Fields]]:
        """One group for each language."""
        for code, endonym in settings.ENDONYMS.items():
            fields = [self[f"{kind}_{code}"] for kind in ("names", "slogans", "themes")]
            yield endonym, settings.HTML_LANGUAGES[code], fields

    def texts(self) -> dict[str, dict[str, str]]:
        """``{"names": {language: text}, …}`` without the empty ones."""
        return {
            kind: {
                code: text
                for code in settings.ENDONYMS
                if (text := self.cleaned_data[f"{kind}_{code}"])
            }
            for kind in ("names", "slogans", "themes")
        }


def _texts_of(edition: Edition) -> dict[str, dict[str, str]]:
    return {"names": edition.names, "slogans": edition.slogans, "themes": edition.themes}


def _text_fields(code: str, *, needed: bool, frozen: bool) -> dict[str, forms.Field]:
    labels = {"names": _("Name of the edition"), "slogans": _("Slogan"), "themes": _("Theme")}
    return {
        f"{kind}_{code}": forms.CharField(
            label=label,
            required=needed and kind == "names",
            max_length=LONGEST_NAME if kind == "names" else LONGEST_TEXT,
            disabled=frozen,
            widget=forms.TextInput(attrs={"lang": settings.HTML_LANGUAGES[code]}),
        )
        for kind, label in labels.items()
    }


class DivisionsForm(DeskForm):
    """Age groups with their minutes, and the languages the quiz is offered in."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages offered"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = list(settings.ENDONYMS.items())  # type: ignore[attr-defined]
        self.fields["languages"].initial = edition.languages
        given = {division.code: division.minutes for division in edition.divisions.all()}
        for code, label in DIVISION_CODES:
            self.fields[f"minutes_{code}"] = forms.IntegerField(
                label=_("Minutes for ages %s") % label,
                help_text=_("Leave it empty if this age group does not take part."),
                required=False,
                min_value=1,
                max_value=180,
                initial=given.get(code),
                disabled=bool(kwargs.get("frozen")),
            )

    def clean(self) -> dict[str, Any]:
        """Somebody has to play."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not self.minutes():
            raise ValidationError(_("Give minutes to at least one age group."))
        return data

    def minutes(self) -> dict[str, int]:
        """``{age group: minutes}`` of those that take part."""
        found = {code: self.cleaned_data.get(f"minutes_{code}") for code, _label in DIVISION_CODES}
        return {code: length for code, length in found.items() if length}
