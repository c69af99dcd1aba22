"""A question is neutralised or counts again: proposed by one person, confirmed by another one."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.tasks import task
from django.utils.translation import gettext as _

from base import clock
from base.jobs.actions import hold
from base.jobs.backend import AnyTask, asked_for
from base.jobs.performing import Context, Progress, job_of, progress_of
from base.models import User
from base.record.actions.record import record_change
from competition.exceptions import Refused
from competition.models import Attempt, Division, Edition, Result
from competition.setup.actions import locked
from competition.sittings.actions.results import write_results
from leaderboard.boards.actions import hint
from leaderboard.models import QuestionRuling
from leaderboard.neutralising.queries import (
    attempts_to_rescore,
    division_of_paper,
    has_moved,
    who_moves,
)
from quizbank.models import PaperQuestion

# So many attempts are held at once: nobody waits long for one of them.
AT_ONCE = 500


def _not_now() -> Refused:
    return Refused(_("A question is neutralised while the edition is in review, before the seal."))


def _changed() -> Refused:
    return Refused(
        _("This ruling is not waiting any more, or who would move is not worked out yet.")
    )


@transaction.atomic
def propose_ruling(
    edition: Edition, item: PaperQuestion, *, neutral: bool, reason: str, by: User, at: datetime
) -> QuestionRuling:
    """Note that somebody wants it, and have worked out who would move; nothing counts otherwise
    yet. Raises ``Refused``."""
    held, division = locked(edition), division_of_paper(edition, item.paper_id)
    if held.state != Edition.State.REVIEW or division is None:
        raise _not_now()
    if item.neutralised == neutral:
        raise Refused(_("The question is so already."))
    others = Division.objects.exclude(edition=division.edition_id)
    if others.filter(official=item.paper_id).exists():
        raise Refused(
            _("This paper stands in another edition, too. Its results would change with it.")
        )
    wish = {"neutral": neutral, "reason": reason, "proposed_by": by, "proposed_at": at}
    try:
        with transaction.atomic():
            ruling = QuestionRuling.objects.create(edition=held, item=item, **wish)
    except IntegrityError:
        raise Refused(_("Another ruling of this edition is not done yet.")) from None
    _have_done(work_out_moves, ruling, by)
    return ruling


@transaction.atomic
def withdraw_ruling(ruling: QuestionRuling, *, at: datetime) -> None:
    """Take a proposal back. Raises ``Refused`` once it is confirmed."""
    held = _held(ruling)
    if not held.is_open or held.confirmed_at is not None:
        raise _changed()
    held.withdrawn_at, held.moves = at, []
    held.save(update_fields=["withdrawn_at", "moves"])


@transaction.atomic
def confirm_ruling(ruling: QuestionRuling, *, by: User, at: datetime) -> None:
    """The question is neutralised, or counts again, and its results are written. Raises
    ``Refused``."""
    if locked(ruling.edition).state != Edition.State.REVIEW:
        raise _not_now()
    held = _held(ruling)
    if not held.is_open or held.confirmed_at is not None or held.looked_at is None:
        raise _changed()
    if held.proposed_by_id == by.pk:
        raise Refused(_("Another person than the one who proposed it has to confirm it."))
    division = division_of_paper(held.edition, held.item.paper_id)
    if division is None or has_moved(division, since=held.looked_at):
        raise Refused(
            _(
                "Results have changed since it was worked out who would move. Withdraw this, and "
                "propose it again."
            )
        )
    held.confirmed_by, held.confirmed_at = by, at
    held.save(update_fields=["confirmed_by", "confirmed_at"])
    item = PaperQuestion.objects.select_for_update(no_key=True).get(pk=held.item_id)
    before, after = (f"{item.number}: {neutral}" for neutral in (item.neutralised, held.neutral))
    item.neutralised = held.neutral
    item.save(update_fields=["neutralised"])
    record_change(held.edition, "neutralised", before=before, after=after, by=by, at=at)
    write_again(held, by=by)


def write_again(ruling: QuestionRuling, *, by: User) -> None:
    """Have the results written, the first time or after it was given up."""
    _have_done(write_rescored, ruling, by)


def _have_done(wanted: AnyTask, ruling: QuestionRuling, by: User) -> None:
    job = asked_for(wanted, by=by, subject=str(ruling.pk)).enqueue().id
    QuestionRuling.objects.filter(pk=ruling.pk).update(job=job)


def _held(ruling: QuestionRuling) -> QuestionRuling:
    rows = QuestionRuling.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("edition", "item").get(pk=ruling.pk)


# ------------------------------------------------------------------ in the background


@task(queue_name="long", takes_context=True)
def work_out_moves(context: Context) -> None:
    """Who would move by the ruling this job was asked for."""
    job = job_of(context)
    for ruling in QuestionRuling.objects.filter(job=job).select_related("item", "edition"):
        at = clock.now()  # what changes while it is worked out is newer than it
        moves = who_moves(ruling, progress_of(context))
        with transaction.atomic():
            hold(job)
            QuestionRuling.objects.filter(pk=ruling.pk).update(moves=moves, looked_at=at)


@task(queue_name="long", takes_context=True)
def write_rescored(context: Context) -> None:
    """All results of the paper; the boards follow. How many moved stays, who it was does not."""
    job, progress = job_of(context), progress_of(context)
    rulings = QuestionRuling.objects.filter(job=job, confirmed_at__isnull=False)
    for ruling in rulings.select_related("item"):
        progress.expect(Result.objects.filter(attempt__in=attempts_to_rescore(ruling)).count())
        carry_out(ruling, progress=progress)
        counts = [{**board, "first": [], "awards": []} for board in ruling.moves]
        with transaction.atomic():
            hold(job)
            QuestionRuling.objects.filter(pk=ruling.pk).update(done_at=clock.now(), moves=counts)
        hint()


def carry_out(ruling: QuestionRuling, *, progress: Progress) -> int:
    """Write every result of the paper anew, some at a time; returns how many.

    Each is worked out of its answers, so that doing it again, or going on after it was cut off,
    changes nothing that is right already.
    """
    last, count, attempts = 0, 0, attempts_to_rescore(ruling).values_list("pk", flat=True)
    while some := list(attempts.filter(pk__gt=last)[:AT_ONCE]):
        last = some[-1]
        with transaction.atomic():
            list(Attempt.objects.select_for_update(no_key=True).filter(pk__in=some).order_by("pk"))
            count += len(write_results(some, at=clock.now()))
        progress.step(len(some))
    return count
