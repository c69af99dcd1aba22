"""Letters on their way: readers are fixed once, then each gets one mail, in batches.

A mail is marked as sent directly after the mail server took it. Whoever is killed between the two
leaves a mail that is sent once more: the only one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Count, F, QuerySet

from base import clock
from base.jobs.actions import GivenUp
from base.jobs.performing import Progress
from base.mail.sending import Handed, ServerAway, connected, hand_over
from base.models import Job
from competition.letters.letter_mail import mail_of
from competition.letters.queries.outgoing import (
    mails_to_send,
    old_letters,
    to_fill,
    to_talk_about,
)
from competition.letters.queries.readers import readers_of
from competition.models import LetterMail

State = LetterMail.State
AT_ONCE = 20
# So often makes "several times".
TRIED = 2
# So many who are not taken one after another: it is not their addresses.
IN_A_ROW = 5
# A server that asks to come again later means more than a moment; the gap is doubled twice.
LATER, DOUBLED = timedelta(minutes=8), 2
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

    Raises ``GivenUp`` when the mail server is away, or refuses us: nobody has lost a try by it.
    """
    run = _Run(progress, end=time.monotonic() + SECONDS, at=at)
    _end_what_is_late(at())
    progress.expect(mails_to_send(at()).count())
    try:
        while run.goes_on() and mails_to_send(at()).exists():
            with connected() as server:
                run.send_some(server)
        run.settle()
    except ServerAway as away:
        run.settle(Handed.LATER)
        raise GivenUp(Job.Reason.MAIL) from away


def _end_what_is_late(at: datetime) -> None:
    waiting = LetterMail.objects.filter(state=State.WAITING, letter__until__lte=at)
    waiting.filter(tries__gte=TRIED).update(state=State.FAILED)
    waiting.update(state=State.LATE)


@dataclass(slots=True)
class _Run:
    """One job's sending, and those who were not taken since the last one who was."""

    progress: Progress
    end: float
    at: Callable[[], datetime]
    doubtful: list[tuple[LetterMail, Handed]] = field(default_factory=list)

    def goes_on(self) -> bool:
        """Whether there is time for another mail."""
        return time.monotonic() < self.end

    def send_some(self, server: BaseEmailBackend) -> None:
        """One batch; what is not tried, for want of time or of a server, is free for others."""
        taken = _take(at=self.at())
        talks = to_talk_about(taken)
        for n, mail in enumerate(taken):
            if not self.goes_on():
                return _give_back(taken[n:])
            self.progress.step()
            if not _is_wanted(mail):
                continue
            told = talks.get((mail.user_id, mail.letter.edition_id), [])
            answer = hand_over(mail_of(mail, sittings=told), server)
            if answer == Handed.AWAY:
                _give_back(taken[n + 1 :])
                _give_back([mail], rest=True)
                raise ServerAway
            self._heard(mail, answer, rest=taken[n + 1 :])
        return None

    def _heard(self, mail: LetterMail, answer: Handed, *, rest: Sequence[LetterMail]) -> None:
        if answer == Handed.TAKEN:
            _note(mail, answer, at=self.at())
            return self.settle()
        self.doubtful.append((mail, answer))
        if len(self.doubtful) < IN_A_ROW:
            return None
        if _are_themselves_refused(self.doubtful, at=self.at()):
            return self.settle()
        _give_back(rest)
        raise ServerAway

    def settle(self, answer: Handed | None = None) -> None:
        """Note what was said to those in doubt, or that they are to be tried again."""
        for mail, said in self.doubtful:
            _note(mail, answer or said, at=self.at())
        self.doubtful.clear()


def _are_themselves_refused(doubtful: Iterable[tuple[LetterMail, Handed]], *, at: datetime) -> bool:
    """Several in a row mean that the server refuses us (a quota, a list, a wrong sender), unless it
    has taken others since it refused these before."""
    again = all(mail.tries > 1 for mail, _said in doubtful)
    return again and LetterMail.objects.filter(sent_at__gt=at - LATER).exists()


@transaction.atomic
def _take(*, at: datetime) -> list[LetterMail]:
    """The next ones, for this process alone; those who were never tried come first."""
    locked = mails_to_send(at).select_for_update(skip_locked=True, no_key=True, of=("self",))
    ordered = locked.order_by(F("taken_at").asc(nulls_first=True), "pk")
    numbers = list(ordered.values_list("pk", flat=True)[:AT_ONCE])
    LetterMail.objects.filter(pk__in=numbers).update(taken_at=at, tries=F("tries") + 1)
    related = LetterMail.objects.select_related("user", "letter__edition", "letter__country")
    told = related.prefetch_related("letter__edition__windows")
    return sorted(told.filter(pk__in=numbers), key=lambda mail: numbers.index(mail.pk))


def _is_wanted(mail: LetterMail) -> bool:
    """Asked directly before it is handed over: somebody may have stopped the letter, or ended the
    letters, since the batch was taken."""
    own = LetterMail.objects.filter(pk=mail.pk, state=State.WAITING)
    found = own.values_list("letter__stopped_at", "user__letters_ended_at", "user__is_active")
    for stopped, ended, active in found:
        if ended is not None or not active:
            own.update(state=State.ENDED)
        elif stopped is not None:
            _give_back([mail])
        else:
            return True
    return False


def _note(mail: LetterMail, answer: Handed, *, at: datetime) -> None:
    own = LetterMail.objects.filter(pk=mail.pk, state=State.WAITING)
    if answer == Handed.TAKEN:
        own.update(state=State.SENT, sent_at=at)
    elif answer == Handed.REFUSED:
        own.update(state=State.REFUSED)
    else:
        own.update(taken_at=at + LATER * 2 ** min(mail.tries - 1, DOUBLED))


def _give_back(mails: Iterable[LetterMail], *, rest: bool = False) -> None:
    """What was not tried is no try, and free at once; with a ``rest`` two minutes later."""
    own = LetterMail.objects.filter(pk__in=[mail.pk for mail in mails], state=State.WAITING)
    own.update(tries=F("tries") - 1)
    if not rest:
        own.update(taken_at=None)


def forget_letter_mails(*, at: datetime) -> None:
    """Keep of letters of last season how many were sent, and not to whom."""
    for letter in old_letters(at):
        with transaction.atomic():
            mails: QuerySet[LetterMail] = letter.mails.order_by()
            letter.counts = dict(mails.values_list("state").annotate(Count("pk")))
            letter.save(update_fields=["counts"])
            mails.all().delete()
