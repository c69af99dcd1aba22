"""Files of answers from pupils' computers: taken apart, not opened. The key is nobody's here."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from msgspec import Struct

from base.intake.file_refusal import RefusedFile
from base.intake.phrases import gettext_noop

NO_ANSWERS = gettext_noop(
    "This is no file of answers, or it is damaged. Its name ends in .answers; take it from the "
    "computer once more."
)
MOST_BYTES = 64 * 1024
# The head, the browser's public point, 12 bytes of nonce, and the sealed answers.
SHAPE = re.compile(
    rb"(quiz-answers-1 ([0-9a-f]{16}) ([0-9]{1,19}\.[0-9]{1,5}) ([0-9]{6}))"
    rb" ([A-Za-z0-9_-]{87}) ([A-Za-z0-9_-]{16}) ([A-Za-z0-9_-]{24,})"
)


class SealedParts(Struct, frozen=True):
    """``head`` is what the seal covers in the clear: version, key, attempt and lease, code."""

    head: bytes
    key: str
    run: str
    code: str
    point: bytes
    nonce: bytes
    box: bytes


def sealed_parts(content: bytes) -> SealedParts:
    """The parts of a file. Raises ``RefusedFile`` for any other file, also for one byte more."""
    found = SHAPE.fullmatch(content) if len(content) <= MOST_BYTES else None
    if found is None:
        raise RefusedFile(NO_ANSWERS)
    head, key, run, code, *sealed = found.groups()
    point, nonce, box = (_decoded(one) for one in sealed)
    return SealedParts(head, key.decode(), run.decode(), code.decode(), point, nonce, box)


def _decoded(text: bytes) -> bytes:
    """Only the one way to write these bytes is read: a file has one spelling and one number."""
    try:
        found = urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    except ValueError as error:
        raise RefusedFile(NO_ANSWERS) from error
    if urlsafe_b64encode(found).rstrip(b"=") != text:
        raise RefusedFile(NO_ANSWERS)
    return found
