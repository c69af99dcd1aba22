"""In the background: mails about decisions and appeals are sent; old words and mails go."""

from __future__ import annotations

from django.tasks import task

from base import clock
from base.jobs.tending import OnceANight, StandingTask
from leaderboard.appeals.actions.case_sending import forget_cases, send_case_mails
from leaderboard.appeals.queries.waiting_cases import (
    old_mails,
    old_texts,
    old_withdrawals,
    waiting_mails,
)


@task(queue_name="short")
def send_cases() -> None:
    """Send what waits; what is left is due again, also where the mail server is away."""
    send_case_mails()


@task(queue_name="short")
def forget_appeals() -> None:
    """Empty them, and forget who got which mail."""
    forget_cases(at=clock.now())


case_mails = StandingTask(send_cases, lambda at: waiting_mails(at).exists())
old_appeals = StandingTask(
    forget_appeals,
    OnceANight(
        lambda at: any(found(at).exists() for found in (old_texts, old_withdrawals, old_mails))
    ),
)
