"""A file is brought: what it is, and kept where somebody may decide about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from base.intake.door import door
from base.intake.file_refusal import NoTime, RefusedFile, TooMuch
from base.intake.limits import ReaderLimits
from base.intake.sealed_answers import MOST_BYTES, SealedParts
from base.models import User
from competition.answer_files.queries.filed import stored_answers, went_on_elsewhere
from competition.answer_files.unsealing import NotOpened, OpenedFile, open_file
from competition.answer_keys import answer_keys
from competition.models import AnswerFile, Attempt, Sitting
from competition.papers.queries.papers import highest_codes
from competition.rules import filed_answers
from competition.rules.edition_steps import SEALED
from competition.rules.file_number import number_of
from competition.rules.filed_answers import FileVerdict, SortedAnswers
from competition.rules.pacing import MOST_EVENTS
from competition.sittings.queries.running import noted_before_closing, taken_until

READ = "base.intake.sealed_answers:sealed_parts"
# Nothing of ours is larger; so little a reader needs for it.
LIMITS = ReaderLimits(answer=2 * MOST_BYTES, processor=5, seconds=10.0)
MOST_BEHIND = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Taken:
    """What a brought file is; ``file`` where it was kept, ``attempt`` where it is anybody's."""

    verdict: FileVerdict
    file: AnswerFile | None = None
    attempt: Attempt | None = None


def take(sitting: Sitting, content: bytes, *, by: User, at: datetime) -> Taken:
    """Look at a file for a closed sitting, and keep it if it may ever count. Changes no result.

    One that was forgotten before anybody decided is kept anew.
    """
    if sitting.closed_at is None:
        return Taken(FileVerdict.STILL_OPEN)
    try:
        opened = opened_file(content)
    except NotOpened as error:
        return Taken(error.verdict)
    # It takes a while: nobody holds the attempt meanwhile.
    number = number_of(content)
    with transaction.atomic():
        attempt = held_attempt(opened.attempt)
        if attempt is None:
            return Taken(FileVerdict.FOREIGN)
        refused = _refused(attempt, sitting, opened)
        if refused is not None:
            return Taken(refused, attempt=attempt)
        return _kept(attempt, opened, content, number=number, by=by, at=at)


def opened_file(content: bytes) -> OpenedFile:
    """What is in a file, read by the door's process and opened here. Raises ``NotOpened``."""
    try:
        parts = door.read(READ, content[: MOST_BYTES + 1], SealedParts, limits=LIMITS)
    except (NoTime, TooMuch) as error:
        # Nothing of ours is too much for a reader: it is at others' files, or has just ended.
        raise NotOpened(FileVerdict.BUSY) from error
    except RefusedFile as error:
        raise NotOpened(FileVerdict.NO_FILE) from error
    return open_file(parts, answer_keys())


def held_attempt(attempt_id: int) -> Attempt | None:
    """The attempt under lock, with its sitting and edition read afterwards."""
    if not Attempt.objects.select_for_update(no_key=True).filter(pk=attempt_id).exists():
        return None
    attempts = Attempt.objects.select_related(
        "card", "sitting", "entry__edition", "entry__school_class__school__country"
    )
    return attempts.get(pk=attempt_id)


def _refused(attempt: Attempt, sitting: Sitting, opened: OpenedFile) -> FileVerdict | None:
    """Why a file that opened has no place in this sitting."""
    if attempt.entry.school_class_id != sitting.entry.school_class_id:
        return FileVerdict.OTHER_CLASS
    if attempt.sitting_id != sitting.pk or opened.code != sitting.code:
        return FileVerdict.OTHER_SITTING
    if attempt.entry.edition.state in SEALED:
        return FileVerdict.SEALED
    return FileVerdict.VOIDED if attempt.voided_at is not None else None


def sort(attempt: Attempt, opened: OpenedFile) -> tuple[SortedAnswers, timedelta | None]:
    """The answers of a file by what may become of them, and how far its clock was behind.

    The caller holds the attempt.
    """
    grace = timedelta(seconds=attempt.entry.edition.grace_seconds)
    lease = attempt.leases.filter(number=opened.lease).first()
    paper = attempt.sitting.paper_id
    codes = highest_codes([paper]).get(paper, {})
    whole = filed_answers.is_whole(opened.answers, codes, most=MOST_EVENTS)
    if lease is None or attempt.started_at is None or not whole:
        return SortedAnswers(contradicts=True), None
    stored = stored_answers(attempt, opened.lease, grace)
    behind = filed_answers.clock_behind(stored.values(), lease.opened_at, opened.joined_ms)
    until = filed_answers.last_moment(attempt.deadline, attempt.finished_at, grace)
    found = filed_answers.sorted_answers(opened.answers, stored, behind=behind, until=until)
    return found, behind


def _kept(
    attempt: Attempt,
    opened: OpenedFile,
    content: bytes,
    *,
    number: str,
    by: User,
    at: datetime,
) -> Taken:
    found, behind = sort(attempt, opened)
    digest = sha256(content).hexdigest()
    known = attempt.answer_files.filter(digest=digest).first()
    noted_at, until = noted_before_closing(attempt, number), taken_until(attempt.sitting)
    late = until is not None and at >= until
    verdict = filed_answers.verdict_of(
        found,
        noted=noted_at is not None,
        late=late,
        elsewhere=went_on_elsewhere(attempt, opened.lease),
        twice=known is not None and not known.is_forgotten,
    )
    if verdict not in filed_answers.KEPT:
        return Taken(verdict, known, attempt)
    kept, _is_new = attempt.answer_files.update_or_create(
        digest=digest,
        defaults={
            "lease": opened.lease,
            "number": number,
            "content": content,
            "uploaded_at": at,
            "uploaded_by": by,
            "noted_at": noted_at,
            "too_late": late,
            "fresh": len(found.fresh),
            "known": len(found.known),
            "over": len(found.over),
            "behind": None if behind is None else _told_seconds(behind),
        },
    )
    return Taken(verdict, kept, attempt)


def _told_seconds(behind: timedelta) -> int:
    """As far as the column goes: a clock without a battery may say 1970, or 2099."""
    return max(-MOST_BEHIND, min(MOST_BEHIND, round(behind.total_seconds())))
