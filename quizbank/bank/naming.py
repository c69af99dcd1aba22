"""Identifiers of new questions, made from their words."""

from __future__ import annotations

from collections.abc import Container
from itertools import chain, count

from django.utils.text import slugify

from base.languages.scripts import to_latin

LONGEST_KEY = 60
# For a text of which no letter is left.
NAMELESS = "question"


def key_from(topic: str, stem: str, taken: Container[str]) -> str:
    """An identifier not ``taken``: the topic and the first words, in plain Latin letters."""
    words = slugify(to_latin(stem).replace("đ", "dj").replace("Đ", "dj")).split("-")
    start = "-".join([topic.lower(), *words[:5]])[:LONGEST_KEY].strip("-") or NAMELESS
    numbered = (f"{start}-{number}" for number in count(2))
    return next(key for key in chain([start], numbered) if key not in taken)
