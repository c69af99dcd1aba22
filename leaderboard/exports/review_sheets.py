"""What was decided before the seal, and why, as sheets: questions, their figures, attempts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from competition.editions.queries.visible import key_is_open
from competition.models import Decision, Division, Edition
from leaderboard.exports.queries.rulings_and_voids import (
    RuledQuestion,
    ruled_questions,
    settled_attempts,
)
from leaderboard.item_review.item_words import DivisionFigures, figures_of
from leaderboard.models import ItemReport, QuestionRuling
from leaderboard.results.neutralised_words import not_counted
from leaderboard.results.queries.asked_papers import divisions_of, stems_of
from leaderboard.rules.item_statistics import ENOUGH, FEWEST
from quizbank.bank.queries import items_of
from quizbank.models import PaperQuestion
from schools.models import School, User
from schools.spreadsheets.workbook import Fine, Value, WorkbookSheet

type Told = Mapping[str, Any]
# One step of the scale of the ETS, from the logarithm of the odds ratio.
ETS_SCALE = -2.35


def name_of(user: User | None) -> str | None:
    """A member of staff, as the lists of classes name teachers."""
    return (user.name or user.email) if user else None


def measured(edition: Edition) -> dict[str, Told]:
    """``{code of a division: the figures of its official paper}`` as they were worked out last; one
    query."""
    return {one["code"]: one for one in measured_papers(edition)}


def measured_papers(edition: Edition) -> Sequence[Told]:
    """The figures of every paper that was played, by age group; one query."""
    report = ItemReport.objects.filter(edition=edition).first()
    found: Sequence[Told] = report.body.get("divisions", []) if report else []
    return found


def when_and_who(at: datetime | None, by: User | None) -> str | None:
    """A moment by the reader's clock and in their words, and whose deed it was."""
    if at is None:
        return None
    moment = date_format(localtime(at), "DATETIME_FORMAT")
    return ", ".join(filter(None, [moment, name_of(by)]))


@dataclass(frozen=True, slots=True)
class SheetReader:
    """Whose sheets they are; ``own``: countries that are theirs as a whole; ``figures``: whether
    what answers say of questions is theirs; ``leads``: whether they read who ruled."""

    schools: QuerySet[School]
    own: Collection[str] = ()
    figures: bool = False
    leads: bool = False


@dataclass(frozen=True)
class ReviewSheets:
    """The sheets of one reader."""

    edition: Edition
    reader: SheetReader
    at: datetime

    def sheets(self) -> Iterator[WorkbookSheet]:
        """All of them."""
        yield self.rulings()
        yield self.statistics()
        yield self.thirds()
        yield self.settled()

    @cached_property
    def divisions(self) -> list[Division]:
        """Those of the edition, the youngest first."""
        return divisions_of(self.edition)

    def stems(self, division: Division, paper: int | None = None) -> dict[int, str]:
        """The questions of a paper, without a word of the official one, in the reader's language,
        once they may be told."""
        return stems_of(division, paper) if key_is_open(division, at=self.at) else {}

    def rulings(self) -> WorkbookSheet:
        """Questions that were taken out of the count or let into it again, and who moved by it."""
        headers = [
            *(_("division"), _("question"), _("text"), _("country"), _("decided"), _("reason")),
            *(_("proposed by"), _("confirmed by"), _("state")),
            *(_("pupils"), _("with another place"), _("with other points")),
        ]
        widths = (10, 8, 38, 20, 18, 22, 22, 22, 12, 8, 8, 8)
        return WorkbookSheet(_("Neutralised questions"), headers, widths, self._rulings())

    def _rulings(self) -> Iterator[list[Value]]:
        papers = {one.official_id: one for one in self.divisions}
        stems = dict[int, Mapping[int, str]]()
        for told in ruled_questions(self.edition, self.reader.schools, self.reader.own):
            item, division = told.ruling.item, papers.get(told.ruling.item.paper_id)
            if division and item.paper_id not in stems:
                stems[item.paper_id] = self.stems(division, item.paper_id)
            ages = str(division) if division else ""
            text = stems.get(item.paper_id, {}).get(item.number)
            yield [ages, item.number, text, str(told.country), *self._ruled(told)]

    def statistics(self) -> WorkbookSheet:
        """What answers say of each question; empty cells where pupils are too few to say it."""
        headers = [
            *(_("division"), _("language"), _("question"), _("text"), _("pupils")),
            *(_("share of the points (%)"), _("tells good from weak"), _("seconds")),
            *(_("reliability"), _("points within chance"), _("between languages")),
            *(_("on the scale of the ETS"), _("counts for nobody"), _("look at it, because")),
        ]
        widths = (10, 12, 9, 44, 9, 10, 10, 9, 11, 9, 10, 9, 9, 48)
        return WorkbookSheet(_("Item statistics"), headers, widths, self._statistics())

    def _statistics(self) -> Iterator[list[Value]]:
        for division, told in self._measured():
            stems, words = self.stems(division, told["paper"]), figures_of(division, told)
            items = items_of([told["paper"]]).get(told["paper"], [])
            for group in told["groups"]:
                before = [words.name, settings.ENDONYMS.get(group["language"], _("all"))]
                yield [*before, *_whole(group)]
                for item in items:
                    row = _figures(item, group, told["differences"])
                    why = _reasons(item, words) if not group["language"] else None
                    yield [*before, item.number, stems.get(item.number), *row, why]

    def thirds(self) -> WorkbookSheet:
        """How weak, middling and good pupils answered."""
        headers = [
            *(_("division"), _("question"), _("text"), _("answer"), _("key")),
            *(_("weakest third (%)"), _("middle third (%)"), _("best third (%)")),
        ]
        widths = (10, 9, 44, 44, 8, 10, 10, 10)
        return WorkbookSheet(_("Answers by thirds"), headers, widths, self._thirds())

    def _thirds(self) -> Iterator[list[Value]]:
        for division, told in self._measured():
            words = figures_of(division, told)
            for row in words.rows:
                for one in row.answers:
                    key = _("yes") if one.right else None
                    yield [words.name, row.number, row.stem, one.words, key, *one.shares]

    def _measured(self) -> Iterator[tuple[Division, Told]]:
        told = measured_papers(self.edition) if self.reader.figures else []
        for division in self.divisions:
            yield from ((division, one) for one in told if one["code"] == division.code)

    def settled(self) -> WorkbookSheet:
        """Attempts taken out of the count, late answers that were let into it, what was taken back
        since, and why."""
        headers = [
            *(_("when"), _("decided"), _("reason"), _("by"), _("card"), _("class")),
            *(_("school"), _("town"), _("country"), _("out of the count now")),
        ]
        widths = (16, 24, 24, 22, 8, 10, 36, 18, 22, 10)
        rows = map(_settled, settled_attempts(self.edition, self.reader.schools))
        return WorkbookSheet(_("What was voided"), headers, widths, rows)

    def _ruled(self, told: RuledQuestion) -> list[Value]:
        """Who proposed and confirmed it stands there for who leads the edition."""
        ruling, leads = told.ruling, self.reader.leads
        what = _("counts for nobody") if ruling.neutral else _("counts again")
        people = [
            when_and_who(ruling.proposed_at, ruling.proposed_by if leads else None),
            when_and_who(ruling.confirmed_at, ruling.confirmed_by if leads else None),
        ]
        counts = [told.pupils, told.moved, told.rescored]
        return [what, ruling.get_reason_display(), *people, _state(ruling), *counts]


def _state(ruling: QuestionRuling) -> str:
    if ruling.withdrawn_at:
        return _("withdrawn")
    return _("carried out") if ruling.done_at else _("waits")


def _whole(group: Told) -> list[Value]:
    """The paper as a whole, in one language or in all."""
    reliable = [_fine(group["alpha"]), _fine(group["error"])]
    return [None, _("the whole paper"), group["pupils"], *[None] * 3, *reliable, *_note(group)]


def _note(group: Told) -> list[Value]:
    text = None
    if group["pupils"] < FEWEST:
        text = _("fewer than %d pupils: nothing is worked out") % FEWEST
    elif group["pupils"] < ENOUGH:
        text = _("preliminary: fewer than %d pupils") % ENOUGH
    return [None, None, None, text]


def _figures(item: PaperQuestion, group: Told, differences: Iterable[Told]) -> list[Value]:
    own: Told = next((one for one in group["items"] if one["number"] == item.number), {})
    credit = own.get("credit")
    against = [
        one
        for one in differences
        if one["number"] == item.number and one["language"] == group["language"]
        if not one["country"] and not one["same_words"]
    ]
    letter = [(one["letter"], Fine(ETS_SCALE * one["log_odds"])) for one in against[:1]]
    return [
        own.get("pupils"),
        None if credit is None else 100.0 * credit,
        _fine(own.get("correlation")),
        own.get("seconds"),
        *(None, None),
        *(letter[0] if letter else (None, None)),
        not_counted(item),
    ]


def _fine(number: float | None) -> Fine | None:
    return None if number is None else Fine(number)


def _reasons(item: PaperQuestion, words: DivisionFigures) -> str | None:
    found: Sequence[str] = next(
        (row.sentences for row in words.rows if row.number == item.number), ()
    )
    return " ".join(found) or None


def _settled(decision: Decision) -> list[Value]:
    attempt = decision.attempt
    assert attempt is not None  # decisions about attempts alone are asked for  # noqa: S101
    school_class = attempt.entry.school_class
    school, card = school_class.school, decision.card
    what: list[Value] = [
        decision.decided_at,
        decision.get_kind_display(),
        decision.get_reason_display(),
    ]
    who = [name_of(decision.decided_by), card.number if card else None, school_class.label]
    where = [school.name, school.place, str(school.country)]
    return [*what, *who, *where, _("yes") if attempt.voided_at else None]
