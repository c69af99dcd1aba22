"""What the ground does by itself."""

from __future__ import annotations

from base.jobs.tending import standing_tasks
from base.outbox.tasks import mails_to_forget, mails_to_send

standing_tasks.register(mails_to_send, mails_to_forget)
