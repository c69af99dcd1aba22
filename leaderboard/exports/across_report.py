"""The workbook across countries: the reader's own in full, the others as they are published."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from base.languages.collation import sort_key
from base.models import User
from base.pages.context import active_language
from base.spreadsheets.workbook import Value, WorkbookSheet, write
from competition.editions.queries.taking_part import countries_of
from competition.editions.queries.visible import key_is_open
from competition.models import Division, Edition
from competition.rules.edition_steps import PUBLISHED
from leaderboard.exports.across_resources import (
    CountryQuestionResource,
    CountryQuestionRow,
    CountryResource,
    CountryRow,
    JointResource,
    PointsResource,
    SpreadResource,
    SpreadRow,
    language_name,
)
from leaderboard.exports.country_pictures import (
    AgeLine,
    AnswerLine,
    CountryPicture,
    as_published,
    counted_in_full,
    without_pupils,
)
from leaderboard.exports.explanation import (
    ACROSS_NOTES,
    deleted_lines,
    in_full_line,
    in_words,
    register_line,
    state_words,
)
from leaderboard.exports.report import Told, area_name, nobody, telling
from leaderboard.insight.figure_names import division_name, span
from leaderboard.insight.queries import counted
from leaderboard.models import InsightSnapshot
from leaderboard.results.neutralised_words import not_counted
from leaderboard.results.queries.asked_papers import divisions_of, stems_of
from leaderboard.results.queries.deleted_years import deleted_in
from leaderboard.results.queries.public_results import public_results
from leaderboard.results.queries.shown_boards import shown_boards
from quizbank.bank.queries import items_of
from schools.models import Country, School
from schools.permissions import managed_schools
from schools.roles import area_of


def across_for(user: User, edition: Edition, *, at: datetime) -> AcrossReport:
    """What this member of staff may have of an edition's countries side by side."""
    area = area_of(user)
    codes = {country.pk for country in countries_of(edition)}
    own = codes if area.everywhere else codes & area.countries
    return AcrossReport(edition, managed_schools(user), own, area_name(user), at)


@dataclass(frozen=True)
class AcrossReport:
    """Countries of an edition side by side; ``own``: those that are the reader's as a whole and
    can be counted."""

    edition: Edition
    schools: QuerySet[School]
    own: Collection[str]
    area: str
    at: datetime

    def expected_rows(self) -> int:
        """About how many rows the ranking has; one query."""
        return public_results().filter(division__edition=self.edition).count()

    def write_workbook(self, stream: IO[bytes], *, told: Told = nobody) -> None:
        """All sheets, one ranking of each age group last."""
        joint = JointResource(self.schools)
        ranked = self.ranked
        rankings = (joint.sheet(one, ranked[one.pk]) for one in self.divisions)
        sheets = chain(self._tables(), rankings)
        about = [_("About this workbook"), ""]
        cover = WorkbookSheet(_("About"), about, (34, 100), self._about())
        write(telling(sheets, told), stream, cover=cover)

    @cached_property
    def divisions(self) -> list[Division]:
        """Those of the edition, the youngest first."""
        return divisions_of(self.edition)

    @cached_property
    def countries(self) -> list[Country]:
        """Those of the edition by their names in the reader's language."""
        language = active_language()
        return sorted(countries_of(self.edition), key=lambda one: sort_key(str(one), language))

    @property
    def is_published(self) -> bool:
        """Whether anybody may know of the other countries."""
        return self.edition.state in PUBLISHED

    @cached_property
    def gone(self) -> Mapping[str, datetime]:
        """Those with deleted classes: published figures are of more than is left."""
        return deleted_in(self.edition)

    @property
    def full(self) -> set[str]:
        """Those that are counted here."""
        return set(self.own) - self.gone.keys()

    @cached_property
    def pictures(self) -> dict[str, CountryPicture]:
        """``{country: what there is of it}``; a fixed number of queries for each own one."""
        found = {
            country.pk: counted_in_full(counted(self.edition, country))
            for country in self.countries
            if country.pk in self.full
        }
        if self.is_published:
            others = InsightSnapshot.objects.filter(edition=self.edition)
            bodies = others.exclude(country__in=self.full).values_list("country", "body")
            found |= {code: as_published(body) for code, body in bodies}
        return found

    @cached_property
    def ranked(self) -> dict[int, set[str]]:
        """Of each age group the countries in its one ranking: the own, and those whose board shows
        its rows to anybody.

        Before publication nobody is ranked beside pupils of countries that are not told.
        """
        codes = {country.pk for country in self.countries} - self.gone.keys()
        if codes <= set(self.own):
            return {one.pk: codes for one in self.divisions}
        if not self.is_published:
            return {one.pk: set() for one in self.divisions}
        shown = shown_boards(
            [(one.pk, code) for one in self.divisions for code in codes], self.edition
        )
        return {
            one.pk: {code for code in codes if code in self.own or (one.pk, code) in shown}
            for one in self.divisions
        }

    def _tables(self) -> Iterator[WorkbookSheet]:
        yield _sheet(_("Countries"), CountryResource(), self._countries())
        yield _sheet(_("How points are spread"), SpreadResource(), self._spread())
        yield _sheet(_("Every number of points"), PointsResource(), self._points())
        yield _sheet(_("Questions"), CountryQuestionResource(), self._questions())

    def _countries(self) -> Iterator[CountryRow]:
        for country in self.countries:
            picture = self.pictures.get(country.pk)
            if picture is None or not picture.lines:
                yield CountryRow(str(country), _("all"), self._untold(picture))
                continue
            told = _("in full") if country.pk in self.full else _("as published")
            for line in self._lines(country, picture):
                yield CountryRow(
                    str(country),
                    division_name(line.division) or _("all"),
                    told,
                    line.schools,
                    line.schools_share,
                    line.pupils,
                    line.pupils_share,
                    line.mean,
                    line.half,
                )

    def _lines(self, country: Country, picture: CountryPicture) -> Iterator[AgeLine]:
        """Without the pupils of all ages while a board of a country that is not the reader's holds
        back: those of the others, which the rankings list, could be subtracted."""
        shown = (country.pk in self.ranked[one.pk] for one in self.divisions)
        holds_back = country.pk not in self.own and not all(shown)
        for line in picture.lines:
            yield without_pupils(line) if holds_back and not line.division else line

    def _untold(self, picture: CountryPicture | None) -> str:
        if picture is not None:
            return _("too few to be told")
        return _("not told of here") if self.is_published else _("not published yet")

    def _spread(self) -> Iterator[SpreadRow]:
        for country, picture in self._told():
            for division, bands in picture.bands.items():
                whole = sum(pupils for _name, pupils in bands)
                for name, pupils in bands:
                    where = (str(country), division_name(division), span(name))
                    yield SpreadRow(*where, pupils, 100 * pupils / whole)

    def _points(self) -> Iterator[SpreadRow]:
        for country, picture in self._told():
            for division, found in picture.points.items():
                for (points, possible), pupils in sorted(found.items()):
                    where = (str(country), division_name(division), points)
                    yield SpreadRow(*where, pupils, 100 * pupils / found.total(), possible)

    def _told(self) -> Iterator[tuple[Country, CountryPicture]]:
        for country in self.countries:
            if country.pk in self.pictures:
                yield country, self.pictures[country.pk]

    def _questions(self) -> Iterator[CountryQuestionRow]:
        for division in self.divisions:
            items = items_of([division.official_id or 0]).get(division.official_id or 0, [])
            stems = stems_of(division) if key_is_open(division, at=self.at) else {}
            for position, item in enumerate(items):
                for country, line in self._answers(division, len(items)):
                    right, left_open = line.shares[position]
                    yield CountryQuestionRow(
                        *(str(division), item.number, stems.get(item.number)),
                        *(str(country), language_name(line.language), line.pupils),
                        *(float(right), float(left_open)),
                        not_counted(item),
                    )

    def _answers(self, division: Division, questions: int) -> Iterator[tuple[Country, AnswerLine]]:
        """Of each country and language, where the whole paper is told."""
        for country, picture in self._told():
            for line in picture.answers:
                if line.division == division.code and len(line.shares) == questions:
                    yield country, line

    def _about(self) -> Iterator[Sequence[Value]]:
        """Read last, like every cover."""
        made, names = localtime(self.at), {one.pk: str(one) for one in self.countries}
        yield [_("Edition"), f"{self.edition.title} ({self.edition.slug})"]
        yield [_("State"), state_words(self.edition)]
        yield [_("Area"), self.area]
        yield [_("Made"), f"{date_format(made, 'DATETIME_FORMAT')} ({made:%Z})"]
        yield register_line(self.edition, at=self.at)
        yield from deleted_lines(self.gone)
        yield in_full_line(name for code, name in names.items() if code in self.full)
        for division in self.divisions:
            ranked = [name for code, name in names.items() if code in self.ranked[division.pk]]
            title = _("Ranked together, %(ages)s") % {"ages": division}
            yield [title, ", ".join(ranked) or self._untold(None)]
        yield from in_words(ACROSS_NOTES)


def _sheet(title: str, resource: Any, rows: Iterator[Any]) -> WorkbookSheet:  # noqa: ANN401 - any of ours
    lines = (resource.export_resource(row) for row in rows)
    return WorkbookSheet(title, resource.get_export_headers(), resource.WIDTHS, lines)
