"""A mail server that speaks SMTP: it keeps what it takes, and refuses what it is told to."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


def mailers_at(port: int) -> dict[str, Any]:
    """``MAILERS`` for a mail server at this port."""
    backend = "django.core.mail.backends.smtp.EmailBackend"
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    return {"default": {"BACKEND": backend, "OPTIONS": options}}


@dataclass
class Post:
    """What a mail server took, by address; ``answers``: what it says to one instead of yes.

    ``connections`` counts those who came; ``on_mail`` is called after each mail was taken and
    before its sender hears of it.
    """

    port: int = 0
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    connections: int = 0
    on_mail: Callable[[], None] = lambda: None

    def to(self, email: str) -> list[EmailMessage]:
        """The mails somebody got."""
        return [message for one, message in self.taken if one == email]


class _Conversation(socketserver.StreamRequestHandler):
    """One connection, as far as ``smtplib`` goes in it."""

    def handle(self) -> None:
        post: Post = self.server.post  # type: ignore[attr-defined]  # set where it is made
        post.connections += 1
        self._say("220 here")
        recipient = ""
        for line in self.rfile:
            word, _, rest = line.decode().strip().partition(" ")
            if word.upper() == "DATA":
                self._say("354 go on")
                post.taken.append((recipient, self._mail()))
                post.on_mail()
                self._say("250 taken")
            elif word.upper() == "RCPT":
                recipient = rest[rest.index("<") + 1 : rest.index(">")]
                self._say(post.answers.get(recipient, "250 ok"))
            elif word.upper() == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _mail(self) -> EmailMessage:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return message_from_bytes(b"".join(lines), policy=policy.default)


@contextmanager
def mail_server() -> Iterator[Post]:
    """One that runs as long as the block."""
    post = Post()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Conversation) as server:
        server.daemon_threads = True
        server.post = post  # type: ignore[attr-defined]  # read by each conversation
        post.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield post
        server.shutdown()
