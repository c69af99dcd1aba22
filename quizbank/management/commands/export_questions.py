"""Write the question bank into a file."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from quizbank.exchange.files import export
from quizbank.formats.catalogue import FORMATS, Format
from quizbank.formats.item import BadFile
from quizbank.management.english import EnglishCommand
from quizbank.models import QuestionText


class Command(EnglishCommand):
    help = "Write the questions into our sheet or an XLIFF file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which questions, in which format and languages."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", required=True, choices=FORMATS)
        parser.add_argument(
            "--language",
            action="append",
            help="a language of the texts; can be given again for a sheet; "
            "of xliff the language translated into",
        )
        parser.add_argument("--source", default="en", help="of xliff: the language translated from")
        parser.add_argument("--division", default="", help="only questions of these ages")

    def handle(
        self,
        *args: object,
        file: Path,
        language: list[str] | None,
        source: str,
        division: str,
        **options: str,
    ) -> None:
        """Write the file, or nothing."""
        format_ = FORMATS[options["format"]]
        codes = self._codes(format_, language)
        try:
            made = export(format_, codes=codes, division=division, source=source)
        except BadFile as error:
            raise CommandError(str(error)) from error
        for key, code in made.chosen.gone:
            self.stderr.write(f"{key}: no text in {code}, left out")
        if not made.count:
            raise CommandError("There is no question to write.")
        try:
            file.write_bytes(made.content)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{made.count} questions")

    def _codes(self, format_: Format, language: list[str] | None) -> list[str]:
        stored = set(QuestionText.objects.values_list("language", flat=True))
        codes = language or sorted(stored | set(settings.ENDONYMS))
        unknown = sorted(set(codes) - stored - set(settings.ENDONYMS))
        if unknown:
            raise CommandError(f"There is no language {', '.join(unknown)}: {sorted(stored)}")
        if format_.pair and len(codes) != 1:
            raise CommandError(f"A file of {format_.title} is in one --language: {codes}")
        return codes if language else [code for code in codes if code in stored]
