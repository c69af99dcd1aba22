"""Diplomas get their serial once and are revoked with a reason; files of them are kept a week."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from competition.exceptions import CompetitionError, NothingToDo
from competition.models import Edition
from competition.rules.edition_steps import SEALED
from leaderboard.diplomas.queries.diploma_claims import DiplomaClaim
from leaderboard.diplomas.queries.diploma_facts import related_diplomas
from leaderboard.models import DiplomaBatch, DiplomaFile, IssuedDiploma
from leaderboard.rules.serials import new_serial
from schools.jobs.actions import hold
from schools.models import Country, Job, User
from schools.record.actions.record import record_deed
from schools.record.deeds import DIPLOMA_REVOKED, DIPLOMAS_ISSUED

# A file can be made again at any time; it holds names.
KEPT_FOR = timedelta(days=7)
Kind = IssuedDiploma.Kind


class NoDiplomaYet(CompetitionError):
    message = _("Diplomas are made once the list is sealed.")


class WhyRevoked(CompetitionError):
    message = _("Write why the diploma is revoked.")


@transaction.atomic
def issue(
    edition: Edition,
    country: Country,
    claims: Collection[DiplomaClaim],
    *,
    by: User,
    at: datetime,
    anew: bool = False,
) -> list[IssuedDiploma]:
    """The diplomas of these claims, in their order: those that are there, and new ones.

    A diploma that was revoked is not issued again unless ``anew`` says so. Raises ``NoDiplomaYet``.
    """
    held = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if held.state not in SEALED:
        raise NoDiplomaYet
    there = _there(held, claims)
    rows = [
        _row(held, country, one, by=by, at=at)
        for one in claims
        if (one.kind, one.key) not in there or (anew and there[one.kind, one.key].revoked_at)
    ]
    if rows:
        IssuedDiploma.objects.bulk_create(rows, batch_size=500)
        told: dict[str, str | int] = {"count": len(rows)}
        record_deed(held, deed=DIPLOMAS_ISSUED, by=by, at=at, told=told)
    found = _there(held, claims)
    keys = [(one.kind, one.key) for one in claims]
    return [found[key] for key in keys if key in found and found[key].revoked_at is None]


def _there(
    edition: Edition, claims: Iterable[DiplomaClaim]
) -> dict[tuple[str, int], IssuedDiploma]:
    """By kind and key; of one that was issued anew the one that is not revoked."""
    keys: dict[str, set[int]] = {kind: set() for kind in Kind.values}
    for one in claims:
        keys[one.kind].add(one.key)
    wanted = (
        Q(kind=Kind.WINNER, award__in=keys[Kind.WINNER])
        | Q(kind=Kind.SCHOOL, school__in=keys[Kind.SCHOOL])
        | Q(kind=Kind.MENTOR, mentor__in=keys[Kind.MENTOR])
    )
    rows = related_diplomas().filter(wanted, edition=edition).order_by("pk")
    ordered = sorted(rows, key=lambda row: row.revoked_at is None)
    return {(row.kind, _key(row)): row for row in ordered}


def _key(row: IssuedDiploma) -> int:
    return {
        Kind.WINNER: row.award_id,
        Kind.SCHOOL: row.school_id,
        Kind.MENTOR: row.mentor_id,
    }[Kind(row.kind)] or 0


def _row(
    edition: Edition, country: Country, one: DiplomaClaim, *, by: User, at: datetime
) -> IssuedDiploma:
    return IssuedDiploma(
        serial=new_serial(secrets.choice),
        kind=one.kind,
        edition=edition,
        country=country,
        award_id=one.award,
        place=one.place,
        school=one.school,
        school_name=one.school.name,
        pupils=one.pupils,
        mentor_id=one.mentor,
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
def keep_files(
    batch: DiplomaBatch, files: Iterable[tuple[int, bytes]], *, job: Job, at: datetime
) -> None:
    """Store what this try of a job has made, ``(sheets, PDF)`` each. Raises ``Overtaken``."""
    hold(job)
    batch.files.all().delete()
    for number, (sheets, body) in enumerate(files, start=1):
        DiplomaFile.objects.create(batch=batch, number=number, sheets=sheets, body=body)
    DiplomaBatch.objects.filter(pk=batch.pk).update(finished_at=at)


def old_batches(at: datetime) -> QuerySet[DiplomaBatch]:
    """What was asked for a week ago."""
    return DiplomaBatch.objects.filter(asked_at__lt=at - KEPT_FOR)
