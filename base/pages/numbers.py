"""Numbers and digests that forms and addresses send, read without trust."""

from __future__ import annotations

import re
from collections.abc import Iterable


def ids(texts: Iterable[str]) -> list[int]:
    """Those of the texts that can be the id of something; a form may send anything."""
    return [int(text) for text in texts if re.fullmatch(r"[0-9]{1,15}", text)]


def digest(text: str) -> str:
    """What may be the digest of a preview; empty for anything that can be none."""
    return text if re.fullmatch(r"[0-9a-f]{64}", text) else ""


def whole(text: str | None) -> int:
    """The number somebody sent, -1 for anything that is none or could be no key."""
    return int(text) if text and text.isdecimal() and len(text) < 16 else -1
