"""Publishes the figures of the database that DATABASE_URL names and reads every page of them."""

from __future__ import annotations

import os
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from django.test import Client  # noqa: E402

from competition.models import Edition, Window  # noqa: E402
from competition.sittings.actions.approving import keep_approvals_of  # noqa: E402
from leaderboard.insight.actions import publish_insight  # noqa: E402
from leaderboard.insight.figure_parts import PARTS  # noqa: E402
from leaderboard.models import InsightSnapshot  # noqa: E402
from schools import clock  # noqa: E402
from schools.models import User  # noqa: E402


def publish() -> None:
    """One country after the other, as the periodic job does."""
    Window.objects.update(closes_at=clock.now() - timedelta(seconds=1))
    for edition in Edition.objects.all():
        keep_approvals_of(edition, at=clock.now())
    Edition.objects.update(state=Edition.State.SEALED)
    began = time.perf_counter()
    while publish_insight(at=clock.now()):
        print(f"published one country: {time.perf_counter() - began:.2f} s")
        began = time.perf_counter()


def read(one: InsightSnapshot, client: Client) -> None:
    """Every page and file of a country; prints the slowest."""
    took = {}
    for part in PARTS:
        for form in ("", "csv/", "xlsx/"):
            path = f"/en/staff/insight/{one.edition.slug}/{part}/{form}"
            began = time.perf_counter()
            client.get(path, {"country": one.country_id}).getvalue()
            took[path] = time.perf_counter() - began
    slowest = max(took, key=lambda path: took[path])
    print(f"{one.country_id}: {len(one.body['areas'])} areas, {took[slowest]:.3f} s: {slowest}")


if __name__ == "__main__":
    publish()
    visitor = Client(headers={"host": "127.0.0.1"})
    visitor.force_login(User.objects.create_superuser("bench@example.org"))
    for snapshot in InsightSnapshot.objects.select_related("edition"):
        read(snapshot, visitor)
