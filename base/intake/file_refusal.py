"""Why a file is not taken, as a sentence that a page can translate."""

from __future__ import annotations

from base.intake.phrases import gettext_noop

TOO_MUCH = gettext_noop(
    "This file is too large or damaged: reading it takes too long. Save it again with the program "
    "it comes from, or split it."
)
NO_TIME = gettext_noop(
    "The server has no time to read this file now. Wait a minute and upload it again."
)


class RefusedFile(Exception):
    """``text`` is the sentence with placeholders for ``values``; as a string it is English."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text % values)
        self.text, self.values = text, values


class TooMuch(RefusedFile):
    """Reading took more time or memory than a file may, or ended the process that read it."""

    def __init__(self) -> None:
        super().__init__(TOO_MUCH)


class NoTime(RefusedFile):
    """Too many others wait for their files, or the server is about to end."""

    def __init__(self) -> None:
        super().__init__(NO_TIME)
