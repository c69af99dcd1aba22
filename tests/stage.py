"""Sets a stage in the database that DATABASE_URL names, for tests that break real servers.

``python -m tests.stage [cards]`` migrates it if it is empty, makes the cast with one started
sitting, and prints ``{"code", "sitting", "teacher", "session"}`` as JSON: the session is one of an
organizer who has logged in.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta

import django
from django.core.management import call_command
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from base import clock  # noqa: E402
from competition.sittings.actions.sittings import start_all  # noqa: E402
from tests import cast  # noqa: E402
from tests.everyone import session  # noqa: E402


def main(cards: int) -> None:
    """Make the stage."""
    if not connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    country = cast.make_country()
    edition = cast.make_edition(country)
    school = cast.make_school(country)
    teacher = cast.make_teacher(school, "vesna@example.org")
    school_class = cast.make_class(school, teacher, cards=cards)
    sitting = cast.make_sitting(cast.make_entry(school_class, edition))
    # Half a minute of tolerance for joining: those who come now are let in.
    for card in school_class.cards.all():
        attempt = cast.make_attempt(card, sitting)
        attempt.lease, attempt.started_at, attempt.deadline = 0, None, None
        attempt.leases.all().delete()
        attempt.save()
    start_all(sitting, by=teacher, at=clock.now() - timedelta(seconds=10))
    told = {"code": sitting.code, "sitting": sitting.pk, "teacher": teacher.pk}
    told["session"] = session(cast.make_staff("organizer", country=country))
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
