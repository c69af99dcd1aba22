"""Gives the time of the one outage back, as an organizer does; prints to how many attempts."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from base import clock  # noqa: E402
from base.models import User  # noqa: E402
from competition.day.actions import settle  # noqa: E402
from competition.models import Outage  # noqa: E402

if __name__ == "__main__":
    outage = Outage.objects.get()
    print(settle(outage, give=True, by=User.objects.get(roles__kind="organizer"), at=clock.now()))  # noqa: T201
