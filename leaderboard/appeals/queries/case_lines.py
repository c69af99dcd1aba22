"""Appeals as the organizers who decide them see them, with what there is to act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from competition.editions.queries.visible import last_close
from competition.models import Attempt, Decision, Edition
from leaderboard.appeals.queries.appeal_lists import appeals
from leaderboard.appeals.queries.questions_meant import QuestionMeant, questions_meant
from leaderboard.models import Appeal

# No attempt, no late answers.
NOBODY = (None, 0)

# After one of these a result is no longer what an earlier appeal was about.
ABOUT_A_RESULT = (
    *(Decision.Kind.VOID, Decision.Kind.UNVOID),
    *(Decision.Kind.ACCEPT_LATE, Decision.Kind.UNDO_LATE),
    *(Decision.Kind.COUNT_FILE, Decision.Kind.ACCEPT_FILE, Decision.Kind.REFUSE_FILE),
)

type CardPlace = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """An appeal; ``question``: the one it is about, ``stem`` its words once no class plays any
    more; ``attempt``: that of the card whose result it is about, while it counts, and whether some
    of its answers came ``late``."""

    appeal: Appeal
    question: QuestionMeant | None
    stem: str
    attempt: int | None
    late: bool = False
    decided: bool = False

    @property
    def still_counts(self) -> bool:
        """Whether somebody has to neutralise a question because the appeal was upheld."""
        upheld = self.appeal.outcome == Appeal.Outcome.UPHELD
        return upheld and self.question is not None and self.question.counts

    @property
    def waits_for_a_word(self) -> bool:
        """Whether an appeal about a card was upheld and its result still counts as it did."""
        upheld = self.appeal.outcome == Appeal.Outcome.UPHELD
        return upheld and self.attempt is not None and not self.decided


def case_lines(edition: Edition, rows: Sequence[Appeal], *, at: datetime) -> list[CaseLine]:
    """In their order; five queries at most for any number of them."""
    meant, attempts, decisions = questions_meant(rows), _attempts(rows), _decisions(rows)
    last = last_close(edition.pk)
    is_over = last is not None and last <= at
    found = []
    for one in rows:
        question = meant.get(one.pk)
        stem = question.stem if question and is_over else ""
        place = (one.sitting_id, one.card if one.about == Appeal.About.RESULT else None)
        attempt, late = attempts.get(place, NOBODY)
        decided = place in decisions and decisions[place] >= one.lodged_at
        found.append(CaseLine(one, question, stem, attempt, late=late > 0, decided=decided))
    return found


def upheld_results_as_they_were(edition: Edition, *, at: datetime) -> list[CaseLine]:
    """Appeals about a result that were upheld, and the result counts as it did."""
    upheld = appeals().filter(
        edition=edition, about=Appeal.About.RESULT, outcome=Appeal.Outcome.UPHELD
    )
    return [one for one in case_lines(edition, list(upheld), at=at) if one.waits_for_a_word]


def _attempts(rows: Sequence[Appeal]) -> dict[CardPlace, tuple[int | None, int]]:
    if not (asked := _sittings_asked(rows)):
        return {}
    counted = Attempt.objects.filter(
        sitting__in=asked, voided_at__isnull=True, finished_at__isnull=False
    )
    columns = counted.values_list("sitting", "card__number", "pk", "result__late")
    return {(sitting, number): (pk, late or 0) for sitting, number, pk, late in columns}


def _decisions(rows: Sequence[Appeal]) -> dict[CardPlace, datetime]:
    """When something was decided last about the result of a card."""
    if not (asked := _sittings_asked(rows)):
        return {}
    made = Decision.objects.filter(sitting__in=asked, kind__in=ABOUT_A_RESULT).order_by()
    last = made.values_list("sitting", "card__number").annotate(Max("decided_at"))
    return {(sitting, number): when for sitting, number, when in last if sitting is not None}


def _sittings_asked(rows: Sequence[Appeal]) -> list[int]:
    return [one.sitting_id for one in rows if one.about == Appeal.About.RESULT]
