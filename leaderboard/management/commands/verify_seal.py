"""Whether a seal comes out the same from a dump, or from the database that is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from competition.models import Edition
from deploy.backup import BackupFailed
from deploy.programs import MissingError
from deploy.throwaway import loaded
from leaderboard.results.queries.current_seal import current_seal
from leaderboard.seals.verifying import SealLook, look_at_seal


class Command(BaseCommand):
    help = (
        "Work a seal out anew from answers to awards and say which part differs (docs/awards.md). "
        "DUMP is a backup of back_up, or SQL of pg_dump; it is read in a PostgreSQL of its own, "
        "which is thrown away. Without DUMP the database of DATABASE_URL is read, and only read."
    )
    # Where a dump is looked at, no database of ours has to be there.
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which dump, which edition, whether as JSON."""
        parser.add_argument("dump", type=Path, nargs="?")
        parser.add_argument("--edition", default="", help="its short name; else every sealed one")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: object, dump: Path | None, **options: Any) -> None:  # noqa: ANN401 - Django's
        """In the dump, or here."""
        if dump is None:
            self._here(options["edition"], as_json=options["json"])
            return
        words = ["--edition", options["edition"]] if options["edition"] else []
        words += ["--json"] if options["json"] else []
        try:
            with loaded(dump) as url:
                _manage(url, "migrate", "--verbosity", "0")
                done = _manage(url, "verify_seal", *words, check=False)
        except (BackupFailed, MissingError) as failure:
            raise CommandError(f"The dump cannot be looked at: {failure}") from failure
        self.stdout.write(done.stdout, ending="")
        if done.returncode:
            raise CommandError(done.stderr.strip() or "not the same", returncode=done.returncode)

    def _here(self, slug: str, *, as_json: bool) -> None:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            looks = self._looks(slug)
        if as_json:
            told = [{**asdict(one), "same": one.same} for one in looks]
            self.stdout.write(json.dumps(told, default=str, ensure_ascii=False, indent=1))
        else:
            for look in looks:
                self._say(look)
        if not looks:
            raise CommandError("No edition is sealed here.")
        if not all(look.same for look in looks):
            raise CommandError("NOT THE SAME: see above which part differs.")

    def _looks(self, slug: str) -> list[SealLook]:
        editions = Edition.objects.order_by("pk")
        editions = editions.filter(slug=slug) if slug else editions
        seals = filter(None, map(current_seal, editions))
        return [look_at_seal(seal, said=lambda _rows: None) for seal in seals]

    def _say(self, look: SealLook) -> None:
        when = f"{look.sealed_at:%Y-%m-%d %H:%M} UTC"
        self.stdout.write(f"{look.edition}: {look.seal}, sealed {when}")
        for part in look.parts:
            word = "same" if part.same else "DIFFERS" if part.binding else "differs"
            self.stdout.write(f"  {word:8} {part.name}{f': {part.told}' if part.told else ''}")
        self.stdout.write("  = the same seal" if look.same else "  = NOT the same seal")


def _manage(url: str, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the product on another database; its own settings are left as they are."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]
    environment = {**os.environ, "DATABASE_URL": url, "REDIS_URL": ""}
    done = subprocess.run(  # noqa: S603 - our own program
        command, check=False, capture_output=True, text=True, env=environment
    )
    if check and done.returncode:
        raise CommandError(done.stderr.strip())
    return done
