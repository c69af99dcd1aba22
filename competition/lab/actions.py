"""Writes about checked PCs: a school's code, a PC's number and results, and forgetting them."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from competition.exceptions import LabFull
from competition.models import LabCheck, LabCode
from competition.rules.lab import KEPT, MOST_A_DAY, LabReport, new_code
from schools.models import School
from schools.roles import zone_at


def code_of(school: School, *, at: datetime) -> LabCode:
    """The school's code; made when somebody looks for it the first time."""
    made, _is_new = LabCode.objects.get_or_create(
        school=school, defaults={"code": new_code(secrets.randbelow), "made_at": at}
    )
    return made


def renew_code(school: School, *, at: datetime) -> LabCode:
    """Another code: the address that was handed out before opens nothing any more."""
    held = code_of(school, at=at)
    held.code, held.made_at = new_code(secrets.randbelow), at
    held.save(update_fields=["code", "made_at"])
    return held


def forget_school(school: School) -> int:
    """Delete all that is known of a school's PCs; how many rows."""
    count, _by_model = LabCheck.objects.filter(lab=school.pk).delete()
    return count


@transaction.atomic
def note_check(lab: LabCode, *, report: LabReport, at: datetime) -> LabCheck:
    """Store how a PC did; the same PC keeps its number for the day. Raises ``LabFull``."""
    held = LabCode.objects.select_for_update(of=("self",)).select_related("school__country")
    mine = held.get(pk=lab.pk)
    day = at.astimezone(zone_at(mine.school)).date()
    today = LabCheck.objects.filter(lab=mine, day=day)
    found = today.filter(token=report.token).first()
    check = found or LabCheck(lab=mine, day=day, token=report.token, number=_next(mine, day))
    check.lines, check.ready = dict(report.lines), report.ready
    check.browser, check.version, check.checked_at = report.browser, report.version, at
    check.save()
    return check


def _next(lab: LabCode, day: date) -> int:
    taken = LabCheck.objects.filter(lab=lab, day=day).aggregate(last=Max("number"))["last"] or 0
    if taken >= MOST_A_DAY:
        raise LabFull
    return int(taken) + 1


def forget_checks(*, at: datetime) -> int:
    """Delete what is older than 60 days; how much. Does so in the first minute of every hour."""
    if at.minute:
        return 0
    count, _by_model = LabCheck.objects.filter(day__lt=(at - KEPT).date()).delete()
    return count
