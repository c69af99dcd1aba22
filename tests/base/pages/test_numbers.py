"""Numbers and digests that anybody may have sent."""

from __future__ import annotations

import pytest

from base.pages.numbers import digest, ids, whole


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("0", 0), ("9" * 15, 10**15 - 1), ("9" * 16, -1), ("-7", -1), ("1.5", -1), ("", -1)],
)
def test_a_number_or_none(text: str, number: int) -> None:
    assert whole(text) == number
    assert ids([text, "x"]) == [one for one in [number] if one >= 0]


@pytest.mark.parametrize("text", [None, "²", "x", " 7"])
def test_anything_else_is_none(text: str | None) -> None:
    assert whole(text) == -1
    assert ids([text or ""]) == []


DIGEST = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    "text", ["", DIGEST[1:], DIGEST + "0", DIGEST.upper(), DIGEST + "\n", "\0"]
)
def test_a_digest_is_64_letters_of_sixteen(text: str) -> None:
    assert (digest(DIGEST), digest(text)) == (DIGEST, "")
