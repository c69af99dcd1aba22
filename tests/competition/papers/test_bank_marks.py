"""What stands beside a question of the bank: texts that are not whole, and where it was used."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from base import clock
from base.models import User
from competition.models import Division, Edition
from quizbank.models import Question
from schools.models import Country, Role
from tests import cast
from tests.cells import in_one_world
from tests.competition.papers.cast import choose, make_bank, make_draft_edition, publish
from tests.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def read(client: Client, place: Division) -> str:
    """The page of an official paper, on which the bank stands."""
    path = reverse("competition:paper", args=[place.edition.slug, place.code, "official"])
    return " ".join(" ".join(one.text for one in Page(client.get(path).text).said).split())


# ---------------------------------------------------------------- where it was used


NEXT, HIDDEN = "Used: Next year 2028, {}.", "In no paper that you may see."


@pytest.fixture
def asked(country: Country, superuser: User) -> Question:
    """In an official paper of one country that is still to be played."""
    (question,) = make_bank(1)
    ahead = make_draft_edition(country)
    publish(choose(ahead, "official", [question], superuser), superuser, clock.now())
    return question


@in_one_world(
    ("kind", "where", "known"),
    [
        (Role.Kind.COORDINATOR, {}, True),
        (Role.Kind.ORGANIZER, {"country_id": "HR"}, False),
    ],
    ids=["leads all", "leads another"],
)
def test_the_bank_tells_of_no_secret_paper_of_an_edition_that_somebody_else_leads(
    kind: str, where: dict[str, Any], known: bool, client: Client, asked: Question
) -> None:
    own = make_draft_edition(cast.make_country("HR"), slug="own")
    client.force_login(cast.make_staff(kind, **where))
    said = read(client, own)
    assert (NEXT.format("official") in said, HIDDEN in said) == (known, not known)
    assert "Use a paper that is published already" not in said
    Edition.objects.filter(slug="next").update(state=Edition.State.REVIEW)
    said = read(client, own)
    assert (NEXT.format("official") in said, HIDDEN in said) == (True, False)


def test_a_paper_is_told_of_as_what_each_edition_has_it(
    client: Client, asked: Question, superuser: User
) -> None:
    """What one practises another one asks in earnest: whoever leads the first knows of it alone."""
    croatia = cast.make_country("HR")
    shown = make_draft_edition(croatia, slug="shown")
    Edition.objects.filter(slug="shown").update(names={"en": "Shown"})
    paper = Division.objects.get(edition__slug="next").official
    Division.objects.filter(pk=shown.pk).update(practice=paper)
    client.force_login(cast.make_staff(Role.Kind.ORGANIZER, country_id="HR"))
    said = read(client, shown)
    assert ("Used: Shown 2028, practice." in said, "Next year" in said) == (True, False)
    client.force_login(superuser)
    said = read(client, shown)
    assert "Used: Shown 2028, practice." in said
    assert NEXT.format("official") in said
