"""What the second person of the seal gets to see before confirming."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.aliases import alias
from competition.models import Alias, Attempt, Edition, Result, Sitting
from competition.sittings.actions.attempts import void
from competition.sittings.actions.sittings import close
from leaderboard.models import Seal
from leaderboard.seals.actions import propose
from leaderboard.seals.places import looks_at
from schools.models import Country, SchoolClass
from tests import cast
from tests.leaderboard import crowd

DESK = "/en/staff/editions/2027/seal/"
HEAD = "rank;alias;country;division;score;max_score;hard;tie_break\n"


@pytest.fixture
def reviewed(edition: Edition, sitting: Sitting, school_class: SchoolClass) -> Edition:
    """Three pupils have played, and twelve of other schools; the windows are over."""
    crowd.keep_company(edition, school_class.school.region)
    for card, score in zip(school_class.cards.order_by("number"), (3, 5, 4), strict=True):
        attempt = cast.finish(cast.make_attempt(card, sitting), "00000")
        Result.objects.filter(attempt=attempt).update(score=score)
    Result.objects.update(max_score=6)
    close(sitting, by=sitting.opened_by, at=clock.now())
    now = clock.now()
    edition.windows.update(opens_at=now - timedelta(hours=9), closes_at=now)
    Edition.objects.update(state="review", objection_days=0)
    return Edition.objects.get()


@pytest.fixture
def first() -> User:
    return cast.make_staff("coordinator")


def seen(client: Client, who: User) -> str:
    client.force_login(who)
    return " ".join(client.get(DESK).text.split())


def alias_of(score: int) -> str:
    card = Result.objects.get(score=score).attempt.card
    return alias.text(Alias.objects.get(card=card), "en")


def test_the_second_person_sees_the_places(
    reviewed: Edition, first: User, superuser: User, client: Client
) -> None:
    propose(reviewed, by=first, at=clock.now())
    page = seen(client, superuser)
    places = [page.index(alias_of(score)) for score in (5, 4, 3)]
    assert places == sorted(places)
    assert '<td class="number points">5 / 6</td>' in page
    assert "I have seen what is still open" not in page


def test_what_changed_since_the_list_before_is_told(
    reviewed: Edition, first: User, superuser: User, client: Client
) -> None:
    propose(reviewed, by=first, at=clock.now())
    gone, rescored = alias_of(5), alias_of(3)
    Result.objects.filter(score=3).update(score=2)
    void(Attempt.objects.get(result__score=5), reason="rules", by=first, at=clock.now())
    assert "Results have changed since this list was laid before." in seen(client, superuser)
    propose(reviewed, by=first, at=clock.now())
    page = seen(client, superuser)
    assert "Results have changed" not in page
    assert f"Gone: {gone}" in page
    assert f"Other points: {rescored}" in page
    assert "Another place only because others came or went: 13" in page
    assert "before: 2." in page
    propose(reviewed, by=first, at=clock.now())
    assert "nothing has changed." in seen(client, superuser)


def seal_of(*lines: str) -> Seal:
    """A list of one board with these rows."""
    board = {"country": "BA", "division": "12-13", "rows": len(lines)}
    return Seal(
        edition=Edition(), body=HEAD + "".join(f"{line}\n" for line in lines), boards=[board]
    )


BEST, OTHER = "1;brave otter 7;BA;12-13;5;6;0;0", "2;kind owl 8;BA;12-13;4;6;0;0"
BELOW = "21;;BA;12-13;2;6;0;0"


@pytest.mark.parametrize(
    ("before", "now", "rescored", "came", "gone", "below"),
    [
        ([BEST, OTHER], [BEST, OTHER], 0, 0, 0, (0, 0)),
        ([BEST], [BEST, OTHER], 0, 1, 0, (0, 0)),
        ([BEST, OTHER], [BEST], 0, 0, 1, (0, 0)),
        ([BEST, OTHER], [BEST, OTHER.replace(";4;", ";3;")], 1, 0, 0, (0, 0)),
        ([BEST, BELOW], [BEST, BELOW, BELOW], 0, 0, 0, (1, 0)),
        ([BEST, BELOW], [BEST, BELOW.replace(";2;", ";1;")], 0, 0, 0, (1, 1)),
        ([BEST, BELOW], [BEST, BELOW.replace("21;", "22;")], 0, 0, 0, (0, 0)),
    ],
)
def test_rows_that_came_went_and_moved(
    before: list[str],
    now: list[str],
    rescored: int,
    came: int,
    gone: int,
    below: tuple[int, int],
    country: Country,
) -> None:
    [look] = looks_at(seal_of(*now), seal_of(*before), "en")
    assert (len(look.rescored), len(look.came), len(look.gone)) == (rescored, came, gone)
    assert (look.below_came, look.below_gone) == below
    assert look.changed == ((before != now and below != (0, 0)) or bool(rescored or came or gone))


def test_a_board_of_which_nobody_is_left_is_told(country: Country) -> None:
    empty = Seal(edition=Edition(), body=HEAD, boards=[])
    [look] = looks_at(empty, seal_of(BEST), "en")
    assert (look.rows, look.top, len(look.gone)) == (0, [], 1)
