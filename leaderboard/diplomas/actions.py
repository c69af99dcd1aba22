"""Diplomas are issued, revoked, and forgotten."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.record.actions.record import record_deed
from competition.exceptions import CompetitionError, NothingToDo
from competition.models import Edition
from competition.rules.edition_steps import SEALED
from leaderboard.deeds import DIPLOMA_REVOKED, DIPLOMAS_ISSUED
from leaderboard.diplomas.queries import (
    DiplomaClaim,
    claims_in,
    key_of,
    related_diplomas,
    with_ground,
)
from leaderboard.models import IssuedDiploma
from leaderboard.rules.serials import new_serial

Kind = IssuedDiploma.Kind


class NoDiplomaYet(CompetitionError):
    message = _("Diplomas are made once the list is sealed.")


class WhyRevoked(CompetitionError):
    message = _("Write why the diploma is revoked.")


@transaction.atomic
def issue(
    edition: Edition,
    claims: Collection[DiplomaClaim],
    *,
    by: User,
    at: datetime,
    anew: bool = False,
) -> list[IssuedDiploma]:
    """The diplomas of these claims, in their order: those that are there, and new ones.

    A diploma that was revoked is not issued again unless ``anew`` says so; one with another place
    than its winner has by now is revoked by itself, and issued anew. Raises ``NoDiplomaYet``.
    """
    held = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if held.state not in SEALED:
        raise NoDiplomaYet
    # Nobody seals meanwhile; somebody may have since the claims were read.
    claims = with_ground(held, claims)
    there = _there(held, claims)
    moved = _revoke_moved(claims, there, by=by, at=at)
    rows = [
        _row(held, one, by=by, at=at)
        for one in claims
        if (one.kind, one.key) not in there
        or (one.kind, one.key) in moved
        or (anew and there[one.kind, one.key].revoked_at)
    ]
    if rows:
        IssuedDiploma.objects.bulk_create(rows, batch_size=500)
        told: dict[str, str | int] = {"count": len(rows)}
        record_deed(held, deed=DIPLOMAS_ISSUED, by=by, at=at, told=told)
    found = _there(held, claims)
    keys = [(one.kind, one.key) for one in claims]
    return [found[key] for key in keys if key in found and found[key].revoked_at is None]


def _revoke_moved(
    claims: Iterable[DiplomaClaim],
    there: Mapping[tuple[str, int], IssuedDiploma],
    *,
    by: User,
    at: datetime,
) -> set[tuple[str, int]]:
    """Of these awards the printed place is another one by now."""
    old = {
        (one.kind, one.key): there[one.kind, one.key].pk
        for one in claims
        if (one.kind, one.key) in there and _has_moved(there[one.kind, one.key], one)
    }
    valid = IssuedDiploma.objects.filter(pk__in=old.values(), revoked_at=None)
    valid.update(
        revoked_at=at, revoked_by=by, revoked_why=str(_("The place is another one by now."))
    )
    return set(old)


def _has_moved(row: IssuedDiploma, claim: DiplomaClaim) -> bool:
    """Only first places are printed with their number."""
    return row.winner is not None and row.winner.is_ranked and row.place != claim.place


def _there(
    edition: Edition, claims: Iterable[DiplomaClaim]
) -> dict[tuple[str, int], IssuedDiploma]:
    """By kind and key; of one that was issued anew the one that is not revoked."""
    keys: dict[str, set[int]] = {kind: set() for kind in Kind.values}
    for one in claims:
        keys[one.kind].add(one.key)
    wanted = (
        Q(kind=Kind.WINNER, winner__in=keys[Kind.WINNER])
        | Q(kind=Kind.SCHOOL, school__in=keys[Kind.SCHOOL])
        | Q(kind=Kind.MENTOR, mentor__in=keys[Kind.MENTOR])
    )
    rows = related_diplomas().filter(wanted, edition=edition).order_by("pk")
    ordered = sorted(rows, key=lambda row: row.revoked_at is None)
    return {(row.kind, key_of(row)): row for row in ordered}


def _row(edition: Edition, one: DiplomaClaim, *, by: User, at: datetime) -> IssuedDiploma:
    return IssuedDiploma(
        serial=new_serial(secrets.choice),
        kind=one.kind,
        edition=edition,
        country_id=one.school.country_id,
        winner_id=one.key if one.kind == Kind.WINNER else None,
        mentor_id=one.key if one.kind == Kind.MENTOR else None,
        place=one.place,
        school=one.school,
        school_name=one.school.name,
        pupils=one.pupils,
        issued_at=at,
        issued_by=by,
    )


@transaction.atomic
def revoke(diploma: IssuedDiploma, *, why: str, by: User, at: datetime) -> None:
    """From now on whoever checks it reads that it is revoked. Raises ``WhyRevoked`` and
    ``NothingToDo``."""
    if not why.strip():
        raise WhyRevoked
    held = IssuedDiploma.objects.select_for_update(no_key=True, of=("self",)).get(pk=diploma.pk)
    if held.revoked_at is not None:
        raise NothingToDo
    held.revoked_at, held.revoked_by, held.revoked_why = at, by, why.strip()
    held.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
    told: dict[str, str | int] = {"kind": held.kind}
    record_deed(held.edition, deed=DIPLOMA_REVOKED, by=by, at=at, told=told)


@transaction.atomic
def issue_anew(diploma: IssuedDiploma, *, by: User, at: datetime) -> IssuedDiploma:
    """Another one for one that was revoked; the same where there is another one already.

    Raises ``NothingToDo`` where it holds, or nobody has a diploma to get for it any more.
    """
    if diploma.revoked_at is None:
        raise NothingToDo
    claims = claims_in(diploma.edition, diploma.country, diploma.kind)
    mine = [one for one in claims if one.key == key_of(diploma)]
    for row in issue(diploma.edition, mine, by=by, at=at, anew=True):
        return row
    raise NothingToDo
