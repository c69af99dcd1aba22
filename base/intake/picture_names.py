"""Names of stored pictures: ``480x300-<SHA-256 of the bytes>.webp``."""

from __future__ import annotations

import re

_NAME = re.compile(r"([1-9][0-9]{0,3})x([1-9][0-9]{0,3})-[0-9a-f]{64}\.webp")


def size_of(name: str) -> tuple[int, int] | None:
    """Width and height of the picture that a scene names; none for what names no picture."""
    matched = _NAME.fullmatch(name)
    return (int(matched[1]), int(matched[2])) if matched else None
