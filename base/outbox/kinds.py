"""What kinds of mail there are: the apps register theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.utils.functional import Promise

from base.models import OutgoingMail
from base.registry import Registry


class NotYet(Exception):
    """It cannot be said yet; it is asked again in an hour."""


@dataclass(frozen=True, slots=True)
class MailKind:
    """One kind of mail.

    ``write`` reads the facts and says what goes out now, or ``None`` where nothing is left to say.
    It raises ``ObjectDoesNotExist`` where the facts are deleted, and ``NotYet``. ``is_letter``:
    whoever wants no letters gets none of it.
    """

    name: str
    label: Promise
    write: Callable[[OutgoingMail], EmailMessage | None]
    is_letter: bool = False


mail_kinds = Registry[MailKind]()


def kind_of(mail: OutgoingMail) -> MailKind:
    """The kind of a mail. Raises ``KeyError`` where a newer program has none of that name."""
    return {kind.name: kind for kind in mail_kinds}[mail.kind]
