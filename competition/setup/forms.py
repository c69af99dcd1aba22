"""What a coordinator or organizer types about an edition: each part a model form or a formset."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.clock import now
from competition.editions.forms.moments import Moment
from competition.editions.forms.texts import text_fields, typed_texts
from competition.editions.queries.visible import key_is_out
from competition.exceptions import CompetitionError, KeyIsOut
from competition.models import AwardRule, Division, Edition, Logo, Partner, Window
from competition.rules.edition_steps import is_frozen
from competition.setup.logos import RedrawnLogo, redraw
from schools.models import DIVISION_CODES, Country

if TYPE_CHECKING:
    EditionModelForm = forms.ModelForm[Edition]
    AwardModelForm = forms.ModelForm[AwardRule]
    WindowModelForm = forms.ModelForm[Window]
    PartnerModelForm = forms.ModelForm[Partner]
    Rows = forms.BaseInlineFormSet[Any, Edition, Any]
    EditionChoice = forms.ModelChoiceField[Edition]
else:
    EditionModelForm = AwardModelForm = WindowModelForm = PartnerModelForm = forms.ModelForm
    Rows, EditionChoice = forms.BaseInlineFormSet, forms.ModelChoiceField

LONGEST_NAME, LONGEST_TEXT = 80, 160
MOST_OF_A_KIND = {"rank": 100, "percentile": 50, "draw": 1000, "schools": 100}

WHY_FROZEN = {
    "countries": gettext_lazy("The edition is live: its countries stay as they are."),
    "divisions": gettext_lazy(
        "Pupils play by these age groups, minutes and languages since it went live."
    ),
    "rules": gettext_lazy("Pupils play by these rules since the edition went live."),
    "awards": gettext_lazy(
        "Awards were announced before the edition went live; results must not shape them."
    ),
    "windows": gettext_lazy("All windows are over."),
    "texts": gettext_lazy("The edition is sealed; lists and certificates carry these names."),
    "partners": gettext_lazy("The edition is archived."),
}

type Fields = list[forms.BoundField]


# ---------------------------------------------------------------- the edition as a whole


class BasicsForm(EditionModelForm):
    """Address, year, countries; once registration is open a country may only join."""

    class Meta:
        model = Edition
        fields = ("slug", "year", "countries")
        labels: ClassVar = {
            "slug": gettext_lazy("Short name in addresses"),
            "year": gettext_lazy("Year of the Safer Internet Day"),
            "countries": gettext_lazy("Countries that take part"),
        }
        help_texts: ClassVar = {
            "slug": gettext_lazy("Latin letters, digits and hyphens, for example 2028."),
        }
        widgets: ClassVar = {"countries": forms.CheckboxSelectMultiple}
        error_messages: ClassVar = {
            "slug": {
                "invalid": gettext_lazy(
                    "Use only letters a to z, digits and hyphens, for example 2028."
                ),
                "unique": gettext_lazy("Another edition has this short name already."),
            }
        }

    def __init__(self, *args: Any, countries: QuerySet[Country], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelMultipleChoiceField[Country]", self.fields["countries"])
        field.queryset, field.required = countries, True
        field.error_messages["required"] = _("Choose at least one country.")
        if is_frozen("basics", self.instance.state):
            self.fields["slug"].disabled = self.fields["year"].disabled = True
        if self.instance.state in (Edition.State.REGISTRATION, Edition.State.REHEARSAL):
            field.help_text = _(
                "A country may join until the edition is live, and none leaves. Then say when its "
                "classes may play, and send the letter that registration is open by hand."
            )

    def clean_slug(self) -> str:
        """In small letters."""
        return str(self.cleaned_data["slug"]).lower()

    def clean_countries(self) -> list[Country]:
        """With those that take part already, once classes may have entered."""
        chosen = list(self.cleaned_data["countries"])
        if is_frozen("basics", self.instance.state):
            chosen += self.instance.countries.all()
        return chosen

    def save(self, commit: bool = True) -> Edition:
        """A country that no longer takes part loses its windows, partners and awards."""
        edition = super().save(commit)
        codes = set(edition.countries.values_list("pk", flat=True))
        for rows in (edition.windows, edition.partners, edition.award_rules):
            rows.filter(country__isnull=False).exclude(country__in=codes).delete()
        return edition


class Sources(EditionChoice):
    """Editions with their states."""

    def label_from_instance(self, obj: Edition) -> str:
        """Names are alike from year to year."""
        return f"{obj.title} – {obj.get_state_display()}"


class BeginForm(BasicsForm):
    """A new edition, empty or like an earlier one."""

    source = Sources(
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
        field = cast("forms.ModelChoiceField[Edition]", self.fields["source"])
        field.queryset = editions


class TextsForm(EditionModelForm):
    """Name, slogan and theme in every language."""

    class Meta:
        model = Edition
        fields = ()

    KINDS = ("names", "slogans", "themes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        edition = self.instance
        # A draft may wait for its translators, a name that people have seen may not go.
        needed = [] if edition.state == Edition.State.DRAFT else edition.languages
        labels = (_("Name of the edition"), _("Slogan"), _("Theme"))
        for kind, label in zip(self.KINDS, labels, strict=True):
            name = kind == "names"
            self.fields |= text_fields(
                kind,
                label,
                getattr(edition, kind),
                longest=LONGEST_NAME if name else LONGEST_TEXT,
                needed=needed if name else [],
            )

    def clean(self) -> None:
        """Each kind by language."""
        super().clean()
        for kind in self.KINDS:
            setattr(self.instance, kind, typed_texts(kind, self.cleaned_data))


class DivisionsForm(EditionModelForm):
    """Age groups with their minutes, and the languages the quiz is offered in."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages offered"),
        choices=settings.ENDONYMS.items(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )

    class Meta:
        model = Edition
        fields = ("languages",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        given = dict(self.instance.divisions.values_list("code", "minutes"))
        for code, label in DIVISION_CODES:
            self.fields[f"minutes_{code}"] = forms.IntegerField(
                label=_("Minutes for ages %s") % label,
                help_text=_("Leave it empty if this age group does not take part."),
                required=False,
                min_value=1,
                max_value=180,
                initial=given.get(code),
            )

    def clean(self) -> None:
        """Somebody has to play, and classes that have entered stay."""
        super().clean()
        data = self.cleaned_data
        typed = {code: data.get(f"minutes_{code}") for code, _label in DIVISION_CODES}
        self.minutes = {code: length for code, length in typed.items() if length}
        if not self.errors and not self.minutes:
            raise ValidationError(_("Give minutes to at least one age group."))
        gone = self.instance.divisions.exclude(code__in=self.minutes)
        if not self.errors and gone.filter(entries__isnull=False).exists():
            raise ValidationError(_("Classes have entered in an age group you want to remove."))

    def save(self, commit: bool = True) -> Edition:
        """An age group without minutes goes."""
        edition = super().save(commit)
        edition.divisions.exclude(code__in=self.minutes).delete()
        for code, minutes in sorted(self.minutes.items()):
            Division.objects.update_or_create(
                edition=edition, code=code, defaults={"minutes": minutes}
            )
        return edition


class RulesForm(EditionModelForm):
    """How it is ranked, grace, and what is shown to whom when."""

    class Meta:
        model = Edition
        fields = (
            *("ranking", "grace_seconds", "reveal_early", "half_points", "objection_days"),
            "publishing_threshold",
        )
        widgets: ClassVar = {"ranking": forms.RadioSelect}
        labels: ClassVar = {
            "ranking": gettext_lazy("Who stands higher"),
            "grace_seconds": gettext_lazy("Grace in seconds"),
            "reveal_early": gettext_lazy("Explanations as soon as a class has finished"),
            "half_points": gettext_lazy("A point for all but one mistake"),
            "objection_days": gettext_lazy("Days in which teachers may object to an attempt"),
            "publishing_threshold": gettext_lazy("Fewest pupils of a school that boards name"),
        }
        help_texts: ClassVar = {
            "ranking": gettext_lazy(
                "In either a wrong answer costs no place. Where minutes decide, pupils are told so "
                "before the start; pauses, outages and extra time do not count."
            ),
            "grace_seconds": gettext_lazy(
                "How late an answer may arrive that was on its way when the time was up."
            ),
            "reveal_early": gettext_lazy(
                "Otherwise they wait until the last window is over everywhere. One paper serves "
                "all day: a class at eight must not hold the key for a class at ten."
            ),
            "half_points": gettext_lazy(
                "In questions of several parts: all right 2 points, one mistake 1 point. Otherwise "
                "only all right counts. A paper that is published stays as it was published."
            ),
            "objection_days": gettext_lazy(
                "From the last window on. Afterwards every attempt counts."
            ),
            "publishing_threshold": gettext_lazy(
                "At least 10, so that no single child can be guessed."
            ),
        }


# ---------------------------------------------------------------- rows of an edition


class AwardForm(AwardModelForm):
    """An award, its names in every language."""

    class Meta:
        model = AwardRule
        fields = ("kind", "amount", "least", "division", "country", "position")
        help_texts: ClassVar = {
            "amount": gettext_lazy(
                "Places, per cent of the pupils, winners of the draw, or places of schools."
            ),
            "least": gettext_lazy(
                "For thresholds and draws, for example 80. For schools: how many per cent of their "
                "pupils have to take part."
            ),
            "position": gettext_lazy("1 stands first."),
        }

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        edition: Edition,
        countries: QuerySet[Country],
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, **kwargs)
        division = cast("forms.ModelChoiceField[Division]", self.fields["division"])
        division.queryset, division.empty_label = edition.divisions.all(), _("in each division")
        country = cast("forms.ModelChoiceField[Country]", self.fields["country"])
        country.queryset, country.empty_label = countries, _("in each country")
        self.fields |= text_fields(
            "name",
            _("What it is called"),
            self.instance.names,
            longest=LONGEST_TEXT,
            needed=edition.languages,
        )

    def clean(self) -> None:
        """Each kind needs its own numbers, and no others are kept."""
        super().clean()
        data, kind = self.cleaned_data, self.cleaned_data.get("kind", "")
        most = MOST_OF_A_KIND.get(kind)
        if most is None:
            data["amount"] = None
        elif not 1 <= (data.get("amount") or 0) <= most:
            self.add_error("amount", _("Write a number from 1 to %d.") % most)
        if kind in ("rank", "percentile"):
            data["least"] = None
        elif not data.get("least") and "least" not in self.errors:
            schools = _("Write how many per cent of a school's pupils have to take part.")
            points = _("Write how many per cent of the points are needed.")
            self.add_error("least", schools if kind == "schools" else points)
        if kind == "schools":
            data["division"] = None
        self.instance.names = typed_texts("name", data)


class WindowForm(WindowModelForm):
    """When classes of a country may play; what has begun keeps its beginning and closes later."""

    opens_at = Moment(label=gettext_lazy("Opens"))
    closes_at = Moment(label=gettext_lazy("Closes"))

    class Meta:
        model = Window
        fields = ("opens_at", "closes_at")

    def clean(self) -> None:
        """While the edition is live classes sit, or have sat, by what was announced."""
        super().clean()
        closes = self.cleaned_data.get("closes_at")
        if self.has_begun and closes:
            before: Any = self.initial["closes_at"]
            if "opens_at" in self.changed_data or closes < before.replace(microsecond=0):
                raise ValidationError(
                    _("This window has begun: keep its beginning. Its end may only move later.")
                )

    @property
    def has_begun(self) -> bool:
        """Whether classes may have played in it."""
        stored = self.instance.pk and self.instance.edition.state == Edition.State.LIVE
        return bool(stored) and self.initial["opens_at"] <= now()


class PartnerForm(PartnerModelForm):
    """A partner or sponsor with its logo."""

    upload = forms.FileField(
        label=gettext_lazy("Logo"),
        help_text=gettext_lazy(
            "PNG, JPEG or WebP of at most 2 MB. It is made smaller where needed."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    no_logo = forms.BooleanField(label=gettext_lazy("Remove the logo"), required=False)
    picture: RedrawnLogo | None = None

    class Meta:
        model = Partner
        fields = ("kind", "name", "web", "position")
        help_texts: ClassVar = {
            "web": gettext_lazy("For example https://example.org"),
            "position": gettext_lazy("1 stands first."),
        }
        error_messages: ClassVar = {
            "web": {"invalid": gettext_lazy("Write a web address that begins with https://.")}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        if not self.instance.logo_id:
            del self.fields["no_logo"]

    def clean_upload(self) -> object:
        """Read the picture and draw it anew."""
        upload = self.cleaned_data["upload"]
        if upload:
            try:
                self.picture = redraw(upload)
            except CompetitionError as refusal:
                raise ValidationError(str(refusal)) from refusal
        return upload

    def save(self, commit: bool = True) -> Partner:
        """With a new logo, the old one, or none."""
        if self.picture is not None:
            self.instance.logo, _made = Logo.objects.get_or_create(
                digest=self.picture.digest, defaults={"png": self.picture.png}
            )
        elif self.cleaned_data.get("no_logo"):
            self.instance.logo = None
        return super().save(commit)


class EditionRows(Rows):
    """Rows of an edition, or of a country in it, each to be removed by a tick."""

    def __init__(self, *args: Any, country: Country | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        self.country = country
        super().__init__(*args, **kwargs)

    def _construct_form(self, i: int, **kwargs: Any) -> forms.ModelForm[Any]:  # noqa: ANN401 - Django's signature
        form: forms.ModelForm[Any] = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if self.country is not None:
            form.instance.country = self.country
        return form

    def add_fields(self, form: forms.ModelForm[Any], index: int | None) -> None:
        """Our word for the tick."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove")


class WindowRows(EditionRows):
    """The windows of a country."""

    def clean(self) -> None:
        """No two at once, and nothing opens again once the key may be out."""
        super().clean()
        if any(self.errors):
            return
        kept = [one for one in self.forms if one not in self.deleted_forms]
        spans = sorted(
            (one.cleaned_data["opens_at"], one.cleaned_data["closes_at"])
            for one in kept
            if one.cleaned_data.get("opens_at")
        )
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            raise ValidationError(
                _("Two windows have time in common. Make one of them, or part them.")
            )
        if any(one.has_begun for one in self.deleted_forms):
            raise ValidationError(_("A window that has begun stays."))
        is_live = self.instance.state == Edition.State.LIVE
        if is_live and self.has_changed() and key_is_out(self.instance, at=now()):
            raise ValidationError(str(KeyIsOut()))


def rows(
    model: type[Any], form: type[Any], formset: type[EditionRows] = EditionRows
) -> type[EditionRows]:
    """An edition's rows of a kind, and an empty one to add."""
    made = forms.inlineformset_factory(
        Edition, model, form=form, formset=formset, extra=1, max_num=50, can_delete_extra=False
    )
    return cast("type[EditionRows]", made)


class StepForm(forms.Form):
    """One step of the state."""

    to = forms.CharField(max_length=12)
    note = forms.CharField(max_length=300, required=False)
    seen = forms.BooleanField(required=False)
