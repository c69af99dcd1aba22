"""What this app brings to the ones below it."""

from __future__ import annotations

from quizbank.exchange.tasks import old_question_files
from quizbank.pictures.tasks import unseen_pictures
from schools.jobs.tending import standing_tasks

standing_tasks.register(old_question_files, unseen_pictures)
