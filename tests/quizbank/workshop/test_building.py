"""The page on which a question gets its kind, scene and answers: pressed as without script."""

from __future__ import annotations

import pytest
from django.test import Client

from base.models import User
from quizbank.models import Question
from tests import cast
from tests.cells import in_one_world
from tests.quizbank import made_kinds
from tests.quizbank.kind_files import CHAT
from tests.quizbank.people import put_into_paper
from tests.quizbank.workshop.fields import sent_by
from tests.quizbank.workshop.pages import page_of, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ABOUT = {"about-division_code": "12-13", "about-topic": "PRIV", "about-difficulty": "easy"}
type Typed = dict[str, str | list[str]]


@pytest.fixture(autouse=True)
def topic(db: None) -> None:
    cast.make_topic()


class Builder:
    """Somebody at the page: types, presses, and reads what comes back."""

    def __init__(self, client: Client, path: str) -> None:
        self.client, self.path = client, path
        self.page = client.get(path).text

    def types(self, **typed: str | list[str]) -> Builder:
        self.sent = sent_by(self.page)
        for name, value in typed.items():
            self.sent[name] = [value] if isinstance(value, str) else value
        return self

    def presses(self, do: str, **typed: str | list[str]) -> Builder:
        self.types(**typed)
        answer = self.client.post(self.path, {**self.sent, "do": do}, follow=True)
        self.page = answer.text
        return self

    def stores(self, **typed: str | list[str]) -> str:
        return read(self.presses("save", **typed).page)


def spelled(**typed: str) -> dict[str, str]:
    return {f"choice_{letter}": words for letter, words in typed.items()}


def new(client: Client, *steps: str) -> Builder:
    page = Builder(client, page_of("question_begin"))
    for step in steps:
        page.presses(step)
    return page


def placed(numbers: str) -> Typed:
    """Of each row its group, of each step its place."""
    return {f"about-right_{letter}": one for letter, one in zip("abcd", numbers, strict=True)}


RIGHT: dict[str, tuple[Typed, str]] = {
    "multi": ({"about-right": ["a", "c"]}, "ac"),
    "sort": (
        {"bin_1": "safe", "bin_2": "unsafe", **placed("1221")},
        "a1 b2 c2 d1",
    ),
    "order": (placed("3142"), "bdac"),
}


@in_one_world("kind", RIGHT)
def test_a_question_of_several_parts_is_begun(client: Client, editor: User, kind: str) -> None:
    marks, right = RIGHT[kind]
    page = new(client, f"kind {kind}")
    words = spelled(**{letter: f"Thing {letter}" for letter in "abcd"})
    said = page.stores(**words, **marks, **ABOUT, stem="What belongs where?", explanation="So.")
    assert "stored as a draft" in said
    made = Question.objects.get()
    assert (made.kind, made.right, made.texts.get().letters) == (kind, right, "abcd")


def test_a_scene_is_put_together_part_by_part_and_marked(client: Client, editor: User) -> None:
    page = new(client, "kind spots")
    for shown in ("sender", "link", "paragraph", "paragraph", "subject"):
        page.presses("add part", new_part=shown)
    page.presses("up 5").presses("flip 1")
    said = page.stores(
        stem="Mark all.", part_1="Us", choice_a="Win!", choice_b="Here", choice_c="Hello",
        choice_d="Bye", address_a="", address_1="us@prize.example", address_b="win.prize.example",
        **ABOUT, **{"about-right": ["a", "b"]},
    )  # fmt: skip
    assert "stored as a draft" in said, said
    made = Question.objects.get()
    told = [(part["id"], part["as"]) for part in made.scene["parts"]]
    assert told[0] == ("1", "sender")
    assert made.scene["parts"][0]["address"] == "us@prize.example"
    assert (made.right, sorted(one for one, _ in told)) == ("ab", ["1", "a", "b", "c", "d"])


def test_a_step_stores_nothing_and_loses_nothing(client: Client, editor: User) -> None:
    page = new(client).presses("kind order", stem="First of all?", choice_b="Second", **ABOUT)
    page.presses("add choice")
    assert 'name="choice_e"' in page.page
    assert sent_by(page.page)["stem"] == ["First of all?"]
    assert sent_by(page.page)["choice_b"] == ["Second"]
    assert sent_by(page.page)["about-division_code"] == ["12-13"]
    assert not Question.objects.exists()


WRONG = [
    ("multi", {"about-right": ["a"]}, "at least two have to be right"),
    ("order", placed("1111"), "Another step has this place."),
    ("sort", {"about-right_a": "1"}, "This field is required."),
]


@in_one_world(("kind", "marks", "told"), WRONG, ids=[one[0] for one in WRONG])
def test_what_is_right_has_to_fit_the_kind(
    client: Client, editor: User, kind: str, marks: Typed, told: str
) -> None:
    words = spelled(**{letter: f"Thing {letter}" for letter in "abcd"})
    said = new(client, f"kind {kind}").stores(**words, **marks, **ABOUT, stem="What?")
    assert told in said
    assert not Question.objects.exists()


def test_an_address_that_might_be_somebodys_is_refused(client: Client, editor: User) -> None:
    page = new(client, "scene mail").presses("add part", new_part="link")
    said = page.stores(stem="What?", part_1="Press", address_1="www.bank.com", **ABOUT)
    assert "This might belong to somebody." in said


def test_in_all_languages_words_stay_with_a_part_that_moves(client: Client, editor: User) -> None:
    question = next(one for one in made_kinds.every_kind() if one.kind == "spots")
    page = (
        Builder(client, page_of("question_build", question.key)).presses("down 1").presses("down 2")
    )
    assert "has to be reviewed again" in page.stores()
    question.refresh_from_db()
    words = question.texts.get(language="hr").words
    assert (question.right, words.choices["b"], words.choices["a"]) == ("ab", "Help", "Log in")
    assert words.notes["b"] == "Look at its owner."
    assert words == question.texts.get(language="en").words
    assert {text.state for text in question.texts.all()} == {"draft"}


def test_what_is_stored_unchanged_changes_nothing(client: Client, editor: User) -> None:
    for question in made_kinds.every_kind():
        Builder(client, page_of("question_build", question.key)).stores()
        text = question.texts.get(language="en")
        assert (text.version, text.wordings.count()) == (1, 1)


def test_a_question_in_a_paper_keeps_its_scene(client: Client, editor: User) -> None:
    question = made_kinds.every_kind()[0]
    put_into_paper(question)
    page = Builder(client, page_of("question_build", question.key)).presses("down 1")
    assert "This question is in a published paper" in page.stores()
    question.refresh_from_db()
    assert question.scene == CHAT
