"""Check the questions against the rules of the bank."""

from __future__ import annotations

import csv
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from base.intake.signs import quoted
from quizbank.checks import cues, inspection
from quizbank.checks.bank import Guide, of_bank
from quizbank.checks.check_rules import RULES, is_error
from quizbank.checks.items import CheckedQuestion, Finding
from quizbank.exceptions import BadQuestion
from quizbank.management.english import EnglishCommand

DATABASE = "database"


class Command(EnglishCommand):
    help = "Say what is wrong with the questions of fixtures/ (or of a folder, or the database)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the questions are, and how to say it."""
        parser.add_argument(
            "source",
            nargs="?",
            default=str(inspection.FIXTURES / "questions"),
            help=f"a folder with one YAML file for each question, or “{DATABASE}”",
        )
        parser.add_argument("--format", choices=["text", "csv"], default="text")
        parser.add_argument("--errors", action="store_true", help="leave the warnings out")

    def handle(self, *args: object, **options: str) -> None:
        """Ends with an error where a rule is broken that forbids; a warning never fails."""
        guide = inspection.guide()
        items = _items(options["source"])
        found = of_bank(items, guide, list(settings.ENDONYMS))
        shown = [one for one in found if is_error(one.rule) or not options["errors"]]
        if options["format"] == "csv":
            self._csv(shown)
        else:
            self._text(shown)
            self._summary(items, guide)
        if errors := sum(is_error(one.rule) for one in found):
            raise CommandError(f"{errors} findings have to be mended before the bank is sound")

    def _csv(self, found: list[Finding]) -> None:
        writer = csv.writer(self.stdout)
        writer.writerow(["question", "language", "rule", "severity", "message"])
        writer.writerows(
            [one.question, one.language, one.rule, RULES[one.rule].severity, quoted(one.message)]
            for one in found
        )

    def _text(self, found: list[Finding]) -> None:
        for one in found:
            place = f"{one.question} {one.language}".strip()
            self.stdout.write(f"{RULES[one.rule].severity} {one.rule}: {place}: {one.message}")

    def _summary(self, items: list[CheckedQuestion], guide: Guide) -> None:
        self.stdout.write(f"\n{len(items)} questions")
        self.stdout.write("Keys that the cues alone hit:")
        for (division, language), one in cues.cue_hits(items, guide.cues).items():
            self.stdout.write(f"  {division} {language} {one.hits:.0%}, chance {one.chance:.0%}")


def _items(source: str) -> list[CheckedQuestion]:
    if source == DATABASE:
        return inspection.items_of_database()
    if not Path(source).is_dir():
        raise CommandError(f"{source}: there is no such folder")
    try:
        return inspection.items_of_files(Path(source))
    except BadQuestion as error:
        raise CommandError(str(error)) from error
