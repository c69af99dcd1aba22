"""Files of questions nobody confirms go by themselves."""

from __future__ import annotations

from django.tasks import task

from quizbank.exchange.actions import files_never_confirmed
from schools import clock
from schools.jobs.tending import StandingTask


@task(queue_name="short")
def forget_question_files() -> None:
    """Delete files that were never confirmed."""
    files_never_confirmed(clock.now()).delete()


old_question_files = StandingTask(
    forget_question_files, lambda at: files_never_confirmed(at).exists()
)
