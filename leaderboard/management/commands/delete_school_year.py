"""Classes of a past school year, with their cards, answers and results, are deleted."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.utils import timezone

from leaderboard.pupil_data.actions.school_years import classes_to_delete, delete_classes, is_over
from schools.models import Country, SchoolClass

YEAR = re.compile(r"\d{4}/\d{4}")


class Command(BaseCommand):
    help = (
        "Delete the classes of a school year that is over, such as 2026/2027, with cards, answers, "
        "results and made-up names (docs/data-protection.md). Classes of an edition that is not "
        "archived stay. Says what would go; --confirm deletes it, for good."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which year, where, and that it is meant."""
        parser.add_argument("year")
        parser.add_argument("--country", default="", help="its code; else all countries")
        parser.add_argument("--confirm", action="store_true")

    def handle(self, *args: object, year: str, country: str, confirm: bool, **_more: Any) -> None:  # noqa: ANN401 - Django's
        """Count, or delete."""
        if not YEAR.fullmatch(year):
            raise CommandError(f"{year!r} is no school year; write it as 2026/2027.")
        if not is_over(year, today=timezone.localdate()):
            raise CommandError(f"The school year {year} ends with August; nothing is deleted.")
        countries = Country.objects.filter(pk=country) if country else Country.objects.all()
        if not countries:
            raise CommandError(f"There is no country {country!r} here.")
        classes = classes_to_delete(year, countries)
        found = classes.count()
        kept = SchoolClass.objects.filter(school_year=year, school__country__in=countries).count()
        self.stdout.write(f"{found} classes of {year}; {kept - found} more stay (not archived).")
        if not confirm:
            self.stdout.write("Nothing is deleted yet. With --confirm they go, for good.")
            return
        for gone in delete_classes(classes):
            self.stdout.write(f"{gone} of {found} deleted")
