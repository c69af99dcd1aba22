"""A mail server for letters, and an edition that lies ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings

from competition.models import Edition
from schools.models import Country
from tests.mail_server import Post, mail_server, mailers_at

ZONE = ZoneInfo("Europe/Sarajevo")


@pytest.fixture
def post() -> Iterator[Post]:
    """The mail server that the product is set to, and its own address."""
    with (
        mail_server() as found,
        override_settings(
            MAILERS=mailers_at(found.port),
            PUBLIC_ADDRESS="https://quiz.example",
            DEFAULT_FROM_EMAIL="Quiz <quiz@quiz.example>",
        ),
    ):
        yield found


@pytest.fixture
def ahead(edition: Edition) -> Edition:
    """Registration is open, and the window is on 9 February 2027 from 8 to 18."""
    opens = datetime(2027, 2, 9, 8, tzinfo=ZONE)
    edition.windows.update(opens_at=opens, closes_at=opens + timedelta(hours=10))
    Edition.objects.update(state="registration")
    Country.objects.update(timezone="Europe/Sarajevo")
    return Edition.objects.get()
