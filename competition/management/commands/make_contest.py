"""Make up a whole contest with faults in it, to see whether the review desk finds them."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from auditlog.context import disable_auditlog
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from competition.contest.making_contest import counted, make_contest
from competition.contest.planted_faults import BadFault, read_faults
from competition.models import Edition
from schools import clock
from schools.models import Country


class Command(BaseCommand):
    help = "Make a contest of made-up pupils with planted faults. Only for a database of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A seed, a size and a file of faults; the form of the file stands in docs/review.md."""
        parser.add_argument("--seed", type=int, required=True)
        parser.add_argument("--attempts", type=int, default=3000)
        parser.add_argument("--faults", type=Path, help="JSON, a list of faults")

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ANN401 - Django's
        """Refuse where somebody else's edition is, then make the contest."""
        if not settings.DEBUG and Edition.objects.filter(demonstration=False).exists():
            raise CommandError("There is a real edition here. Use a database of its own.")
        if Edition.objects.filter(slug=f"contest-{options['seed']}").exists():
            raise CommandError("A contest of this seed is here already.")
        try:
            faults = read_faults(options["faults"]) if options["faults"] else []
        except BadFault as error:
            raise CommandError(str(error)) from error
        with disable_auditlog():
            if not Country.objects.exists():
                call_command("load_countries", stdout=self.stdout, verbosity=0)
            call_command("load_questions", keep=True, stdout=self.stdout, verbosity=0)
            edition = make_contest(
                seed=options["seed"],
                attempts=options["attempts"],
                faults=faults,
                at=clock.now(),
                told=lambda count: None,
            )
        for country, attempts in sorted(counted(edition).items()):
            self.stdout.write(f"{edition.slug} {country} {attempts}")
