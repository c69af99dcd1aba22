"""When a sealed list is not counted anew, and what of deleted pupils a correction tells."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Alias, Attempt, Edition
from leaderboard.awards.actions.seal_works import EditionArchived, PupilsDeleted
from leaderboard.models import Award, Seal, SealChange, Winner
from leaderboard.pupil_data.actions.erasing import erase_card
from leaderboard.results.queries.current_seal import current_seal
from leaderboard.seals.actions.correcting_seals import confirm_correction, lay_correction_before
from leaderboard.seals.actions.noting_changes import note_attempt
from tests.leaderboard.sealed import award, seal_now

DESK = "/en/staff/editions/2027/seal/"
PUBLIC = "/en/boards/2027/seal/"
WHY = "A card was used by somebody else."
COUNTED = "because all that was kept of them was deleted: 1."


@pytest.fixture
def published(reviewed: Edition, first: User, superuser: User) -> Seal:
    """Abroad four share the first place, at home everybody with enough points has a diploma."""
    award(reviewed, "rank", amount=4, country_id="HR")
    award(reviewed, "threshold", least=80, country_id="BA")
    seal = seal_now(reviewed, first, superuser)
    Edition.objects.update(state="published")
    return seal


def laid(seal: Seal, first: User) -> Seal:
    """A correction takes out one at home who has no point."""
    gone = Attempt.objects.filter(result__score=0).earliest("pk")
    note_attempt(gone, kind="void", reason="rules", by=first, at=clock.now())
    return lay_correction_before(seal.edition, why=WHY, by=first, at=clock.now())


def test_an_archived_edition_is_taken_out_of_the_archive_first(
    client: Client, published: Seal, first: User, superuser: User
) -> None:
    newest = laid(published, first)
    Edition.objects.update(state="archived")
    with pytest.raises(EditionArchived):
        confirm_correction(newest, by=superuser, at=clock.now())
    with pytest.raises(EditionArchived):
        lay_correction_before(published.edition, why=WHY, by=first, at=clock.now())
    client.force_login(superuser)
    page = client.get(DESK).text
    assert page.count("Take it out of the archive first.") == 2, "the list laid before, and more"
    assert "Lay the correction before" not in page
    assert 'value="confirm"' not in page
    Edition.objects.update(state="published")
    confirm_correction(newest, by=superuser, at=clock.now())
    assert current_seal(published.edition) == newest


def test_in_an_archived_edition_nothing_is_noted(published: Seal, first: User) -> None:
    Edition.objects.update(state="archived")
    with pytest.raises(EditionArchived):
        laid(published, first)
    assert not SealChange.objects.exists()


def test_an_award_of_who_was_deleted_is_not_given_to_the_next_one(
    published: Seal, first: User, superuser: User
) -> None:
    won, at = Award.objects.filter(rule__kind="rank").earliest("pk"), clock.now()
    dates = {"told_at": at, "confirm_by": at.date(), "handed_over_at": at}
    Winner.objects.create(award=won, place=1, **dates)
    erase_card(won.attempt.card, by=superuser, at=at)
    with pytest.raises(PupilsDeleted):
        laid(published, first)
    assert current_seal(published.edition) == published


def test_a_correction_says_how_many_were_deleted_and_not_who(
    client: Client, published: Seal, first: User, superuser: User
) -> None:
    best = Award.objects.filter(rule__kind="threshold", place=1).earliest("pk")
    alias = Alias.objects.get(card=best.attempt.card)
    name = f"{alias.adjective} {alias.animal} {alias.number}"
    assert name in published.body
    erase_card(best.attempt.card, by=superuser, at=clock.now())
    newest = laid(published, first)
    assert newest.rows == published.rows - 2
    assert newest.changes
    assert newest.changes["deleted"] == 1
    (board,) = newest.changes["boards"]
    assert len(board["gone"]) == 1, "who was taken out"
    assert newest.look
    told = json.dumps([newest.changes, newest.look])
    assert best.ticket not in told
    # "alpaca 4" is in "alpaca 47", which may be somebody else.
    assert not re.search(rf"{re.escape(name)}\b", told)
    client.force_login(superuser)
    assert COUNTED in client.get(DESK).text
    confirm_correction(newest, by=superuser, at=clock.now())
    assert COUNTED in client.get(PUBLIC).text
