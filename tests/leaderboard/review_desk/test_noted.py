"""After the seal: whoever noted a change at the review desk sees it there and withdraws it."""

from __future__ import annotations

from django.test import Client

from base import clock
from base.models import User
from competition.models import Attempt, Edition
from leaderboard.models import SealChange
from leaderboard.seals.actions.noting_changes import note_attempt
from schools.models import Country, Region
from tests import cast
from tests.leaderboard.sealed import seal_now

PAGE = "/en/staff/editions/2027/desk/"
NOTE = "/en/staff/editions/2027/seal/note/"


def test_an_organizer_of_a_region_notes_and_withdraws_at_the_desk(
    client: Client,
    reviewed: Edition,
    first: User,
    superuser: User,
    country: Country,
    abroad: Region,
) -> None:
    seal_now(reviewed, first, superuser)
    home = Attempt.objects.filter(entry__school_class__school__country=country)
    one, other = home.order_by("pk")[:2]
    organizer = cast.make_staff("organizer", region=country.regions.get())
    client.force_login(organizer)
    client.post(f"{PAGE}decide/", {"act": "void", "attempt": one.pk, "reason": "rules"})
    mine = SealChange.objects.get()
    theirs = note_attempt(other, kind="void", reason="wrong_card", by=first, at=clock.now())
    page = client.get(PAGE).text
    assert mine.in_words in page
    assert theirs.in_words in page
    assert page.count("/withdraw/") == 1, "only the own one"
    said = {"from": "desk", "why": "It was another card."}
    assert client.post(f"{NOTE}{theirs.pk}/withdraw/", said).status_code == 404
    answer = client.post(f"{NOTE}{mine.pk}/withdraw/", said)
    assert answer["Location"] == PAGE
    assert list(SealChange.objects.filter(withdrawn_at=None)) == [theirs]
    waits, _folded, gone = client.get(PAGE).text.partition("Withdrawn (1)")
    assert mine.in_words not in waits
    assert mine.in_words in gone
    assert said["why"] in gone
    organizer.roles.update(region=abroad)
    assert theirs.in_words not in client.get(PAGE).text
