"""What a coordinator types about an edition as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.models import Edition
from competition.rules.edition_steps import FIRST_STEP, chain_of
from competition.rules.scoring import CHAIN_STEPS
from competition.setup.edition_labels import STEP_MEANINGS, STEP_NAMES
from schools.models import DIVISION_CODES, Country

FIRST_YEAR, LAST_YEAR = 2014, 2100
# What the page of rules asks besides the ranking chain.
RULES = (
    *("grace_seconds", "reveal_early", "half_points", "objection_days"),
    *("publishing_threshold", "means_boards"),
)
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
    demonstration = forms.BooleanField(
        label=gettext_lazy("For demonstration only"),
        help_text=gettext_lazy("Shows the product. No contact has to be verified for it."),
        required=False,
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
    field_order = ("source", "slug", "year", "countries", "demonstration")

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


class RulesForm(DeskForm):
    """The ranking chain as places of its steps, grace, and what is shown to whom when."""

    grace_seconds = forms.IntegerField(
        label=gettext_lazy("Grace in seconds"),
        help_text=gettext_lazy(
            "How late an answer may arrive that was on its way when the time was up."
        ),
        min_value=10,
        max_value=600,
    )
    reveal_early = forms.BooleanField(
        label=gettext_lazy("Explanations as soon as a class has finished"),
        help_text=gettext_lazy(
            "Otherwise they wait until the last window is over everywhere. One paper serves all "
            "day: a class at eight must not hold the key for a class at ten."
        ),
        required=False,
    )
    half_points = forms.BooleanField(
        label=gettext_lazy("A point for all but one mistake"),
        help_text=gettext_lazy(
            "In questions of several parts: all right 2 points, one mistake 1 point. Otherwise only"
            " all right counts. A paper that is published stays as it was published."
        ),
        required=False,
    )
    objection_days = forms.IntegerField(
        label=gettext_lazy("Days in which teachers may object to an attempt"),
        help_text=gettext_lazy("From the last window on. Afterwards every attempt counts."),
        min_value=1,
        max_value=60,
    )
    publishing_threshold = forms.IntegerField(
        label=gettext_lazy("Fewest pupils of a school that boards name"),
        help_text=gettext_lazy("At least 10, so that no single child can be guessed."),
        validators=[
            MinValueValidator(10, gettext_lazy("Write 10 or more: fewer pupils could be guessed.")),
            MaxValueValidator(1000),
        ],
    )
    means_boards = forms.BooleanField(
        label=gettext_lazy("Boards of schools’ mean points"),
        help_text=gettext_lazy(
            "Off in most editions: means invite to leave weaker pupils out. Boards of "
            "participation are always there."
        ),
        required=False,
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        for name in RULES:
            self.fields[name].initial = getattr(edition, name)
        for step in sorted(CHAIN_STEPS, key=lambda one: _place(edition, one) or 99):
            self.fields[f"place_{step}"] = forms.TypedChoiceField(
                label=STEP_NAMES[step],
                help_text=STEP_MEANINGS[step],
                choices=_places(step),
                coerce=int,
                empty_value=None,
                required=False,
                initial=_place(edition, step) or "",
                disabled=bool(kwargs.get("frozen")),
            )

    def groups(self) -> Iterator[tuple[str, str, Fields]]:
        """The chain first, in its order."""
        chain = [field for field in self if field.name.startswith("place_")]
        rest = [field for field in self if not field.name.startswith("place_")]
        yield _("Who stands higher: the ranking chain"), "", chain
        yield _("Time, explanations and boards"), "", rest

    def clean(self) -> dict[str, Any]:
        """Points come first, and no two steps stand at the same place."""
        data = super().clean() or self.cleaned_data
        places = [place for step in CHAIN_STEPS if (place := data.get(f"place_{step}"))]
        if data.get(f"place_{FIRST_STEP}") != 1:
            self.add_error(f"place_{FIRST_STEP}", _("Points come first: choose place 1."))
        for step in CHAIN_STEPS:
            if places.count(data.get(f"place_{step}")) > 1:
                self.add_error(f"place_{step}", _("Two steps have this place. Choose another."))
        return data

    def chain(self) -> list[str]:
        """The steps in order."""
        return chain_of({step: self.cleaned_data[f"place_{step}"] for step in CHAIN_STEPS})


def _place(edition: Edition, step: str) -> int | None:
    return edition.chain.index(step) + 1 if step in edition.chain else None


def _places(step: str) -> list[tuple[int | str, str]]:
    if step == FIRST_STEP:
        return [(1, "1.")]
    return [("", _("not used")), *((n, f"{n}.") for n in range(2, len(CHAIN_STEPS) + 1))]
