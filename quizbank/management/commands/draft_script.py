"""Draft the Serbian texts that are missing in one script from those in the other."""

from __future__ import annotations

from collections import Counter

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from quizbank.checks.inspection import exceptions_of_scripts
from quizbank.management.english import EnglishCommand
from quizbank.workshop.serbian_drafts import PAIRS, draft_texts

LANGUAGES = ["sr", "sr-latn"]


class Command(EnglishCommand):
    help = "Draft missing Serbian texts from the other script, unreviewed, and name differences."

    def add_arguments(self, parser: CommandParser) -> None:
        """From which script into which."""
        parser.add_argument("--from", dest="source", choices=LANGUAGES, required=True)
        parser.add_argument("--to", dest="target", choices=LANGUAGES, required=True)
        parser.add_argument("--dry-run", action="store_true", help="store nothing")

    def handle(self, *args: object, **options: str) -> None:
        """One line for each draft and each difference, then how many there are of a kind."""
        source, target = options["source"], options["target"]
        if (source, target) not in PAIRS:
            raise CommandError("--from and --to must be the two scripts: sr-latn and sr")
        outcomes = draft_texts(
            source=source,
            target=target,
            exceptions=exceptions_of_scripts(),
            at=timezone.now(),
            dry=bool(options["dry_run"]),
        )
        for outcome in outcomes:
            if outcome.kind != "same":
                line = f"{outcome.kind} {outcome.question}"
                self.stdout.write(f"{line}: {outcome.why}" if outcome.why else line)
        counts = Counter(outcome.kind for outcome in outcomes)
        kinds = ("drafted", "same", "differs", "refused")
        self.stdout.write(", ".join(f"{counts[kind]} {kind}" for kind in kinds))
