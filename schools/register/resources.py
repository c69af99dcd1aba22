"""The register of schools as a sheet: one row for each school, read again and again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model
from django.utils.translation import gettext as _
from import_export import resources
from import_export.fields import Field
from import_export.widgets import Widget
from tablib import Dataset

from base.spreadsheets.plain_diff import PlainDiff
from schools.models import Country, Region, School, SchoolMerge
from schools.register.columns import NAMES, named, recognised

REQUIRED = ("register_code", "name", "country", "region")

type Row = Mapping[str, str]
type Key = tuple[str, str]


class TextCell(Widget):
    """Text as it stands, also where it begins with a sign of a formula."""

    def __init__(self, *, required: bool = False) -> None:
        super().__init__()
        self.required = required

    def clean(self, value: str, row: Row | None = None, **kwargs: object) -> str:
        """The text; a required one may not be empty."""
        if self.required and not value:
            raise ValueError(_("This cell is empty. Fill it in; merged cells have to be split."))
        return value

    def render(self, value: object, obj: object = None, **kwargs: object) -> object:
        """The text, without the apostrophe some spreadsheets want."""
        return value or ""


class EmailCell(Widget):
    """The school's own e-mail, or nothing."""

    def clean(self, value: str, row: Row | None = None, **kwargs: object) -> str:
        """In lower case; what is no e-mail is refused."""
        try:
            validate_email(value or "a@example.org")
        except ValidationError as error:
            text = _("“%s” is not an e-mail. Write one address, or leave the cell empty.")
            raise ValueError(text % value) from error
        return value.lower()

    def render(self, value: object, obj: object = None, **kwargs: object) -> object:
        """The address."""
        return value or ""


class WholeNumber(Widget):
    """A whole number, or nothing."""

    def clean(self, value: str, row: Row | None = None, **kwargs: object) -> int | None:
        """The number; one below zero or written with signs is refused."""
        if not value:
            return None
        if not re.fullmatch(r"[0-9]{1,6}", value):
            raise ValueError(
                _("“%s” is not a number of pupils. Write digits only, for example 420.") % value
            )
        return int(value)

    def render(self, value: int | None, obj: object = None, **kwargs: object) -> int | str:
        """A number stays a number."""
        return "" if value is None else value


class CountryCell(Widget):
    """A country by its two letters."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, Country] = {}

    def load(self) -> None:
        """Read the countries once for a whole sheet."""
        self.known = {country.code.casefold(): country for country in Country.objects.all()}

    def clean(self, value: str, row: Row | None = None, **kwargs: object) -> Country:
        """The country; the refusal lists those there are."""
        found = self.known.get(value.casefold())
        if found is None:
            codes = ", ".join(sorted(country.code for country in self.known.values()))
            raise ValueError(
                _("There is no country “%(code)s”. Write one of: %(codes)s.")
                % {"code": value, "codes": codes}
            )
        return found

    def render(self, value: Country | None, obj: object = None, **kwargs: object) -> str:
        """The code."""
        return value.code if value else ""


class RegionCode(Widget):
    """A region by its code; it has to lie in the country of the row."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, Region] = {}

    def load(self) -> None:
        """Read the regions once for a whole sheet."""
        self.known = {region.code.casefold(): region for region in Region.objects.all()}

    def clean(self, value: str, row: Row | None = None, **kwargs: object) -> Region:
        """The region; the refusal shows what a code looks like."""
        country = (row or {}).get("country", "")
        found = self.known.get(value.casefold())
        if found is None or found.country_id.casefold() != country.casefold():
            raise ValueError(self._refusal(value, country))
        return found

    def render(self, value: Region | None, obj: object = None, **kwargs: object) -> str:
        """The code."""
        return value.code if value else ""

    def _refusal(self, value: str, country: str) -> str:
        own = [r.code for r in self.known.values() if r.country_id.casefold() == country.casefold()]
        text = _("There is no region “%(code)s” in the country “%(country)s”.")
        if own:
            text += " " + _("Write a code from the list of regions, for example %(example)s.")
        return text % {"code": value, "country": country, "example": min(own, default="")}


class RegisterResource(resources.ModelResource):
    """Columns of the register; country and code tell which school a row is about.

    When a school was verified is no column: an import leaves it as it is. What was merged stays
    merged: a row of such a code is about the school it went into, if no row names that one.
    """

    register_code = Field("register_code", "register_code", TextCell(required=True))
    name = Field("name", "name", TextCell(required=True))
    place = Field("place", "place", TextCell())
    country = Field("country", "country", CountryCell())
    region = Field("region", "region", RegionCode())
    pupil_count = Field("pupil_count", "pupil_count", WholeNumber())
    email = Field("email", "email", EmailCell())

    class Meta:
        model = School
        fields = ("register_code", "name", "place", "country", "region", "pupil_count", "email")
        import_id_fields = ("country", "register_code")
        skip_unchanged = True
        report_skipped = False
        use_bulk = True
        batch_size = 500

    @classmethod
    def get_diff_class(cls) -> type[PlainDiff]:
        """How the preview shows a change."""
        return PlainDiff

    @classmethod
    def get_display_name(cls) -> str:
        """What the form calls it."""
        return _("Register of schools")

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """Look at the columns, and read what the whole sheet refers to: three queries."""
        dataset.headers = recognised(dataset.headers)
        missing = [name for name in REQUIRED if name not in dataset.headers]
        if missing:
            dataset.wipe()
            raise ValidationError(
                _("These columns are missing: %(missing)s. The first row has to name: %(names)s.")
                % {"missing": ", ".join(named(missing)), "names": ", ".join(named(list(NAMES)))}
            )
        self.fields["country"].widget.load()
        self.fields["region"].widget.load()
        countries = {code.upper() for code in dataset["country"]}
        schools = School.objects.filter(country__in=countries).select_related("country", "region")
        self.stored = {_key(s.country_id, s.register_code): s for s in schools}
        self.rows: dict[Key, int] = {}
        self.read_merges(map(_key, dataset["country"], dataset["register_code"]))

    def read_merges(self, rows: Iterable[Key]) -> None:
        """What was merged, and which of the ``rows`` are about the schools that stayed.

        Of several codes that went into one school the one merged last speaks for it.
        """
        merges = SchoolMerge.objects.select_related("into").order_by("merged_at", "pk")
        told = ((_key(one.country_id, one.register_code), one) for one in merges)
        self.merges = {key: one for key, one in told if key not in self.stored}
        named, speaks = set(rows), dict[int, Key]()
        for key, one in self.merges.items():
            own = _key(one.into.country_id, one.into.register_code)
            if key in named and own not in named:
                speaks[one.into_id] = key
        by_id = {school.pk: school for school in self.stored.values()}
        self.instead = {key: by_id[pk] for pk, key in speaks.items() if pk in by_id}

    def get_instance(self, instance_loader: object, row: Row) -> School | None:
        """The school that is in the register already."""
        key = row_key(row)
        return self.stored.get(key) or self.instead.get(key)

    def left_alone(self, row: Row) -> SchoolMerge | None:
        """The merge by which the row says nothing: another one names the school that stayed."""
        key = row_key(row)
        return None if key in self.instead else self.merges.get(key)

    def import_instance(self, instance: School, row: Row, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """Fill in a school; everything that is wrong with the row is told at once."""
        errors: dict[str, Any] = {}
        code = instance.register_code
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if instance.pk:
            # A row may name it by the code of one that went into it.
            instance.register_code = code
        if "country" in errors:
            # Without a country nothing can be said about the region.
            errors.pop("region", None)
        # The first row of the sheet names the columns.
        number = kwargs["row_number"] + 1
        first = self.rows.setdefault(row_key(row), number)
        if first != number and row["register_code"]:
            text = _("Row %d has the same code. Keep one of the two rows.") % first
            errors.setdefault("register_code", []).append(ValidationError(text))
        if errors:
            raise ValidationError(errors)

    def skip_row(
        self,
        instance: School,
        original: School,
        row: Row,
        import_validation_errors: Mapping[str, Any] | None = None,
    ) -> bool:
        """Blank rows, what was merged, and schools that stay as they are; never a row with an
        error."""
        blank = not any(row.values())
        merged = not import_validation_errors and self.left_alone(row) is not None
        skipped = super().skip_row(instance, original, row, import_validation_errors)
        return blank or merged or skipped

    def validate_instance(
        self,
        instance: Model,
        import_validation_errors: Mapping[str, Any] | None = None,
        validate_unique: bool = True,
    ) -> None:
        """Lengths and the like; country, region and code were looked up without a query a row."""
        errors = dict(import_validation_errors or {})
        try:
            instance.clean_fields(exclude={*errors, "country", "region"})
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)


def row_key(row: Row) -> Key:
    """By what a row names its school."""
    return _key(row["country"], row["register_code"])


def _key(country: str, register_code: str) -> Key:
    return country.casefold(), register_code
