"""What is done when allauth says that something has happened."""

from __future__ import annotations

from allauth.mfa.signals import authentication_failed
from django.dispatch import receiver

from base.models import User
from schools.accounts import security_log


@receiver(authentication_failed)
def note_wrong_code(user: User, **kwargs: object) -> None:
    """A password was right and the second factor was not: somebody may have found the password."""
    security_log.note("second_factor_failed", account=security_log.mark(user.email))
