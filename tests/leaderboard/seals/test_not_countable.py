"""When a sealed list is not counted anew, and what of deleted pupils a correction tells."""

from __future__ import annotations

import pytest
from django.test import Client

from competition.models import Attempt, Edition
from leaderboard.awards.actions.seal_works import EditionArchived
from leaderboard.models import Seal
from leaderboard.results.queries.current_seal import current_seal
from leaderboard.seals.actions.correcting_seals import confirm_correction, lay_correction_before
from leaderboard.seals.actions.noting_changes import note_attempt
from schools import clock
from schools.models import User
from tests.leaderboard.sealed import award, seal_now

DESK = "/en/staff/editions/2027/seal/"
WHY = "A card was used by somebody else."


@pytest.fixture
def published(reviewed: Edition, first: User, superuser: User) -> Seal:
    """The four best abroad share the first place; nobody was asked."""
    award(reviewed, "rank", amount=4, country_id="HR")
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
