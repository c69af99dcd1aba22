"""A file of answers opened: the counterpart of ``static/js/pupil/answer_file/sealing.js``.

ECDH on P-256 between the server's key and one that the browser made for this file, HKDF-SHA-256,
AES-256-GCM with the file's head as additional data.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Meta, Struct

from base.intake.sealed_answers import SealedParts
from competition.answer_keys import AnswerKey
from competition.pupil_api import credentials
from competition.pupil_api.protocol import EventBody
from competition.rules.filed_answers import FiledAnswer, FileVerdict

INFO = b"quiz answer file: seal"
Milliseconds = Annotated[int, Meta(ge=0, le=10**14)]


class FileBody(Struct):
    """What is sealed: the browser's credential proves whose answers these are."""

    credential: Annotated[str, Meta(max_length=200)]
    events: Annotated[list[EventBody], Meta(max_length=2000)]
    joined: Milliseconds = 0


class OpenedFile(Struct, frozen=True):
    """The answers of one lease of one attempt, in a sitting of this code."""

    attempt: int
    lease: int
    code: str
    joined_ms: int
    answers: list[FiledAnswer]


class NotOpened(Exception):
    """``verdict`` says why."""

    def __init__(self, verdict: FileVerdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict


_decode = msgspec.json.Decoder(FileBody).decode


def open_file(parts: SealedParts, keys: Sequence[AnswerKey]) -> OpenedFile:
    """What is in a file. Raises ``NotOpened``: sealed for another server, or edited."""
    key = next((one for one in keys if one.name == parts.key), None)
    if key is None:
        raise NotOpened(FileVerdict.FOREIGN)
    try:
        body = _decode(_unsealed(parts, key))
    except (InvalidTag, ValueError, msgspec.ValidationError) as error:
        raise NotOpened(FileVerdict.EDITED) from error
    run = credentials.read(b"Bearer " + body.credential.encode())
    # Also where the key that signs credentials was changed without keeping the one before.
    if run is None or f"{run[0]}.{run[1]}" != parts.run:
        raise NotOpened(FileVerdict.FOREIGN)
    answers = [
        FiledAnswer(one.seq, one.question, one.choice, one.browser_ms) for one in body.events
    ]
    return OpenedFile(*run, parts.code, body.joined, answers)


def _unsealed(parts: SealedParts, key: AnswerKey) -> bytes:
    theirs = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), parts.point)
    shared = key.private.exchange(ECDH(), theirs)
    secret = HKDF(SHA256(), 32, salt=parts.point + key.point, info=INFO).derive(shared)
    return AESGCM(secret).decrypt(parts.nonce, parts.box, parts.head)
