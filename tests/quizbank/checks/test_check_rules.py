"""What breaks a rule, and questions as their files have them."""

from __future__ import annotations

import pytest

from quizbank.checks.items import item_of


def test_a_file_is_a_question_with_its_texts() -> None:
    text = {"question": "Who?", "choices": {"a": 1, "b": True}, "explanation": "So."}
    data = {"id": "one", "division": "9-11", "right": "a", "texts": {"en": text}}
    item = item_of(data)
    assert (item.key, item.division, item.right) == ("one", "9-11", "a")
    assert item.texts["en"].choices == {"a": "1", "b": "True"}
    with pytest.raises(KeyError):
        item_of({**data, "texts": {"en": {}}})
