"""What this app brings to the ones below it."""

from __future__ import annotations

from base.jobs.tending import standing_tasks
from base.record.queries import untold_fields
from quizbank.exchange.tasks import old_question_files
from quizbank.pictures.tasks import unseen_pictures

standing_tasks.register(old_question_files, unseen_pictures)
# What changed in these is told where a question is reviewed, to those who need not answer it first.
untold_fields.register({"quizbank.question": ("right",), "quizbank.questiontext": ("explanation",)})
