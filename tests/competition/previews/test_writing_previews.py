"""What the frame beside a form draws of the words that stand there; nothing is stored."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from base.models import User
from quizbank.models import Question
from schools.models import Role
from tests import cast
from tests.quizbank import made_kinds
from tests.quizbank.workshop.fields import sent_by
from tests.quizbank.workshop.pages import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def editor(client: Client) -> User:
    """Has logged in."""
    user = cast.make_staff(Role.Kind.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def spots(db: None) -> Question:
    return made_kinds.every_kind()[-1]


def drawn(client: Client, address: str, **typed: str) -> dict[str, object]:
    (found,) = client.post(address, typed).json()["questions"]
    return dict(found)


def test_a_text_is_drawn_as_it_is_typed_without_key_and_notes(
    client: Client, editor: User, spots: Question
) -> None:
    typed = sent_by(client.get(page_of("question_text", spots.key, "hr")).text)
    address = reverse("competition:typed_text", args=[spots.key, "hr"])
    found = client.post(address, {**typed, "choice_a": "Pomoć", "part_1": ""}).json()
    (question,) = found["questions"]
    assert question["choices"] == ["Pomoć", "Log in", "Bye", "Team", "Nothing"]
    assert question["scene"]["parts"][1] == {"as": "paragraph", "text": "…"}
    assert not {"key", "notes", "explanation"} & set(question)
    assert "Look at its owner." not in str(found)
    assert spots.texts.get(language="hr").choices["a"] == "Help"


def test_a_question_that_is_put_together_is_drawn_at_every_step(
    client: Client, editor: User
) -> None:
    address = reverse("competition:typed_new")
    found = drawn(client, address, kind="sort", choice="a", group="1", choice_a="x", bin_1="y")
    assert found == {
        "number": 1, "stem": "…", "choices": ["x"], "kind": "sort", "bins": ["y"],
    }  # fmt: skip
    assert drawn(client, address)["choices"] == ["…", "…", "…"]
    assert not Question.objects.exists()


def test_who_has_to_answer_first_learns_no_key_by_writing(client: Client, spots: Question) -> None:
    spots.texts.filter(language="en").update(state="content")
    client.force_login(cast.make_staff(Role.Kind.COORDINATOR))
    address = reverse("competition:typed_text", args=[spots.key, "en"])
    found = client.post(address, {}).json()
    assert set(found["questions"][0]) == {"number", "stem", "choices", "kind", "scene"}
