"""What is stored of a lease beside what a file of it brings, and the files on the pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from competition.models import Answer, AnswerFile, Attempt, NotedNumber, Sitting
from competition.rules.filed_answers import StoredAnswer
from competition.rules.scoring import is_refused
from competition.rules.timing import in_time
from competition.sittings.queries.attempts import accepted_late, course_of

# What nobody decided about is not kept for longer.
KEPT_FOR = timedelta(days=14)
UNSEEN = Q(accepted_at=None, refused_at=None)
COUNTED = Q(counted_at__isnull=False)
# No teacher can count it (``AnswerFile.is_in_order``), and it can still be read.
ONLY_ORGANIZERS = Q(counted_at=None) & (Q(noted_at=None) | Q(too_late=True)) & ~Q(content=b"")


def stored_answers(attempt: Attempt, lease: int, grace: timedelta) -> dict[int, StoredAnswer]:
    """``{seq: answer}`` of one lease of an attempt, with its sitting; two queries."""
    course = course_of(attempt, attempt.sitting)
    accepted = accepted_late([attempt.pk])
    by_file = accepted.by_file.get(attempt.pk, set())
    refused = accepted.refused.get(attempt.pk, {})
    all_count = attempt.pk in accepted.all_late
    rows = Answer.objects.filter(attempt=attempt, lease=lease)
    found = {}
    columns = ("seq", "question", "choice", "received_at", "browser_ms")
    for seq, question, choice, received_at, made_ms in rows.values_list(*columns):
        counts = all_count or (lease, seq) in by_file
        if not counts and not is_refused((lease, seq), received_at, refused):
            counts = in_time(received_at, course, grace)
        found[seq] = StoredAnswer(question, choice, received_at, made_ms, counts)
    return found


def went_on_elsewhere(attempt: Attempt, lease: int) -> bool:
    """Whether the card answered at a later computer, too."""
    return Answer.objects.filter(attempt=attempt, lease__gt=lease).exists()


def files_of(sitting: Sitting) -> QuerySet[AnswerFile]:
    """The files of a sitting, the last one first; one query."""
    files = AnswerFile.objects.filter(attempt__sitting=sitting)
    return files.select_related("attempt__card", "uploaded_by")


class NotedRow(NamedTuple):
    """A number on the list of the sitting, and whether its file is here."""

    card: int
    number: str
    noted_at: datetime
    is_here: bool


def noted_of(sitting: Sitting) -> Iterator[NotedRow]:
    """The numbers that were noted in a sitting; two queries. A file may be of the other group's."""
    here = set(
        AnswerFile.objects.filter(attempt__entry=sitting.entry_id)
        .order_by()
        .values_list("attempt__card__number", "number")
    )
    noted = NotedNumber.objects.filter(sitting=sitting).order_by("card__number", "noted_at")
    for card, number, noted_at in noted.values_list("card__number", "number", "noted_at"):
        yield NotedRow(card, number, noted_at, (card, number) in here)


def with_evidence(files: QuerySet[AnswerFile]) -> QuerySet[AnswerFile]:
    """Files as an organizer looks at them: those that wait for a decision first; one query."""
    waiting = F("accepted_at").asc(nulls_first=True)
    noted = NotedNumber.objects.filter(
        sitting__entry=OuterRef("attempt__entry"),
        sitting__kind=OuterRef("attempt__kind"),
        card=OuterRef("attempt__card"),
    )
    told = Count("number", distinct=True)
    counted = noted.order_by().values("card").annotate(count=told).values("count")
    files = files.annotate(numbers=Coalesce(Subquery(counted), 0))
    return files.select_related(
        "attempt__card",
        "attempt__sitting",
        "attempt__entry__edition",
        "attempt__entry__school_class__school__country",
        "uploaded_by",
        "decided_by",
    ).order_by(waiting, F("refused_at").asc(nulls_first=True), "-uploaded_at", "-pk")


def counted_unseen(files: QuerySet[AnswerFile]) -> QuerySet[AnswerFile]:
    """Those that a teacher counted, and no organizer has said yes or no to."""
    return files.filter(UNSEEN, COUNTED)


def uncounted_unseen(files: QuerySet[AnswerFile]) -> QuerySet[AnswerFile]:
    """Those that count by an organizer's yes only, and that nobody has decided about."""
    return files.filter(UNSEEN, ONLY_ORGANIZERS)


def waiting_for_organizer(files: QuerySet[AnswerFile]) -> QuerySet[AnswerFile]:
    """All that wait for an organizer: not those that a teacher can still count."""
    return files.filter(UNSEEN, COUNTED | ONLY_ORGANIZERS)


def outlived(at: datetime) -> QuerySet[AnswerFile]:
    """Files whose content is kept though nobody decided for two weeks."""
    return AnswerFile.objects.filter(uploaded_at__lt=at - KEPT_FOR).exclude(content=b"")
