"""A file of answers, read: the counterpart of ``static/js/pupil/answer_file/file_panel.js``.

One line of ASCII: version, attempt and lease, code of the sitting, events, and the HMAC-SHA-256 of
all that with the credential of the lease as its key.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated

import msgspec
from django.conf import settings
from django.core.signing import Signer
from django.utils.translation import gettext as _
from msgspec import Meta, Struct

from competition.exceptions import Refused
from competition.models import Attempt
from competition.papers.queries.papers import highest_codes
from competition.pupil_api import credentials
from competition.pupil_api.protocol import EventBody
from competition.rules.pacing import MOST_EVENTS

MOST_BYTES = 64 * 1024
SHAPE = re.compile(
    rb"(quiz-answers-1 ([0-9]{1,18})\.([0-9]{1,5}) ([0-9]{6}) (\[[][0-9,]*\])) ([0-9a-f]{64})"
)


class ReadFile(Struct, frozen=True):
    """The answers of one lease of one attempt, in a sitting of this code."""

    attempt: int
    lease: int
    code: str
    mark: str
    events: list[EventBody]


_decode = msgspec.json.Decoder(Annotated[list[EventBody], Meta(max_length=2000)]).decode


def read_file(content: bytes) -> ReadFile:
    """What is in a file, parsed once its signature is seen. Raises ``Refused``."""
    found = SHAPE.fullmatch(content) if len(content) <= MOST_BYTES else None
    if found is None:
        raise Refused(_("This is no file of answers."))
    signed, attempt, lease, code, events, mark = found.groups()
    if not any(hmac.compare_digest(right, mark.decode()) for right in marks(signed)):
        raise Refused(_("This file was changed, or it is damaged."))
    try:
        return ReadFile(int(attempt), int(lease), code.decode(), mark.decode(), _decode(events))
    except msgspec.ValidationError as error:
        raise Refused(_("This file was changed, or it is damaged.")) from error


def marks(signed: bytes) -> Iterator[str]:
    """The signature by each key that signs credentials."""
    run = signed.split(b" ")[1].decode()
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        credential = Signer(key=key, salt=credentials.SALT).sign(run)
        yield hmac.digest(credential.encode(), signed, "sha256").hex()


def is_of_paper(events: list[EventBody], attempt: Attempt) -> bool:
    """Whether numbers rise and every answer is one of the paper's."""
    paper = attempt.sitting.paper_id
    codes = highest_codes([paper]).get(paper, {})
    rising = all(event.seq < later.seq for event, later in pairwise(events))
    return rising and all(
        event.seq <= MOST_EVENTS and event.choice <= codes.get(event.question, 0)
        for event in events
    )
