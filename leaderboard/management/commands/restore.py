"""Bring a backup back, into an empty database only, and erase again what was erased since."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from deploy.backup import BackupFailed, erased_since, restore, tables_in
from leaderboard.pupil_data.actions import erase_again

# A machine that was prepared with `migrate` has tables, and nothing in them that is worth keeping.
NOT_EMPTY = (
    "This database is not empty: name an empty one in DATABASE_URL. Or, if nothing in it is worth "
    "keeping, stop all processes and make it anew: sudo -u postgres dropdb quiz && "
    "sudo -u postgres createdb --owner quiz --encoding UTF8 --template template0 quiz. If "
    "make serve began with this RESTORE before, the backup is in it: leave RESTORE out."
)


class Command(BaseCommand):
    help = (
        "Bring a backup of back_up back into an empty database, run migrate, and erase again the "
        "cards that were erased since, by the files beside it."
    )
    # The tables are not there yet.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        """Refuse where there is anything to lose."""
        with connection.cursor() as cursor:
            if connection.introspection.table_names(cursor):
                raise CommandError(NOT_EMPTY)
        connection.close()
        try:
            tables = tables_in(file)
            restore(connection.settings_dict, file)
        except BackupFailed as failure:
            raise CommandError(f"Not restored: {failure}") from failure
        call_command("migrate", verbosity=0, interactive=False)
        erased = erase_again(erased_since(file))
        self.stdout.write(f"{tables} tables are back, {erased} cards erased again.")
        self.stdout.write("Now: manage.py check_server.")
