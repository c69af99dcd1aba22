"""Read questions from our sheet or an XLIFF file: first what would change, then the import."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from quizbank.exchange.sheet_run import ImportPreview
from quizbank.exchange.taking_over import preview
from quizbank.formats.catalogue import FORMATS
from quizbank.formats.item import BadFile
from quizbank.management.english import EnglishCommand


class Command(EnglishCommand):
    help = "Show what a file of questions would change; with --confirm, change it: all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether to store it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", required=True, choices=FORMATS)
        parser.add_argument("--confirm", action="store_true", help="store it")

    def handle(self, *args: object, file: Path, confirm: bool, **options: str) -> None:
        """Tell what would change; store it if asked and without fault."""
        format_ = FORMATS[options["format"]]
        try:
            found = preview(format_, file.read_bytes(), store=confirm)
        except BadFile as error:
            raise CommandError(f"{file}: {error}") from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self._tell(found)
        if found.faults:
            raise CommandError(f"{len(found.faults)} faults, nothing is stored.")
        self.stdout.write("Stored." if confirm else "Nothing is stored yet: add --confirm.")

    def _tell(self, found: ImportPreview) -> None:
        for line in found.new:
            self.stdout.write(f"new: {line.id} ({line.language}), {line.place}")
        for line in found.changed:
            columns = ", ".join(line.columns)
            self.stdout.write(f"changed: {line.id} ({line.language}), {line.place}: {columns}")
        for note in found.notes:
            self.stdout.write(f"note: {note}")
        for fault in found.faults:
            self.stderr.write(f"refused: {fault}")
        counts = (len(found.new), len(found.changed), found.unchanged, len(found.faults))
        self.stdout.write("%d new, %d changed, %d unchanged, %d refused" % counts)  # noqa: UP031
