"""Tells what has had its time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from base import clock
from base.retention.lines import retention_lines


class Command(BaseCommand):
    """``manage.py retention --what-would-go``."""

    help = (
        "Say of each thing that does not stay how long it is kept, and how many rows go "
        "next night, within a week and within a month."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Nothing goes by this command: what is due goes by itself at night."""
        parser.add_argument("--what-would-go", action="store_true", help="not what has time")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """A line each."""
        for line in retention_lines:
            counts = line.counts(clock.now())
            if any(counts) or not options["what_would_go"]:
                columns = "".join(f"{count:8}" for count in counts)
                own = "".join(f", {code}: {days}" for code, days in line.elsewhere.items())
                self.stdout.write(f"{columns}  {line.what} ({line.kept}{own})")
