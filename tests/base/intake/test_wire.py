"""What a reading process says is decoded into known shapes, and never believed further."""

from __future__ import annotations

from datetime import date

import pytest

from base.intake.phrases import Phrase
from base.intake.wire import (
    HEAD,
    Denied,
    Garbled,
    Lost,
    Read,
    WirePhrase,
    decode,
    decode_answer,
    encode,
    packed,
    received,
    said,
    sentence,
    values_of,
    words,
)

INNER = Phrase("row %(number)d", number=3)


@pytest.mark.parametrize("answer", [Read(b"x"), Lost("time", "at 3"), Denied(words("No.", {}))])
def test_an_answer_comes_back(answer: Read | Lost | Denied) -> None:
    assert decode_answer(encode(answer)) == answer


@pytest.mark.parametrize("content", [b"", b"\xc1", encode({"type": "Else"}), b"\x91" * 9999])
def test_anything_else_is_garbled(content: bytes) -> None:
    with pytest.raises(Garbled):
        decode_answer(content)
    with pytest.raises(Garbled):
        decode(content, Read)


def test_only_plain_data_is_sent() -> None:
    with pytest.raises(NotImplementedError, match="object is not sent"):
        encode(object())


def test_a_sentence_arrives_with_what_fills_it_in() -> None:
    sent = words(
        "%(where)s: %(day)s, %(times)d", {"where": INNER, "day": date(2027, 2, 9), "times": 2}
    )
    there = decode(encode(sent), WirePhrase)
    assert sentence(there) == "%(where)s: %(day)s, %(times)d"
    assert values_of(there) == {"where": INNER, "day": "2027-02-09", "times": 2}
    assert said(decode(encode(INNER), WirePhrase)) == INNER
    assert said("Ana") == "Ana"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("%(n)999999999s", "odd placeholders"),
        ("%s", "odd placeholders"),
        ("%(other)s", "cannot be filled in"),
        ("%(word)d", "cannot be filled in"),
    ],
)
def test_a_sentence_that_does_harm_is_not_said(text: str, why: str) -> None:
    with pytest.raises(Garbled, match=why):
        sentence(WirePhrase(text, {"n": 1, "word": "x"}))


@pytest.mark.parametrize(("most", "taken"), [(3, True), (2, False)])
def test_a_message_is_as_long_as_agreed(most: int, taken: bool) -> None:
    rest = bytearray(packed(b"abc"))

    def take(size: int) -> bytes:
        piece = bytes(rest[:size])
        del rest[:size]
        return piece

    if taken:
        assert received(take, most) == b"abc"
    else:
        with pytest.raises(Garbled, match="3 bytes"):
            received(take, most)
    assert HEAD.size == 8
