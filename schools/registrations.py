"""What this app brings to the ground below it."""

from __future__ import annotations

from base.jobs.performing import as_read_by
from base.jobs.tending import standing_tasks
from base.pages.context import menus
from base.record.permissions import sights
from base.record.queries import deed_words, read_words, told_tables
from schools.as_staff import read_by, record_sight
from schools.deeds import DEEDS, READS
from schools.models import RegisterUpload
from schools.navigation import ways_of
from schools.register.tasks import old_uploads, teachers_to_tell
from schools.registering.tasks import organizers_to_tell, unconfirmed

standing_tasks.register(old_uploads, teachers_to_tell, unconfirmed, organizers_to_tell)
as_read_by.register(read_by)
menus.register(ways_of)
sights.register(record_sight)
deed_words.register(DEEDS)
read_words.register(READS)
told_tables.register(RegisterUpload)
