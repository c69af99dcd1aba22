"""What has had its time goes by night, in steps, on record without names, and can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from auditlog.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import OperationalError
from django.db.models import QuerySet
from django.test import Client

from base import clock
from base.jobs.actions import again
from base.jobs.tending import NIGHT, standing_tasks
from base.models import Job, OutgoingMail, User
from base.outbox.posting import post
from base.record.actions.record import record_access
from base.retention import actions
from base.retention.ground_lines import MAILS_KEPT, RECORD_KEPT
from base.retention.lines import RetentionLine, retention_lines
from base.retention.tasks import forget, things_to_forget
from schools.models import School
from tests import cast
from tests.forgetting import forget_due
from tests.jobs import begun, do, do_jobs

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def old_and_new_sessions() -> None:
    for key, way in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, expire_date=clock.now() + way * SECOND)


def test_a_log_in_that_ran_out_leaves_no_row() -> None:
    old_and_new_sessions()
    assert forget_due() == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


@pytest.mark.parametrize("line", ["record", "mails"])
def test_record_and_mails_have_their_time(line: str, superuser: User, school: School) -> None:
    at = clock.now()
    LogEntry.objects.all().delete()
    made: dict[str, Callable[[str, timedelta], None]] = {
        "record": lambda name, age: record_access(school, by=superuser, file=name, at=at - age),
        "mails": lambda name, age: post("x", about=len(name), users=[superuser.pk], at=at - age),
    }
    kept = {"record": RECORD_KEPT, "mails": MAILS_KEPT}[line]
    made[line]("old", kept + SECOND)
    made[line]("young", kept - SECOND)
    assert forget_due(at) == 1
    assert (LogEntry.objects.count(), OutgoingMail.objects.count()) == {
        "record": (1, 0),
        "mails": (0, 1),
    }[line]


def test_it_goes_in_steps_and_stands_on_record_with_numbers(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [replace(line, rows=2) for line in retention_lines]
    monkeypatch.setattr(actions, "retention_lines", lines)
    for n in range(5):
        Session.objects.create(session_key=str(n), expire_date=clock.now() - SECOND)
    forget.enqueue()
    do_jobs()
    assert not Session.objects.exists()
    client.force_login(cast.make_staff("coordinator"))
    assert "deleted what had had its time: django_session 5" in client.get("/en/staff/record/").text


def test_a_mistake_in_one_line_keeps_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(_rows: object) -> None:
        raise ValueError

    first = RetentionLine("x", "x", lambda _at: User.objects.all(), wrong)  # type: ignore[arg-type]
    monkeypatch.setattr(actions, "retention_lines", [first, *retention_lines])
    User.objects.create_user("a@example.org")
    old_and_new_sessions()
    with pytest.raises(ValueError, match=r"^$"):
        forget_due()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_a_database_that_was_away_finds_the_next_try_where_it_left_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of a step nothing stays half done."""
    steps = list[int]()

    def away_in_the_second(rows: QuerySet[Session]) -> None:
        steps.append(rows.count())
        rows.delete()
        if len(steps) == 2:
            raise OperationalError

    [line] = [line for line in retention_lines if str(line.what) == "log-ins"]
    breaking = replace(line, rows=2, goes=away_in_the_second)
    monkeypatch.setattr(actions, "retention_lines", [breaking])
    for n in range(5):
        Session.objects.create(session_key=str(n), expire_date=clock.now() - SECOND)
    forget.enqueue()
    [job] = begun()
    with pytest.raises(OperationalError):
        do(job)
    assert Session.objects.count() == 3
    again(job, reason=Job.Reason.DATABASE, at=clock.now())
    do_jobs()
    assert (Session.objects.count(), steps) == (0, [2, 2, 2, 1])


def test_it_is_looked_for_once_a_night_and_never_by_day() -> None:
    assert things_to_forget in standing_tasks
    night = clock.now().replace(hour=NIGHT.start) + timedelta(days=1)
    old_and_new_sessions()
    assert not things_to_forget.is_due(night.replace(hour=12))
    assert things_to_forget.is_due(night)
    Session.objects.all().delete()
    assert not things_to_forget.is_due(night)
    old_and_new_sessions()
    assert not things_to_forget.is_due(night), "nothing was found this night"
    assert things_to_forget.is_due(night + timedelta(days=1))


def test_what_would_go_can_be_looked_at(client: Client) -> None:
    old_and_new_sessions()
    said = StringIO()
    call_command("retention", "--what-would-go", stdout=said)
    assert "1       2       2  log-ins (twelve hours)" in said.getvalue()
    client.force_login(cast.make_staff("coordinator"))
    page = client.get("/en/staff/retention/").text
    assert all(str(line.kept) in page for line in retention_lines)
    assert Session.objects.filter(session_key="old").exists()
