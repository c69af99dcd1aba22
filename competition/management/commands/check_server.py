"""Say whether this server is ready, and with status 1 if something has to be mended."""

from __future__ import annotations

from argparse import ArgumentParser

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from base.mail import sending as mail
from base.pages.addresses import as_typed
from competition.readiness import TAG


class Command(BaseCommand):
    help = "Look whether this server is ready; status 1 if something has to be mended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom to send a real mail."""
        parser.add_argument("--mail", metavar="ADDRESS", help="send a test mail there, too")

    def handle(self, *args: object, **options: str) -> None:
        """Send the mail, look, say it."""
        if options["mail"]:
            _send(options["mail"])
        call_command("check", tags=[TAG], deploy=True)


def _send(address: str) -> None:
    told = {"address": as_typed(settings.PUBLIC_ADDRESS)}
    if not mail.send(address, mail="mail/test", language="en", told=told):
        raise CommandError("The mail server did not take the test mail; the log says why.")
