"""A paper that becomes known on the day: organizers are told once, without a score."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import OperationalError
from django.test import Client

from competition.models import Division, Edition
from leaderboard.models import KnownPaper, PaperWatch
from leaderboard.review_desk import tasks
from leaderboard.review_desk.actions import tell_known
from leaderboard.review_desk.looking_through import known_today
from leaderboard.review_desk.tasks import begin_watching, papers_to_watch, watch_papers
from schools import clock
from schools.models import Country, Job, User
from tests import cast
from tests.jobs import do_jobs
from tests.leaderboard.known_day import DAY, play


@pytest.fixture
def organizer(country: Country) -> User:
    made = cast.make_staff("organizer", country=country)
    User.objects.filter(pk=made.pk).update(language="en")
    return made


def test_organizers_are_told_once_and_the_page_of_the_day_says_so(
    client: Client, country: Country, edition: Edition, division: Division, organizer: User
) -> None:
    play(country, edition, division.official, known=True)
    found = known_today(division, since=DAY)
    assert [one["subject"] for one in found] == [{"division": "12-13", "country": "BA"}]
    assert known_today(division, since=DAY + timedelta(hours=3)) == []
    at = clock.now()
    [known] = tell_known(division, found, at=at)
    assert tell_known(division, found, at=at) == []
    assert (known.country, known.hour, known.question) == (country, 13, None)
    do_jobs()
    [letter] = mail.outbox
    assert letter.to == [organizer.email]
    assert "since 13:00 classes seem to know the paper in advance" in letter.body
    client.force_login(organizer)
    assert "A paper may have become known" in client.get("/en/staff/day/").text
    assert "the whole paper, from 13:00 on" in client.get("/en/staff/editions/2027/known/").text


def test_a_usual_day_tells_nothing(country: Country, edition: Edition, division: Division) -> None:
    play(country, edition, division.official, known=False)
    assert known_today(division, since=DAY) == []


def test_it_is_looked_at_every_hour_while_a_window_is_open(edition: Edition) -> None:
    at = clock.now()
    do_jobs(at=at)
    assert Job.objects.filter(task=watch_papers.module_path, state="done").count() == 1
    assert PaperWatch.objects.get().edition == edition
    assert not papers_to_watch.is_due(clock.now() + timedelta(minutes=59))
    assert papers_to_watch.is_due(clock.now() + timedelta(minutes=61))
    edition.windows.update(closes_at=at)
    assert not papers_to_watch.is_due(clock.now() + timedelta(minutes=61))
    assert not KnownPaper.objects.exists()


def test_an_edition_is_noted_as_looked_at_only_with_the_look_itself(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else one whose job was cut off in between would be left out for an hour."""

    def away(*_arguments: object, **_more: object) -> None:
        raise OperationalError

    with monkeypatch.context() as lost:
        lost.setattr(tasks, "asked_for", away)
        with pytest.raises(OperationalError):
            begin_watching.call()
    assert papers_to_watch.is_due(clock.now())
