"""Boards of pupils across countries."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from base import clock
from competition.models import Attempt, Edition, Result
from leaderboard.boards.actions import publish_boards
from leaderboard.models import Board
from schools.models import Country, Region, SchoolClass
from tests import cast
from tests.leaderboard import crowd
from tests.leaderboard.crowd import body, school


@pytest.fixture
def both(
    edition: Edition,
    abroad: Region,
    finished_attempt: Callable[..., Attempt],
    school_class: SchoolClass,
) -> list[Attempt]:
    """One pupil at home and one abroad, who is better."""
    for country in Country.objects.all():
        crowd.keep_company(edition, country.regions.get())
    assert edition.divisions.get().official
    right = cast.right_choices(edition.divisions.get().official)  # type: ignore[arg-type]
    at_home = finished_attempt(card=school_class.cards.first(), choices="0" + right[1:])
    sitting = crowd.enter(school(abroad, "Far"), edition, "VII-9", pupils=1)
    card = sitting.entry.school_class.cards.get()
    return [at_home, cast.finish(cast.make_attempt(card, sitting), right)]


def test_across_countries_rows_tell_the_country_and_never_the_school(both: list[Attempt]) -> None:
    publish_boards(at=clock.now())
    shown = body("pupils", None)
    assert [(row["rank"], row["country"]["en"]) for row in shown["rows"][:2]] == [
        (1, "Croatia"),
        (2, "Bosnia and Herzegovina"),
    ]
    assert set(shown["rows"][0]) == {"rank", "alias", "animal", "score", "max_score", "country"}
    assert "Far" not in Board.objects.get(kind="pupils", country=None).body


def test_a_country_that_holds_back_stands_on_no_board_across(both: list[Attempt]) -> None:
    publish_boards(at=clock.now())
    assert body("pupils", None)["total"] == 26
    assert "Croatia" in Board.objects.get(kind="pupils", country=None).body
    abroad = Result.objects.filter(country="HR").order_by("score", "pk")
    gone = abroad.values_list("pk", flat=True)[:4]
    Result.objects.filter(pk__in=list(gone)).update(counts=False, changed_at=clock.now())
    publish_boards(at=clock.now())
    assert (body("pupils", "HR")["rows"], body("pupils", "HR")["total"]) == ([], None)
    across = body("pupils", None)
    assert (across["total"], len(across["rows"])) == (13, 13)
    assert {row["country"]["en"] for row in across["rows"]} == {"Bosnia and Herzegovina"}
    assert "Croatia" not in Board.objects.get(kind="pupils", country=None).body
