"""The signed bearer credential: it names an attempt and a lease, and nothing else."""

from __future__ import annotations

from functools import lru_cache

from django.core.signing import BadSignature, Signer

SALT = "competition.pupil_api"
# A scheme, two numbers and a signature take some ninety characters.
LONGEST = 200


def issue(attempt_id: int, lease: int) -> str:
    """A credential for one browser's turn at an attempt."""
    return Signer(salt=SALT).sign(f"{attempt_id}.{lease}")


def read(header: bytes) -> tuple[int, int] | None:
    """(attempt id, lease) from an ``Authorization`` header, or ``None`` if it is not ours.

    Keys in ``SECRET_KEY_FALLBACKS`` are accepted, so that a key can be changed during the day.
    """
    if len(header) > LONGEST:
        return None
    try:
        return _verified(header)
    except (BadSignature, ValueError):
        return None


# A browser shows the same credential some fifty times, and checking a signature costs as much as
# the rest of reading a request. Keys do not change while a process runs, so neither does a verdict.
# What is refused raises and is not kept: strangers cannot fill the memory.
@lru_cache(maxsize=50_000)
def _verified(header: bytes) -> tuple[int, int]:
    scheme, _, token = header.decode("latin-1").partition(" ")
    if scheme.lower() != "bearer":
        raise BadSignature
    attempt_id, _, lease = Signer(salt=SALT).unsign(token).partition(".")
    return int(attempt_id), int(lease)
