"""A question is neutralised or counts again: proposed by one person, confirmed by another one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from base import clock
from base.jobs.actions import hold
from base.jobs.performing import Progress
from base.models import Job, User
from base.record.actions.record import record_change
from competition.exceptions import CompetitionError
from competition.models import Attempt, Edition
from competition.setup.actions.editions import locked
from competition.sittings.actions.results import write_results
from leaderboard.models import QuestionRuling
from leaderboard.neutralising.queries.rulings import (
    attempts_to_rescore,
    division_of,
    has_moved,
)
from leaderboard.results.queries import division_of_paper, stands_elsewhere
from quizbank.models import PaperQuestion

# So many attempts are held at once: nobody waits long for one of them.
AT_ONCE = 500


class RulingNotNow(CompetitionError):
    message = _("A question is neutralised while the edition is in review, before the seal.")


class RulingWaits(CompetitionError):
    message = _("Another ruling of this edition is not done yet.")


class RulingNeedsSecond(CompetitionError):
    message = _("Another person than the one who proposed it has to confirm it.")


class RulingChanged(CompetitionError):
    message = _("This ruling is not waiting any more, or who would move is not worked out yet.")


class ResultsMoved(CompetitionError):
    message = _(
        "Results have changed since it was worked out who would move. Withdraw this, and propose "
        "it again."
    )


class PaperElsewhere(CompetitionError):
    message = _("This paper stands in another edition, too. Its results would change with it.")


class AlreadySo(CompetitionError):
    message = _("The question is so already.")


@transaction.atomic
def propose_ruling(
    edition: Edition, item: PaperQuestion, *, neutral: bool, reason: str, by: User, at: datetime
) -> QuestionRuling:
    """Note that somebody wants it; nothing counts otherwise yet.

    Where results of two papers count in the age group its points are to go to everybody who had it.
    Raises ``RulingNotNow``, ``AlreadySo``, ``PaperElsewhere`` and ``RulingWaits``.
    """
    held, division = locked(edition), division_of_paper(edition, item.paper_id)
    if held.state != Edition.State.REVIEW or division is None:
        raise RulingNotNow
    if item.neutralised == neutral:
        raise AlreadySo
    if stands_elsewhere(division, item.paper_id):
        raise PaperElsewhere
    try:
        with transaction.atomic():
            return QuestionRuling.objects.create(
                edition=held,
                item=item,
                neutral=neutral,
                reason=reason,
                proposed_by=by,
                proposed_at=at,
            )
    except IntegrityError:
        raise RulingWaits from None


@transaction.atomic
def withdraw_ruling(ruling: QuestionRuling, *, at: datetime) -> None:
    """Take a proposal back. Raises ``RulingChanged`` once it is confirmed."""
    held = _held(ruling)
    if not held.is_open or held.confirmed_at is not None:
        raise RulingChanged
    held.withdrawn_at, held.moves = at, []
    held.save(update_fields=["withdrawn_at", "moves"])


@transaction.atomic
def confirm_ruling(ruling: QuestionRuling, *, by: User, at: datetime) -> QuestionRuling:
    """The question is neutralised, or counts again; its results are to be written now.

    Raises ``RulingNotNow``, ``RulingChanged``, ``RulingNeedsSecond`` and ``ResultsMoved``.
    """
    if locked(ruling.edition).state != Edition.State.REVIEW:
        raise RulingNotNow
    held = _held(ruling)
    if not held.is_open or held.confirmed_at is not None or held.looked_at is None:
        raise RulingChanged
    if held.proposed_by_id == by.pk:
        raise RulingNeedsSecond
    division = division_of(held)
    if has_moved(division, since=held.looked_at):
        raise ResultsMoved
    held.confirmed_by, held.confirmed_at = by, at
    held.save(update_fields=["confirmed_by", "confirmed_at"])
    item = PaperQuestion.objects.select_for_update(no_key=True).get(pk=held.item_id)
    before, item.neutralised = item.neutralised, held.neutral
    item.save(update_fields=["neutralised"])
    told = f"{item.number}: "
    record_change(
        held.edition,
        "neutralised",
        before=f"{told}{before}",
        after=f"{told}{item.neutralised}",
        by=by,
        at=at,
    )
    return held


@transaction.atomic
def keep_moves(
    ruling: QuestionRuling, moves: list[dict[str, Any]], *, job: Job, at: datetime
) -> None:
    """Store who would move. Raises ``Overtaken``."""
    hold(job)
    QuestionRuling.objects.filter(pk=ruling.pk).update(moves=moves, looked_at=at)


def carry_out(ruling: QuestionRuling, *, progress: Progress) -> int:
    """Write every result of the paper anew, some at a time; returns how many.

    Each is worked out of its answers, so that doing it again, or going on after it was cut off,
    changes nothing that is right already.
    """
    last, count = 0, 0
    while some := _next(ruling, last):
        last = some[-1]
        with transaction.atomic():
            list(Attempt.objects.select_for_update(no_key=True).filter(pk__in=some).order_by("pk"))
            count += len(write_results(some, at=clock.now()))
        progress.step(len(some))
    return count


def _next(ruling: QuestionRuling, last: int) -> list[int]:
    rows = attempts_to_rescore(ruling).filter(pk__gt=last)
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def end_ruling(ruling: QuestionRuling, *, job: Job, at: datetime) -> None:
    """All results are written: how many moved stays, who it was does not. Raises ``Overtaken``."""
    hold(job)
    counts = [{**board, "first": []} for board in ruling.moves]
    QuestionRuling.objects.filter(pk=ruling.pk).update(done_at=at, moves=counts)


def _held(ruling: QuestionRuling) -> QuestionRuling:
    rows = QuestionRuling.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("edition").get(pk=ruling.pk)
