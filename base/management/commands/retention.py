"""Tells what has had its time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from base import clock
from base.retention.lines import retention_lines


class Command(BaseCommand):
    """``manage.py retention --what-would-go``."""

    help = "Say of each thing that does not stay how long it is kept and how many rows are due."

    def add_arguments(self, parser: CommandParser) -> None:
        """Nothing goes by this command: what is due goes by itself at night."""
        parser.add_argument("--what-would-go", action="store_true", help="only what is due now")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """A line each."""
        for line in retention_lines:
            count = line.due(clock.now()).count()
            if count or not options["what_would_go"]:
                self.stdout.write(f"{count:8} {line.what} ({line.kept})")
