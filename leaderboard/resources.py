"""The workbook of results for superusers: one ranked sheet for each board."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from import_export import resources
from import_export.fields import Field
from import_export.widgets import Widget

from competition.context import active_language
from competition.models import Division, Result
from leaderboard import alias as wording
from leaderboard.queries.exports import SEPARATOR, ListedResult, boards_of, listed_results
from leaderboard.ranking import Standing, place
from leaderboard.screens import STEPS
from leaderboard.workbook import Sheet, Value
from schools.models import Country, Region

WIDTHS = (8, 8, 10, 8, 10, 10, 9, 22, 26, 8, 10, 40, 28, 24, 10)


class Native(Widget):
    """Numbers stay numbers."""

    def render(self, value: Value, obj: object = None, **kwargs: object) -> Value:
        """The value as it is."""
        return value


def _field(attribute: str, header: object) -> Field:
    return Field(attribute=attribute, column_name=header, widget=Native())


class ResultResource(resources.Resource):
    """Columns of a ranked result; a row is a ``Standing`` of a ``ListedResult``.

    ``sheets`` gives rows one at a time, where the library's own export holds all of them.
    """

    rank = _field("rank", _("rank"))
    score = _field("row__score", _("points"))
    max_score = _field("row__max_score", _("points possible"))
    wrong = _field("row__wrong", _("wrong"))
    hard = _field("row__hard", _("hard questions"))
    tie_break = _field("row__tie_break", _("tie-break questions"))
    time = _field("row__time", _("minutes"))
    resolved_by = _field("resolved_by", _("tie with the row above resolved by"))
    alias = _field("row__alias_codes", _("alias"))
    card = _field("row__card", _("card"))
    class_label = _field("row__class_label", _("class"))
    school = _field("row__school", _("school"))
    region = _field("row__region_id", _("region"))
    country = Field(column_name=_("country"), widget=Native())
    division = Field(column_name=_("division"), widget=Native())

    def sheets(self, queryset: QuerySet[Result]) -> Iterator[Sheet]:
        """A sheet for every board these results stand on; each holds its whole board."""
        self.regions = {region.pk: str(region) for region in Region.objects.all()}
        self.language = active_language()
        boards = boards_of(queryset)
        for division, country in boards:
            title = f"{country.code} {division.code} {division.edition.slug}"
            yield self._sheet(title, self._rows(division, country))
        if not boards:
            yield self._sheet("-", iter(()))

    def _sheet(self, title: str, rows: Iterator[list[Value]]) -> Sheet:
        return Sheet(title, self.get_export_headers(), WIDTHS, rows)

    def _rows(self, division: Division, country: Country) -> Iterator[list[Value]]:
        self.place_names = (str(country), str(division))
        chain = division.edition.chain
        for standing in place(listed_results(division.pk, country.code, chain), chain):
            yield self.export_resource(standing)

    def dehydrate_resolved_by(self, standing: Standing[ListedResult]) -> str | None:
        """The step in words."""
        return str(STEPS[standing.resolved_by]) if standing.resolved_by else None

    def dehydrate_alias(self, standing: Standing[ListedResult]) -> str | None:
        """The alias in the reader's language."""
        if not standing.row.alias_codes:
            return None
        adjective, animal, number = standing.row.alias_codes.split(SEPARATOR)
        return wording.text(wording.Codes(adjective, animal, int(number)), self.language)

    def dehydrate_school(self, standing: Standing[ListedResult]) -> str:
        """Name and place, as the school writes itself."""
        row = standing.row
        return f"{row.school}, {row.place}" if row.place else row.school

    def dehydrate_region(self, standing: Standing[ListedResult]) -> str:
        """The region's name; regions are few and read once."""
        return self.regions.get(standing.row.region_id, "")

    def dehydrate_country(self, standing: Standing[ListedResult]) -> str:
        """The sheet's country."""
        return self.place_names[0]

    def dehydrate_division(self, standing: Standing[ListedResult]) -> str:
        """The sheet's division."""
        return self.place_names[1]
