"""Pictures of scenes: served by their name alone, compiled into papers, forgotten when unseen."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import yaml
from django.test import Client
from django.urls import reverse

from base import clock
from base.intake.file_refusal import RefusedFile
from base.intake.scene_pictures import MOST_BYTES
from quizbank.bank.actions.beginning import store_question
from quizbank.bank.queries import compiled_body
from quizbank.exceptions import BadQuestion
from quizbank.models import Paper, Picture, Question
from quizbank.papers.actions import publish_paper
from quizbank.papers.compiled_keys import key_digests
from quizbank.pictures.actions import keep_picture
from quizbank.pictures.queries import KEPT, long_unseen
from quizbank.pictures.taking_in import taken_in
from quizbank.rules.scene_kinds import PICTURES, images_in
from tests import cast
from tests.forgetting import forget_due
from tests.machine import ROOT
from tests.quizbank.pictured import (
    drawing,
    keep_fixture_pictures,
    pictured_file,
    pictured_question,
    png,
)

pytestmark = pytest.mark.django_db
FIXTURES = ROOT / "fixtures"


def paper_of(question: Question) -> Paper:
    return publish_paper(
        [question], title="pictured", kind="official", division_code="12-13",
        languages=cast.LANGUAGES, at=clock.now(), seed="s",
    )  # fmt: skip


def parts(body: str | bytes) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(body)["questions"][0]["scene"]["parts"]
    return found


def test_whoever_knows_the_name_gets_the_bytes_for_ever(client: Client) -> None:
    name = keep_picture(drawing(), at=clock.now())
    assert reverse("quizbank_plain:picture", args=[name]) == f"{PICTURES}{name}"
    answer = client.get(f"{PICTURES}{name}")
    assert answer.content == drawing().content
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert client.get(f"{PICTURES}{name.replace('640', '641')}").status_code == 404
    assert client.get(PICTURES).status_code == 404


def test_what_is_brought_is_read_by_a_process_of_its_own() -> None:
    assert taken_in(png()) == drawing()
    with pytest.raises(RefusedFile, match="no picture"):
        taken_in(b"MZ")


def test_a_paper_says_where_its_picture_is_and_how_much_room_it_needs() -> None:
    paper = paper_of(pictured_question())
    for code in cast.LANGUAGES:
        (author, picture) = parts(paper.compiled.get(language=code).body)
        assert author == {"as": "author", "address": "@sova", "text": "Owl"}
        assert picture == {
            "as": "picture",
            "image": f"{PICTURES}{drawing().name}",
            "width": 640,
            "height": 400,
            "text": "An owl rides a bicycle",
        }
    told = compiled_body(key_digests(paper.pk)["en"])
    assert parts(told or b"")[1]["image"] == f"{PICTURES}{drawing().name}"


def test_a_question_cannot_name_a_picture_that_is_not_there() -> None:
    cast.make_topic()
    with pytest.raises(BadQuestion, match="part 2: there is no such picture"):
        store_question(pictured_file(drawing().name), languages=cast.LANGUAGES, at=clock.now())


def test_a_published_question_may_get_its_picture_but_no_other_words() -> None:
    question = pictured_question()
    paper_of(question)
    bare = pictured_file(drawing().name)
    del bare["scene"]["parts"][1]["image"]
    Question.objects.filter(pk=question.pk).update(scene=bare["scene"])
    store = {"languages": cast.LANGUAGES, "at": clock.now()}
    store_question(pictured_file(drawing().name), **store)  # type: ignore[arg-type] # three names
    other = pictured_file(drawing().name)
    other["scene"]["parts"][0]["address"] = "@other"
    with pytest.raises(BadQuestion, match="cannot change"):
        store_question(other, **store)  # type: ignore[arg-type] # three names


# ---------------------------------------------------------------- what nothing shows


def after(days: float) -> int:
    """How many go that long after now."""
    return forget_due(clock.now() + timedelta(days=days))


def test_a_picture_that_nothing_shows_goes_after_a_week() -> None:
    keep_picture(drawing(), at=clock.now())
    assert (after(6.9), Picture.objects.count()) == (0, 1)
    assert (after(7.1), Picture.objects.count()) == (1, 0)


def test_a_picture_of_a_question_stays() -> None:
    pictured_question()
    later = clock.now() + KEPT + timedelta(hours=1)
    assert long_unseen(later).exists()
    forget_due(later)
    assert Picture.objects.count() == 1
    # It has been seen now, so that nobody looks again for a week.
    assert not long_unseen(later).exists()


def test_a_picture_of_a_paper_stays_whatever_becomes_of_its_question() -> None:
    question = pictured_question()
    paper = paper_of(question)
    Question.objects.filter(pk=question.pk).update(scene={})
    after(8)
    assert Picture.objects.count() == 1
    paper.compiled.all().delete()
    assert (after(16), Picture.objects.count()) == (1, 0)


# ---------------------------------------------------------------- those of the fixtures


def shown_in_fixtures() -> set[str]:
    files = (FIXTURES / "questions").glob("*/*.yaml")
    scenes = (yaml.load(path.read_text(), yaml.CSafeLoader).get("scene", {}) for path in files)
    return {name for scene in scenes for name in images_in(scene).values()}


def test_each_picture_of_the_fixtures_is_shown_and_small() -> None:
    keep_fixture_pictures()
    assert set(Picture.objects.values_list("name", flat=True)) == shown_in_fixtures()
    assert all(len(one.content) <= MOST_BYTES for one in Picture.objects.all())
