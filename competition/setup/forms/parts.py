"""What an organizer types about a country's part of an edition, and about awards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.editions.forms.moments import Moment
from competition.exceptions import CompetitionError
from competition.models import AwardRule, Edition, Partner
from competition.rules.edition_steps import Span
from competition.setup.forms.editions import FIRST_YEAR, LAST_YEAR, LONGEST_TEXT, Fields
from competition.setup.logos import RedrawnLogo, redraw
from schools.models import Country

ROWS_TO_ADD = 3
MOST_WINDOWS = 20


class WindowForm(forms.Form):
    """One window."""

    opens = Moment(label=gettext_lazy("Opens"), required=False)
    closes = Moment(label=gettext_lazy("Closes"), required=False)
    remove = forms.BooleanField(label=gettext_lazy("Remove"), required=False)

    def clean(self) -> dict[str, Any]:
        """Both or neither, and in this order."""
        data = super().clean() or self.cleaned_data
        opens, closes = data.get("opens"), data.get("closes")
        for name, moment in (("opens", opens), ("closes", closes)):
            if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
                self.add_error(name, _("Check the year."))
        if self.errors or data.get("remove"):
            return data
        if bool(opens) != bool(closes):
            self.add_error("closes" if opens else "opens", _("A window needs both times."))
        elif opens and closes and closes <= opens:
            self.add_error("closes", _("The window has to close after it opens."))
        return data

    def span(self) -> Span | None:
        """The window, unless the row is empty or to be removed."""
        data = self.cleaned_data
        if not data.get("opens") or data.get("remove"):
            return None
        return data["opens"], data["closes"]


if TYPE_CHECKING:
    Windows = forms.BaseFormSet[WindowForm]
else:
    Windows = forms.BaseFormSet

WindowsForm: type[Windows] = forms.formset_factory(
    WindowForm, extra=ROWS_TO_ADD, max_num=MOST_WINDOWS, validate_max=True, absolute_max=40
)


class SeenField(forms.JSONField):
    """What a page had sent along; Django's own field fails on numbers of thousands of digits."""

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """Whatever it is."""
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ANN401 - Django's signature
        """As it was sent."""
        try:
            return super().bound_data(data, initial)
        except (ValueError, RecursionError):
            return InvalidJSONInput(data)


class SeenForm(forms.Form):
    """The windows the author had before the eyes, as their moments in UTC."""

    seen = SeenField(widget=forms.HiddenInput, required=False)


if TYPE_CHECKING:
    PartnerModelForm = forms.ModelForm[Partner]
    AwardModelForm = forms.ModelForm[AwardRule]
else:
    PartnerModelForm = AwardModelForm = forms.ModelForm


_NO_ADDRESS = gettext_lazy("Write a web address that begins with https://.")


class PartnerForm(PartnerModelForm):
    """A partner or sponsor with its logo; ``picture`` is the logo as it will be served."""

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
        help_texts = {
            "web": gettext_lazy("For example https://example.org"),
            "position": gettext_lazy("1 stands first."),
        }
        error_messages = {"web": {"invalid": _NO_ADDRESS}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        if not self.instance.logo_id:
            del self.fields["no_logo"]

    def groups(self) -> Iterator[tuple[str, str, Fields]]:
        """All in one."""
        yield "", "", list(self)

    def clean_web(self) -> str:
        """An address a browser follows without a script."""
        web: str = self.cleaned_data["web"]
        if web and not web.startswith(("http://", "https://")):
            raise ValidationError(_NO_ADDRESS)
        return web

    def clean_upload(self) -> object:
        """Read the picture and draw it anew."""
        upload = self.cleaned_data["upload"]
        if upload:
            try:
                self.picture = redraw(upload)
            except CompetitionError as refusal:
                raise ValidationError(str(refusal)) from refusal
        return upload


class AwardForm(AwardModelForm):
    """An award, its names in every language."""

    class Meta:
        model = AwardRule
        fields = ("kind", "amount", "least", "division", "country", "position")
        help_texts = {
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
        self.instance.edition = edition
        divisions, country = self.fields["division"], self.fields["country"]
        divisions.queryset = edition.divisions.all()  # type: ignore[attr-defined]
        divisions.empty_label = _("in each division")  # type: ignore[attr-defined]
        country.queryset = countries  # type: ignore[attr-defined]
        country.empty_label = _("in each country")  # type: ignore[attr-defined]
        for code, endonym in settings.ENDONYMS.items():
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name: %s") % endonym,
                required=code in edition.languages,
                max_length=LONGEST_TEXT,
                initial=self.instance.names.get(code, ""),
                widget=forms.TextInput(attrs={"lang": settings.HTML_LANGUAGES[code]}),
            )

    def groups(self) -> Iterator[tuple[str, str, Fields]]:
        """Who gets it, then what it is called."""
        names = [field for field in self if field.name.startswith("name_")]
        rest = [field for field in self if not field.name.startswith("name_")]
        yield _("Who gets it"), "", rest
        yield _("What it is called"), "", names

    def clean(self) -> dict[str, Any]:
        """Each kind needs its own numbers, and no others are kept."""
        data = super().clean() or self.cleaned_data
        most = {"rank": 100, "percentile": 50, "draw": 1000, "schools": 100}.get(
            data.get("kind", "")
        )
        if most is None:
            data["amount"] = None
        elif not 1 <= (data.get("amount") or 0) <= most:
            self.add_error("amount", _("Write a number from 1 to %d.") % most)
        if data.get("kind") in ("rank", "percentile"):
            data["least"] = None
        elif not data.get("least") and "least" not in self.errors:
            self.add_error("least", self._least_missing(data.get("kind", "")))
        if data.get("kind") == "schools":
            data["division"] = None
        names = {code: data.get(f"name_{code}", "") for code in settings.ENDONYMS}
        self.instance.names = {code: name for code, name in names.items() if name}
        return data

    def _least_missing(self, kind: str) -> str:
        if kind == "schools":
            return _("Write how many per cent of a school's pupils have to take part.")
        return _("Write how many per cent of the points are needed.")


class StepForm(forms.Form):
    """One step of the state."""

    to = forms.CharField(max_length=12, widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Note for the record"), max_length=300, required=False
    )
    seen = forms.BooleanField(label=gettext_lazy("I have seen what is still open"), required=False)
