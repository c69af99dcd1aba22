"""Who can log in to the sample, and how."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings

from base.models import User


@dataclass(frozen=True, slots=True)
class Login:
    """One printed log-in of the demo."""

    role: str
    email: str
    password: str


def password_for(email: str) -> str:
    """A password that stays the same as long as the demo keeps its key, and is in no file."""
    mac = hmac.new(settings.SECRET_KEY.encode(), f"demo {email}".encode(), hashlib.sha256)
    return mac.hexdigest()[:12]


def logins() -> list[Login]:
    """Everybody who can log in to the demo, with the password of this data folder."""
    people = User.objects.filter(email__endswith="@demo.invalid").order_by("-is_superuser", "pk")
    return [
        Login(
            "superuser" if user.is_superuser else user.roles.get().kind,
            user.email,
            password_for(user.email),
        )
        for user in people
    ]
