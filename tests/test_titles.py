"""Where two editions have one name, the tab of a browser says of which year a page is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from pytest_django import DjangoDbBlocker

from tests.everyone import World, addresses, standing, takes
from tests.reading import put_away

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# The pages of the day: about the edition that is meant, or the one that is chosen there.
OF_THE_DAY = (
    *("leaderboard:day", "leaderboard:freezes", "leaderboard:insight"),
    *("competition:windows", "competition:notices"),
    *("competition:help_lines", "competition:area_classes"),
)
# Frames in another page and screens for a hall, without a tab of their own.
BARE = ("leaderboard:embed", "leaderboard:big_screen", "competition:paper_screen")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with standing(django_db_blocker) as found:
        yield found


def of_an_edition() -> list[str]:
    """Every address that names an edition, and those that are about one."""
    return sorted({*OF_THE_DAY, *(name for name, taken in addresses() if "edition" in taken)})


def title_of(world: World, address: str) -> str:
    """What the tab says; empty where no page of its own answers."""
    kept = {name for name in takes(address) if name not in world.places["own"]}
    if kept or address in BARE:
        return ""
    reply = world.browser("superuser").get(world.path(address))
    if reply.streaming:
        put_away(reply)
    if not isinstance(reply, HttpResponse) or reply.status_code != 200:
        return ""
    found = TITLE.search(reply.text) if "html" in reply.get("Content-Type", "") else None
    return " ".join(found[1].split()) if found else ""


def test_the_tab_of_a_page_of_an_edition_has_its_year(world: World) -> None:
    titles = {address: title_of(world, address) for address in of_an_edition()}
    told = {address: title for address, title in titles.items() if title}
    assert len(told) > 30
    assert {address: title for address, title in told.items() if "2027" not in title} == {}
