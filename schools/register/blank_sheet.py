"""The sheet an organizer fills in: our columns, and the codes that go into them beside it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from base.languages.collation import sort_key
from schools.models import Region
from schools.register.columns import NAMES, named

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (22, 44, 22, 10, 28, 18, 34)
REGION_WIDTHS = (28, 40, 40, 10)


def blank_sheet(regions: QuerySet[Region]) -> bytes:
    """A workbook in the reader's language; its first sheet is the one that is read."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _add(book, _("Schools"), named(list(NAMES)), WIDTHS, [])
    headers = [_("code of the region"), _("region"), _("part of"), _("country")]
    found = list(regions.select_related("parent", "country"))
    found.sort(
        key=lambda region: (region.country_id, sort_key(str(region), region.country.collation))
    )
    rows = [
        [region.code, str(region), str(region.parent or ""), region.country_id] for region in found
    ]
    _add(book, _("Codes of the regions"), headers, REGION_WIDTHS, rows)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _add(
    book: Workbook,
    title: str,
    headers: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[str]],
) -> None:
    page = book.create_sheet(title)
    page.freeze_panes = "A2"
    for number, (header, width) in enumerate(zip(headers, widths, strict=True), start=1):
        page.column_dimensions[get_column_letter(number)].width = width
        page.cell(1, number, header).font = Font(bold=True)
    for line, row in enumerate(rows, start=2):
        for number, text in enumerate(row, start=1):
            # As text: never a formula, whatever a region is called.
            page.cell(line, number, text).data_type = "s"
