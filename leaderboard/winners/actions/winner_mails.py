"""Mails about winners go out, one by one; what each says is read directly before it goes.

A mail is marked directly after the mail server took it. Whoever is killed between the two leaves
one that is sent once more, with the same number.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from leaderboard.models import WinnerMail, WinnersPlan
from leaderboard.winners.queries.due_winners import mails_to_go
from leaderboard.winners.queries.winner_lines import CLASS, winner_lines
from leaderboard.winners.queries.winners_teachers import winners_of_teacher
from leaderboard.winners.winner_letters import winner_letter
from schools import clock
from schools.jobs.actions import GivenUp
from schools.jobs.performing import Progress
from schools.languages.speech import spoken_in
from schools.mail.sending import Handed, ServerAway, connected, hand_over, known_language
from schools.models import Job

State, Kind = WinnerMail.State, WinnerMail.Kind
# One job's worth; other short ones have their turn between two.
SECONDS = 20.0


def send_winner_mails(progress: Progress, *, at: Callable[[], datetime] = clock.now) -> None:
    """Send what waits, for as long as one job may. Raises ``GivenUp`` when the server is away."""
    end = time.monotonic() + SECONDS
    progress.expect(mails_to_go(at()).count())
    try:
        with connected() as server:
            while time.monotonic() < end and (mail := _take(at=at())):
                progress.step()
                with spoken_in(mail.country_id), timezone.override(ZoneInfo(mail.country.timezone)):
                    letter = _letter(mail)
                if letter is None:
                    _note(mail, State.LATE)
                    continue
                answer = hand_over(letter, server)
                if answer == Handed.AWAY:
                    WinnerMail.objects.filter(pk=mail.pk).update(taken_at=None)
                    raise ServerAway
                _heard(mail, answer, at=at())
    except ServerAway as away:
        raise GivenUp(Job.Reason.MAIL) from away


@transaction.atomic
def _take(*, at: datetime) -> WinnerMail | None:
    """The next one, for this process alone."""
    free = mails_to_go(at).select_for_update(skip_locked=True, of=("self",))
    mail = free.select_related("user", "edition", "country").order_by("pk").first()
    if mail is not None:
        mail.taken_at = at
        mail.save(update_fields=["taken_at"])
    return mail


def _letter(mail: WinnerMail) -> EmailMessage | None:
    """What there is to say now; ``None`` where nothing is left, or nobody wants to be reminded."""
    user, language = mail.user, known_language(mail.user.language)
    if not user.is_active or (mail.kind == Kind.REMINDED and user.letters_ended_at):
        return None
    own = winners_of_teacher(user).filter(
        award__seal__edition=mail.edition_id,
        passed_on_at__isnull=True,
        **{f"{CLASS}__school__country": mail.country_id},
    )
    if mail.kind == Kind.REMINDED:
        own = own.filter(confirmed_at__isnull=True)
    plan = WinnersPlan.objects.filter(edition=mail.edition_id).select_related("edition").first()
    lines = winner_lines(own, language)
    return winner_letter(mail, plan, lines) if plan and lines else None


def _heard(mail: WinnerMail, answer: Handed, *, at: datetime) -> None:
    if answer == Handed.TAKEN:
        _note(mail, State.SENT, sent_at=at)
    elif answer == Handed.REFUSED:
        _note(mail, State.REFUSED)


def _note(mail: WinnerMail, state: str, *, sent_at: datetime | None = None) -> None:
    own = WinnerMail.objects.filter(pk=mail.pk, state=State.WAITING)
    own.update(state=state, sent_at=sent_at)
