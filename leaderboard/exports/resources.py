"""The columns of the organizers' lists: results, schools, questions.

A resource's ``sheets`` gives rows one at a time, where the library's own export holds all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from import_export import resources
from import_export.fields import Field
from import_export.widgets import Widget

from base.languages.texts import in_reader_language
from base.pages.context import active_language
from base.spreadsheets.workbook import Value, WorkbookSheet
from competition.aliases import alias as wording
from competition.editions.queries.visible import key_is_open
from competition.models import Division, Edition
from leaderboard.exports.queries.participation import SchoolRow, school_rows
from leaderboard.exports.queries.question_answers import (
    QuestionTally,
    question_tallies,
)
from leaderboard.results.decided_by import STEPS
from leaderboard.results.digest import Digest, Listed
from leaderboard.results.neutralised_words import not_counted
from leaderboard.results.queries.asked_papers import divisions_of, stems_of
from leaderboard.results.queries.listed import SEPARATOR, ListedResult, listed_results, title_of
from leaderboard.rules.ranking import RankedRow, place
from quizbank.models import Topic
from schools.models import Country, Region, School
from schools.rules.percents import one_decimal

type Boards = Sequence[tuple[Division, Country]]


class Native(Widget):
    """Numbers stay numbers."""

    def render(self, value: Value, obj: object = None, **kwargs: object) -> Value:
        """The value as it is."""
        return value


def field_of(attribute: str, header: object) -> Field:
    return Field(attribute=attribute, column_name=header, widget=Native())


def worked_out(header: object) -> Field:
    """A column filled by ``dehydrate_<name>``."""
    return Field(column_name=header, widget=Native())


class ListResource(resources.Resource):
    """A resource for long lists: what fills a column is found once, and not anew for every row."""

    @cached_property
    def _columns(self) -> list[Callable[[Any], Value]]:
        own = {name: getattr(self, f"dehydrate_{name}", None) for name in self.get_export_order()}
        return [found or reading(self.fields[name].attribute) for name, found in own.items()]

    def cells(self, row: object) -> list[Value]:
        """What the library's ``export_resource`` gives."""
        return [column(row) for column in self._columns]


def reading(attribute: str) -> Callable[[Any], Value]:
    """What gives an attribute of a row; nothing where there is nothing on the way to it."""
    find = attrgetter(attribute.replace("__", "."))

    def read(row: object) -> Value:
        try:
            found: Value = find(row)
        except AttributeError:
            return None
        return found

    return read


class StandingResource(ListResource):
    """What lists of ranked results have in common; a row is a ``RankedRow`` of a ``ListedResult``.

    ``schools``: whose rows are given; ranks are those of the whole board all the same.
    """

    def __init__(self, schools: QuerySet[School] | None = None) -> None:
        super().__init__()
        self.schools = schools
        self.language = active_language()
        self.steps = {step: str(words) for step, words in STEPS.items()}

    def standings(self, division: Division, country: Country) -> Iterator[RankedRow[ListedResult]]:
        """The rows of one board, best first."""
        self.country_name, self.division_name = str(country), str(division)
        listed = listed_results(division.pk, country.code, division.chain, self.schools)
        return (standing for standing in place(listed, division.chain) if standing.row.own)

    def dehydrate_alias(self, standing: RankedRow[ListedResult]) -> str | None:
        """The alias in the reader's language."""
        if not standing.row.alias_codes:
            return None
        adjective, animal, number = standing.row.alias_codes.split(SEPARATOR)
        return wording.text(wording.Codes(adjective, animal, int(number)), self.language)

    def dehydrate_country(self, standing: RankedRow[ListedResult]) -> str:
        """The board's country."""
        return self.country_name

    def dehydrate_division(self, standing: RankedRow[ListedResult]) -> str:
        """The board's division."""
        return self.division_name


class ResultResource(StandingResource):
    """Every result of a board with all that its rank comes from; a sheet for each board."""

    WIDTHS = (8, 26, 8, 10, 9, 10, 38, 18, 20, 8, 8, 10, 8, 8, 10, 10, 8, 26, 28, 24)
    # On paper: who stands where, and from which school. The rest is for the screen.
    PRINTED = 9

    rank = field_of("rank", _("rank"))
    alias = field_of("row__alias_codes", _("alias"))
    score = field_of("row__score", _("points"))
    max_score = field_of("row__max_score", _("points possible"))
    time = field_of("row__time", _("minutes"))
    class_label = field_of("row__class_label", _("class"))
    school = field_of("row__school", _("school"))
    place = field_of("row__place", _("town"))
    decided_by = worked_out(_("what decided"))
    value_above = field_of("apart__above", _("value at the rank above"))
    value_own = field_of("apart__own", _("own value"))
    rank_above = field_of("apart__rank_above", _("rank above"))
    wrong = field_of("row__wrong", _("wrong"))
    hard = field_of("row__hard", _("hard questions"))
    tie_break = field_of("row__tie_break", _("tie-break questions"))
    division = worked_out(_("division"))
    card = field_of("row__card", _("card"))
    mentor = field_of("row__mentor", _("teachers"))
    region = field_of("row__region_id", _("region"))
    country = worked_out(_("country"))

    def sheets(self, boards: Boards) -> Iterator[WorkbookSheet]:
        """A sheet for every board; each holds its whole board."""
        self.regions = {region.pk: str(region) for region in Region.objects.all()}
        self.listed: list[Listed] = []
        for division, country in boards:
            title = title_of(country.code, division.code, division.edition)
            yield self._sheet(title, self._rows(title, division, country))
        if not boards:
            yield self._sheet(gettext("Results"), iter(()))

    def _sheet(self, title: str, rows: Iterator[list[Value]]) -> WorkbookSheet:
        headers = self.get_export_headers()
        return WorkbookSheet(title, headers, self.WIDTHS, rows, printed=self.PRINTED)

    def _rows(self, title: str, division: Division, country: Country) -> Iterator[list[Value]]:
        digest = Digest()
        for standing in self.standings(division, country):
            digest.add(standing)
            yield self.cells(standing)
        self.listed.append(digest.listed(title))

    def dehydrate_decided_by(self, standing: RankedRow[ListedResult]) -> str | None:
        """In what it differs from the rank above, in words."""
        return self.steps[standing.apart.step] if standing.apart else None

    def dehydrate_region(self, standing: RankedRow[ListedResult]) -> str:
        """The region's name; regions are few and read once."""
        return self.regions.get(standing.row.region_id, "")


class SchoolParticipationResource(ListResource):
    """Who took part, school by school, beside what the register says of the school."""

    WIDTHS = (22, 30, 40, 18, 14, 10, 9, 9, 10, 12, 10)

    country = field_of("country", _("country"))
    region = field_of("region", _("region"))
    school = field_of("school", _("school"))
    place = field_of("place", _("town"))
    register_code = field_of("register_code", _("code in the register"))
    pupils = field_of("pupils", _("pupils in the register"))
    classes = field_of("classes", _("classes entered"))
    cards = field_of("cards", _("pupils entered"))
    finished = field_of("finished", _("pupils finished"))
    waiting = field_of("waiting", _("of them waiting for approval"))
    share = worked_out(_("finished, share of the school (%)"))

    def sheets(self, edition: Edition, schools: QuerySet[School]) -> Iterator[WorkbookSheet]:
        """One sheet."""
        rows = map(self.cells, school_rows(edition, schools))
        yield WorkbookSheet(gettext("Participation"), self.get_export_headers(), self.WIDTHS, rows)

    def dehydrate_share(self, row: SchoolRow) -> float | None:
        """Per cent with one decimal; none where the register has no number of pupils."""
        if row.finished is None or not row.pupils:
            return None
        return one_decimal(100 * row.finished / row.pupils)


class AnsweredQuestionResource(resources.Resource):
    """How each question was answered, for all and by country and language."""

    WIDTHS = (10, 8, 26, 10, 60, 18, 16, 9, 9, 9, 11, 14)

    division = worked_out(_("division"))
    number = field_of("item__number", _("question"))
    topic = worked_out(_("topic"))
    difficulty = field_of("item__question__get_difficulty_display", _("difficulty"))
    stem = worked_out(_("text"))
    country = worked_out(_("country"))
    language = worked_out(_("language"))
    pupils = field_of("pupils", _("pupils"))
    right = field_of("right", _("right"))
    share = worked_out(_("share of right answers (%)"))
    unanswered = field_of("unanswered", _("unanswered"))
    neutralised = worked_out(_("counts for nobody"))

    def sheets(
        self, edition: Edition, schools: QuerySet[School], *, at: datetime
    ) -> Iterator[WorkbookSheet]:
        """One sheet. The texts stay out while a class may still have the paper before it."""
        self.countries = {country.pk: str(country) for country in Country.objects.all()}
        self.topics = {
            topic.pk: in_reader_language(topic.names, topic.pk) for topic in Topic.objects.all()
        }
        rows = self._rows(edition, schools, at)
        yield WorkbookSheet(gettext("Questions"), self.get_export_headers(), self.WIDTHS, rows)

    def _rows(
        self, edition: Edition, schools: QuerySet[School], at: datetime
    ) -> Iterator[list[Value]]:
        for division in divisions_of(edition):
            if division.official_id is None:
                continue
            self.division_name = str(division)
            tallies = question_tallies(division, division.official_id, schools)
            self.stems = stems_of(division) if key_is_open(division, at=at) else {}
            yield from (self.export_resource(tally) for tally in tallies if tally.pupils)

    def dehydrate_division(self, tally: QuestionTally) -> str:
        """The division."""
        return self.division_name

    def dehydrate_topic(self, tally: QuestionTally) -> str:
        """The topic in the reader's language."""
        return self.topics[tally.item.question.topic_id]

    def dehydrate_stem(self, tally: QuestionTally) -> str | None:
        """The question in the reader's language, once it may be told."""
        return self.stems.get(tally.item.number)

    def dehydrate_country(self, tally: QuestionTally) -> str:
        """The country, or that it is all of them."""
        return self.countries[tally.country] if tally.country else gettext("all")

    def dehydrate_language(self, tally: QuestionTally) -> str:
        """The language by its own name, or that it is all of them."""
        return settings.ENDONYMS[tally.language] if tally.language else gettext("all")

    def dehydrate_share(self, tally: QuestionTally) -> float:
        """Per cent with one decimal."""
        return one_decimal(100 * tally.right / tally.pupils)

    def dehydrate_neutralised(self, tally: QuestionTally) -> str | None:
        """A word where it does not count."""
        return not_counted(tally.item)
