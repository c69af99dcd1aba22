"""A mail about winners, as one teacher gets it."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from base.mail.sending import known_language
from competition.letters.letter_mail import ENDING, LetterMessage
from leaderboard.models import WinnerMail, WinnersPlan
from leaderboard.winners.queries.winner_lines import WinnerLine
from leaderboard.winners.winner_words import mail_text
from schools.accounts.letters_consent import end_address


def winner_letter(
    mail: WinnerMail, plan: WinnersPlan, lines: Sequence[WinnerLine], *, why: str
) -> EmailMessage:
    """In the language of the account; ``why``: the list was reopened.

    Reminders can be ended like all letters (RFC 8058); without the first mail a child would lose
    its prize, so that one is like mails about the account.
    """
    language = known_language(mail.user.language)
    reminds = mail.kind == WinnerMail.Kind.REMINDED
    end = end_address(mail.user, language=language) if reminds else ""
    with override(language):
        link = str(settings.PUBLIC_ADDRESS).rstrip("/") + reverse("leaderboard:my_winners")
        told = [(one.winner, one.in_a_line) for one in lines]
        text = mail_text(mail.kind, plan, told, link=link, why=why)
        context = {"body": text.body, "end": end, "address": settings.PUBLIC_ADDRESS}
        body = render_to_string("mail/winners_message.txt", context).strip() + "\n"
    headers = {"Message-ID": _number(mail)}
    kind: type[EmailMessage] = EmailMessage
    if reminds:
        kind = LetterMessage
        headers |= {
            ENDING: f"<{end}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return kind(" ".join(text.subject.split()), body, to=[mail.user.email], headers=headers)


def _number(mail: WinnerMail) -> str:
    """The mail's own number, from which nobody can tell another's."""
    mark = salted_hmac("leaderboard.winners", str(mail.pk), algorithm="sha256").hexdigest()[:24]
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<winners-{mark}@{host}>"
