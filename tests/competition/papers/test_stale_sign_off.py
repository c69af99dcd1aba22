"""A question is signed off as it was read: its words, its right answer, its scene."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from base.models import User
from competition.models import SignOff
from quizbank.models import Question
from schools.models import Country, Role
from tests import cast
from tests.cells import in_one_world
from tests.competition.papers.cast import choose, make_draft_edition, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SCENE = {"kind": "poster", "parts": []}


@in_one_world(
    ("change", "signed"),
    [({"right": "b"}, False), ({"scene": SCENE}, False), ({"difficulty": "hard"}, True)],
    ids=["right answer", "picture", "difficulty"],
)
def test_a_page_opened_before_another_answer_or_picture_signs_nothing(
    change: dict[str, object], signed: bool, client: Client, country: Country, superuser: User
) -> None:
    question = make_question("pictures", sensitive=True)
    place = make_draft_edition(country)
    choose(place, "official", [question], superuser)
    client.force_login(cast.make_staff(Role.Kind.COORDINATOR))
    path = reverse("competition:paper", args=[place.edition.slug, place.code, "official"])
    name = f"seen-{question.pk}"
    seen = client.get(path).text.split(f'name="{name}" value="')[1].split('"')[0]
    Question.objects.filter(pk=question.pk).update(**change)
    sent = {"do": f"sign:{question.pk}", "version": "1", name: seen}
    said = client.post(path, sent, follow=True).text
    assert ("The texts have changed" in said, SignOff.objects.exists()) == (not signed, signed)
