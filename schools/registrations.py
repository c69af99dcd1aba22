"""What this app brings to the ground below it."""

from __future__ import annotations

from schools.jobs.tending import standing_tasks
from schools.register.tasks import old_uploads, teachers_to_tell
from schools.registering.tasks import organizers_to_tell, unconfirmed

standing_tasks.register(old_uploads, teachers_to_tell, unconfirmed, organizers_to_tell)
