"""Whose e-mail is theirs; who must have a second factor, and whose recovery codes are stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from base import clock
from base.models import User
from schools.models import Role, not_ended

# They see other people's data, or questions that are still secret; teachers may have one. Helpers
# see whom to call in a whole area: they too, as long as they help.
OBLIGED = tuple(kind for kind in Role.Kind if kind != Role.Kind.TEACHER)
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Beside the seed of the recovery codes: their owner has said that they are stored.
STORED = "stored_at"

NOTHING, FACTOR, CODES = "", "factor", "codes"
# Whoever need not have one lacks nothing either, but proves nothing.
FREE = "free"

# Stand in the kept statement for the person and the moment.
_ANYBODY, _ANY_TIME = -1, datetime(1970, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)


def with_second_factor(users: QuerySet[User], *, at: datetime | None = None) -> QuerySet[User]:
    """The users with ``second_factor_lacks``: nothing, a ``factor``, or stored ``codes``."""
    lacks = Case(
        When(~_obliged(at or clock.now()), then=Value(FREE)),
        When(~has_factor(), then=Value(FACTOR)),
        When(~_stored_codes(), then=Value(CODES)),
        default=Value(NOTHING),
        output_field=CharField(),
    )
    return users.annotate(second_factor_lacks=lacks)


def user_of_session(pk: int) -> User | None:
    """One of ``with_second_factor``. Every page of staff asks this, and putting the statement
    together takes Django five times as long as the database needs for it: it is kept."""
    sql, values = _statement(connection.vendor)
    given = {_ANYBODY: pk, _adapted(_ANY_TIME): _adapted(clock.now())}
    return next(iter(User.objects.raw(sql, [given.get(one, one) for one in values])), None)


@cache
def _statement(_vendor: str) -> tuple[str, Sequence[Any]]:
    users = with_second_factor(User.objects.filter(pk=_ANYBODY), at=_ANY_TIME).order_by()
    return users.query.sql_with_params()


def _adapted(at: datetime) -> Any:  # noqa: ANN401 - as the database takes it
    return connection.ops.adapt_datetimefield_value(at)


def second_factor_lacks(user: User) -> str:
    """What the user must do before going on; read with the user, or asked for now."""
    said = _said_of(user)
    return NOTHING if said == FREE else said


def must_prove(user: User, session: SessionBase | Mapping[str, Any]) -> bool:
    """Whether the session was begun before the second factor was set up, and never asked for it.

    A log-in with a password writes down that, one with a code or a passkey this too.
    """
    if _said_of(user) in (FREE, FACTOR):
        return False
    methods = [one.get("method") for one in session.get(AUTHENTICATION_METHODS_SESSION_KEY, ())]
    return bool(methods) and "mfa" not in methods


def _said_of(user: User) -> str:
    if not settings.SECOND_FACTOR:
        return FREE
    if not hasattr(user, "second_factor_lacks"):
        user = with_second_factor(User.objects.filter(pk=user.pk)).get()
    return str(user.second_factor_lacks)  # type: ignore[attr-defined]  # annotated


def is_obliged(user: User) -> bool:
    """Whether the user may not be without a second factor."""
    return (
        settings.SECOND_FACTOR and User.objects.filter(_obliged(clock.now()), pk=user.pk).exists()
    )


def has_factor() -> Exists:
    """For a query of users: an authenticator app or a passkey is there."""
    return Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS))


def _obliged(at: datetime) -> Q:
    roles = Role.objects.filter(not_ended(at), user=OuterRef("pk"), kind__in=OBLIGED)
    return Q(is_superuser=True) | Q(is_staff=True) | Q(Exists(roles))


def _stored_codes() -> Exists:
    codes = Authenticator.objects.filter(
        user=OuterRef("pk"), type=Authenticator.Type.RECOVERY_CODES, data__has_key=STORED
    )
    return Exists(codes)


def unconfirmed_people() -> QuerySet[User]:
    """Who registered, never confirmed the e-mail, and therefore never was in."""
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    roles = Role.objects.filter(user=OuterRef("pk"))
    given = roles.filter(Q(asked_at__isnull=True) | Q(approved_at__isnull=False))
    people = User.objects.filter(is_staff=False, is_superuser=False, last_login__isnull=True)
    return people.filter(~Exists(confirmed), Exists(roles), ~Exists(given))
