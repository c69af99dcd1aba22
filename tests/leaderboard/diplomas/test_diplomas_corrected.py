"""Diplomas of a list that is corrected: a serial stays, and who lost the award has none."""

from __future__ import annotations

import pytest

from competition.models import Edition
from leaderboard.diplomas.actions.issuing import issue
from leaderboard.diplomas.queries.diploma_claims import claims_in
from leaderboard.diplomas.queries.diploma_facts import read_diplomas, related_diplomas
from leaderboard.models import IssuedDiploma, ToldDecision
from leaderboard.seals.actions.correcting_seals import confirm_correction, lay_correction_before
from leaderboard.seals.actions.noting_changes import note_attempt
from schools import clock
from schools.models import Country, User
from tests.leaderboard.sealed import award, seal_now


def issued(edition: Edition, country: Country, by: User) -> dict[int, IssuedDiploma]:
    """By attempt."""
    claims = claims_in(edition, country, "winner")
    rows = issue(edition, claims, by=by, at=clock.now())
    return {one.award.attempt_id: one for one in rows if one.award}


@pytest.mark.usefixtures("english")
def test_they_go_over_and_who_lost_the_award_has_none_that_holds(
    reviewed: Edition, country: Country, first: User, superuser: User
) -> None:
    award(reviewed, "rank", amount=3)
    edition = seal_now(reviewed, first, superuser).edition
    before, claims = issued(edition, country, first), claims_in(edition, country, "winner")
    gone = next(iter(before.values()))
    assert gone.award is not None
    attempt = gone.award.attempt
    note_attempt(attempt, kind="void", reason="rules", by=first, at=clock.now())
    laid = lay_correction_before(edition, why="Not of it.", by=first, at=clock.now())
    confirm_correction(laid, by=superuser, at=clock.now())
    after = issued(edition, country, first)
    stay = set(before) - {attempt.pk}
    assert {after[pk].serial for pk in stay} == {before[pk].serial for pk in stay}
    read = read_diplomas(related_diplomas().filter(pk__in=[one.pk for one in before.values()]))
    assert [one.row for one in read if one.corrected] == [gone]
    # Claims that were read before the correction.
    assert issue(edition, claims, by=first, at=clock.now()) == []
    # Teachers read of it, and are told of no answer that nobody would take.
    told = ToldDecision.objects.get()
    assert told.answer_until == told.told_at
