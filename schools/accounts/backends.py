"""Who has logged in: read in one query together with what their second factor lacks."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from base.models import User
from schools.accounts.queries import user_of_session


class StaffBackend(AuthenticationBackend):
    """E-mail and password, by allauth."""

    def get_user(self, user_id: Any) -> User | None:  # noqa: ANN401 - Django's signature
        """The active user of a session; pages and sockets both ask here."""
        user = user_of_session(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
