"""A scene in one cell of our sheet."""

from __future__ import annotations

import pytest

from quizbank.formats.scene_cells import BadScene, as_cell, named_in, scene_of
from tests.quizbank.kind_files import MAIL

IMAGE = f"640x400-{'0a' * 32}.webp"
SECURE = {"address": "a.example", "secure": True}


@pytest.mark.parametrize(
    "scene",
    [
        {},
        MAIL,
        {"kind": "page", "parts": [{"id": "1", "as": "address", **SECURE}]},
        {"kind": "dialog", "parts": [{"id": "a", "as": "toggle", "switched": False}]},
        {"kind": "shop", "parts": [{"id": "1", "as": "item", "price": "150 gems"}]},
        {"kind": "chat", "parts": [{"id": "1", "as": "message", "who": "m"}]},
        {"kind": "chat", "parts": [{"id": "1", "as": "picture", "who": "1", "image": IMAGE}]},
    ],
    ids=["none", "mail", "page", "dialog", "shop", "chat", "picture"],
)  # fmt: skip
def test_a_scene_comes_back_from_its_cell(scene: dict[str, object]) -> None:
    assert scene_of(as_cell(scene)) == scene


@pytest.mark.parametrize(
    "cell", ["mail\na", "mail\na sender help@prize.example", "chat\n\n1 message of=m"]
)
def test_a_line_that_is_not_understood_is_named(cell: str) -> None:
    with pytest.raises(BadScene, match="of the scene"):
        scene_of(cell)


def test_pictures_are_named_in_cells() -> None:
    cell = f"news\n1 picture image={IMAGE}\n2 picture\n3 picture image=b"
    assert named_in([cell, "", "mail\n1 paragraph"]) == {IMAGE, "b"}
