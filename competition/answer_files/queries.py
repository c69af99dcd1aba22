"""What of a file is new beside what is stored, and the files on the pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from competition.exceptions import Refused
from competition.models import Answer, AnswerFile, Attempt, Sitting
from competition.pupil_api.protocol import EventBody
from competition.rules.scoring import is_refused
from competition.rules.timing import in_time
from competition.sittings.queries.attempts import accepted_late, course_of

# What nobody decided about is not kept for longer.
KEPT_FOR = timedelta(days=14)
UNSEEN = Q(accepted_at=None, refused_at=None)
COUNTED = Q(counted_at__isnull=False)
KEPT = ~Q(events=[])


def fresh_events(attempt: Attempt, lease: int, events: Sequence[EventBody]) -> list[EventBody]:
    """Those that do not count yet: not stored, or stored as late ones.

    Raises ``Refused`` where another answer is stored under the number of one.
    """
    course, grace = (
        course_of(attempt, attempt.sitting),
        timedelta(seconds=attempt.entry.edition.grace_seconds),
    )
    accepted = accepted_late([attempt.pk])
    by_file = accepted.by_file.get(attempt.pk, set())
    refused = accepted.refused.get(attempt.pk, {})
    rows = Answer.objects.filter(attempt=attempt, lease=lease)
    stored, counts = {}, set()
    for seq, question, choice, received_at in rows.values_list(
        "seq", "question", "choice", "received_at"
    ):
        stored[seq] = (question, choice)
        arrived = in_time(received_at, course, grace) or attempt.pk in accepted.all_late
        if (lease, seq) in by_file or (
            arrived and not is_refused((lease, seq), received_at, refused)
        ):
            counts.add(seq)
    for event in events:
        if stored.get(event.seq, (event.question, event.choice)) != (event.question, event.choice):
            raise Refused(_("This file was changed, or it is damaged."))
    return [event for event in events if event.seq not in counts]


def has_shown_results(sitting_id: int) -> bool:
    """Whether staff has opened results of a sitting, or one of its pupils was told points."""
    seen = Q(results_seen_at__isnull=False) | Q(attempts__told_until__isnull=False)
    return Sitting.objects.filter(seen, pk=sitting_id).exists()


def files_of(sitting: Sitting) -> QuerySet[AnswerFile]:
    """The files of a sitting, the last one first; one query."""
    files = AnswerFile.objects.filter(attempt__sitting=sitting)
    return files.select_related("attempt__card", "uploaded_by")


def waiting_first(files: QuerySet[AnswerFile]) -> QuerySet[AnswerFile]:
    """Files as an organizer looks at them; one query."""
    return files.select_related(
        "attempt__card",
        "attempt__sitting",
        "attempt__entry__edition",
        "attempt__entry__school_class__school__country",
        "uploaded_by",
        "decided_by",
    ).order_by(
        F("accepted_at").asc(nulls_first=True),
        F("refused_at").asc(nulls_first=True),
        "-uploaded_at",
        "-pk",
    )


def counted_unseen(files: QuerySet[AnswerFile]) -> QuerySet[AnswerFile]:
    """Those that a teacher counted, and no organizer has said yes or no to."""
    return files.filter(UNSEEN, COUNTED)


def uncounted_unseen(files: QuerySet[AnswerFile]) -> QuerySet[AnswerFile]:
    """Those that nobody has decided about."""
    return files.filter(UNSEEN, KEPT, counted_at=None)


def waiting_for_organizer(files: QuerySet[AnswerFile]) -> QuerySet[AnswerFile]:
    """All that an organizer may say yes or no to."""
    return files.filter(UNSEEN, COUNTED | KEPT)


def outlived(at: datetime) -> QuerySet[AnswerFile]:
    """Files whose answers are kept though nobody decided for two weeks."""
    return AnswerFile.objects.filter(KEPT, uploaded_at__lt=at - KEPT_FOR)
