"""Appeals as teachers and organizers see them, with what there is to act on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from base.models import User
from competition.editions.queries.visible import last_close, objections_until
from competition.models import Attempt, Decision, Edition, EditionStep, Sitting
from leaderboard.models import Appeal
from leaderboard.rules.appeal_terms import answer_until
from quizbank.bank.queries import items_of
from quizbank.models import PaperQuestion
from quizbank.papers.as_asked import as_asked_of_anybody
from schools.models import SchoolClass
from schools.permissions import classes_taught
from schools.roles import Area

CLASS = "entry__school_class"
# Complaints about a ceremony come within months.
TEXTS_KEPT = timedelta(days=180)
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


def appeals_of(user: User) -> QuerySet[Appeal]:
    """Those about the classes somebody teaches."""
    return appeals().filter(**{f"{CLASS}__in": classes_taught(user)})


def appeals_in(area: Area, edition: Edition) -> QuerySet[Appeal]:
    """Those of an edition about classes of an area."""
    return appeals().filter(in_area(area), edition=edition)


def in_area(area: Area) -> Q:
    """Which appeals are about classes of an area."""
    return area.inside(f"{CLASS}__school__region__", f"{CLASS}__school__country")


def old_texts(at: datetime) -> QuerySet[Appeal]:
    """Appeals of editions whose results have been public for long, with words in them."""
    published = EditionStep.objects.filter(
        edition=OuterRef("edition"), after=Edition.State.PUBLISHED, at__lt=at - TEXTS_KEPT
    )
    return Appeal.objects.filter(~Q(text="", sentence=""), Exists(published))


def sittings_to_appeal(user: User) -> QuerySet[Sitting]:
    """Official sittings of the own classes that are over."""
    own = Sitting.objects.filter(
        kind=Sitting.Kind.OFFICIAL,
        closed_at__isnull=False,
        entry__school_class__in=classes_taught(user),
    )
    return own.select_related("entry__school_class__school__country", "entry__edition", "paper")


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


@dataclass(frozen=True, slots=True)
class QuestionMeant:
    """A question as an appeal names it, in the words in which it was asked."""

    item: PaperQuestion
    number: int
    stem: str
    ages: str


def questions_meant(listed: Iterable[Appeal]) -> Mapping[int, QuestionMeant]:
    """``{appeal: its question}`` of those about one, read with sitting and division; a query and
    two for each paper, none where no appeal is about a question."""
    asked = [(one, (one.sitting.paper_id, one.question)) for one in listed if one.question]
    if not asked:
        return {}
    papers = items_of({paper for _appeal, (paper, _number) in asked})
    items = {(item.paper_id, item.number): item for many in papers.values() for item in many}
    words = {paper: as_asked_of_anybody(paper) for paper in papers}
    return {
        one.pk: QuestionMeant(item, number, words[paper][number]["stem"], str(one.entry.division))
        for one, (paper, number) in asked
        if (item := items.get((paper, number)))
    }


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
    """In their order; a fixed number of queries."""
    meant, about = questions_meant(listed), [one for one in listed if one.card]
    attempts = _attempts(about)
    decisions = _decisions(about)
    over = {one.edition_id: is_over(one.edition, at=at) for one in listed}
    lines = []
    for one in listed:
        question, place = meant.get(one.pk), (one.sitting_id, one.card or 0)
        stem = question.stem if question and over[one.edition_id] else ""
        lines.append(CaseLine(one, question, stem, attempts.get(place), decisions.get(place)))
    return lines


def is_over(edition: Edition, *, at: datetime) -> bool:
    """Whether no class plays any more."""
    last = last_close(edition.pk)
    return last is not None and last <= at


def _attempts(listed: Sequence[Appeal]) -> dict[tuple[int, int], Attempt]:
    """The latest of each card."""
    found = Attempt.objects.filter(
        sitting__in={one.sitting_id for one in listed}, finished_at__isnull=False
    )
    related = found.select_related("card", "result").order_by("pk")
    return {(one.sitting_id, one.card.number): one for one in related}


def _decisions(listed: Sequence[Appeal]) -> dict[tuple[int, int], Decision]:
    """What was decided last about the result of each card."""
    made = Decision.objects.filter(
        sitting__in={one.sitting_id for one in listed}, kind__in=ABOUT_A_RESULT, card__isnull=False
    )
    related = made.select_related("card").order_by("decided_at", "pk")
    return {(one.sitting_id or 0, one.card.number): one for one in related if one.card}
