"""What nobody decided about goes by itself: a sealed file is kept two weeks at most."""

from __future__ import annotations

from django.tasks import task

from base import clock
from base.jobs.tending import StandingTask
from competition.answer_files.queries.filed import outlived


@task(queue_name="short")
def forget_answer_files() -> None:
    """Forget their content; that they were there stays on record."""
    outlived(clock.now()).update(content=b"")


old_answer_files = StandingTask(forget_answer_files, lambda at: outlived(at).exists())
