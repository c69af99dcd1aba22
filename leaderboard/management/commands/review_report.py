"""What the review desk finds in an edition, for another program."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from competition.models import Edition
from leaderboard.review_desk.looking_through import NOTES, look_through
from schools.jobs.performing import Progress


class Command(BaseCommand):
    help = "List what is odd in an edition: kind, subject, evidence, score (docs/review.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which edition, and whether as JSON."""
        parser.add_argument("--edition", default="", help="its short name; else the newest")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ANN401 - Django's
        """Look through every division, the oddest first."""
        editions = Edition.objects.order_by("-pk")
        chosen = editions.filter(slug=options["edition"]) if options["edition"] else editions
        edition = chosen.first()
        if edition is None:
            raise CommandError("There is no such edition.")
        found = [
            one
            for division in edition.divisions.filter(official__isnull=False).order_by("pk")
            for one in look_through(division, Progress())
            if one["kind"] not in NOTES
        ]
        found.sort(key=lambda one: -one["score"])
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
            return
        for one in found:
            self.stdout.write(f"{one['score']:7.1f} {one['kind']:<16} {one['subject']}")
