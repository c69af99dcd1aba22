"""Appeals as teachers and organizers see them, with what there is to act on; and what the second
person looks at before the seal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition.editions.queries.visible import last_close, objections_until
from competition.models import Attempt, Decision, Edition, EditionStep, Sitting
from competition.setup.checks import Check
from leaderboard.appeals.rules import answer_until
from leaderboard.models import Appeal
from quizbank.bank.queries import items_of
from quizbank.models import PaperQuestion
from quizbank.papers.as_asked import as_asked_of_anybody
from schools.models import SchoolClass
from schools.roles import Area

CLASS = "entry__school_class"
# Complaints about a ceremony come within months.
TEXTS_KEPT = timedelta(days=180)
# So many open ones are named before the seal; the page of appeals has all.
NAMED = 10
# Of what organizers decide, teachers are told; what was taken back they asked for themselves.
TOLD = (Decision.Kind.VOID, Decision.Kind.ACCEPT_LATE)
# After one of these a result is no longer what an earlier appeal was about.
ABOUT_A_RESULT = (
    *TOLD,
    *(Decision.Kind.UNVOID, Decision.Kind.UNDO_LATE),
    *(Decision.Kind.COUNT_FILE, Decision.Kind.ACCEPT_FILE, Decision.Kind.REFUSE_FILE),
)


def appeals() -> QuerySet[Appeal]:
    """With everything that is shown of them; open ones first, the most urgent on top."""
    related = Appeal.objects.select_related(
        *("edition", "sitting", "lodged_by", "ended_by"),
        *("entry__division", f"{CLASS}__school__country"),
    )
    return related.order_by(F("ended_at").asc(nulls_first=True), "decide_by", "pk")


def in_area(area: Area) -> Q:
    """Which appeals are about classes of an area."""
    return area.inside(f"{CLASS}__school__region__", f"{CLASS}__school__country")


def old_texts(at: datetime) -> QuerySet[Appeal]:
    """Appeals of editions whose results have been public for long, with words in them."""
    published = EditionStep.objects.filter(
        edition=OuterRef("edition"), after=Edition.State.PUBLISHED, at__lt=at - TEXTS_KEPT
    )
    return Appeal.objects.filter(~Q(text="", sentence=""), Exists(published))


def organizers_decisions(classes: QuerySet[SchoolClass]) -> QuerySet[Decision]:
    """What organizers decided about official attempts of these classes, the newest first."""
    teaches = SchoolClass.teachers.through.objects.filter(
        schoolclass=OuterRef(f"attempt__{CLASS}"), user=OuterRef("decided_by")
    )
    made = Decision.objects.filter(
        ~Exists(teaches),
        kind__in=TOLD,
        attempt__kind=Sitting.Kind.OFFICIAL,
        **{f"attempt__{CLASS}__in": classes},
    )
    return made.order_by("-decided_at", "-pk")


def appeal_until(sitting: Sitting) -> datetime | None:
    """Until when the teachers of a class may appeal: the days of the edition, and as many after
    what an organizer decided last about it."""
    edition = sitting.entry.edition
    classes = SchoolClass.objects.filter(pk=sitting.entry.school_class_id)
    last = organizers_decisions(classes).filter(attempt__sitting=sitting).first()
    days = [objections_until(edition)]
    if last is not None:
        days.append(answer_until(last.decided_at, days=edition.objection_days))
    return max((day for day in days if day is not None), default=None)


# ------------------------------------------------------------------ with what there is to act on


class QuestionMeant(NamedTuple):
    """A question as an appeal names it, in the words in which it was asked."""

    item: PaperQuestion
    stem: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """An appeal; ``stem``: the words of its question once no class plays any more; ``attempt``:
    that of the card it is about, and the ``decision`` about it that holds."""

    appeal: Appeal
    question: QuestionMeant | None = None
    stem: str = ""
    attempt: Attempt | None = None
    decision: Decision | None = None

    @property
    def still_counts(self) -> bool:
        """Whether somebody has to neutralise a question because the appeal was upheld."""
        question = self.question
        return self.appeal.is_upheld and question is not None and not question.item.neutralised

    @property
    def waits_for_a_word(self) -> bool:
        """Whether an appeal about a card was upheld and nothing was decided about it since."""
        if not self.appeal.is_upheld or self.attempt is None:
            return False
        return self.decision is None or self.decision.decided_at < self.appeal.lodged_at

    @property
    def has_late(self) -> bool:
        """Whether answers of the attempt came late and do not count."""
        result = getattr(self.attempt, "result", None)
        return result is not None and result.late > 0


def case_lines(listed: Sequence[Appeal], *, at: datetime) -> list[CaseLine]:
    """In their order; a fixed number of queries, and two for each paper."""
    sittings = {appeal.sitting_id for appeal in listed if appeal.card}
    attempts, decisions = _attempts(sittings), _decisions(sittings)
    closes = {appeal.edition_id: last_close(appeal.edition_id) for appeal in listed}
    meant, lines = _questions_meant(listed), list[CaseLine]()
    for appeal in listed:
        question, place = meant.get(appeal.pk), (appeal.sitting_id, appeal.card or 0)
        last = closes[appeal.edition_id]
        stem = question.stem if question and last is not None and last <= at else ""
        lines.append(CaseLine(appeal, question, stem, attempts.get(place), decisions.get(place)))
    return lines


def _questions_meant(listed: Iterable[Appeal]) -> Mapping[int, QuestionMeant]:
    """``{appeal: its question}``; no query where no appeal is about one."""
    asked = [(one.pk, one.sitting.paper_id, one.question) for one in listed if one.question]
    papers = items_of({paper for _pk, paper, _number in asked}) if asked else {}
    items = {(item.paper_id, item.number): item for many in papers.values() for item in many}
    words = {paper: as_asked_of_anybody(paper) for paper in papers}
    return {
        pk: QuestionMeant(item, words[paper][number]["stem"])
        for pk, paper, number in asked
        if (item := items.get((paper, number)))
    }


def _attempts(sittings: Iterable[int]) -> dict[tuple[int, int], Attempt]:
    """The latest of each card."""
    found = Attempt.objects.filter(sitting__in=sittings, finished_at__isnull=False)
    related = found.select_related("card", "result").order_by("pk")
    return {(attempt.sitting_id, attempt.card.number): attempt for attempt in related}


def _decisions(sittings: Iterable[int]) -> dict[tuple[int, int], Decision]:
    """What was decided last about the result of each card."""
    made = Decision.objects.filter(
        sitting__in=sittings, kind__in=ABOUT_A_RESULT, card__isnull=False
    )
    related = made.select_related("card").order_by("decided_at", "pk")
    return {(one.sitting_id or 0, one.card.number): one for one in related if one.card}


# ------------------------------------------------------------------ before the seal


def appeals_are_ended(edition: Edition, at: datetime) -> Check:
    """Whether one is open. Of other areas a reader is told how many there are, and nothing else."""
    waiting = appeals().filter(edition=edition, ended_at__isnull=True)
    count = waiting.count()
    text = ngettext("%(count)d appeal is open.", "%(count)d appeals are open.", count)
    return Check(
        _("Every appeal of a teacher is decided"),
        [text % {"count": count}] if count else [],
        reverse("leaderboard:appeals", args=[edition.slug]),
        details=lambda area: [_named(appeal) for appeal in waiting.filter(in_area(area))[:NAMED]],
        look=True,
    )


def _named(appeal: Appeal) -> str:
    school_class = appeal.entry.school_class
    text = _("To be decided by %(day)s: %(school_class)s, %(school)s, %(about)s.")
    return text % {
        "school_class": school_class,
        "school": school_class.school,
        "about": appeal.get_about_display(),
        "day": date_format(localtime(appeal.decide_by), "SHORT_DATE_FORMAT"),
    }


def upheld_appeals_are_settled(edition: Edition, at: datetime) -> Check:
    """Whether a question counts, or a result counts as it did, about which an appeal was upheld:
    upholding changes nothing by itself.

    Of results only how many: who reads this may organize one region, and the page of appeals names
    to each reader those of the own schools.
    """
    upheld = appeals().filter(edition=edition, outcome=Appeal.Outcome.UPHELD)
    lines = case_lines(list(upheld), at=at)
    text = _("Question %(number)d still counts: %(stem)s (ages %(ages)s)")
    counting = {
        (str(line.appeal.entry.division), line.question.item.number): line.question.stem
        for line in lines
        if line.question and line.still_counts
    }
    faults = [
        text % {"number": number, "stem": stem, "ages": ages}
        for (ages, number), stem in sorted(counting.items())
    ]
    if waiting := sum(line.waits_for_a_word for line in lines):
        text = ngettext(
            "%(count)d result counts as it did.", "%(count)d results count as they did.", waiting
        )
        faults.append(text % {"count": waiting})
    page = reverse("leaderboard:appeals", args=[edition.slug])
    return Check(_("What appeals were upheld about is decided"), faults, page, look=True)


def promised_days_are_over(edition: Edition, at: datetime) -> Check:
    """Whether teachers have had the days they were told for objections and appeals."""
    check = Check(_("The days for objections and appeals are over"), look=True)
    until = objections_until(edition)
    if until is not None and at < until:
        text = _(
            "Teachers read that they can object and appeal until %(day)s, %(time)s. With the seal "
            "they no longer can."
        )
        local = localtime(until)
        day, time = date_format(local, "SHORT_DATE_FORMAT"), date_format(local, "TIME_FORMAT")
        check.faults = [text % {"day": day, "time": time}]
    return check
