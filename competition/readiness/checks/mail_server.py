"""Whether mail leaves: the mail server lets us in. Only a real mail proves more."""

from __future__ import annotations

from datetime import datetime
from smtplib import SMTPAuthenticationError, SMTPException

from django.conf import settings
from django.core.mail import mailers
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext_lazy as _

from competition.readiness.lines import ServerLine
from competition.rules.server_limits import Light

SECONDS = 5
GONE = 421


def mail_server(at: datetime) -> ServerLine:
    """Log in as for a mail, and ask for nothing."""
    backend = mailers.default
    if not isinstance(backend, EmailBackend):
        return ServerLine(
            Light.AMBER,
            _("Mails stay on this machine: no mail server is set."),
            _("Set EMAIL_URL; until then hand on the links of invitations yourself."),
        )
    backend.timeout = SECONDS
    try:
        return _log_in(backend)
    except SMTPAuthenticationError:
        return ServerLine(
            Light.RED,
            _("The mail server refuses the log-in."),
            _("See user and password in EMAIL_URL; @ and / in them are written as %%40 and %%2F."),
        )
    except (OSError, SMTPException) as error:
        return ServerLine(
            Light.RED,
            _("The mail server does not answer (%(fault)s)."),
            _("See host and port in EMAIL_URL, and whether the firewall lets this machine out."),
            {"fault": type(error).__name__},
        )


def _log_in(backend: EmailBackend) -> ServerLine:
    try:
        backend.open()
        code, _said = backend.connection.noop() if backend.connection else (GONE, b"")
    finally:
        backend.close()
    if code >= 400:
        raise SMTPException(code)
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        return ServerLine(
            Light.AMBER,
            _("The mail server lets us in, but the sender is %(sender)s."),
            _("Set DEFAULT_FROM_EMAIL to an address of your domain, and its SPF record."),
            {"sender": settings.DEFAULT_FROM_EMAIL},
        )
    return ServerLine(Light.GREEN, _("The mail server lets us in."))
