"""Appeals as the organizers who decide them see them, with what there is to act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from competition.editions.queries.visible import last_close
from competition.models import Attempt, Edition
from leaderboard.appeals.queries.questions_meant import QuestionMeant, questions_meant
from leaderboard.models import Appeal

# No attempt, no late answers.
NOBODY = (None, 0)


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

    @property
    def still_counts(self) -> bool:
        """Whether somebody has to neutralise a question because the appeal was upheld."""
        upheld = self.appeal.outcome == Appeal.Outcome.UPHELD
        return upheld and self.question is not None and self.question.counts

    @property
    def waits_for_a_word(self) -> bool:
        """Whether an appeal about a card was upheld and its result still counts as it did."""
        return self.appeal.outcome == Appeal.Outcome.UPHELD and self.attempt is not None


def case_lines(edition: Edition, rows: Sequence[Appeal], *, at: datetime) -> list[CaseLine]:
    """In their order; four queries at most for any number of them."""
    meant, attempts = questions_meant(rows), _attempts(rows)
    last = last_close(edition.pk)
    is_over = last is not None and last <= at
    found = []
    for one in rows:
        question = meant.get(one.pk)
        stem = question.stem if question and is_over else ""
        mine = one.about == Appeal.About.RESULT
        attempt, late = attempts.get((one.sitting_id, one.card), NOBODY) if mine else NOBODY
        found.append(CaseLine(one, question, stem, attempt, late=late > 0))
    return found


def _attempts(rows: Sequence[Appeal]) -> dict[tuple[int, int | None], tuple[int | None, int]]:
    asked = [one.sitting_id for one in rows if one.about == Appeal.About.RESULT]
    if not asked:
        return {}
    counted = Attempt.objects.filter(
        sitting__in=asked, voided_at__isnull=True, finished_at__isnull=False
    )
    columns = counted.values_list("sitting", "card__number", "pk", "result__late")
    return {(sitting, number): (pk, late or 0) for sitting, number, pk, late in columns}
