"""Winners in the background: told, reminded, passed on, forgotten; mails go out."""

from __future__ import annotations

from django.tasks import task

from base import clock
from base.jobs.performing import Context, progress_of
from base.jobs.tending import StandingTask
from leaderboard.winners.actions.consenting import forget_names
from leaderboard.winners.actions.passing import pass_on_late
from leaderboard.winners.actions.telling import remind_teachers, tell_what_came_later
from leaderboard.winners.actions.winner_mails import send_winner_mails
from leaderboard.winners.queries.due_winners import is_anything_due, zones_by_day


@task(queue_name="short")
def follow_winners() -> None:
    """Each step can be done again and does nothing twice."""
    at = clock.now()
    forget_names(at=at)
    tell_what_came_later(at=at)
    pass_on_late(at=at)
    remind_teachers(at=at)


@task(queue_name="short", takes_context=True)
def send_mails(context: Context) -> None:
    """Send what waits, for a while; what is left is due again."""
    send_winner_mails(progress_of(context))


winners_to_follow = StandingTask(follow_winners, is_anything_due)
winner_mails_to_send = StandingTask(send_mails, lambda at: bool(zones_by_day(at)))
