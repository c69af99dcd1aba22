"""Django's ``migrate``, which refuses data that an earlier state of our migrations has made.

Beside the names of applied migrations the database keeps fingerprints of their files, as rows of
an app ``files``: an initial migration that is written anew keeps its name.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

FILES = "files"


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's
        """Compare, keep the fingerprints, migrate, and make the table where log-ins are counted."""
        recorder = MigrationRecorder(connections[options["database"]])
        applied, files = recorder.applied_migrations(), fingerprints()
        if any(name in applied and (FILES, mark) not in applied for name, mark in files.items()):
            what = "run `make demo-reset`" if settings.DEMO else "make a new database"
            raise CommandError(f"This data was made by an earlier state of the program: {what}.")
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        # Before they are applied: a first start that is cut short can be gone on with.
        for mark in files.values():
            if (FILES, mark) not in applied:
                recorder.record_applied(FILES, mark)
        super().handle(*args, **options)
        call_command("createcachetable", database=options["database"], verbosity=0)


def fingerprints() -> dict[tuple[str, str], str]:
    """``{(app, migration): its name and the SHA-256 of its file}`` of our apps."""
    marks = {}
    for file in settings.BASE_DIR.glob("*/migrations/0*.py"):
        app, name = file.parts[-3], file.stem
        marks[app, name] = f"{app}.{name} {sha256(file.read_bytes()).hexdigest()}"
    return marks
