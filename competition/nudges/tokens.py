"""Names under which a class's nudges are asked for: who has joined is told that of its sitting."""

from __future__ import annotations

from functools import lru_cache

from django.core.signing import BadSignature, Signer

PREFIX = "/nudges/"
SALT = "competition.nudges"
# A number and a signature take some fifty characters.
LONGEST = 100
# Of all classes that sit at once many times over; what is refused raises and is not kept.
KEPT = 10_000


@lru_cache(maxsize=KEPT)
def issue(sitting_id: int) -> str:
    """The name of one sitting's nudges; it opens nothing else and tells nothing of anybody."""
    return Signer(salt=SALT).sign(str(sitting_id))


def read(token: str) -> int | None:
    """The sitting a name is of, or ``None`` where it is not ours."""
    if len(token) > LONGEST:
        return None
    try:
        return _verified(token)
    except (BadSignature, ValueError):
        return None


@lru_cache(maxsize=KEPT)
def _verified(token: str) -> int:
    return int(Signer(salt=SALT).unsign(token))
