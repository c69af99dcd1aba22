"""Mails about winners go out, one by one; what each says is read directly before it goes.

A mail is marked directly after the mail server took it. Whoever is killed between the two leaves
one that is sent once more, with the same number.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from base import clock
from base.jobs.actions import GivenUp
from base.jobs.performing import Progress
from base.languages.speech import spoken_in
from base.mail.sending import Handed, ServerAway, connected, hand_over, known_language
from base.models import Job
from base.outbox.sending import IN_A_ROW, LATER
from competition.models import AwardRule, Edition
from leaderboard.models import Winner, WinnerMail, WinnersPlan
from leaderboard.results.queries import confirmed_seals
from leaderboard.winners.queries.due_winners import is_news_of, mails_to_go
from leaderboard.winners.queries.winner_lines import CLASS, winner_lines
from leaderboard.winners.queries.winners_teachers import winners_of_teacher
from leaderboard.winners.winner_letters import winner_letter

State, Kind = WinnerMail.State, WinnerMail.Kind
# One job's worth; other short ones have their turn between two.
SECONDS = 20.0
# A server that asks to come again later: with these gaps it has a day for it, and then the
# organizers read that no mail reaches this teacher.
DOUBLED, MOST_TRIES = 5, 10


def send_winner_mails(progress: Progress, *, at: Callable[[], datetime] = clock.now) -> None:
    """Send what waits, for as long as one job may.

    Raises ``GivenUp`` when the mail server is away, or refuses us: nobody has lost a try by it.
    """
    end = time.monotonic() + SECONDS
    progress.expect(mails_to_go(at()).count())
    run = _WinnersRun(at)
    try:
        with connected() as server:
            while time.monotonic() < end and (mail := _take(at=at())):
                progress.step()
                run.send(mail, server)
        run.settle()
    except ServerAway as away:
        run.put_off()
        raise GivenUp(Job.Reason.MAIL) from away


@dataclass(slots=True)
class _WinnersRun:
    """One job's sending, and the mails that were not taken since the last one that was."""

    at: Callable[[], datetime]
    doubtful: list[tuple[WinnerMail, Handed]] = field(default_factory=list)

    def send(self, mail: WinnerMail, server: BaseEmailBackend) -> None:
        """Hand one over. Raises ``ServerAway``, also where nobody is taken any more."""
        with spoken_in(mail.country_id), timezone.override(ZoneInfo(mail.country.timezone)):
            letter = _letter(mail)
        if letter is None:
            return _note(mail, State.LATE)
        answer = hand_over(letter, server)
        if answer == Handed.AWAY:
            # It stays taken for a while, so that the others go first.
            _own(mail).update(tries=F("tries") - 1)
            raise ServerAway
        if answer == Handed.TAKEN:
            _note(mail, State.SENT, sent_at=self.at())
            return self.settle()
        self.doubtful.append((mail, answer))
        if len(self.doubtful) >= IN_A_ROW:
            self._doubt()
        return None

    def _doubt(self) -> None:
        """Several in a row mean that the server refuses us, unless it has taken others since it
        refused these before."""
        again = all(mail.tries > 1 for mail, _said in self.doubtful)
        if again and WinnerMail.objects.filter(sent_at__gt=self.at() - LATER).exists():
            return self.settle()
        raise ServerAway

    def settle(self) -> None:
        """Note what was said to those in doubt."""
        for mail, said in self.doubtful:
            if said == Handed.REFUSED or mail.tries >= MOST_TRIES:
                _note(mail, State.REFUSED)
            else:
                _try_later(mail, at=self.at())
        self.doubtful.clear()

    def put_off(self) -> None:
        """They are tried again: it was not their addresses."""
        for mail, _said in self.doubtful:
            _try_later(mail, at=self.at())
        self.doubtful.clear()


@transaction.atomic
def _take(*, at: datetime) -> WinnerMail | None:
    """The next one, for this process alone; those that were never tried come first.

    Others that wait for the same teacher would say the same: what it says is read after this. So
    they end, also those that were put off, and it tells of everything since the first of them.
    """
    free = mails_to_go(at).select_for_update(skip_locked=True, of=("self",))
    ordered = free.select_related("user", "edition", "country")
    mail = ordered.order_by(F("taken_at").asc(nulls_first=True), "pk").first()
    if mail is None:
        return None
    same = _others(mail)
    mail.taken_at, mail.tries = at, mail.tries + 1
    mail.made_at = min(one.made_at for one in (mail, *same))
    mail.save(update_fields=["taken_at", "tries", "made_at"])
    WinnerMail.objects.filter(pk__in=[one.pk for one in same]).update(state=State.LATE)
    return mail


def _others(mail: WinnerMail) -> list[WinnerMail]:
    """Of the same kind for the same teacher, locked, but for what another process locks."""
    same = WinnerMail.objects.filter(
        edition=mail.edition_id, user=mail.user_id, country=mail.country_id, kind=mail.kind
    )
    waiting = same.filter(state=State.WAITING).exclude(pk=mail.pk)
    return list(waiting.order_by("pk").select_for_update(skip_locked=True))


def _letter(mail: WinnerMail) -> EmailMessage | None:
    """What there is to say now; ``None`` where nothing is left, or nobody is to be reminded."""
    user, language = mail.user, known_language(mail.user.language)
    no_more = user.letters_ended_at or mail.edition.state == Edition.State.ARCHIVED
    if not user.is_active or (mail.kind == Kind.REMINDED and no_more):
        return None
    own = winners_of_teacher(user).filter(
        award__seal__edition=mail.edition_id, **{f"{CLASS}__school__country": mail.country_id}
    )
    if mail.kind == Kind.TOLD:
        own = own.filter(is_news_of(mail))
    plan = WinnersPlan.objects.filter(edition=mail.edition_id).select_related("edition").first()
    lines = [one for one in winner_lines(own, language) if _is_about(mail, one.winner)]
    return winner_letter(mail, plan, lines, why=_why(mail)) if plan and lines else None


def _why(mail: WinnerMail) -> str:
    """Why the list was reopened, as everybody reads it."""
    last = confirmed_seals(mail.edition_id).filter(reopened_at__isnull=False).last()
    return f"{last.get_reopen_reason_display()}: {last.reopen_why}" if last else ""


def _is_about(mail: WinnerMail, one: Winner) -> bool:
    """Whether there is something to say of this winner now."""
    if mail.kind == Kind.REOPENED:
        return one.stands or _went_since(one, mail)
    if mail.kind == Kind.REMINDED and one.confirmed_at:
        return False
    return one.stands and (mail.kind != Kind.MOVED or _has_moved_up(one))


def _went_since(one: Winner, mail: WinnerMail) -> bool:
    """Whether the award went as the list was sealed anew, when this mail was written or later."""
    return one.is_reopened and one.passed_on_at is not None and one.passed_on_at >= mail.made_at


def _has_moved_up(one: Winner) -> bool:
    """Who won one of the places and holds a better one now."""
    return one.award.rule.kind == AwardRule.Kind.RANK and 0 < one.place < one.award.place


def _try_later(mail: WinnerMail, *, at: datetime) -> None:
    """The gap is doubled each time, up to some hours."""
    _own(mail).update(taken_at=at + LATER * 2 ** min(mail.tries - 1, DOUBLED))


def _own(mail: WinnerMail) -> QuerySet[WinnerMail]:
    return WinnerMail.objects.filter(pk=mail.pk, state=State.WAITING)


def _note(mail: WinnerMail, state: str, *, sent_at: datetime | None = None) -> None:
    _own(mail).update(state=state, sent_at=sent_at)
