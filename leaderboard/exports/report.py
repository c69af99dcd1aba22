"""The organizer's spreadsheets of one edition: a workbook of everything, and each list as CSV."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import IO

from django.conf import settings
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from competition.editions.permissions import desk_editions, desk_of, is_over, sees_figures
from competition.editions.queries.taking_part import codes_of
from competition.models import Edition, Result
from competition.rules.edition_steps import SEALED
from leaderboard.exports.award_sheets import award_sheets
from leaderboard.exports.earlier_editions import years_sheet
from leaderboard.exports.explanation import (
    DIGESTED,
    deleted_lines,
    figures_line,
    gone_words,
    in_words,
    meaning_lines,
    register_line,
    said_if_empty,
    seal_lines,
    state_words,
)
from leaderboard.exports.queries.participation import SMALLEST, Share, safe, shares, together
from leaderboard.exports.resources import (
    AnsweredQuestionResource,
    ResultResource,
    SchoolParticipationResource,
)
from leaderboard.exports.review_sheets import ReviewSheets, SheetReader
from leaderboard.results.digest import Digest
from leaderboard.results.queries.deleted_years import deleted_in
from leaderboard.results.queries.listed import SCHOOL, boards_of
from leaderboard.rules.ceremony import ALL
from leaderboard.seals.queries.seals import proposed_digests, sealed_digests
from schools.languages.speech import spoken_in
from schools.models import Country, School, User
from schools.permissions import managed_places, managed_schools
from schools.spreadsheets.workbook import Value, WorkbookSheet, write, write_csv

type Told = Callable[[], object]

AS_SEALED = gettext_lazy("This is the sealed list.")
NOT_AS_SEALED = gettext_lazy(
    "This is not the sealed list: it is a part of it, or a name or an approval has changed since."
)

AS_PROPOSED = gettext_lazy("This is the list that was laid before for the seal.")
NOT_AS_PROPOSED = gettext_lazy(
    "This is not the list that was laid before: it is a part of it, or something has changed since."
)


def nobody() -> None:
    """Waits for no row."""


def report_for(user: User, edition: Edition, *, at: datetime) -> Report:
    """What this member of staff may have of an edition."""
    desk = desk_of(user)
    figures = sees_figures(user, edition, at=at)
    return Report(
        edition,
        managed_schools(user),
        area_name(user),
        at,
        figures,
        earlier_editions(user, edition, at=at) if figures else [],
        own=codes_of(edition) if desk.every else codes_of(edition) & desk.own,
        leads=desk.leads(edition),
    )


def earlier_editions(user: User, edition: Edition, *, at: datetime) -> list[Edition]:
    """Those before it whose figures of questions are theirs, too, the newest first."""
    before = desk_editions(desk_of(user)).filter(year__lt=edition.year, demonstration=False)
    return [one for one in before if sees_figures(user, one, at=at)]


def area_name(user: User) -> str:
    """Whose schools are in it, in the reader's language."""
    return ", ".join(map(str, managed_places(user))) or _("all countries")


@dataclass(frozen=True, slots=True)
class Report:
    """What one organizer may have of an edition; ``area``: what that is, in words; ``figures``:
    whether the figures of questions are in it, beside which right answers stand; ``earlier``:
    editions it is compared with; ``own``: countries that are the reader's as a whole; ``leads``:
    whether it may say who decided."""

    edition: Edition
    schools: QuerySet[School]
    area: str
    at: datetime
    figures: bool = False
    earlier: Sequence[Edition] = ()
    own: Collection[str] = ()
    leads: bool = False

    def results(self) -> QuerySet[Result]:
        """The official results of the area."""
        mine = {f"{SCHOOL}__in": self.schools}
        return Result.objects.filter(division__edition=self.edition, counts=True, **mine)

    def expected_rows(self) -> int:
        """About how many rows the longest lists have together; two queries."""
        return self.results().count() + self.schools.count()

    def write_csv(self, part: str, stream: IO[bytes], *, told: Told = nobody) -> None:
        """One of the lists; raises ``KeyError`` for any other. ``told`` is called for each row."""
        sheets = self._lists(ResultResource(self.schools))[part]
        write_csv(telling(sheets, told), stream)

    def write_workbook(self, stream: IO[bytes], *, told: Told = nobody) -> None:
        """All lists, a page for minister and press in every language, and what it all means."""
        ranked = ResultResource(self.schools)
        whose = SheetReader(self.schools, self.own, figures=self.figures, leads=self.leads)
        review = ReviewSheets(self.edition, whose, self.at)
        countries = set(self.schools.order_by().values_list("country", flat=True).distinct())
        words = gone_words(self.edition, countries)
        lists = (said_if_empty(one, words) for one in chain(*self._lists(ranked).values()))
        years = [years_sheet(self.edition, self.earlier)] if self.earlier else []
        sheets = chain(self._summaries(countries), lists, review.sheets(), years)
        cover = WorkbookSheet(
            _("About"), [_("About this workbook"), ""], (34, 110), self._about(ranked)
        )
        write(telling(sheets, told), stream, cover=cover)

    def _lists(self, ranked: ResultResource) -> dict[str, Iterator[WorkbookSheet]]:
        """The sheets by the name they have in addresses; which boards there are is asked once."""
        boards = boards_of(self.results())
        own = {*self.own, ALL} if self.leads else self.own
        awards = award_sheets(self.edition, self.schools, own)
        return {
            **{name: iter([sheet]) for name, sheet in awards.items()},
            "results": ranked.sheets(boards),
            "participation": SchoolParticipationResource().sheets(self.edition, self.schools),
            "questions": AnsweredQuestionResource().sheets(self.edition, self.schools, at=self.at),
        }

    def _about(self, ranked: ResultResource) -> Iterator[Sequence[Value]]:
        """Read after all other sheets, when the digests of the lists are known."""
        made = localtime(self.at)
        yield [_("Edition"), f"{self.edition.title} ({self.edition.slug})"]
        yield [_("State"), self._state()]
        yield [_("Area"), self.area]
        yield [_("Made"), f"{date_format(made, 'DATETIME_FORMAT')} ({made:%Z})"]
        yield register_line(self.edition, at=self.at)
        yield from deleted_lines(deleted_in(self.edition))
        yield [_("Rank"), self.edition.get_ranking_display()]
        yield from meaning_lines(self.edition)
        over = is_over(self.edition, at=self.at)
        yield figures_line(self.edition, told=self.figures, over=over)
        yield from seal_lines(self.edition, leads=self.leads)
        yield from in_words([DIGESTED])
        names = (str(ranked.fields[name].column_name) for name in ("rank", *Digest.COLUMNS))
        yield [None, ", ".join(names)]
        sealed = sealed_digests(self.edition)
        proposed = {} if sealed else proposed_digests(self.edition)
        for one in ranked.listed:
            yield [f"{one.title} ({one.rows})", one.sha256]
            if sealed:
                same = sealed.get(one.title) == one.sha256
                yield [None, str(AS_SEALED if same else NOT_AS_SEALED)]
            elif proposed:
                same = proposed.get(one.title) == one.sha256
                yield [None, str(AS_PROPOSED if same else NOT_AS_PROPOSED)]

    def _state(self) -> str:
        state = state_words(self.edition)
        if self.edition.state in SEALED:
            return state
        return f"{state}. {_('Not sealed yet: places can still change.')}"

    def _summaries(self, countries: Collection[str]) -> Iterator[WorkbookSheet]:
        """One page for minister and press in each language, as the country says it whose it is."""
        counted = shares(self.edition, self.schools)
        alone = next(iter(counted)).pk if len(counted) == 1 else ""
        for code, endonym in settings.ENDONYMS.items():
            with override(code), spoken_in(alone) if alone else nullcontext():
                headers = [
                    self.edition.title,
                    _("pupils finished"),
                    _("schools"),
                    _("with 80 per cent of the points and more"),
                    _("share (%)"),
                ]
                rows = _summary(counted) or [[one] for one in gone_words(self.edition, countries)]
                yield WorkbookSheet(endonym, headers, (56, 12, 10, 20, 10), rows)


def _summary(counted: Mapping[Country, Sequence[Share]]) -> list[list[Value]]:
    """All countries, then each with its regions; nothing that tells of fewer than ten pupils."""
    totals = {country: together(lines) for country, lines in counted.items()}
    rows = []
    if len(totals) > 1 and all(total.pupils >= SMALLEST for total in totals.values()):
        rows.append(_line(_("all countries"), together(totals.values())))
    for country, total in totals.items():
        if total.pupils < SMALLEST:
            rows.append([str(country), _("fewer than %(smallest)d") % {"smallest": SMALLEST}])
            continue
        rows.append(_line(str(country), total))
        for line in safe(counted[country], country):
            name = str(line.region) if line.region else _("other regions together")
            rows.append(_line(f"{country} · {name}", line))
    return rows


def _line(name: str, line: Share) -> list[Value]:
    return [name, line.pupils, line.schools, line.good, line.share]


def telling(sheets: Iterable[WorkbookSheet], told: Told) -> Iterator[WorkbookSheet]:
    """The same sheets, with a word about each row that is read."""

    def passing(rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
        for row in rows:
            told()
            yield row

    for sheet in sheets:
        yield replace(sheet, rows=passing(sheet.rows))
