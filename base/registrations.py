"""What the ground does by itself."""

from __future__ import annotations

from base.jobs.tending import standing_tasks
from base.models import Upload
from base.outbox.tasks import mails_to_send
from base.record.queries import deed_words, told_tables
from base.retention.actions import DEEDS
from base.retention.ground_lines import LINES
from base.retention.lines import retention_lines
from base.retention.tasks import things_to_forget

standing_tasks.register(mails_to_send, things_to_forget)
retention_lines.register(*LINES)
deed_words.register(DEEDS)
told_tables.register(Upload)
