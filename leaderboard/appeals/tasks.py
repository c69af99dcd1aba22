"""In the background: mails about decisions and appeals are sent."""

from __future__ import annotations

from django.tasks import task

from base.jobs.tending import StandingTask
from leaderboard.appeals.actions.case_sending import send_case_mails
from leaderboard.appeals.queries.waiting_cases import (
    waiting_mails,
)


@task(queue_name="short")
def send_cases() -> None:
    """Send what waits; what is left is due again, also where the mail server is away."""
    send_case_mails()


case_mails = StandingTask(send_cases, lambda at: waiting_mails(at).exists())
