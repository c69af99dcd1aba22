"""One question of each kind, small and sound, as a file of fixtures/questions has it."""

from __future__ import annotations

from typing import Any

LANGUAGES = ("bs", "en", "hr", "sr", "sr-latn")
CHAT = {
    "kind": "chat",
    "parts": [
        {"id": "1", "as": "message", "who": "1"},
        {"id": "2", "as": "message", "who": "m"},
    ],
}
MAIL = {
    "kind": "mail",
    "parts": [
        {"id": "a", "as": "sender", "address": "help@prize.example"},
        {"id": "1", "as": "paragraph"},
        {"id": "b", "as": "link", "address": "game.prize.example"},
        {"id": "c", "as": "paragraph"},
        {"id": "d", "as": "paragraph"},
    ],
}
# Kind → what is right, the scene, and what its texts have besides.
KINDS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "single": ("b", CHAT, {"parts": {"1": "Hi!", "2": "Who is it?"}, "people": {"1": "Una"}}),
    "multi": ("ac", {}, {}),
    "sort": ("a1 b2 c1 d2", {}, {"bins": {"1": "public", "2": "mine"}}),
    "order": ("cabd", {}, {"notes": {"c": "It begins with it."}}),
    "spots": (
        "ab",
        MAIL,
        {
            "choices": dict(
                zip("abcde", ("Help", "Log in", "Bye", "Team", "Nothing"), strict=True)
            ),
            "parts": {"1": "Hello,"},
            "notes": {"a": "Look at its owner.", "1": "Anybody may say so."},
        },
    ),
}


def file_of(kind: str, key: str = "") -> dict[str, Any]:
    """A question of a kind as a file of fixtures/questions has it."""
    right, scene, more = KINDS[kind]
    text = {
        "question": f"What about {kind}?",
        "choices": {letter: f"{kind} {letter}" for letter in "abcd"},
        "explanation": f"Because of {kind}.",
        **more,
    }
    return {
        "id": key or f"kind-{kind}",
        "division": "12-13",
        "topic": "PRIV",
        "difficulty": "easy",
        "kind": kind,
        "right": right,
        "scene": scene,
        "texts": dict.fromkeys(LANGUAGES, text),
    }
