"""Migrates a database that was played in an earlier version, and looks at it.

``python -m tests.versions.look EDITION RECEIPT`` prints as JSON what the product of today says of
what ``played`` has told; at the end with one score altered.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db.models import F  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from competition.models import Edition, Result  # noqa: E402
from leaderboard.models import Seal  # noqa: E402
from leaderboard.seals.queries.seals import FinalList, final_list  # noqa: E402


def main(slug: str, receipt: str) -> None:
    """The list as it was sealed and as it comes out now, and what the receipt opens."""
    call_command("migrate", verbosity=0)
    _read_every_table()
    edition = Edition.objects.get(slug=slug)
    seal = Seal.objects.get(edition=edition, confirmed_at__isnull=False)
    told = {
        "state": edition.state,
        "sealed": {"sha256": seal.sha256, "held_back": seal.held_back, "boards": seal.boards},
        "now": _said(final_list(edition)),
        "rows": seal.rows,
        "receipt": _opened(receipt),
    }
    counted = Result.objects.filter(division__edition=edition, counts=True)
    counted.filter(pk=counted.latest("score").pk).update(score=F("score") - 1)
    print(json.dumps(told | {"altered": _said(final_list(edition))}))  # noqa: T201


def _read_every_table() -> None:
    """Each has the columns of its model, or the database refuses."""
    for model in apps.get_models(include_auto_created=True):
        model._base_manager.first()


def _said(found: FinalList) -> dict[str, object]:
    boards = [asdict(board) for board in found.boards]
    return {"sha256": found.sha256, "held_back": found.held_back, "boards": boards}


def _opened(receipt: str) -> object:
    """As a pupil's page gets it."""
    address, body = reverse("leaderboard_plain:receipt"), {"receipt": receipt}
    client = Client(SERVER_NAME="127.0.0.1")
    return client.post(address, body, content_type="application/json").json()


if __name__ == "__main__":
    main(*sys.argv[1:])
