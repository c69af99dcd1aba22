"""Mail that stays on the machine, in plain letters: its links are there to be copied."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from email.policy import EmailPolicy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

# No letter is encoded and no line is broken: a link that is cut in two opens nothing.
READABLE = EmailPolicy(utf8=True, cte_type="8bit", max_line_length=10_000, linesep="\n")


def readable(message: EmailMessage) -> str:
    """The whole mail as text."""
    return message.message(policy=READABLE).as_bytes().decode()


class Folder(BaseEmailBackend):
    """Each mail is a file that only the owner of the server reads: its links open accounts."""

    def __init__(self, *, file_path: str, closed: bool = False, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(**kwargs)
        self.folder, self.closed = Path(file_path), closed

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were written; the folder is closed to others where it is our own."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.closed:
            self.folder.chmod(0o700)
        for message in email_messages:
            self._write(readable(message))
        return len(email_messages)

    def _write(self, text: str) -> None:
        name = f"{timezone.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.log"
        path = self.folder / name
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(text, encoding="utf-8")


class Terminal(BaseEmailBackend):
    """Each mail is printed, as the demo does."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were printed."""
        for message in email_messages:
            sys.stdout.write(f"{readable(message)}\n{'-' * 79}\n")
        sys.stdout.flush()
        return len(email_messages)
