"""Files of answers are taken apart exactly, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from base.intake.file_refusal import RefusedFile
from base.intake.sealed_answers import MOST_BYTES, sealed_parts

VECTOR = json.loads((Path(__file__).parents[2] / "vectors/answer_file.json").read_text())
CONTENT = VECTOR["content"].encode()
BOX = CONTENT.rpartition(b" ")[2]


def test_a_file_of_ours_comes_apart() -> None:
    parts = sealed_parts(CONTENT)
    assert (parts.key, parts.run, parts.code) == (VECTOR["seal"]["name"], "7.2", "482915")
    assert parts.head == b"quiz-answers-1 c3b8e79b1d078085 7.2 482915"
    assert (len(parts.point), len(parts.nonce)) == (65, 12)


SPOILT = {
    "nothing": b"",
    "a line more": CONTENT + b"\n",
    "a space before": b" " + CONTENT,
    "cut off": CONTENT[:120],
    "another version": CONTENT.replace(b"answers-1", b"answers-2"),
    "a length that base64 has not": CONTENT + b"A" * ((1 - len(BOX)) % 4),
    "padding": CONTENT + b"=",
    "another spelling of the same bytes": CONTENT.replace(b"l9M ", b"l9N "),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(400),
    "a zip": b"PK\x03\x04" + bytes(60_000),
    "a mark in front": b"\xef\xbb\xbf" + CONTENT,
    "too long": CONTENT + b"A" * MOST_BYTES,
}


@pytest.mark.parametrize("content", SPOILT.values(), ids=SPOILT.keys())
def test_any_other_file_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedFile):
        sealed_parts(content)
