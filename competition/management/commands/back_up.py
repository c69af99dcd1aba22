"""Back the database up into one private file, read it again."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from base.clock import now
from deploy.backup import BackupFailed, back_up, drop_old


class Command(BaseCommand):
    help = "Back the database up into a file that only its owner reads, and read it again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and how many to keep."""
        parser.add_argument("--to", type=Path, default=settings.DATA_DIR / "backups")
        told = "how many stay, for 60 days; 0: all of those"
        parser.add_argument("--keep", type=int, default=14, help=told)

    def handle(self, *args: object, to: Path, keep: int, **options: object) -> None:
        """Make it, prove it, and take old ones away."""
        try:
            file, tables = back_up(connection.settings_dict, to, at=now())
        except BackupFailed as failure:
            raise CommandError(f"No backup: {failure}") from failure
        size = file.stat().st_size
        drop_old(to, kept=keep, at=now())
        self.stdout.write(f"{file}: {size:,} bytes, {tables} tables could be read in it.")
