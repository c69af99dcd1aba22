"""An editor brings a picture for a part of a scene, sees it, and takes it out; without script."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from base.models import User
from quizbank.models import Picture, Question
from quizbank.rules.scene_kinds import PICTURES
from tests.cells import in_one_world
from tests.quizbank.pictured import drawing, pictured_question, png
from tests.quizbank.workshop.fields import sent_by
from tests.quizbank.workshop.pages import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
NAME = drawing().name


@pytest.fixture
def path(editor: User) -> str:
    """Of the page on which a stored question with a picture is built."""
    pictured_question()
    return page_of("question_build", "pictured")


def press(client: Client, path: str, do: str, content: bytes = b"", **typed: str) -> str:
    sent: dict[str, object] = {**sent_by(client.get(path).text), **typed, "do": do}
    if content:
        sent["upload_2"] = SimpleUploadedFile("any.png", content, "image/png")
    return client.post(path, sent, follow=True).text


def image() -> str | None:
    found: str | None = Question.objects.get().scene["parts"][1].get("image")
    return found


def other() -> bytes:
    return png("#f2c35f")


def test_the_page_shows_the_picture_with_its_words(client: Client, path: str) -> None:
    page = client.get(path).text
    assert f'src="{PICTURES}{NAME}"' in page
    assert 'alt="An owl rides a bicycle"' in page
    assert 'enctype="multipart/form-data"' in page


def test_a_picture_that_is_brought_is_seen_before_it_is_stored(client: Client, path: str) -> None:
    page = press(client, path, "picture 2", other())
    brought = Picture.objects.exclude(name=NAME).get().name
    assert f'src="{PICTURES}{brought}"' in page
    assert sent_by(page)["image_2"] == [brought]
    assert image() == NAME


def test_the_one_that_was_brought_is_stored(client: Client, path: str) -> None:
    press(client, path, "save", other())
    assert image() == Picture.objects.exclude(name=NAME).get().name


def test_a_picture_is_taken_out(client: Client, path: str) -> None:
    press(client, path, "save", image_2="")
    assert image() is None


@in_one_world("do", ["save", "up 2", "picture 2"])
def test_what_is_refused_says_why_and_moves_nothing(client: Client, path: str, do: str) -> None:
    page = press(client, path, do, b"<svg/>")
    assert "This file is no picture we can take." in page
    assert sent_by(page)["part_2"] == ["An owl rides a bicycle"]
    assert (image(), Picture.objects.count()) == (NAME, 1)


def test_a_picture_that_is_gone_is_told(client: Client, path: str) -> None:
    page_before = sent_by(client.get(path).text)
    Picture.objects.all().delete()
    page = client.post(path, {**page_before, "do": "save"}).text
    assert "part 2: there is no such picture" in page
