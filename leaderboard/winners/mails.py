"""Mails to teachers about all their winners of an edition; what one says is read as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from base import clock
from base.languages.speech import spoken_in
from base.mail.sending import known_language, written
from base.models import OutgoingMail
from base.outbox.kinds import MailKind, NotYet
from base.outbox.posting import post
from competition.letters.letter_mail import ENDING, LetterMessage
from competition.models import Edition
from competition.rules.letter_calendar import day_zones
from leaderboard.models import Winner, WinnersPlan
from leaderboard.models.winner import WinnerQuerySet
from leaderboard.results.queries import confirmed_seals
from leaderboard.winners.queries import told_classes, winners_of_teacher
from leaderboard.winners.words import ceremony_words
from schools.accounts.letters_consent import end_address
from schools.roles import country_of, zone_of

TOLD, REMINDED, ANEW = "winners_told", "winners_reminded", "winners_anew"


def post_to_teachers(kind: str, winners: QuerySet[Winner], edition: int, *, at: datetime) -> None:
    """One mail for each teacher of these pupils; one that waits already says the same."""
    waits = OutgoingMail.objects.filter(kind=kind, about=edition, state=OutgoingMail.State.WAITING)
    teachers = set(told_classes(winners).values_list("teachers", flat=True))
    teachers -= set(waits.values_list("user", flat=True))
    post(kind, about=edition, users=sorted(teachers), once=f"{edition} {at.isoformat()}", at=at)


def _write(mail: OutgoingMail) -> EmailMessage | None:
    """What there is to say now, by day; nothing where nothing is left. Raises ``NotYet``."""
    user = mail.user
    plan = WinnersPlan.objects.select_related("edition").get(edition=mail.about)
    if user is None or (mail.kind == REMINDED and plan.edition.state == Edition.State.ARCHIVED):
        return None
    if not day_zones([str(zone_of(user))], clock.now()):
        raise NotYet
    own = winners_of_teacher(user).filter(edition=plan.edition).told()
    winners = list(_concerned(mail, own).with_all().in_order())
    if not winners:
        return None
    with spoken_in(country_of(user)):
        return _letter(mail, plan, winners)


def _concerned(mail: OutgoingMail, own: WinnerQuerySet) -> WinnerQuerySet:
    """Of these winners of a teacher those that a mail is about."""
    if mail.kind == REMINDED:
        return own.filter(pk__in=Winner.objects.all().waiting())
    standing = own.filter(gone_at__isnull=True, place__gt=0)
    if mail.kind == TOLD:
        return standing.filter(told_at__gte=mail.made_at)
    lost = own.filter(gone_why=Winner.Gone.REOPENED, gone_at__gte=mail.made_at)
    return standing | lost


def _letter(mail: OutgoingMail, plan: WinnersPlan, winners: Sequence[Winner]) -> EmailMessage:
    """Reminders can be ended like all letters (RFC 8058); without the first mail a child would lose
    its prize, so that one is like mails about the account."""
    assert mail.user is not None  # who has gone gets no mail  # noqa: S101
    language = known_language(mail.user.language)
    waiting = [one for one in winners if one.is_held and one.confirmed_at is None]
    asked = [one.confirm_by for one in waiting if one.confirm_by]
    sealed = confirmed_seals(plan.edition_id).filter(reopened_at__isnull=False)
    end = end_address(mail.user, language=language) if mail.kind == REMINDED else ""
    with override(language):
        told = {
            "title": plan.edition.title,
            "winners": winners,
            "lost": any(not one.stands for one in winners),
            "confirm_by": min(asked) if asked else None,
            "untold": all(one.pupil_told_at is None for one in winners),
            "reopened": sealed.last(),
            "ceremony": ceremony_words(plan),
            "link": str(settings.PUBLIC_ADDRESS).rstrip("/") + reverse("leaderboard:my_winners"),
            "address": settings.PUBLIC_ADDRESS,
            "end": end,
        }
    message = written(mail.user.email, mail=f"mail/{mail.kind}", language=language, told=told)
    if not end:
        return message
    headers = {ENDING: f"<{end}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return LetterMessage(message.subject, message.body, to=message.to, headers=headers)


WINNER_MAILS = (
    MailKind(TOLD, _("winners of the own classes"), _write),
    MailKind(REMINDED, _("winners that wait for a word"), _write, is_letter=True),
    MailKind(ANEW, _("winners by a list that was sealed anew"), _write),
)
