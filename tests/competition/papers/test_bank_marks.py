"""What stands beside a question of the bank of which not every text is whole."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from schools.models import Country, Role
from tests import cast
from tests.competition.papers.cast import make_bank, make_draft_edition
from tests.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_a_text_that_lacks_its_explanation_is_not_said_to_be_missing(
    client: Client, country: Country
) -> None:
    place = make_draft_edition(country)
    (question,) = make_bank(1)
    question.texts.filter(language="hr").update(explanation="")
    question.texts.filter(language="sr").update(choices={**dict.fromkeys("abd", "x"), "c": ""})
    question.texts.filter(language="bs").delete()
    client.force_login(cast.make_staff(Role.Kind.COORDINATOR))
    path = reverse("competition:paper", args=[place.edition.slug, place.code, "official"])
    said = " ".join(" ".join(one.text for one in Page(client.get(path).text).said).split())
    assert "No text in: Bosanski ." in said
    assert "Still empty: Hrvatski (Explanation), Српски (Answer C)." in said
    assert "Reviewed in all languages." not in said
