"""Files of answers as a pupil's browser makes them, without a browser."""

from __future__ import annotations

import json
import os
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from competition.answer_files.unsealing import INFO
from competition.answer_keys import AnswerKey, answer_keys
from competition.models import Attempt
from competition.pupil_api import credentials


def seal(body: object, *, run: str, code: str, key: AnswerKey | None = None) -> bytes:
    """What ``sealing.js`` makes of a body."""
    key = key or answer_keys()[0]
    own = generate_private_key(SECP256R1())
    theirs = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), key.point)
    ours = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = own.exchange(ECDH(), theirs)
    secret = HKDF(SHA256(), 32, salt=ours + key.point, info=INFO).derive(shared)
    head, nonce = f"quiz-answers-1 {key.name} {run} {code}".encode(), os.urandom(12)
    box = AESGCM(secret).encrypt(nonce, json.dumps(body).encode(), head)
    return b" ".join([head, *(urlsafe_b64encode(one).rstrip(b"=") for one in (ours, nonce, box))])


def file_of(
    attempt: Attempt,
    events: Sequence[Sequence[int]],
    *,
    lease: int = 1,
    at: datetime | None = None,
    key: AnswerKey | None = None,
    **changes: object,
) -> bytes:
    """The file of a lease with ``[seq, question, choice]`` made from ``at`` on, a second each."""
    began = at or (attempt.started_at or attempt.joined_at) + timedelta(minutes=1)
    made = [
        [*event, int((began + timedelta(seconds=n)).timestamp() * 1000)]
        for n, event in enumerate(events)
    ]
    joined = int(attempt.leases.get(number=lease).opened_at.timestamp() * 1000)
    body = {"credential": credentials.issue(attempt.pk, lease), "joined": joined, "events": made}
    body |= {name: value for name, value in changes.items() if name in body}
    run = str(changes.get("run", f"{attempt.pk}.{lease}"))
    return seal(body, run=run, code=str(changes.get("code", attempt.sitting.code)), key=key)
