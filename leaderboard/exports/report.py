"""The organizer's spreadsheets of one edition: a workbook of everything, and each list as CSV."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import IO

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.models import User
from base.spreadsheets.workbook import Value, WorkbookSheet, write, write_csv
from competition.editions.permissions import desk_of
from competition.editions.queries.taking_part import codes_of
from competition.models import Edition, Result
from competition.rules.edition_steps import SEALED
from leaderboard.exports.award_sheets import award_sheets
from leaderboard.exports.explanation import (
    DIGESTED,
    deleted_lines,
    gone_words,
    in_words,
    meaning_lines,
    register_line,
    said_if_empty,
    seal_lines,
    state_words,
)
from leaderboard.exports.resources import (
    AnsweredQuestionResource,
    ResultResource,
    SchoolParticipationResource,
)
from leaderboard.results.digest import Digest
from leaderboard.results.queries.deleted_years import deleted_in
from leaderboard.results.queries.listed import SCHOOL, boards_of
from leaderboard.rules.ceremony import ALL
from leaderboard.seals.queries.seals import proposed_digests, sealed_digests
from schools.models import School
from schools.permissions import managed_places, managed_schools

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
    return Report(
        edition,
        managed_schools(user),
        area_name(user),
        at,
        own=codes_of(edition) if desk.every else codes_of(edition) & desk.own,
        leads=desk.leads(edition),
    )


def area_name(user: User) -> str:
    """Whose schools are in it, in the reader's language."""
    return ", ".join(map(str, managed_places(user))) or _("all countries")


@dataclass(frozen=True, slots=True)
class Report:
    """What one organizer may have of an edition; ``area``: what that is, in words; ``own``:
    countries that are the reader's as a whole; ``leads``: whether it may say who decided."""

    edition: Edition
    schools: QuerySet[School]
    area: str
    at: datetime
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
        """All lists, and what they mean."""
        ranked = ResultResource(self.schools)
        countries = set(self.schools.order_by().values_list("country", flat=True).distinct())
        words = gone_words(self.edition, countries)
        lists = (said_if_empty(one, words) for one in chain(*self._lists(ranked).values()))
        cover = WorkbookSheet(
            _("About"), [_("About this workbook"), ""], (34, 110), self._about(ranked)
        )
        write(telling(lists, told), stream, cover=cover)

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


def telling(sheets: Iterable[WorkbookSheet], told: Told) -> Iterator[WorkbookSheet]:
    """The same sheets, with a word about each row that is read."""

    def passing(rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
        for row in rows:
            told()
            yield row

    for sheet in sheets:
        yield replace(sheet, rows=passing(sheet.rows))
