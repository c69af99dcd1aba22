"""Computers on which somebody has logged in: a stranger's wrong passwords do not lock them out."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

from base.models import User

COOKIE = "known_device"
AGE = timedelta(days=180)
SALT = "schools.accounts.known_devices"
# Of one computer, as in a room of teachers; the earliest is forgotten first.
MOST_ACCOUNTS = 5


class KnownAccount(NamedTuple):
    """One account that a computer is known for; ``proof`` changes with its password."""

    user: int
    device: str
    proof: str


def remember(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Let this computer be known for an account that has just proved itself here."""
    others = [known for known in _read(request) if known.user != user.pk]
    mine = KnownAccount(user.pk, secrets.token_hex(8), _proof(user))
    response.set_cookie(
        COOKIE,
        signing.dumps([mine, *others[: MOST_ACCOUNTS - 1]], salt=SALT),
        max_age=AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def device_of(request: HttpRequest, email: str) -> str:
    """The name of this computer where it is known for the account of an e-mail, else nothing."""
    known = {one.user: one for one in _read(request)}
    user = User.objects.filter(pk__in=known, email__iexact=email).first() if known else None
    if user is None or not constant_time_compare(known[user.pk].proof, _proof(user)):
        return ""
    return known[user.pk].device


def _read(request: HttpRequest) -> list[KnownAccount]:
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return []
    return [KnownAccount(*one) for one in told]


def _proof(user: User) -> str:
    return salted_hmac(SALT, user.password, algorithm="sha256").hexdigest()[:32]
