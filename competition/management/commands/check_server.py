"""Say whether this server is ready: a line for each thing, and status 1 if one has to be mended."""

from __future__ import annotations

import json
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from competition.readiness.looking import Looked, look
from competition.rules.server_limits import Light
from schools.clock import now
from schools.mail import sending as mail
from schools.pages.addresses import as_typed


class Command(BaseCommand):
    help = "Look whether this server is ready; status 1 if something has to be mended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to say it, in which language, and whom to send a real mail."""
        parser.add_argument("--json", action="store_true", help="for machines")
        parser.add_argument("--language", default="en", choices=list(settings.ENDONYMS))
        parser.add_argument("--mail", metavar="ADDRESS", help="send a test mail there, too")

    def handle(self, *args: object, **options: str) -> None:
        """Look, say it, send the mail."""
        looked = look(at=now())
        with translation.override(options["language"]):
            self.stdout.write(_as_json(looked) if options["json"] else _as_text(looked))
        if options["mail"]:
            _send(options["mail"], options["language"])
        if any(one.line.light == Light.RED for one in looked):
            raise SystemExit(1)


def _as_json(looked: list[Looked]) -> str:
    told = [
        {
            "check": one.check.key,
            "light": one.light,
            "text": one.line.said,
            "remedy": one.line.cure,
        }
        for one in looked
    ]
    return json.dumps(told, ensure_ascii=False, indent=2)


def _as_text(looked: list[Looked]) -> str:
    lines = []
    for one in looked:
        lines.append(f"{one.light:5}  {one.check.title}: {one.line.said}")
        lines += [f"       → {one.line.cure}"] if one.line.cure else []
    return "\n".join(lines)


def _send(address: str, language: str) -> None:
    told = {"address": as_typed(settings.PUBLIC_ADDRESS)}
    if not mail.send(address, mail="mail/test", language=language, told=told):
        raise CommandError("The mail server did not take the test mail; the log says why.")
