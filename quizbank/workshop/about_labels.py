"""What the workshop calls what a question is apart from its words, and its values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.defaultfilters import capfirst, yesno
from django.utils.functional import Promise

from quizbank.models import Question
from quizbank.workshop.scene_labels import SCENE_NAMES, part_name, said_beside


def about_label(name: str) -> str:
    """Of a field of ``bank.actions.writing.About``, as in “Right answer”."""
    return capfirst(str(Question._meta.get_field(name).verbose_name))  # type: ignore[union-attr]  # no relation the other way


def about_words(name: str, value: Any, topics: Mapping[str, str]) -> str:  # noqa: ANN401 - of any field
    """A value for people; ``topics`` are names by code."""
    if name == "topic_id":
        return topics.get(value, value)
    if name == "sensitive":
        return str(yesno(value))
    if name == "right":
        return str(value).upper()
    if name == "scene":
        return _scene_words(value)
    return str(_choices(name).get(value, value))


def _choices(name: str) -> dict[str, str | Promise]:
    kinds: dict[str, Any] = {"kind": Question.Kind, "difficulty": Question.Difficulty}
    return dict(kinds[name].choices) if name in kinds else {}


def _scene_words(scene: Mapping[str, Any]) -> str:
    """As in “Chat: message (speaker 1), picture”; nothing without a scene."""
    if not scene:
        return "–"
    parts = []
    for part in scene["parts"]:
        beside = said_beside(part)
        parts.append(f"{part_name(part)} ({beside})" if beside else part_name(part))
    return f"{SCENE_NAMES[scene['kind']]}: {', '.join(parts)}"
