"""Letters on their way: readers are fixed once, then each gets one mail, in batches.

A mail is marked as sent directly after the mail server took it. Whoever is killed between the two
leaves a mail that is sent once more: the only one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Count, F, QuerySet

from competition.letters.letter_mail import mail_of
from competition.letters.queries.outgoing import (
    mails_to_send,
    old_letters,
    to_fill,
    to_talk_about,
)
from competition.letters.queries.readers import readers_of
from competition.models import LetterMail, Sitting
from schools import clock
from schools.jobs.actions import GivenUp
from schools.jobs.performing import Progress
from schools.mail.sending import Handed, ServerAway, connected, hand_over
from schools.models import Job

State = LetterMail.State
AT_ONCE = 20
TRIES = 5
# A server that asks to come again later means more than a moment.
LATER = timedelta(minutes=8)
# One job's worth; other short ones have their turn between two.
SECONDS = 20.0
ROWS = 1000


def fill_letters(*, at: datetime) -> int:
    """Fix who gets the letters that have begun; how many letters."""
    return sum(_fill(number, at=at) for number in to_fill().values_list("pk", flat=True))


@transaction.atomic
def _fill(number: int, *, at: datetime) -> bool:
    """All readers or none; who has the letter already is left out by the database."""
    locked = to_fill().select_for_update(no_key=True, of=("self",)).select_related("region")
    letter = locked.filter(pk=number).first()
    if letter is None:
        return False
    people = readers_of(letter).order_by("pk").values_list("pk", flat=True)
    rows = [LetterMail(letter=letter, user_id=pk, once=letter.once) for pk in people]
    LetterMail.objects.bulk_create(rows, batch_size=ROWS, ignore_conflicts=True)
    letter.filled_at = at
    letter.save(update_fields=["filled_at"])
    return True


def send_waiting(progress: Progress, *, at: Callable[[], datetime] = clock.now) -> None:
    """Send what waits, some at a time, for as long as one job may.

    Raises ``GivenUp`` when the mail server is away: what was taken is free again two minutes later.
    """
    end = time.monotonic() + SECONDS
    _end_what_is_late(at())
    progress.expect(mails_to_send(at()).count())
    try:
        while time.monotonic() < end and mails_to_send(at()).exists():
            with connected() as server:
                _send_some(server, progress, at=at)
    except ServerAway as away:
        raise GivenUp(Job.Reason.MAIL) from away


def _end_what_is_late(at: datetime) -> None:
    waiting = LetterMail.objects.filter(state=State.WAITING, letter__until__lte=at)
    waiting.update(state=State.LATE)


def _send_some(server: BaseEmailBackend, progress: Progress, *, at: Callable[[], datetime]) -> None:
    taken = _take(at=at())
    talks = to_talk_about(taken)
    for n, mail in enumerate(taken):
        answer = _send(server, mail, talks.get(mail.user_id, []))
        _note(mail, answer, at=at())
        if answer == Handed.AWAY:
            _give_back(taken[n + 1 :])
            raise ServerAway
        progress.step()


@transaction.atomic
def _take(*, at: datetime) -> list[LetterMail]:
    """The next ones, for this process alone."""
    locked = mails_to_send(at).select_for_update(skip_locked=True, no_key=True, of=("self",))
    numbers = list(locked.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    LetterMail.objects.filter(pk__in=numbers).update(taken_at=at, tries=F("tries") + 1)
    related = LetterMail.objects.select_related("user", "letter__edition", "letter__country")
    told = related.prefetch_related("letter__edition__windows")
    return list(told.filter(pk__in=numbers).order_by("pk"))


def _send(server: BaseEmailBackend, mail: LetterMail, sittings: list[Sitting]) -> Handed | None:
    """What the server said; nothing where the reader has ended the letters meanwhile."""
    if mail.user.letters_ended_at is not None or not mail.user.is_active:
        return None
    return hand_over(mail_of(mail, sittings=sittings), server)


def _note(mail: LetterMail, answer: Handed | None, *, at: datetime) -> None:
    own = LetterMail.objects.filter(pk=mail.pk, state=State.WAITING)
    if answer == Handed.TAKEN:
        own.update(state=State.SENT, sent_at=at)
    elif answer is None:
        own.update(state=State.ENDED)
    elif answer == Handed.REFUSED:
        own.update(state=State.REFUSED)
    elif mail.tries >= TRIES:
        own.update(state=State.FAILED)
    elif answer == Handed.LATER:
        own.update(taken_at=at + LATER)


def _give_back(mails: Iterable[LetterMail]) -> None:
    """What was not tried is no try."""
    numbers = [mail.pk for mail in mails]
    LetterMail.objects.filter(pk__in=numbers).update(tries=F("tries") - 1)


def forget_letter_mails(*, at: datetime) -> None:
    """Keep of letters of last season how many were sent, and not to whom."""
    for letter in old_letters(at):
        with transaction.atomic():
            mails: QuerySet[LetterMail] = letter.mails.order_by()
            letter.counts = dict(mails.values_list("state").annotate(Count("pk")))
            letter.save(update_fields=["counts"])
            mails.all().delete()
