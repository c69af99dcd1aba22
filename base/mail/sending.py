"""Mail to staff: plain text, in the language of whoever gets it, with no more than they need."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import StrEnum
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

log = logging.getLogger(__name__)

# From here on a server's answer is final; below it asks to come again later.
FINAL = 500


class Handed(StrEnum):
    """What the mail server said to one mail."""

    TAKEN = "taken"
    # This address, now or for ever; others may go on.
    LATER = "later"
    REFUSED = "refused"
    # The server itself: nothing can be sent at this time.
    AWAY = "away"


class ServerAway(Exception):
    """The mail server cannot be reached, or will not let us in."""


def known_language(language: str) -> str:
    """The language of an account, as far as the product speaks it."""
    return language if language in settings.ENDONYMS else str(settings.LANGUAGE_CODE)


def send(to: str, *, mail: str, language: str, told: Mapping[str, object]) -> bool:
    """Send the mail of this name; false when the mail server would not take it."""
    message = written(to, mail=mail, language=language, told=told)
    return hand_over(message, mailers.default) == Handed.TAKEN


def written(to: str, *, mail: str, language: str, told: Mapping[str, object]) -> EmailMessage:
    """The mail of this name, from ``<mail>_subject.txt`` and ``<mail>_message.txt``."""
    with translation.override(known_language(language)):
        subject = render_to_string(f"{mail}_subject.txt", told)
        body = render_to_string(f"{mail}_message.txt", told)
    return EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[to])


def hand_over(message: EmailMessage, server: BaseEmailBackend) -> Handed:
    """Give one mail to the mail server and say what it answered; with ``server`` opened before,
    many go through one connection. What goes wrong is logged without the address."""
    try:
        server.send_messages([message])
    except SMTPRecipientsRefused as refusal:
        return _of_codes(code for code, _said in refusal.recipients.values())
    except SMTPDataError as refusal:
        return _of_codes([refusal.smtp_code])
    except (OSError, SMTPException) as error:
        log.warning("a mail could not be sent: %s", type(error).__name__)
        return Handed.AWAY
    return Handed.TAKEN


@contextmanager
def connected() -> Iterator[BaseEmailBackend]:
    """One connection for many mails. Raises ``ServerAway``."""
    server = mailers.default
    try:
        server.open()
    except (OSError, SMTPException) as error:
        log.warning("the mail server is away: %s", type(error).__name__)
        raise ServerAway from error
    try:
        yield server
    finally:
        with suppress(OSError, SMTPException):
            server.close()


def _of_codes(codes: Iterable[int]) -> Handed:
    log.warning("a mail was not taken")
    return Handed.REFUSED if all(code >= FINAL for code in codes) else Handed.LATER
