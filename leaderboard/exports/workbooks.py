"""The workbooks of an edition: of one reader's area, and across countries."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import IO, Any, NamedTuple

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from base.languages.collation import sort_key
from base.languages.dates import day_in_sentence
from base.models import User
from base.pages.context import active_language
from base.spreadsheets.workbook import Column, WorkbookSheet, write, write_csv
from competition.editions.queries.taking_part import countries_of
from competition.models import Division, Edition, Result
from competition.rules.edition_steps import PUBLISHED
from leaderboard.exports.sheets import (
    AnsweredQuestion,
    Standing,
    about_sheet,
    held_places,
    joint_standings,
    own_answers,
    own_standings,
    participation_sheet,
    question_sheet,
    result_sheet,
    school_sheet,
    stage_sheet,
    told_stems,
    winner_sheet,
)
from leaderboard.insight.queries import counted
from leaderboard.insight.rules import AgeRow, Body, InsightArea, RegisterFacts, in_full
from leaderboard.insight.tables import division_name
from leaderboard.made_files import Part
from leaderboard.models import InsightSnapshot
from leaderboard.results.public_results import public_results, shown_boards
from leaderboard.results.queries import (
    SCHOOL,
    boards_of,
    current_seal,
    deleted_in,
    divisions_of,
    register_of,
)
from quizbank.bank.queries import items_of
from schools.models import Country, School
from schools.permissions import managed_places, managed_regions, managed_schools
from schools.roles import area_of
from schools.rules.percents import one_decimal

type Sheet = WorkbookSheet[Any]
ABOUT = "leaderboard/exports/about.txt"


def area_name(user: User) -> str:
    """Whose schools are in it, in the reader's language."""
    return ", ".join(map(str, managed_places(user))) or _("all countries")


@dataclass
class Workbook(ABC):
    """What somebody may have of an edition, as things stand ``at`` a moment."""

    edition: Edition
    user: User
    at: datetime

    def write(self, part: str, stream: IO[bytes], *, told: Callable[[], object]) -> None:
        """A list of it, or all with what they mean on top; ``told`` is called for each row. Raises
        ``KeyError`` where it has no such list."""
        sheets = self.sheets()
        if Part(part).is_workbook:
            lists = (_telling(sheet, told) for sheet in sheets.values())
            write([about_sheet(self.sentences()), *lists], stream)
        else:
            write_csv(_telling(sheets[part], told), stream)

    @abstractmethod
    def sheets(self) -> dict[str, Sheet]:
        """Its lists by their names in addresses."""

    @abstractmethod
    def expected_rows(self) -> int:
        """About how many rows the longest lists have together."""

    def sentences(self) -> list[str]:
        """What a reader has to know."""
        seal, register = current_seal(self.edition), register_of(self.edition)
        gone, names = self.gone, Country.objects.in_bulk(list(self.gone))
        context = {
            "edition": self.edition,
            "area": area_name(self.user),
            "made": localtime(self.at),
            "seal": seal,
            "register": day_in_sentence(localtime(register or self.at)),
            "is_sealed_register": register is not None,
            "gone": [(names[code], day_in_sentence(localtime(at))) for code, at in gone.items()],
            **self.facts(),
        }
        return [
            line.strip() for line in render_to_string(ABOUT, context).splitlines() if line.strip()
        ]

    def facts(self) -> dict[str, object]:
        """What else the sentences are about."""
        return {}

    @cached_property
    def schools(self) -> QuerySet[School]:
        """Those of the reader's area."""
        return managed_schools(self.user)

    @cached_property
    def gone(self) -> Mapping[str, datetime]:
        """Countries with deleted classes: what would be counted of them is left empty."""
        return deleted_in(self.edition)


def _telling(sheet: Sheet, told: Callable[[], object]) -> Sheet:
    """The same sheet, with a word about each row that is read."""

    def passing() -> Iterator[object]:
        for row in sheet.rows:
            told()
            yield row

    return replace(sheet, rows=passing())


class AreaWorkbook(Workbook):
    """Everything of the reader's area."""

    def sheets(self) -> dict[str, Sheet]:
        places = held_places(self.edition, self.schools)
        regions = list(managed_regions(self.user).select_related("country"))
        standings = own_standings(boards_of(self._results()), self.schools)
        return {
            "stage": stage_sheet(places),
            Part.WINNERS: winner_sheet(places),
            Part.RESULTS: result_sheet(standings),
            Part.SCHOOLS: school_sheet(self.edition, self.schools),
            Part.PARTICIPATION: participation_sheet(self.edition, self.schools, regions),
            Part.QUESTIONS: question_sheet(own_answers(self.edition, self.schools, at=self.at)),
        }

    def expected_rows(self) -> int:
        return self._results().count() + self.schools.count()

    def _results(self) -> QuerySet[Result]:
        mine = {f"{SCHOOL}__in": self.schools}
        return Result.objects.filter(division__edition=self.edition, counts=True, **mine)


class AcrossWorkbook(Workbook):
    """Countries of an edition side by side: the reader's own in full, the others as they are
    published."""

    def sheets(self) -> dict[str, Sheet]:
        return {
            Part.COUNTRIES: country_sheet(self._countries()),
            Part.RESULTS: result_sheet(self._standings()),
            Part.QUESTIONS: question_sheet(self._answers()),
        }

    def expected_rows(self) -> int:
        return public_results().filter(division__edition=self.edition).count()

    def facts(self) -> dict[str, object]:
        """Of which countries everybody is counted, and whose pupils are ranked together."""
        names = {country.pk: str(country) for country in self.countries}
        ranked = [
            (division, [name for code, name in names.items() if code in self.ranked[division.pk]])
            for division in self.divisions
        ]
        in_full = [name for code, name in names.items() if code in self.full]
        return {"across": True, "in_full": in_full, "ranked": ranked}

    @cached_property
    def divisions(self) -> list[Division]:
        """Those of the edition, the youngest first."""
        return divisions_of(self.edition)

    @cached_property
    def countries(self) -> list[Country]:
        """Those of the edition by their names in the reader's language."""
        language = active_language()
        there = countries_of(self.edition)
        return sorted(there, key=lambda country: sort_key(str(country), language))

    @cached_property
    def own(self) -> set[str]:
        """Those that are the reader's as a whole."""
        area, codes = area_of(self.user), {country.pk for country in self.countries}
        return codes if area.everywhere else codes & area.countries

    @property
    def full(self) -> set[str]:
        """Those that are counted here."""
        return self.own - self.gone.keys()

    @property
    def is_published(self) -> bool:
        """Whether anybody may know of the other countries."""
        return self.edition.state in PUBLISHED

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """``{country: what there is of it}``; a fixed number of queries for each own one."""
        found = {
            country.pk: in_full(country.pk, counted(self.edition, country))
            for country in self.countries
            if country.pk in self.full
        }
        if self.is_published:
            others = InsightSnapshot.objects.filter(edition=self.edition)
            others = others.exclude(country__in=self.full)
            found |= dict(others.values_list("country", "body"))
        return found

    @cached_property
    def ranked(self) -> dict[int, set[str]]:
        """Of each age group the countries in its one ranking: the own, and those whose board shows
        its rows to anybody.

        Before publication nobody is ranked beside pupils of countries that are not told.
        """
        codes = {country.pk for country in self.countries} - self.gone.keys()
        if codes <= self.own:
            return {division.pk: codes for division in self.divisions}
        if not self.is_published:
            return {division.pk: set() for division in self.divisions}
        boards = [(division.pk, code) for division in self.divisions for code in codes]
        shown = shown_boards(boards, self.edition)
        return {
            division.pk: {
                code for code in codes if code in self.own or (division.pk, code) in shown
            }
            for division in self.divisions
        }

    def _standings(self) -> Iterator[Standing]:
        for division in self.divisions:
            yield from joint_standings(division, self.ranked[division.pk], self.schools)

    def _countries(self) -> Iterator[CountryRow]:
        for country in self.countries:
            whole = self._whole(country)
            if whole is None:
                yield CountryRow(str(country), self._untold(country))
                continue
            told = _("in full") if country.pk in self.full else _("as published")
            yield self._all_ages(country, whole, told)
            for age, row in whole["ages"].items():
                yield CountryRow(str(country), told, age, row["schools"], row["pupils"], row)

    def _whole(self, country: Country) -> InsightArea | None:
        """The country as one area; none where nothing is told of it."""
        body = self.bodies.get(country.pk)
        return body["areas"][0] if body and body["areas"] else None

    def _all_ages(self, country: Country, whole: InsightArea, told: str) -> CountryRow:
        """Without the pupils while a board of a country that is not the reader's holds back: those
        of the others, which the ranking lists, could be subtracted. The register knows no ages."""
        shown = (country.pk in self.ranked[division.pk] for division in self.divisions)
        holds_back = country.pk not in self.own and not all(shown)
        facts, pupils = RegisterFacts(*whole["known"]), None if holds_back else whole["pupils"]
        return CountryRow(
            str(country),
            told,
            schools=facts.took_part,
            pupils=pupils,
            schools_share=_share(facts.took_part, facts.schools),
            pupils_share=_share(pupils, facts.known_pupils),
        )

    def _untold(self, country: Country) -> str:
        if country.pk in self.full:
            return _("Nobody took part here.")
        if country.pk in self.bodies:
            return _("too few to be told")
        return _("not told of here") if self.is_published else _("not published yet")

    def _answers(self) -> Iterator[AnsweredQuestion]:
        """Of each country, where the whole paper is told."""
        for division in self.divisions:
            items = items_of([division.official_id or 0]).get(division.official_id or 0, [])
            stems = told_stems(division, at=self.at)
            for position, item in enumerate(items):
                for country in self.countries:
                    row = self._of_age(country, division)
                    if row is not None and len(row["questions"]) == len(items):
                        where = (str(country), "", row["pupils"])
                        right, left_open = row["questions"][position]
                        text = stems.get(item.number)
                        yield AnsweredQuestion(str(division), item, text, *where, right, left_open)

    def _of_age(self, country: Country, division: Division) -> AgeRow | None:
        whole = self._whole(country)
        return whole["ages"].get(division.code) if whole else None


def _share(part: int | None, whole: int | None) -> float | None:
    return 100 * part / whole if part is not None and whole else None


class CountryRow(NamedTuple):
    """One age group of a country, or all of them; empty where nothing is told."""

    country: str
    told: str
    division: str = ""
    schools: int | None = None
    pupils: int | None = None
    row: AgeRow | None = None
    schools_share: float | None = None
    pupils_share: float | None = None

    @property
    def mean(self) -> float | None:
        """In per cent of the points."""
        return one_decimal(self.row["mean"]) if self.row else None

    @property
    def half(self) -> float | None:
        """What it is uncertain by, of enough schools."""
        half = self.row["half"] if self.row else None
        return None if half is None else one_decimal(half)


def country_sheet(rows: Iterator[CountryRow]) -> Sheet:
    """Countries and age groups side by side."""
    columns: list[Column[CountryRow]] = [
        Column(_("country"), 26, lambda row: row.country),
        Column(_("ages"), 10, lambda row: division_name(row.division) or _("all")),
        Column(_("as it is told"), 26, lambda row: row.told),
        Column(_("schools"), 10, lambda row: row.schools),
        Column(_("share of the schools in the register (%)"), 12, lambda row: row.schools_share),
        Column(_("pupils finished"), 10, lambda row: row.pupils),
        Column(_("share of the pupils in the register (%)"), 12, lambda row: row.pupils_share),
        Column(_("mean (% of the points)"), 12, lambda row: row.mean),
        Column(_("uncertain by ± (%)"), 12, lambda row: row.half),
    ]
    return WorkbookSheet(_("Countries"), columns, rows)


def workbook_for(user: User, edition: Edition, part: str, *, at: datetime) -> Workbook:
    """The workbook that a spreadsheet is, or is a list of."""
    kind = AcrossWorkbook if part in (Part.ACROSS, Part.COUNTRIES) else AreaWorkbook
    return kind(edition, user, at)
