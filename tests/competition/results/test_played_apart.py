"""Who was absent and plays later: the results of a few are not told as those of the class."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.letters.queries.outgoing import to_talk_about
from competition.models import Edition, Entry, Letter, Sitting
from competition.sittings.actions.sittings import close
from competition.sittings.queries.running import sittings_apart
from tests import cast

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def entry(edition: Edition, teacher: User) -> Entry:
    """A class of seven, its key open."""
    Edition.objects.update(reveal_early=True)
    school = teacher.roles.get().school
    assert school is not None
    return cast.make_entry(cast.make_class(school, teacher, cards=7), edition)


def play(entry: Entry, teacher: User, *numbers: int) -> Sitting:
    """A sitting in which these numbers have everything right."""
    sitting = cast.make_sitting(entry)
    for card in entry.school_class.cards.filter(number__in=numbers):
        cast.finish(cast.make_attempt(card, sitting), cast.right_choices(sitting.paper))
    return close(sitting, by=teacher, at=clock.now())


@pytest.fixture
def first(entry: Entry, teacher: User) -> Sitting:
    """The class without its sixth and seventh."""
    return play(entry, teacher, 1, 2, 3, 4, 5)


@pytest.fixture
def later(first: Sitting, teacher: User) -> Sitting:
    """The sixth alone."""
    return play(first.entry, teacher, 6)


def page(client: Client, teacher: User, address: str) -> str:
    client.force_login(teacher)
    return " ".join(client.get(f"/en/staff/{address}").text.split())


def test_who_played_later_is_told_as_a_few_and_never_as_the_class(
    client: Client, first: Sitting, later: Sitting, teacher: User
) -> None:
    told = page(client, teacher, f"sittings/{later.pk}/results/")
    assert "1 pupil finished" in told
    assert "These are a few who played apart from their class" in told
    assert f"/en/staff/sittings/{first.pk}/results/" in told
    for words in ("Everybody knew", "Your class", "what the class said", "on the projector"):
        assert words not in told
    own = page(client, teacher, f"sittings/{first.pk}/results/")
    assert ("Everybody knew" in own, "on the projector" in own) == (True, True)
    assert "apart from their class" not in own


def test_the_wall_tells_nobody_what_a_single_child_said(
    client: Client, first: Sitting, later: Sitting, teacher: User
) -> None:
    client.force_login(teacher)
    reply = client.get(f"/en/staff/sittings/{later.pk}/discussion/")
    assert reply.headers["Location"] == f"/en/staff/sittings/{later.pk}/results/"
    assert client.get(f"/en/staff/sittings/{first.pk}/discussion/").status_code == 200


def test_results_on_the_first_page_are_those_of_the_class(
    client: Client, first: Sitting, later: Sitting, teacher: User
) -> None:
    told = page(client, teacher, "")
    listed = re.findall(r"/en/staff/sittings/(\d+)/results/", told.partition("class-ways")[2])
    assert [int(one) for one in listed[:2]] == [first.pk, later.pk]
    task = re.findall(r'class="button"\s+href="/en/staff/sittings/(\d+)/results/', told)
    assert [int(one) for one in task] == [first.pk]
    assert told.count("a few who played apart") == 1


def test_the_letter_about_the_open_key_leads_to_the_wall_of_the_class(
    first: Sitting, later: Sitting, teacher: User
) -> None:
    letter = Letter(edition=first.entry.edition, kind=Letter.Kind.KEY)
    assert to_talk_about(letter, teacher) == [first]


def test_a_part_of_the_class_that_plays_by_itself_is_a_group(entry: Entry, teacher: User) -> None:
    sittings = [play(entry, teacher, 1, 2, 3, 4), play(entry, teacher, 5, 6, 7)]
    assert sittings_apart([entry.pk]) == {}
    assert len(sittings) == 2
