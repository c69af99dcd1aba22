"""The topics come with the product, and stay what people made of them."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from quizbank.models import Topic
from quizbank.papers.blueprint import TOPICS

pytestmark = pytest.mark.django_db


def test_every_topic_of_the_blueprint_is_there_without_a_question() -> None:
    call_command("load_topics", verbosity=0)
    assert set(Topic.objects.values_list("code", flat=True)) == set(TOPICS)


def test_a_topic_that_somebody_renamed_keeps_its_name() -> None:
    call_command("load_topics", verbosity=0)
    Topic.objects.filter(code="PRIV").update(names={"en": "Mine"})
    call_command("load_topics", verbosity=0)
    assert Topic.objects.get(code="PRIV").names == {"en": "Mine"}
