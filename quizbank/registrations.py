"""What this app brings to the ones below it."""

from __future__ import annotations

from base.record.queries import untold_fields
from base.retention.lines import retention_lines
from base.uploads.kinds import upload_kinds
from quizbank.exchange.importing import QUESTIONS
from quizbank.retention import LINES

retention_lines.register(*LINES)
upload_kinds.register(QUESTIONS)
# What changed in these is told where a question is reviewed, to those who need not answer it first.
untold_fields.register({"quizbank.question": ("right",), "quizbank.questiontext": ("explanation",)})
