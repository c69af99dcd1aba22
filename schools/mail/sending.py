"""Mail to staff: plain text, in the language of whoever gets it, with no more than they need."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

log = logging.getLogger(__name__)


def send(to: str, *, mail: str, language: str, told: Mapping[str, object]) -> bool:
    """Send the mail of this name; false when the mail server would not take it.

    ``<mail>_subject.txt`` and ``<mail>_message.txt`` are its templates. What goes wrong is logged
    without the address.
    """
    known = language if language in settings.ENDONYMS else settings.LANGUAGE_CODE
    with translation.override(known):
        subject = render_to_string(f"{mail}_subject.txt", told)
        body = render_to_string(f"{mail}_message.txt", told)
    message = EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[to])
    try:
        message.send()
    except (OSError, SMTPException) as error:
        log.warning("a mail could not be sent: %s", type(error).__name__)
        return False
    return True
