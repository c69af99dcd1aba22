"""The columns of the organizers' lists: results, schools, questions.

A resource's ``sheets`` gives rows one at a time, where the library's own export holds all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from import_export import resources
from import_export.fields import Field
from import_export.widgets import Widget

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
from leaderboard.results.queries.asked_papers import divisions_of, stems_of
from leaderboard.results.queries.listed import SEPARATOR, ListedResult, listed_results, title_of
from leaderboard.rules.ranking import RankedRow, place
from quizbank.models import Topic
from schools.models import Country, Region, School, in_reader_language
from schools.pages.context import active_language
from schools.spreadsheets.workbook import Value, WorkbookSheet

type Boards = Sequence[tuple[Division, Country]]


class Native(Widget):
    """Numbers stay numbers."""

    def render(self, value: Value, obj: object = None, **kwargs: object) -> Value:
        """The value as it is."""
        return value


def _field(attribute: str, header: object) -> Field:
    return Field(attribute=attribute, column_name=header, widget=Native())


def _worked_out(header: object) -> Field:
    """A column filled by ``dehydrate_<name>``."""
    return Field(column_name=header, widget=Native())


class _StandingResource(resources.Resource):
    """What lists of ranked results have in common; a row is a ``RankedRow`` of a ``ListedResult``.

    ``schools``: whose rows are given; ranks are those of the whole board all the same.
    """

    def __init__(self, schools: QuerySet[School] | None = None) -> None:
        super().__init__()
        self.schools = schools
        self.language = active_language()

    def standings(self, division: Division, country: Country) -> Iterator[RankedRow[ListedResult]]:
        """The rows of one board, best first."""
        self.country_name, self.division_name = str(country), str(division)
        chain = division.edition.chain
        listed = listed_results(division.pk, country.code, chain, self.schools)
        return (standing for standing in place(listed, chain) if standing.row.own)

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


class ResultResource(_StandingResource):
    """Every result of a board with all that its rank comes from; a sheet for each board."""

    WIDTHS = (8, 26, 8, 10, 9, 10, 38, 18, 20, 8, 8, 10, 8, 8, 10, 10, 8, 26, 28, 24)
    # On paper: who stands where, and from which school. The rest is for the screen.
    PRINTED = 9

    rank = _field("rank", _("rank"))
    alias = _field("row__alias_codes", _("alias"))
    score = _field("row__score", _("points"))
    max_score = _field("row__max_score", _("points possible"))
    time = _field("row__time", _("minutes"))
    class_label = _field("row__class_label", _("class"))
    school = _field("row__school", _("school"))
    place = _field("row__place", _("town"))
    decided_by = _worked_out(_("decided by"))
    value_above = _field("apart__above", _("there"))
    value_own = _field("apart__own", _("here"))
    rank_above = _field("apart__rank_above", _("rank above"))
    wrong = _field("row__wrong", _("wrong"))
    hard = _field("row__hard", _("hard questions"))
    tie_break = _field("row__tie_break", _("tie-break questions"))
    division = _worked_out(_("division"))
    card = _field("row__card", _("card"))
    mentor = _field("row__mentor", _("teachers"))
    region = _field("row__region_id", _("region"))
    country = _worked_out(_("country"))

    def sheets(self, boards: Boards) -> Iterator[WorkbookSheet]:
        """A sheet for every board; each holds its whole board."""
        self.regions = {region.pk: str(region) for region in Region.objects.all()}
        self.listed: list[Listed] = []
        for division, country in boards:
            title = title_of(country.code, division.code, division.edition)
            yield self._sheet(title, self._rows(title, division, country))
        if not boards:
            yield self._sheet("-", iter(()))

    def _sheet(self, title: str, rows: Iterator[list[Value]]) -> WorkbookSheet:
        headers = self.get_export_headers()
        return WorkbookSheet(title, headers, self.WIDTHS, rows, printed=self.PRINTED)

    def _rows(self, title: str, division: Division, country: Country) -> Iterator[list[Value]]:
        digest = Digest()
        for standing in self.standings(division, country):
            digest.add(standing)
            yield self.export_resource(standing)
        self.listed.append(digest.listed(title))

    def dehydrate_decided_by(self, standing: RankedRow[ListedResult]) -> str | None:
        """In what it differs from the rank above, in words."""
        return str(STEPS[standing.apart.step]) if standing.apart else None

    def dehydrate_region(self, standing: RankedRow[ListedResult]) -> str:
        """The region's name; regions are few and read once."""
        return self.regions.get(standing.row.region_id, "")


class SchoolParticipationResource(resources.Resource):
    """Who took part, school by school, beside what the register says of the school."""

    WIDTHS = (20, 28, 40, 18, 14, 10, 9, 9, 10, 12, 10)

    country = _field("country", _("country"))
    region = _field("region", _("region"))
    school = _field("school", _("school"))
    place = _field("place", _("town"))
    register_code = _field("register_code", _("code in the register"))
    pupils = _field("pupils", _("pupils in the register"))
    classes = _field("classes", _("classes entered"))
    cards = _field("cards", _("pupils entered"))
    finished = _field("finished", _("pupils finished"))
    waiting = _field("waiting", _("of them waiting for approval"))
    share = _worked_out(_("finished, share of the school (%)"))

    def sheets(self, edition: Edition, schools: QuerySet[School]) -> Iterator[WorkbookSheet]:
        """One sheet."""
        rows = (self.export_resource(row) for row in school_rows(edition, schools))
        yield WorkbookSheet(gettext("Participation"), self.get_export_headers(), self.WIDTHS, rows)

    def dehydrate_share(self, row: SchoolRow) -> float | None:
        """Per cent with one decimal; none where the register has no number of pupils."""
        return round(100 * row.finished / row.pupils, 1) if row.pupils else None


class AnsweredQuestionResource(resources.Resource):
    """How each question was answered, for all and by country and language."""

    WIDTHS = (10, 8, 26, 10, 60, 18, 16, 9, 9, 9, 11, 14)

    division = _worked_out(_("division"))
    number = _field("item__number", _("question"))
    topic = _worked_out(_("topic"))
    difficulty = _field("item__question__get_difficulty_display", _("difficulty"))
    stem = _worked_out(_("text"))
    country = _worked_out(_("country"))
    language = _worked_out(_("language"))
    pupils = _field("pupils", _("pupils"))
    right = _field("right", _("right"))
    share = _worked_out(_("share of right answers (%)"))
    unanswered = _field("unanswered", _("unanswered"))
    neutralised = _worked_out(_("counts for nobody"))

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
            self.division_name = str(division)
            tallies = question_tallies(division, schools)
            self.stems = stems_of(division) if key_is_open(division, at=at) else {}
            yield from (self.export_resource(tally) for tally in tallies if tally.pupils)

    def dehydrate_division(self, tally: QuestionTally) -> str:
        """The division whose paper it is."""
        return self.division_name

    def dehydrate_topic(self, tally: QuestionTally) -> str:
        """The topic in the reader's language."""
        return self.topics[tally.item.question.topic_id]

    def dehydrate_stem(self, tally: QuestionTally) -> str | None:
        """The question in the reader's language, once it may be told."""
        return self.stems.get(tally.item.question_id)

    def dehydrate_country(self, tally: QuestionTally) -> str:
        """The country, or that it is all of them."""
        return self.countries[tally.country] if tally.country else gettext("all")

    def dehydrate_language(self, tally: QuestionTally) -> str:
        """The language by its own name, or that it is all of them."""
        return settings.ENDONYMS[tally.language] if tally.language else gettext("all")

    def dehydrate_share(self, tally: QuestionTally) -> float:
        """Per cent with one decimal."""
        return round(100 * tally.right / tally.pupils, 1)

    def dehydrate_neutralised(self, tally: QuestionTally) -> str | None:
        """A word where it does not count."""
        return gettext("yes") if tally.item.neutralised else None
