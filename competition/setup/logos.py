"""Logos as they are taken in: read by a process of its own and drawn anew as a small PNG."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from base.intake.door import door
from base.intake.file_refusal import RefusedFile, TooMuch
from base.intake.pictures import BAD
from competition.exceptions import CompetitionError

MOST_BYTES = 2 * 1024 * 1024
REDRAWN = "base.intake.pictures:redrawn"
SIGNATURE = b"\x89PNG\r\n\x1a\n"


class LogoTooHeavy(CompetitionError):
    message = _("This file is larger than 2 MB. Make the picture smaller and try again.")


class BadLogo(CompetitionError):
    """Says what whoever looked at the picture said."""

    def __init__(self, refusal: RefusedFile) -> None:
        super().__init__(refusal)
        self.refusal = refusal

    def __str__(self) -> str:
        return gettext(self.refusal.text) % self.refusal.values


@dataclass(frozen=True, slots=True)
class RedrawnLogo:
    """A PNG of our own making and the SHA-256 of its bytes."""

    png: bytes
    digest: str


def redraw(stream: IO[bytes]) -> RedrawnLogo:
    """The picture in a file, at most 640 by 320, without anything but its pixels.

    Raises ``LogoTooHeavy`` and ``BadLogo``.
    """
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise LogoTooHeavy
    try:
        png = door.read(REDRAWN, content, bytes)
    except TooMuch as error:
        raise BadLogo(RefusedFile(BAD)) from error
    except RefusedFile as refusal:
        raise BadLogo(refusal) from refusal
    if not png.startswith(SIGNATURE):
        raise BadLogo(RefusedFile(BAD))
    return RedrawnLogo(png, hashlib.sha256(png).hexdigest())
