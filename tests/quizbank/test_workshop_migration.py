"""A bank of before the workshop comes into it, and goes back, with all its texts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = [("quizbank", "0001_initial")], [("quizbank", "0002_workshop")]


def migrated(target: list[tuple[str, str]]) -> Apps:
    """The database at a migration, and the models as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.fixture
def old() -> Iterator[Apps]:
    """The bank as it was; at the end of the test it is as it is again."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield migrated(BEFORE)
    migrated(leaves)


def ask(old: Apps, key: str, **states: str) -> None:
    """A question of before, with a text in each language."""
    topic, _ = old.get_model("quizbank", "Topic").objects.get_or_create(code="PRIV")
    question = old.get_model("quizbank", "Question").objects.create(
        key=key, division_code="12-13", topic=topic, difficulty="easy", right="a"
    )
    for language, state in states.items():
        question.texts.create(
            language=language, stem=f"{key} {language}", choices={"a": "A", "b": "B", "c": "C"},
            explanation="E", state=state,
        )  # fmt: skip


def texts(apps: Apps, *names: str) -> dict[str, tuple[object, ...]]:
    """What stands in each text, by its words."""
    rows = apps.get_model("quizbank", "QuestionText").objects.order_by("pk")
    return {row[0]: row[1:] for row in rows.values_list("stem", *names)}


def test_texts_come_with_their_state_and_a_first_wording(old: Apps) -> None:
    ask(old, "one", en="approved", bs="unreviewed")
    new = migrated(AFTER)
    assert texts(new, "state", "version") == {"one en": ("approved", 1), "one bs": ("draft", 1)}
    kept = new.get_model("quizbank", "Wording").objects.order_by("text_id")
    assert list(kept.values_list("stem", "choices__c", "explanation", "version")) == [
        ("one en", "C", "E", 1), ("one bs", "C", "E", 1),
    ]  # fmt: skip


def test_translations_answer_the_source_as_it_is(old: Apps) -> None:
    ask(old, "one", bs="approved", en="approved")
    ask(old, "two", hr="approved", sr="unreviewed")
    ask(old, "none")
    new = migrated(AFTER)
    questions = new.get_model("quizbank", "Question").objects
    assert dict(questions.values_list("key", "source")) == {"one": "en", "two": "hr", "none": "en"}
    assert texts(new, "source_version") == {
        "one bs": (1,), "one en": (None,), "two hr": (None,), "two sr": (1,),
    }  # fmt: skip


def test_a_bank_of_many_comes_along(old: Apps) -> None:
    for n in range(130):
        ask(old, f"q{n}", en="approved", bs="approved", hr="approved", sr="unreviewed")
    assert migrated(AFTER).get_model("quizbank", "Wording").objects.count() == 520


def test_the_way_back_leaves_the_states_of_before(old: Apps) -> None:
    ask(old, "one", en="approved", bs="unreviewed", hr="unreviewed")
    new = migrated(AFTER)
    new.get_model("quizbank", "QuestionText").objects.filter(language="hr").update(state="content")
    assert texts(migrated(BEFORE), "state") == {
        "one en": ("approved",), "one bs": ("unreviewed",), "one hr": ("unreviewed",),
    }  # fmt: skip
