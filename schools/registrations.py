"""What this app brings to the ground below it."""

from __future__ import annotations

from base.jobs.performing import as_read_by
from base.jobs.tending import standing_tasks
from base.outbox.kinds import mail_kinds
from base.pages.context import menus
from base.record.permissions import sights
from base.record.queries import deed_words, read_words
from base.retention.lines import retention_lines
from base.uploads.kinds import upload_kinds
from schools.as_staff import read_by, record_sight
from schools.classes.card_mail import CARDS_OPENED
from schools.deeds import DEEDS, READS
from schools.navigation import ways_of
from schools.people.invitation_mail import INVITATION, ROLE_ADDED
from schools.register.decision_mail import DECISION
from schools.register.import_rows import REGISTER
from schools.registering.daily_mail import WAITING
from schools.registering.tasks import organizers_to_tell
from schools.retention import LINES

standing_tasks.register(organizers_to_tell)
retention_lines.register(*LINES)
as_read_by.register(read_by)
menus.register(ways_of)
sights.register(record_sight)
deed_words.register(DEEDS)
read_words.register(READS)
upload_kinds.register(REGISTER)
mail_kinds.register(DECISION, WAITING, CARDS_OPENED, INVITATION, ROLE_ADDED)
