"""Tell what would be read of a class list; nothing is stored."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from base.intake.door import door
from base.intake.file_refusal import RefusedFile
from base.intake.rosters.roster import MOST_BYTES, ROSTER_LIMITS
from base.intake.rosters.roster_preview import described
from base.intake.rosters.roster_shapes import FoundRoster


class Command(BaseCommand):
    help = "Tell what would be read of a class list: the classes, their columns, each line."
    # It needs no database.
    requires_system_checks: Sequence[str] = ()  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and how it is told."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="as JSON (docs/formats.md)")

    def handle(self, *args: object, file: Path, **options: object) -> None:
        """The preview of the page, read in the same process of its own."""
        try:
            with file.open("rb") as content:
                read = content.read(MOST_BYTES + 1)
            roster = door.read(
                "base.intake.rosters.roster:read", read, FoundRoster, limits=ROSTER_LIMITS
            )
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except RefusedFile as refusal:
            told = _(refusal.text) % refusal.values
            if options["json"]:
                self.stdout.write(json.dumps({"refused": told, "classes": []}, ensure_ascii=False))
                return
            raise CommandError(f"{file.name}: {told}") from refusal
        finally:
            door.close()
        classes = described(roster)
        if options["json"]:
            told = json.dumps({"refused": "", "classes": classes}, ensure_ascii=False, indent=1)
            self.stdout.write(told)
            return
        for one in classes:
            states = Counter(line["state"] for line in one["lines"])
            told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
            self.stdout.write(f"{one['label'] or one['sheet'] or '–'}: {told}")
            for line in one["lines"]:
                doubts = f" ({', '.join(line['doubts'])})" if line["doubts"] else ""
                self.stdout.write(f"  {line['number'] or '–':>3} {line['name']}{doubts}")
