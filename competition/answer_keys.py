"""The key pairs of answer files: browsers seal for the first, this server opens with all of them.

Elliptic curve P-256, because its public half is 65 bytes in every page and each file gets a key of
its own, which nobody has kept once it is written.
"""

from __future__ import annotations

import logging
import os
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

log = logging.getLogger(__name__)

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
    """All pairs, the one that is given out first. Raises ``OSError`` where none can be kept."""
    given = tuple(settings.ANSWER_KEYS)
    return _pairs(given or (kept_secret(settings.DATA_DIR / "answer_key"),))


@lru_cache(maxsize=4)
def _pairs(given: tuple[str, ...]) -> tuple[AnswerKey, ...]:
    return tuple(key_from(one) for one in given)


def public_key() -> dict[str, str]:
    """What a pupil's page is told; empty where there is no key: then it offers no file."""
    try:
        key = answer_keys()[0]
    except OSError:
        log.exception("no key for files of answers can be kept in DATA_DIR")
        return {}
    return {"name": key.name, "point": urlsafe_b64encode(key.point).rstrip(b"=").decode()}


def kept_secret(path: Path) -> str:
    """The secret in a file, made once: of processes that begin together one makes it for all."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        made.touch(mode=0o600)
        try:
            made.write_text(secrets.token_urlsafe(60))
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text().strip()
