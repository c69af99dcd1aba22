"""The columns of the workbook across countries, and of the ranking of all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from import_export import resources

from base.spreadsheets.workbook import Value, WorkbookSheet
from competition.models import Division
from leaderboard.exports.resources import StandingResource, field_of, worked_out
from leaderboard.results.queries.listed import ListedResult, joint_results
from leaderboard.rules.ranking import RankedRow, place
from leaderboard.rules.snapshots import TOP
from schools.models import Country


@dataclass(frozen=True, slots=True)
class CountryRow:
    """One age group of a country; empty where nothing is told."""

    country: str
    ages: str
    told: str
    schools: int | None = None
    schools_share: float | None = None
    pupils: int | None = None
    pupils_share: float | None = None
    mean: float | None = None
    half: float | None = None


class CountryResource(resources.Resource):
    """Countries and age groups side by side."""

    WIDTHS = (26, 10, 26, 10, 12, 10, 12, 12, 12)

    country = field_of("country", _("country"))
    ages = field_of("ages", _("ages"))
    told = field_of("told", _("as it is told"))
    schools = field_of("schools", _("schools"))
    schools_share = field_of("schools_share", _("share of the schools in the register (%)"))
    pupils = field_of("pupils", _("pupils finished"))
    pupils_share = field_of("pupils_share", _("share of the pupils in the register (%)"))
    mean = field_of("mean", _("mean (% of the points)"))
    half = field_of("half", _("uncertain by ± (%)"))


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """Pupils of an age group of a country within a span of the points, or with these points."""

    country: str
    ages: str
    span: str | int
    pupils: int
    share: float
    possible: int | None = None


class SpreadResource(resources.Resource):
    """How the points of each country and age group are spread."""

    WIDTHS = (26, 10, 16, 10, 10)

    country = field_of("country", _("country"))
    ages = field_of("ages", _("ages"))
    span = field_of("span", _("share of the points (%)"))
    pupils = field_of("pupils", _("pupils finished"))
    share = field_of("share", _("share (%)"))


class PointsResource(resources.Resource):
    """The same by every number of points."""

    WIDTHS = (26, 10, 10, 10, 10, 10)

    country = field_of("country", _("country"))
    ages = field_of("ages", _("ages"))
    span = field_of("span", _("points"))
    possible = field_of("possible", _("points possible"))
    pupils = field_of("pupils", _("pupils finished"))
    share = field_of("share", _("share (%)"))


@dataclass(frozen=True, slots=True)
class CountryQuestionRow:
    """One question in a country and language."""

    ages: str
    number: int
    stem: str | None
    country: str
    language: str
    pupils: int
    right: float
    left_open: float
    neutralised: str | None


class CountryQuestionResource(resources.Resource):
    """How each question was answered, country beside country."""

    WIDTHS = (10, 9, 50, 24, 12, 9, 10, 11, 10)

    ages = field_of("ages", _("ages"))
    number = field_of("number", _("question"))
    stem = field_of("stem", _("text"))
    country = field_of("country", _("country"))
    language = field_of("language", _("language"))
    pupils = field_of("pupils", _("pupils"))
    right = field_of("right", _("right (%)"))
    left_open = field_of("left_open", _("unanswered (%)"))
    neutralised = field_of("neutralised", _("counts for nobody"))


class JointResource(StandingResource):
    """One ranking of several countries: ranks are shared, and each row says its country.

    Of a pupil who is not the reader's own it has what the public list has: no school, and an alias
    only of the first of each country.
    """

    WIDTHS = (8, 24, 26, 8, 10, 9, 10, 36, 18, 20, 8, 8, 10, 10)
    PRINTED = 9

    rank = field_of("rank", _("rank"))
    country = worked_out(_("country"))
    alias = field_of("row__alias_codes", _("alias"))
    score = field_of("row__score", _("points"))
    max_score = field_of("row__max_score", _("points possible"))
    time = field_of("row__time", _("minutes"))
    class_label = worked_out(_("class"))
    school = worked_out(_("school"))
    place = worked_out(_("town"))
    decided_by = worked_out(_("what decided"))
    rank_above = field_of("apart__rank_above", _("rank above"))
    wrong = field_of("row__wrong", _("wrong"))
    hard = field_of("row__hard", _("hard questions"))
    tie_break = field_of("row__tie_break", _("tie-break questions"))

    def sheet(self, division: Division, countries: Collection[str]) -> WorkbookSheet:
        """The ranking of one age group in these countries."""
        title = gettext("Together %(ages)s") % {"ages": division}
        headers, rows = self.get_export_headers(), self._rows(division, countries)
        return WorkbookSheet(title, headers, self.WIDTHS, rows, printed=self.PRINTED)

    def _rows(self, division: Division, countries: Collection[str]) -> Iterator[list[Value]]:
        self.countries = Country.objects.in_bulk(countries)
        self.seen = Counter[str]()
        listed = joint_results(division.pk, countries, division.chain, self.schools)
        for standing in place(listed, division.chain):
            self.seen[standing.row.country_id] += 1
            yield self.cells(standing)

    def dehydrate_alias(self, standing: RankedRow[ListedResult]) -> str | None:
        """The alias of the reader's own pupils, and of those on the public page of a board."""
        public = self.seen[standing.row.country_id] <= TOP
        return super().dehydrate_alias(standing) if standing.row.own or public else None

    def dehydrate_country(self, standing: RankedRow[ListedResult]) -> str:
        """The pupil's country."""
        return str(self.countries[standing.row.country_id])

    def dehydrate_class_label(self, standing: RankedRow[ListedResult]) -> str | None:
        """The class of the reader's own pupils."""
        return standing.row.class_label if standing.row.own else None

    def dehydrate_school(self, standing: RankedRow[ListedResult]) -> str | None:
        """The school of the reader's own pupils."""
        return standing.row.school if standing.row.own else None

    def dehydrate_place(self, standing: RankedRow[ListedResult]) -> str | None:
        """The town of the reader's own pupils."""
        return standing.row.place if standing.row.own else None

    def dehydrate_decided_by(self, standing: RankedRow[ListedResult]) -> str | None:
        """In what it differs from the rank above."""
        return self.steps[standing.apart.step] if standing.apart else None


def language_name(code: str) -> str:
    """A language by its own name, or that it is all of them."""
    return settings.ENDONYMS.get(code, code) if code else gettext("all")
