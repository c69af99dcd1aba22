"""What is left of the winners of a school year that is over stands behind what is now."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from base import clock
from base.models import User
from competition.models import Edition
from leaderboard.models import Winner, WinnersPlan
from leaderboard.winners.actions.teachers_word import confirm_winner
from leaderboard.winners.queries.teacher_steps import winner_steps
from schools.models import SchoolClass
from tests.leaderboard.winners.conftest import teacher_of, winner_now


@pytest.fixture
def teacher(told: WinnersPlan, client: Client) -> User:
    """Of the one winner, at a browser; nobody has archived the edition."""
    Edition.objects.update(state="published")
    WinnersPlan.objects.update(ceremony_place="Sarajevo")
    found = teacher_of(winner_now())
    client.force_login(found)
    return found


def tasks(client: Client) -> list[tuple[str, bool]]:
    """Each with whether it is the next one, in the order of the page."""
    page = client.get(reverse("competition:classes")).text
    rows = re.findall(r'data-task="(\w+)"\s+data-state="\w+"\s+(aria-current)?', page)
    return [(key, bool(current)) for key, current in rows]


def test_a_pupil_who_is_not_told_is_next_while_the_year_is_on(
    teacher: User, client: Client
) -> None:
    assert tasks(client)[0] == ("winners", True)
    page = client.get(reverse("leaderboard:my_winners")).text
    assert "<summary>" not in page.partition("<main")[2]
    assert "The day is not fixed yet." in page


@pytest.mark.parametrize("ended", [False, True], ids=["somebody waits", "all know"])
def test_from_august_on_it_is_neither_next_nor_above(
    teacher: User, client: Client, *, ended: bool
) -> None:
    if ended:
        confirm_winner(winner_now(), by=teacher, at=clock.now())
        Winner.objects.update(pupil_told_at=clock.now())
    SchoolClass.objects.update(school_year="2019/2020")
    found = tasks(client)
    assert found[-1] == ("winners_before", False)
    assert any(current for _key, current in found)
    [step] = winner_steps(teacher)
    assert str(step.task.title) == "Winners of the school year 2019/2020"
    page = client.get(reverse("leaderboard:my_winners")).text.partition("<main")[2]
    before, _summary, after = page.partition("<summary>")
    link = reverse("leaderboard:winner", args=[winner_now().pk])
    assert (link in before, link in after) == (False, True)
    # The ceremony of a year that is over is nothing to come.
    assert "The day is not fixed yet." not in page
