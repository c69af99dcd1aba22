"""What browsers get of each kind of question: all that is asked, and nothing of the key."""

from __future__ import annotations

import json
from typing import Any

import pytest

from quizbank.bank.queries import compiled_body
from quizbank.models import Paper, Question, QuestionText
from quizbank.papers.answers_in_words import in_words, right_in_words
from quizbank.papers.compiled_keys import key_digests
from quizbank.rules.responses import decoded
from tests import cast
from tests.quizbank.kind_files import KINDS
from tests.quizbank.made_kinds import paper_of_every_kind

pytestmark = pytest.mark.django_db
type Sent = dict[str, dict[str, Any]]


@pytest.fixture
def paper() -> Paper:
    return paper_of_every_kind("s")


def sent(paper: Paper) -> Sent:
    body = json.loads(paper.compiled.get(language="en").body)
    return dict(zip(KINDS, body["questions"], strict=True))


def told(paper: Paper) -> Sent:
    body = json.loads(compiled_body(key_digests(paper.pk)["en"]) or b"")
    return dict(zip(KINDS, body["questions"], strict=True))


def test_each_question_says_how_it_is_answered_and_nothing_of_the_key(paper: Paper) -> None:
    asked = sent(paper)
    assert [one.get("kind", "single") for one in asked.values()] == list(KINDS)
    assert asked["sort"]["bins"] == ["public", "mine"]
    for words in ("right", "key", "Because", "Look at its owner", "It begins with it"):
        assert words not in json.dumps(asked)


def test_a_question_of_one_choice_without_a_scene_is_as_it_always_was() -> None:
    bytes_of = cast.make_paper("official", 2).compiled.get(language="en").body
    first = json.loads(bytes_of)["questions"][0]
    assert list(first) == ["number", "stem", "choices", "topic"]


def test_a_scene_takes_its_markable_texts_from_the_choices(paper: Paper) -> None:
    spots = sent(paper)["spots"]
    assert spots["choices"] == ["Help", "Log in", "Bye", "Team", "Nothing"]
    assert spots["scene"] == {
        "kind": "mail",
        "parts": [
            {"as": "sender", "address": "help@prize.example", "choice": 1},
            {"as": "paragraph", "text": "Hello,"},
            {"as": "link", "address": "game.prize.example", "choice": 2},
            {"as": "paragraph", "choice": 3},
            {"as": "paragraph", "choice": 4},
        ],
    }
    assert sent(paper)["single"]["scene"]["people"] == {"1": "Una"}


def rewritten(**change: object) -> None:
    """Another wording of the scene's question, after its paper went out."""
    text = QuestionText.objects.get(question__key="kind-spots", language="en")
    for name, words in change.items():
        setattr(text, name, words)
    text.save()


def test_a_scene_is_told_as_it_was_asked_with_the_notes_of_today(paper: Paper) -> None:
    rewritten(parts={"1": "Good day,"}, notes={"a": "Its owner is prize.", "1": "Polite."})
    asked, after = sent(paper)["spots"], told(paper)["spots"]
    assert [part.get("text") for part in after["scene"]["parts"]][1] == "Hello,"
    assert after["scene"]["parts"][1].pop("note") == "Polite."
    assert after["scene"] == asked["scene"]
    assert after["notes"][0] == "Its owner is prize."


def test_beside_a_part_that_is_another_one_now_stands_no_note(paper: Paper) -> None:
    question = Question.objects.get(key="kind-spots")
    parts = question.scene["parts"]
    question.scene = {**question.scene, "parts": [*parts[:1], *parts[2:], parts[1]]}
    question.save()
    assert told(paper)["spots"]["scene"] == sent(paper)["spots"]["scene"]


def test_the_right_order_is_never_the_order_in_which_steps_are_sent(paper: Paper) -> None:
    steps = sent(paper)["order"]["choices"]
    assert sorted(steps) == [f"order {letter}" for letter in "abcd"]
    assert steps == [f"order {letter}" for letter in paper.items.get(number=4).order]


def test_the_key_is_the_paper_with_what_is_right_and_why(paper: Paper) -> None:
    asked, after = sent(paper), told(paper)
    for kind, question in after.items():
        assert question["explanation"] == f"Because of {kind}."
        assert {name: question[name] for name in asked[kind] if name != "scene"} == {
            name: words for name, words in asked[kind].items() if name != "scene"
        }
    assert right_in_words(after["single"]) == "single b"
    assert sorted(right_in_words(after["multi"]).split(" · ")) == ["multi a", "multi c"]
    assert right_in_words(after["order"]) == "1. order c · 2. order a · 3. order b · 4. order d"
    assert "sort b → mine" in right_in_words(after["sort"])
    assert right_in_words(after["spots"]) == "Help · Log in"
    assert after["spots"]["notes"] == ["Look at its owner.", "", "", "", ""]
    assert after["spots"]["scene"]["parts"][1]["note"] == "Anybody may say so."


def test_the_key_has_one_address_however_often_it_is_asked_for(paper: Paper) -> None:
    assert key_digests(paper.pk) == key_digests(paper.pk)
    assert set(key_digests(paper.pk)) == set(cast.LANGUAGES)


def test_every_code_of_every_question_is_said_in_words(paper: Paper) -> None:
    asked = sent(paper)
    for item in paper.items.select_related("question"):
        question = asked[item.question.kind]
        for code in range(1, item.form.highest + 1):
            said = in_words(question, code)
            assert bool(said) == bool(decoded(item.form, code))
        assert in_words(question, 0) == ""
