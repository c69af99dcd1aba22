"""Reads about sheets of teachers: the latest ones, and how far the mails of one are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from schools.models import SheetMail, TeacherSheet, User

REMEMBERED = 5


@dataclass(frozen=True, slots=True)
class Mails:
    """How many mails of a sheet are where, and whose could not be sent."""

    sent: int
    waiting: int
    failed: int
    unreached: list[str]

    @property
    def total(self) -> int:
        """All of them."""
        return self.sent + self.waiting + self.failed


def waiting_sheet(user: User) -> TeacherSheet | None:
    """The sheet the user brought and from which nobody is invited yet."""
    unread = TeacherSheet.objects.filter(uploaded_by=user, read_at__isnull=True)
    return unread.defer("content").select_related("job").order_by("-pk").first()


def latest_sheets(user: User) -> QuerySet[TeacherSheet]:
    """The sheets the user invited from last."""
    read = TeacherSheet.objects.filter(uploaded_by=user, read_at__isnull=False)
    return read.defer("content").order_by("-read_at")[:REMEMBERED]


def mails_of(sheet: TeacherSheet) -> Mails:
    """How far they are; two queries."""
    counted = sheet.mails.order_by().values_list("state").annotate(Count("pk"))
    states = Counter(dict(counted))
    failed = sheet.mails.filter(state=SheetMail.State.FAILED)
    emails = failed.values_list("invitation__email", "role__user__email").order_by("pk")
    return Mails(
        sent=states[SheetMail.State.SENT],
        waiting=states[SheetMail.State.WAITING],
        failed=states[SheetMail.State.FAILED],
        unreached=[first or second for first, second in emails],
    )
