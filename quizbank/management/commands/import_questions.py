"""Read questions from a file of another program: first what would change, then the import."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from quizbank.exchange.completing import Missing
from quizbank.exchange.sheet_run import ImportPreview
from quizbank.exchange.taking_over import as_sheet, preview
from quizbank.formats.catalogue import FORMATS
from quizbank.formats.item import BadFile
from quizbank.management.english import EnglishCommand

MISSING = ("language", "division", "topic", "difficulty")


class Command(EnglishCommand):
    help = "Show what a file of questions would change; with --confirm, change it: all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and what it may not say itself."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", required=True, choices=FORMATS)
        parser.add_argument("--confirm", action="store_true", help="store it")
        parser.add_argument("--language", default="", help="of texts that do not say theirs")
        for name in MISSING[1:]:
            parser.add_argument(f"--{name}", default="", help="of new questions that do not say it")
        parser.add_argument(
            "--as-sheet", type=Path, help="write what was read as our sheet, to complete it there"
        )

    def handle(
        self, *args: object, file: Path, confirm: bool, as_sheet: Path | None, **options: str
    ) -> None:
        """Tell what would change; store it if asked and without fault."""
        format_ = FORMATS[options["format"]]
        missing = Missing(**{name: options[name] for name in MISSING})
        if "language" not in format_.holds and not missing.language:
            raise CommandError(f"{format_.title} does not say the --language: add it.")
        if format_.lacks:
            self.stdout.write(f"{format_.title} cannot hold: {', '.join(format_.lacks)}.")
        try:
            content = file.read_bytes()
            if as_sheet and format_.name != "sheet":
                self._write(as_sheet, content, options["format"], missing)
            found = preview(format_, content, missing=missing, store=confirm)
        except BadFile as error:
            raise CommandError(f"{file}: {error}") from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self._tell(found)
        if found.faults:
            raise CommandError(
                f"{len(found.faults)} faults, nothing is stored. --as-sheet FILE writes what was "
                "read as a sheet, to complete and import it there."
            )
        self.stdout.write("Stored." if confirm else "Nothing is stored yet: add --confirm.")

    def _write(self, path: Path, content: bytes, name: str, missing: Missing) -> None:
        path.write_bytes(as_sheet(FORMATS[name], content, missing=missing))
        self.stdout.write(f"{path} is written.")

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
