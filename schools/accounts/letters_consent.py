"""Whether somebody wants letters about editions: the link that ends them, and the switch."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import override

from base.models import User

SIGNER = Signer(salt="schools.letters")


def letters_token(user: User) -> str:
    """What the link ends with. It ends letters and opens nothing, so it is good for ever."""
    return SIGNER.sign(str(user.pk))


def end_address(user: User, *, language: str) -> str:
    """Where somebody ends the letters, from a mail."""
    with override(language):
        path = reverse("schools:end_letters", args=[letters_token(user)])
    return str(settings.PUBLIC_ADDRESS).rstrip("/") + path


def reader_of(token: str) -> User | None:
    """Whose link it is."""
    try:
        number = SIGNER.unsign(token)
    except BadSignature:
        return None
    return User.objects.filter(pk=int(number)).first()


def end_letters(user: User, *, at: datetime) -> None:
    """No letter is sent any more; the first end stays."""
    User.objects.filter(pk=user.pk, letters_ended_at__isnull=True).update(letters_ended_at=at)


def take_letters(user: User) -> None:
    """Letters are sent again."""
    User.objects.filter(pk=user.pk).update(letters_ended_at=None)
