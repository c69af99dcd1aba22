"""A register as it was uploaded: what it would change, and the import of exactly that."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from import_export import resources
from import_export.results import Result, RowResult
from tablib import Dataset

from base.jobs.performing import Progress
from base.languages.search_text import folded
from base.models import Upload, User
from base.pages.numbers import ids
from base.record.actions.record import record_deed
from base.refusal import ChangedMeanwhile, FaultyRows
from base.spreadsheets.machine_faults import RaisesMachineFaults
from base.spreadsheets.uploads import dataset_of
from base.uploads.kinds import Confirmed, UploadKind
from schools.deeds import IMPORTED
from schools.models import Region, School
from schools.permissions import managed_regions, managed_schools
from schools.register.actions.register import close_schools
from schools.register.columns import NAMES
from schools.register.previews import CellChange, CellFault, RowLine, SheetPreview, Twin
from schools.register.resources import RegisterResource, Row
from schools.roles import area_of


def _nobody() -> None:
    """Who hears of each row, where nobody waits to hear of it."""


class Changes(resources.Diff):
    """The fields that differ, for a school that is in the register already."""

    def as_html(self) -> list[CellChange]:
        """The library's name for what a preview shows."""
        return [
            CellChange(column, old, new)
            for column, old, new in zip(NAMES, self.left, self.right, strict=True)
            if old != new
        ]


class AreaResource(RaisesMachineFaults, RegisterResource):
    """The register of one organizer's area: rows outside it are faults. Fills ``preview``."""

    class Meta(RegisterResource.Meta):
        store_instance = True

    def __init__(
        self,
        regions: QuerySet[Region],
        schools: QuerySet[School],
        told: Callable[[], object] = _nobody,
    ) -> None:
        super().__init__()
        self.told = told
        self.area = set(regions.values_list("pk", flat=True))
        self.schools = schools
        self.preview = SheetPreview()

    @classmethod
    def get_diff_class(cls) -> type[Changes]:
        """How a change is told."""
        return Changes

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """Read what the whole sheet refers to.

        Of a school that stayed outside the area nothing is said here: what was merged into it is
        left alone.
        """
        super().before_import(dataset, **kwargs)
        told = self.instead.items()
        self.instead = {key: school for key, school in told if school.region_id in self.area}
        self.found: set[int] = set()
        self.alike = {_look(school): school for school in self.stored.values()}

    def import_instance(self, instance: School, row: Row, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """Fill in a school of the own area."""
        errors: dict[str, Any] = {}
        was = instance.region_id
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if {was, instance.region_id} - {None} - self.area:
            text = _("This school does not lie in your area. Take the row out.")
            errors.setdefault("region", []).append(ValidationError(text))
        if errors:
            raise ValidationError(errors)

    def skip_row(
        self,
        instance: School,
        original: School,
        row: Row,
        import_validation_errors: Mapping[str, Any] | None = None,
    ) -> bool:
        """A closed school that is back is opened again."""
        closed, instance.closed_at = instance.closed_at, None
        return super().skip_row(instance, original, row, import_validation_errors) and not closed

    def after_import_row(self, row: Row, row_result: RowResult, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """Note what became of a row that has no fault."""
        self.told()
        if not any(row.values()):
            return
        number, school = kwargs["row_number"] + 1, row_result.instance
        merge = self.left_alone(row)
        if school.pk:
            self.found.add(school.pk)
        if merge:
            # The school it went into is in the sheet, by its own code or by a later one.
            self.found.add(merge.into_id)
            self.preview.merged.append((number, merge))
        elif row_result.import_type == RowResult.IMPORT_TYPE_NEW:
            self._note_new(number, school)
        elif row_result.import_type == RowResult.IMPORT_TYPE_UPDATE:
            self._note_change(number, school, row_result)
        else:
            self.preview.unchanged += 1

    def after_import(self, dataset: Dataset, result: Result, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """Look for schools that the sheet does not name."""
        countries = {code.upper() for code in dataset["country"]}
        there = self.schools.filter(
            country__in=countries, closed_at__isnull=True, proposed_at__isnull=True
        )
        self.preview.missing = [
            school
            for school in there.select_related("country").order_by("country", "name", "pk")
            if school.pk not in self.found
        ]

    def bulk_create(
        self,
        using_transactions: bool,
        dry_run: bool,
        *args: Any,  # noqa: ANN401 - the library's signature
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """A preview writes nothing, not even for a moment: on SQLite pupils would wait."""
        if dry_run:
            self.create_instances.clear()
        super().bulk_create(using_transactions, dry_run, *args, **kwargs)

    def bulk_update(
        self,
        using_transactions: bool,
        dry_run: bool,
        *args: Any,  # noqa: ANN401 - the library's signature
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """As ``bulk_create``."""
        if dry_run:
            self.update_instances.clear()
        super().bulk_update(using_transactions, dry_run, *args, **kwargs)

    def get_bulk_update_fields(self) -> list[str]:
        """The columns, and the mark of a closed school."""
        return [*super().get_bulk_update_fields(), "closed_at"]

    def _note_new(self, number: int, school: School) -> None:
        self.preview.new.append(RowLine(number, school))
        twin = self.alike.setdefault(_look(school), school)
        if twin is not school:
            self.preview.twins.append(Twin(number, school, twin))

    def _note_change(self, number: int, school: School, row_result: RowResult) -> None:
        changes = list(row_result.diff)
        closed = row_result.original.closed_at
        if closed:
            changes.append(CellChange("closed_at", f"{localdate(closed):%Y-%m-%d}", ""))
        self.preview.changed.append(RowLine(number, school, changes))


def check_columns(content: bytes) -> None:
    """Raise ``ValidationError`` for what is no sheet, or lacks the columns or any row."""
    dataset = dataset_of(content)
    columns = Dataset(headers=dataset.headers)
    preview_of(columns, regions=Region.objects.none(), schools=School.objects.none())
    if not any(any(row) for row in dataset):
        raise ValidationError(_("This sheet has no rows below the names of its columns."))


def preview_of(
    dataset: Dataset,
    *,
    regions: QuerySet[Region],
    schools: QuerySet[School],
    dry_run: bool = True,
    told: Callable[[], object] = _nobody,
) -> SheetPreview:
    """What the rows would change in an area; without ``dry_run`` they change it.

    ``told`` is called for each row that has no fault.

    Raises ``ValidationError`` for a sheet without the columns, ``FaultyRows`` and
    ``ChangedMeanwhile`` when it cannot be imported.
    """
    resource = AreaResource(regions, schools, told)
    result = resource.import_data(dataset, dry_run=dry_run, rollback_on_validation_errors=True)
    for problem in result.base_errors:
        raise problem.error if isinstance(problem.error, ValidationError) else ChangedMeanwhile
    resource.preview.faults = _faults(result)
    if resource.preview.faults and not dry_run:
        raise FaultyRows
    return resource.preview


def _preview(rows: Dataset, _upload: Upload, user: User) -> SheetPreview:
    return preview_of(rows, regions=managed_regions(user), schools=managed_schools(user))


def _store(
    rows: Dataset, upload: Upload, confirmed: Confirmed, progress: Progress
) -> dict[str, int]:
    """Ticked are schools that are missing in the sheet, to be marked as closed."""
    by, schools = confirmed.by, managed_schools(confirmed.by)
    progress.expect(len(rows))
    done = preview_of(
        rows, regions=managed_regions(by), schools=schools, dry_run=False, told=progress.step
    )
    if done.seen != confirmed.seen:
        raise ChangedMeanwhile
    missing = {school.pk for school in done.missing} & set(ids(confirmed.take))
    closed = close_schools(schools, ids=missing, at=confirmed.at)
    counts = {"new": len(done.new), "changed": len(done.changed), "closed": closed}
    digest = hashlib.sha256(upload.content).hexdigest()
    record_deed(upload, deed=IMPORTED, by=by, at=confirmed.at, told={**counts, "digest": digest})
    return counts


def _told(upload: Upload) -> str:
    text = _("Imported. New: %(new)d, changed: %(changed)d, marked as closed: %(closed)d.")
    return str(text % upload.counts)


REGISTER = UploadKind[Dataset](
    name="register",
    template="schools/register/import_preview.html",
    place="schools:register_import",
    may=lambda user: bool(area_of(user)),
    read=lambda upload: dataset_of(bytes(upload.content)),
    preview=_preview,
    store=_store,
    told=_told,
)


def _faults(result: Result) -> list[CellFault]:
    faults = [
        CellFault(row.number + 1, *_place(result, row.values, column), text)
        for row in result.invalid_rows
        for column, texts in row.error_dict.items()
        for text in texts
    ]
    unread = _("This row cannot be read. Type it anew.")
    return faults + [CellFault(row.number + 1, "", "", unread) for row in result.error_rows]


def _place(result: Result, values: Collection[str], column: str) -> tuple[str, str]:
    """The name of a column in the reader's language, and what the row has there."""
    if column == NON_FIELD_ERRORS or column not in NAMES:
        return "", ""
    cells = dict(zip(result.diff_headers, values, strict=False))
    return str(NAMES[column][0]), str(cells.get(column, ""))


def _look(school: School) -> tuple[str, str, str]:
    """What two entries of the same school have in common."""
    return school.country_id, folded(school.name), folded(school.place)
