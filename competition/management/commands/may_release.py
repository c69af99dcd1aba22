"""Say whether a new release may be taken now: not while classes play, unless forced with a reason.

It runs the new code on the old tables, before ``migrate``: it reads columns that every version
has, and is allowed to know no others.
"""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from datetime import datetime

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from base.clock import now
from competition.models import Window
from competition.rules.precedence import TAKING
from competition.rules.server_limits import in_a_window

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Status 0 if a release may be taken now; --force --reason takes one during a window."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to take one all the same."""
        parser.add_argument("--force", action="store_true")
        parser.add_argument("--reason", default="", help="why it cannot wait; logged")

    def handle(self, *args: object, force: bool, reason: str, **options: object) -> None:
        """Refuse while a window is open or near, but on a server seeded with the sample."""
        if settings.SEED:
            return
        at = now()
        met = _windows_met(at)
        if not met:
            return
        if not force:
            raise CommandError(
                f"Not now: {met}. Wait until it is over, or say --force --reason 'why it cannot'."
            )
        if not reason.strip():
            raise CommandError("--force needs a --reason: it is logged.")
        log.warning("a release during %s, because: %s", met, reason)


def _windows_met(at: datetime) -> str:
    """What a release now would meet, in words; empty if nothing."""
    windows = Window.objects.filter(edition__state__in=TAKING, closes_at__gt=at)
    spans = windows.order_by("opens_at").values_list("opens_at", "closes_at", "country_id")
    for opens, closes, country in spans:
        if in_a_window([(opens, closes)], at=at):
            return f"the window of {country}, {opens:%Y-%m-%d %H:%M} to {closes:%Y-%m-%d %H:%M} UTC"
    return ""
