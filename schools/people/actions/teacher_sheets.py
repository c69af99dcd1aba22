"""Writes of invitations by sheet: kept, sent out whole, its mails one after the other."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from schools.exceptions import ChangedMeanwhile, FaultyRows
from schools.jobs.actions import UNDER_WAY
from schools.jobs.mailing import note_answer
from schools.jobs.performing import Progress
from schools.mail.sending import Handed
from schools.models import Invitation, Role, SheetMail, TeacherSheet, User
from schools.people.actions.invitations import as_fields, give_role
from schools.people.invitation_mail import hand_invitation_over
from schools.people.teacher_sheet import Invited, preview_of
from schools.record.actions.record import record_deed, signed_by
from schools.record.deeds import INVITED
from schools.roles import reach_of
from schools.spreadsheets.uploads import dataset_of

KEPT = timedelta(hours=12)
# Whoever took a mail and did not say what became of it is gone; a server that is away gets a rest.
TAKEN_FOR = timedelta(minutes=2)
TRIES = 5
# One job's worth; other short ones have their turn between two.
SECONDS = 20.0


def keep_sheet(content: bytes, *, name: str, by: User, at: datetime) -> TeacherSheet:
    """Keep a sheet until it is confirmed; earlier ones of the user go."""
    _not_confirmed().filter(uploaded_by=by).delete()
    return TeacherSheet.objects.create(
        name=name[:200], content=content, uploaded_by=by, uploaded_at=at
    )


def sheets_never_confirmed(at: datetime) -> QuerySet[TeacherSheet]:
    """Sheets nobody came back to for half a day."""
    return _not_confirmed().filter(uploaded_at__lt=at - KEPT)


def _not_confirmed() -> QuerySet[TeacherSheet]:
    """Neither done nor being done."""
    unread = TeacherSheet.objects.filter(read_at__isnull=True)
    return unread.exclude(job__state__in=UNDER_WAY)


def invite_from_sheet(
    sheet: TeacherSheet, *, seen: str, by: User, at: datetime, progress: Progress
) -> None:
    """Invite all of a sheet as its preview with the digest ``seen`` promised, or nobody.

    The mails follow by ``tasks.send_mails``. Raises ``ChangedMeanwhile`` and ``FaultyRows``, and
    ``ValidationError`` for a file that cannot be read. One that is done already stays as it is.
    """
    # Before anything is locked: on SQLite pupils would wait until the file is read.
    content = bytes(sheet.content)
    dataset = dataset_of(content)
    with transaction.atomic(), signed_by(by):
        kept = TeacherSheet.objects.select_for_update(no_key=True)
        held = kept.filter(pk=sheet.pk).first()
        if held is None:
            raise ChangedMeanwhile
        if held.read_at:
            return
        preview = preview_of(dataset, reach=reach_of(by), at=at, progress=progress)
        if preview.faults:
            raise FaultyRows
        if preview.digest != seen:
            raise ChangedMeanwhile
        invited = _invitations(preview.new, sheet=held, by=by, at=at)
        invited += _sent_again(preview.again, sheet=held, by=by, at=at)
        roles = [
            _role(one, one.user, by=by, at=at) for one in preview.roles if one.user is not None
        ]
        SheetMail.objects.bulk_create(
            [SheetMail(sheet=held, invitation=one) for one in invited]
            + [SheetMail(sheet=held, role=one) for one in roles]
        )
        held.content, held.read_at, held.counts = b"", at, preview.counts
        held.save(update_fields=["content", "read_at", "counts"])
        digest = hashlib.sha256(content).hexdigest()
        record_deed(held, deed=INVITED, by=by, at=at, told={**preview.counts, "digest": digest})


def _invitations(
    new: Sequence[Invited], *, sheet: TeacherSheet, by: User, at: datetime
) -> list[Invitation]:
    return Invitation.objects.bulk_create(
        Invitation(
            email=one.email,
            name=one.name,
            language=one.language,
            kind=Role.Kind.TEACHER,
            school=one.school,
            invited_by=by,
            sent_at=at,
            sheet=sheet,
        )
        for one in new
    )


def _sent_again(
    again: Sequence[Invited], *, sheet: TeacherSheet, by: User, at: datetime
) -> list[Invitation]:
    found = [one.invitation for one in again if one.invitation is not None]
    for invitation in found:
        invitation.sent_at, invitation.invited_by, invitation.sheet = at, by, sheet
    Invitation.objects.bulk_update(found, ["sent_at", "invited_by", "sheet"])
    return found


def _role(one: Invited, user: User, *, by: User, at: datetime) -> Role:
    """Whoever belongs to the area already gets the role at once, also who waits for it."""
    return give_role(user, kind=Role.Kind.TEACHER, place=as_fields(one.school), by=by, at=at)


def try_again(sheet: TeacherSheet) -> int:
    """Put the mails that could not be sent in the row again; how many."""
    failed = sheet.mails.filter(state=SheetMail.State.FAILED)
    return failed.update(state=SheetMail.State.WAITING, tries=0, taken_at=None)


# ---------------------------------------------------------------- mails


def send_waiting(progress: Progress, *, at: Callable[[], datetime] = timezone.now) -> None:
    """Send what waits, one after the other, for as long as one job may.

    Raises ``GivenUp`` when the mail server is away: nobody has lost a try by it, and the one that
    was handed over is free again two minutes later.
    """
    end = time.monotonic() + SECONDS
    progress.expect(waiting_mails(at()).count())
    while time.monotonic() < end and (mail := _take(at=at())):
        _send(mail, at=at())
        progress.step()


def waiting_mails(at: datetime) -> QuerySet[SheetMail]:
    """Mails to send that nobody has taken, or somebody who did not say what became of them."""
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=at - TAKEN_FOR)
    return SheetMail.objects.filter(free, state=SheetMail.State.WAITING)


@transaction.atomic
def _take(*, at: datetime) -> SheetMail | None:
    """The next one, for this process alone; those that were never tried come first."""
    locked = waiting_mails(at).select_for_update(skip_locked=True, no_key=True, of=("self",))
    related = locked.select_related(
        *("sheet", "invitation__school", "invitation__invited_by", "role__user", "role__school"),
        "role__approved_by",
    )
    mail = related.order_by(F("taken_at").asc(nulls_first=True), "pk").first()
    if mail is not None:
        mail.taken_at, mail.tries = at, mail.tries + 1
        mail.save(update_fields=["taken_at", "tries"])
    return mail


def _send(mail: SheetMail, *, at: datetime) -> None:
    """What is not taken waits some minutes, while the others go; five times."""
    own, invitation = SheetMail.objects.filter(pk=mail.pk), mail.invitation
    if invitation is not None and not invitation.is_open_at(at):
        # Answered or taken back before its mail went out, or too old to open anything by now.
        is_answered = invitation.accepted_at or invitation.withdrawn_at
        own.update(state=SheetMail.State.SENT if is_answered else SheetMail.State.FAILED)
        return
    is_sent = note_answer(_hand_over(mail), own, state=SheetMail.State.SENT)
    if not is_sent and mail.tries >= TRIES:
        own.update(state=SheetMail.State.FAILED)


def _hand_over(mail: SheetMail) -> Handed:
    made = mail.role or mail.invitation
    if made is None:
        raise ValueError(mail.pk)
    by = made.approved_by if isinstance(made, Role) else made.invited_by
    return hand_invitation_over(made, by=by, address=mail.sheet.address)
