"""The key pairs of answer files: browsers seal for the first, this server opens with all of them.

Elliptic curve P-256, because its public half is 65 bytes in every page and each file gets a key of
its own, which nobody has kept once it is written.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

# The order of the curve (FIPS 186-5, P-256).
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
PURPOSE = b"quiz answer files: key pair"


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """A pair; ``name`` says in a file for which it was sealed."""

    name: str
    private: EllipticCurvePrivateKey
    point: bytes


def key_from(secret: str) -> AnswerKey:
    """The pair that follows from a long random text."""
    # 16 bytes more than the order has: no number is likelier than another (FIPS 186-5, A.2.1).
    drawn = HKDF(SHA256(), 48, salt=None, info=PURPOSE).derive(secret.encode())
    private = derive_private_key(int.from_bytes(drawn) % (ORDER - 1) + 1, SECP256R1())
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return AnswerKey(sha256(point).hexdigest()[:16], private, point)


def answer_keys() -> tuple[AnswerKey, ...]:
    """All pairs, the one that is given out first.

    Without ``ANSWER_KEYS`` they follow from the keys that sign the credentials inside the files:
    what is shared and kept for those serves these, and nothing more can be forgotten.
    """
    signing = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return _pairs((*settings.ANSWER_KEYS, *signing))


@lru_cache(maxsize=4)
def _pairs(given: tuple[str, ...]) -> tuple[AnswerKey, ...]:
    return tuple(key_from(one) for one in given)


def public_key() -> dict[str, str]:
    """What a pupil's page is told."""
    key = answer_keys()[0]
    return {"name": key.name, "point": urlsafe_b64encode(key.point).rstrip(b"=").decode()}
