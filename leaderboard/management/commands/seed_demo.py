"""Fill an empty database with the sample edition and say how to log in."""

from __future__ import annotations

from auditlog.context import disable_auditlog
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from base import clock
from leaderboard.sample import edition, logins
from schools.models import SchoolClass


class Command(BaseCommand):
    help = "Make the sample edition of `make demo`; safe to run again."

    def handle(self, *args: object, **options: object) -> None:
        """Load what is in fixtures/, make what is missing, print log-ins and cards."""
        # What comes with the product is nobody's action, and would bury those of the visitor.
        with disable_auditlog():
            call_command("load_countries", stdout=self.stdout, verbosity=0)
            call_command("load_questions", keep=True, stdout=self.stdout, verbosity=0)
        edition.make_sample(at=clock.now())
        self.stdout.write("\nLog in at /staff/ (the admin is at /admin/):")
        for login in logins.logins():
            self.stdout.write(f"  {login.role:<11} {login.email:<25} password {login.password}")
        if not settings.SECOND_FACTOR:
            self.stdout.write(
                "Here the password is enough. On a real server organizers, coordinators, the"
                " ministry\nand the admin need a second factor; SECOND_FACTOR=1 shows it."
            )
        for school_class in edition.ready_classes():
            self._print_cards(school_class)

    def _print_cards(self, school_class: SchoolClass) -> None:
        teacher = school_class.teachers.get()
        self.stdout.write(f"\nReady to play: class {school_class} of {teacher.email}, number PIN:")
        cards = [f"{card.number:>2} {card.pin}" for card in school_class.cards.order_by("number")]
        for start in range(0, len(cards), 8):
            self.stdout.write("  " + "   ".join(cards[start : start + 8]))
