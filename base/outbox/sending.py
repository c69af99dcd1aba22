"""Mails go out one by one; what each says is read directly before it goes.

A mail is noted as sent directly after the mail server took it. Whoever is killed between the two
leaves one that is sent once more, with the same number.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.crypto import salted_hmac

from base import clock
from base.jobs.performing import PASSING, Progress
from base.mail.sending import Handed, ServerAway, connected, hand_over
from base.models import OutgoingMail
from base.outbox.kinds import NotYet, kind_of

log = logging.getLogger(__name__)

State = OutgoingMail.State
AT_ONCE = 20
# Whoever took mails and did not say what became of them is gone.
TAKEN_FOR = timedelta(minutes=2)
# One job's worth; other short ones have their turn between two.
SECONDS = 20.0
# So many who are not taken one after another: it is not their addresses.
IN_A_ROW = 5
# A server that asks to come again later means more than a moment; the gap is doubled so often.
LATER, DOUBLED, MOST_TRIES = timedelta(minutes=8), 5, 10
# So often makes "several times" of what has no time left.
TRIED = 2
# A mail server that is away is asked again after so long.
AWAY = timedelta(minutes=5)
HOUR = timedelta(hours=1)


def due_mails(at: datetime) -> QuerySet[OutgoingMail]:
    """Mails that may be taken, and those whose time is over."""
    waiting = OutgoingMail.objects.filter(state=State.WAITING)
    return waiting.filter(Q(not_before__lte=at) | Q(until__lte=at))


def send_mails(progress: Progress, *, at: Callable[[], datetime] = clock.now) -> None:
    """Send what waits, for as long as one job may.

    A server that is away, or refuses us, costs nobody a try; all wait some minutes.
    """
    end = time.monotonic() + SECONDS
    _end_what_is_late(at())
    progress.expect(due_mails(at()).count())
    run = _Run(at)
    try:
        while time.monotonic() < end and (mails := deque(_take(at=at()))):
            try:
                with connected() as server:
                    while mails and time.monotonic() < end:
                        progress.step()
                        run.send(mails.popleft(), server)
            finally:
                _give_back(mails, until=at())
        run.settle()
    except ServerAway:
        run.put_off()
        again = at() + AWAY
        waiting = OutgoingMail.objects.filter(state=State.WAITING)
        waiting.filter(not_before__lt=again).update(not_before=again)


def _end_what_is_late(at: datetime) -> None:
    over = OutgoingMail.objects.filter(state=State.WAITING, until__lte=at)
    over.filter(tries__gte=TRIED).update(state=State.FAILED)
    over.update(state=State.LATE)


@transaction.atomic
def _take(*, at: datetime) -> list[OutgoingMail]:
    """The next ones, for this process alone."""
    free = due_mails(at).select_for_update(skip_locked=True, of=("self",))
    numbers = list(free.order_by("not_before", "pk").values_list("pk", flat=True)[:AT_ONCE])
    taken = OutgoingMail.objects.filter(pk__in=numbers)
    taken.update(not_before=at + TAKEN_FOR, tries=F("tries") + 1)
    found = {mail.pk: mail for mail in taken.select_related("user")}
    return [found[number] for number in numbers]


@dataclass(slots=True)
class _Run:
    """One job's sending, and the mails that were not taken since the last one that was."""

    at: Callable[[], datetime]
    doubtful: list[tuple[OutgoingMail, Handed]] = field(default_factory=list)

    def send(self, mail: OutgoingMail, server: BaseEmailBackend) -> None:
        """Hand one over. Raises ``ServerAway``, also where nobody is taken any more."""
        message = self._written(mail)
        if message is None:
            return None
        message.extra_headers["Message-ID"] = message_number(mail)
        answer = hand_over(message, server)
        if answer == Handed.AWAY:
            # It stays taken for a while, so that the others go first.
            _own([mail]).update(tries=F("tries") - 1)
            raise ServerAway
        if answer == Handed.TAKEN:
            _own([mail]).update(state=State.SENT, sent_at=self.at())
            return self.settle()
        self.doubtful.append((mail, answer))
        if len(self.doubtful) >= IN_A_ROW:
            self._doubt()
        return None

    def _written(self, mail: OutgoingMail) -> EmailMessage | None:
        """What it says now; ``None`` where it does not go, which is noted."""
        held = _own([mail]).select_related("user").first()
        if held is None:
            return None
        user = held.user
        try:
            kind = kind_of(held)
            if user and (not user.is_active or (kind.is_letter and user.letters_ended_at)):
                _own([mail]).update(state=State.ENDED)
                return None
            message = kind.write(held)
        except PASSING:
            raise
        except NotYet:
            _give_back([mail], until=self.at() + HOUR)
            return None
        except ObjectDoesNotExist:
            _own([mail]).update(state=State.GONE)
            return None
        except Exception:
            log.exception("a mail of the kind %s cannot be written", held.kind)
            self._later_or_never(mail)
            return None
        if message is None:
            _own([mail]).update(state=State.NOTHING)
        return message

    def _doubt(self) -> None:
        """Several in a row mean that the server refuses us (a quota, a list, a wrong sender),
        unless it has taken others since it refused these before."""
        again = all(mail.tries > 1 for mail, _said in self.doubtful)
        if again and OutgoingMail.objects.filter(sent_at__gt=self.at() - LATER).exists():
            return self.settle()
        raise ServerAway

    def settle(self) -> None:
        """Note what was said to those in doubt."""
        for mail, said in self.doubtful:
            if said == Handed.REFUSED:
                _own([mail]).update(state=State.REFUSED)
            else:
                self._later_or_never(mail)
        self.doubtful.clear()

    def _later_or_never(self, mail: OutgoingMail) -> None:
        if mail.tries >= MOST_TRIES:
            _own([mail]).update(state=State.FAILED)
        else:
            _try_later(mail, at=self.at())

    def put_off(self) -> None:
        """They are tried again: it was not their addresses."""
        for mail, _said in self.doubtful:
            _try_later(mail, at=self.at())
        self.doubtful.clear()


def _own(mails: Iterable[OutgoingMail]) -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(pk__in=[mail.pk for mail in mails], state=State.WAITING)


def _give_back(mails: Iterable[OutgoingMail], *, until: datetime) -> None:
    """What was not tried is no try."""
    _own(mails).update(tries=F("tries") - 1, not_before=until)


def _try_later(mail: OutgoingMail, *, at: datetime) -> None:
    """The gap is doubled each time, up to some hours."""
    gap = LATER * 2 ** min(mail.tries - 1, DOUBLED)
    _own([mail]).update(not_before=at + gap)


def message_number(mail: OutgoingMail) -> str:
    """The mail's own number, the same if it is sent again; nobody can tell another's from it."""
    mark = salted_hmac("base.outbox", str(mail.pk), algorithm="sha256").hexdigest()[:24]
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<mail-{mark}@{host}>"
