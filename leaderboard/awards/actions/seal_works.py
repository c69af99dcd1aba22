"""What is done about a seal in the background: asked for, done once, or refused in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from base.jobs.actions import hold
from base.jobs.backend import AnyTask, asked_for
from base.models import Job
from competition.editions.held_rows import refused_while_held
from competition.exceptions import CompetitionError
from competition.models import Edition
from leaderboard.models import Seal, SealWork

# Does one wish, and says which seal it was about.
type SealDeed = Callable[[SealWork], Seal]


class WorkUnderWay(CompetitionError):
    message = _("Something is being done about this list already. Wait until it is ready.")


class EditionArchived(CompetitionError):
    message = _(
        "This edition is archived: nothing of it is drawn. Take it out of the archive first."
    )


class PupilsDeleted(CompetitionError):
    message = _(
        "Pupils who have an award by this list, or could be drawn, have been deleted. It stays as "
        "it was sealed."
    )


@transaction.atomic
def ask_for(wish: SealWork, task: AnyTask) -> SealWork:
    """Have it done. Raises ``WorkUnderWay``: of two at once the second would find another list."""
    held_if_free(wish.edition)
    wanted = asked_for(task, by=wish.asked_by, subject=str(wish.edition_id))
    wish.job_id = int(wanted.enqueue().id)
    wish.save(force_insert=True)
    return wish


def held_if_free(edition: Edition) -> Edition:
    """The edition as it is now, held until the transaction ends.

    A job may hold it for minutes: whoever presses a button waits no longer than the patience of the
    connection, which is enough for what holds it a moment. Raises ``WorkUnderWay``.
    """
    _refuse_while_busy(edition)
    with refused_while_held(WorkUnderWay):
        held = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    _refuse_while_busy(held)
    return held


def _refuse_while_busy(edition: Edition) -> None:
    newest = newest_work(edition)
    if newest is not None and newest.is_under_way:
        raise WorkUnderWay


def do_once(work: SealWork, deed: SealDeed, *, job: Job, at: datetime) -> None:
    """Do it and note that it is done, in one transaction: cut off in the middle nothing is, and a
    second try finds it done. What is refused is told in words. Raises ``Overtaken``."""
    try:
        with transaction.atomic():
            seal = deed(work)
            hold(job)
            _end(work, at=at, seal=seal)
    except CompetitionError as refusal:
        with transaction.atomic():
            hold(job)
            _end(work, at=at, refused=_as_written(refusal))


def _as_written(refusal: CompetitionError) -> str:
    """The text before it is translated; as it is where it was put together from several."""
    with override(None):
        written = str(refusal.message)
    return written if str(refusal) == str(refusal.message) else str(refusal)


def newest_work(edition: Edition) -> SealWork | None:
    """What was asked for last."""
    return SealWork.objects.filter(edition=edition).select_related("job").order_by("pk").last()


def _end(work: SealWork, *, at: datetime, seal: Seal | None = None, refused: str = "") -> None:
    named = {"seal": seal} if seal else {}
    SealWork.objects.filter(pk=work.pk).update(done_at=at, refused=refused, **named)
