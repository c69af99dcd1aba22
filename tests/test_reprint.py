"""Rows that are inserted again are those that the product made."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import DateTimeField

from quizbank.models import Paper, Question, Wording
from schools import clock
from tests import cast

pytestmark = pytest.mark.django_db


def rows() -> dict[str, list[str]]:
    """Everything in the bank but numbers of rows and times."""
    found = {}
    for model in apps.get_app_config("quizbank").get_models():
        fields = [
            field.name
            for field in model._meta.concrete_fields
            if not (field.primary_key or field.is_relation or isinstance(field, DateTimeField))
        ]
        found[model.__name__] = sorted(map(repr, model._base_manager.values_list(*fields)))
    return found


def made_and_taken_back(**sizes: int) -> dict[str, list[str]]:
    with transaction.atomic():
        cast.make_papers(**sizes)
        found = rows()
        transaction.set_rollback(True)
    assert not Question.objects.exists()
    return found


def test_papers_are_the_same_again() -> None:
    sizes = {"official": 4, "practice": 1}
    made = made_and_taken_back(**sizes)
    assert (len(made["Question"]), len(made["Wording"]), len(made["CompiledPaper"])) == (5, 25, 10)
    assert made_and_taken_back(**sizes) == made_and_taken_back(**sizes) == made


def test_what_hangs_on_a_row_hangs_on_its_copy_and_is_of_now() -> None:
    for _ in range(2):
        began = clock.now()
        with transaction.atomic():
            paper = cast.make_paper("official", 3)
            assert [item.question.key for item in paper.items.order_by("number")] == [
                *("official-1", "official-2", "official-3")
            ]
            texts = Question.objects.get(key="official-2").texts.all()
            assert {text.wordings.get().stem for text in texts} == {"What about official-2?"}
            assert paper.published_at is not None
            assert began <= paper.published_at <= clock.now()
            assert began <= Wording.objects.earliest("at").at
            transaction.set_rollback(True)


def test_what_is_there_already_is_changed_as_the_product_does_it() -> None:
    cast.make_question("one")
    cast.make_question("one", right="b")
    assert Question.objects.get().right == "b"
    assert Paper.objects.count() == 0
