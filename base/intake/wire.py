"""What passes between a server and the process that reads files for it: plain data, no objects.

A process that has read a hostile file is not trusted: what it says is decoded into known shapes,
never executed, and its sentences may hold nothing but plain placeholders.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import Literal

import msgspec
from msgspec import Struct

from base.intake.limits import ReaderLimits
from base.intake.phrases import Phrase

HEAD = struct.Struct("!Q")
# A width such as %(name)999999999s would fill the memory of whoever says the sentence.
SENTENCE = re.compile(r"(?:[^%]|%%|%\(\w+\)[sd])*")


class WirePhrase(Struct, frozen=True):
    """A phrase on its way."""

    text: str
    values: dict[str, str | int | float | bool | WirePhrase | None]


class Request(Struct, frozen=True):
    """Which function, as ``module:name``, shall read what, with which words."""

    function: str
    options: dict[str, str]
    content: bytes
    limits: ReaderLimits


class Read(Struct, frozen=True, tag=True):
    """What the function gave, encoded."""

    value: bytes


class Denied(Struct, frozen=True, tag=True):
    """What it refused, and why."""

    why: WirePhrase


class Lost(Struct, frozen=True, tag=True):
    """It did not come to an end; ``what`` is for the log and holds nothing of the file."""

    why: Literal["time", "memory", "size", "died", "fault"]
    what: str = ""


type Answer = Read | Denied | Lost

ANSWERS = msgspec.msgpack.Decoder(Read | Denied | Lost)


class Garbled(Exception):
    """What came is not what was agreed."""


def encode(value: object) -> bytes:
    """Plain data, structs and phrases as bytes."""
    return msgspec.msgpack.encode(value, enc_hook=_encoded)


def decode[T](content: bytes, kind: type[T]) -> T:
    """The value of this kind. Raises ``Garbled``."""
    try:
        return msgspec.msgpack.decode(content, type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Garbled(str(error)[:200]) from error


def decode_answer(content: bytes) -> Answer:
    """What the process said. Raises ``Garbled``."""
    try:
        answer: Answer = ANSWERS.decode(content)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Garbled(str(error)[:200]) from error
    return answer


def words(text: str, values: dict[str, object]) -> WirePhrase:
    """A sentence, fit to be sent: values that are nothing plain become their text."""
    return WirePhrase(text, {name: _plain(value) for name, value in values.items()})


def said(sent: str | WirePhrase) -> str:
    """A sentence or name as it was before it was sent. Raises ``Garbled``."""
    return sent if isinstance(sent, str) else Phrase(sentence(sent), **values_of(sent))


def values_of(sent: WirePhrase) -> dict[str, object]:
    """What fills in the sentence."""
    return {
        name: said(value) if isinstance(value, WirePhrase) else value
        for name, value in sent.values.items()
    }


def sentence(sent: WirePhrase) -> str:
    """The sentence itself, tried once with what fills it in. Raises ``Garbled``."""
    if not SENTENCE.fullmatch(sent.text):
        raise Garbled("a sentence with odd placeholders")
    try:
        sent.text % values_of(sent)
    except (TypeError, KeyError, ValueError) as error:
        raise Garbled("a sentence that cannot be filled in") from error
    return sent.text


def packed(content: bytes) -> bytes:
    """A message with its length in front."""
    return HEAD.pack(len(content)) + content


def received(take: Callable[[int], bytes], most: int) -> bytes:
    """One message, by a function that gives exactly so many bytes. Raises ``Garbled``."""
    (size,) = HEAD.unpack(take(HEAD.size))
    if size > most:
        raise Garbled(f"a message of {size} bytes")
    return take(size)


def _plain(value: object) -> str | int | float | bool | WirePhrase | None:
    if isinstance(value, Phrase):
        return words(value.text, value.values)
    return value if value is None or isinstance(value, int | float) else str(value)


def _encoded(value: object) -> object:
    if isinstance(value, Phrase):
        return words(value.text, value.values)
    raise NotImplementedError(f"{type(value).__name__} is not sent")
