"""Before an edition is archived it is told what the step would break off, and that wants a tick."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Edition
from competition.setup.actions import LookFirst, take_step
from leaderboard.models import Winner, WinnersPlan
from leaderboard.winners.actions import confirm_winner
from schools.models import Country, Region
from tests import cast
from tests.leaderboard.winners.conftest import in_days, teacher_of, winner_now

STEPS = "/en/staff/editions/2027/"


@pytest.fixture
def published(told: WinnersPlan) -> Edition:
    """Results are public; of the one award a teacher has still to say a word."""
    Edition.objects.update(state="published")
    return Edition.objects.get()


@pytest.fixture
def ended(published: Edition) -> Edition:
    """The teacher has confirmed, and the pupil knows."""
    winner = winner_now()
    confirm_winner(winner, by=teacher_of(winner), at=clock.now())
    Winner.objects.update(pupil_told_at=clock.now())
    return published


def archive(edition: Edition, by: User, *, seen: bool = False) -> None:
    take_step(edition, to="archived", by=by, at=clock.now(), seen=seen)


def test_winners_without_an_end_are_named_and_have_to_be_seen(
    published: Edition, superuser: User, client: Client
) -> None:
    client.force_login(superuser)
    page = " ".join(client.get(STEPS).text.split())
    school_class = winner_now().school_class
    assert f"The rank: {school_class}, {school_class.school}, may be confirmed until" in page
    assert "Nobody is asked about winners any more" in page
    assert 'name="seen" required' in page
    with pytest.raises(LookFirst):
        archive(published, superuser)
    archive(published, superuser, seen=True)


def test_of_another_country_only_the_number_is_told(
    published: Edition, client: Client, abroad: Region
) -> None:
    """Who may open the overview organizes one of its countries."""
    one = winner_now().school_class
    home = one.school.country
    other = Country.objects.exclude(pk=home.pk).get()
    pages = {}
    for place in (home, other):
        client.force_login(cast.make_staff("organizer", country=place))
        pages[place] = " ".join(client.get("/en/staff/editions/2027/").text.split())
        User.objects.filter(email="organizer@example.org").delete()
    for page in pages.values():
        assert "1 award waits for a teacher’s word." in page
    assert f"{one}, {one.school}, may be confirmed" in pages[home]
    assert one.school.name not in pages[other]
    assert "may be confirmed" not in pages[other]


def unknowing(first: User) -> None:
    Winner.objects.update(pupil_told_at=None)


def untold(first: User) -> None:
    Winner.objects.update(told_at=None)


def ceremony_ahead(first: User) -> None:
    WinnersPlan.objects.update(ceremony_at=in_days(3))


@pytest.mark.parametrize(
    ("open_thing", "said"),
    [
        (unknowing, "1 pupil does not know of the award yet."),
        (untold, "Of 1 award no teacher was told."),
        (ceremony_ahead, "until then a reserve may still step in."),
    ],
)
def test_whatever_else_is_open_has_to_be_seen(
    open_thing: Callable[[User], None],
    said: str,
    ended: Edition,
    first: User,
    superuser: User,
    client: Client,
) -> None:
    open_thing(first)
    client.force_login(superuser)
    assert said in " ".join(client.get(STEPS).text.split())
    with pytest.raises(LookFirst):
        archive(ended, superuser)


def test_where_all_have_an_end_nothing_has_to_be_seen(ended: Edition, superuser: User) -> None:
    archive(ended, superuser)
    assert Edition.objects.get().state == "archived"
