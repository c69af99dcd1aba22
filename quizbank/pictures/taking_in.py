"""Pictures as they are taken in: drawn anew by a process of its own."""

from __future__ import annotations

from base.intake.door import door
from base.intake.file_refusal import RefusedFile, TooMuch
from base.intake.pictures import BAD
from base.intake.scene_pictures import CleanPicture

CLEAN = "base.intake.scene_pictures:clean_picture"


def taken_in(content: bytes) -> CleanPicture:
    """The picture in a file of somebody. Raises ``RefusedFile``, which says why not."""
    try:
        found = door.read(CLEAN, content, CleanPicture)
    except TooMuch as error:
        raise RefusedFile(BAD) from error
    if not found.is_sound:
        raise RefusedFile(BAD)
    return found
