"""How a paper's secret seed orders choices, and names compiled bytes."""

from __future__ import annotations

import hashlib


def permuted(letters: str, *, seed: str, question: str) -> str:
    """The letters of a question in the order a paper shows them.

    The order depends on the paper's secret seed and the question alone, so that every language
    gets the same one and position says nothing about the key.
    """
    return "".join(
        sorted(letters, key=lambda c: hashlib.sha256(f"{seed}|{question}|{c}".encode()).digest())
    )


def digest(body: str, *, seed: str) -> str:
    """The address of compiled bytes: names the content, and cannot be guessed without the seed."""
    return hashlib.sha256(f"{seed}|{body}".encode()).hexdigest()[:40]
