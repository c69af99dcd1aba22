"""That points are shown, to pupils or to staff, is stored before they are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from competition.models import AnswerFile, Attempt, Sitting
from competition.sittings.actions.storing import store_attempts


@transaction.atomic
def note_marks_told(attempt_ids: Collection[int]) -> dict[int, datetime | None]:
    """Of each of these that is finished still, up to when what came is in the points its pupil is
    told first: the finish, and what a file has brought by now.

    Who is at work again is not told. By the finish, as no clock of a worker puts an answer before
    one that it came after. Three statements for any number.
    """
    held = Attempt.objects.select_for_update(no_key=True).filter(pk__in=attempt_ids)
    finished = [one for one in held.order_by("pk") if one.finished_at is not None]
    new = [one for one in finished if one.told_until is None]
    files = AnswerFile.objects.filter(attempt__in=new, counted_at__isnull=False).order_by()
    brought = dict(files.values_list("attempt").annotate(Max("counted_at")))
    for one in new:
        file = brought.get(one.pk)
        one.told_until = one.finished_at
        if file is not None and one.finished_at is not None:
            one.told_until = max(one.finished_at, file + timedelta(microseconds=1))
    store_attempts(new, ["told_until"])
    return {one.pk: one.told_until for one in finished}


def note_results_seen(sitting: Sitting, *, at: datetime) -> None:
    """Somebody of the staff looks at results of a sitting; the first time stands."""
    if sitting.results_seen_at is None:
        mine = Sitting.objects.filter(pk=sitting.pk, results_seen_at=None)
        mine.update(results_seen_at=at)
