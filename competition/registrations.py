"""What this app brings to the ones below it."""

from __future__ import annotations

from base.jobs.tending import standing_tasks
from base.outbox.kinds import mail_kinds
from base.record.queries import deed_words, read_words
from base.retention.lines import retention_lines
from competition.aliases.actions import name_new_cards
from competition.deeds import DEEDS, READS
from competition.editions.permissions import leads_all_that_is_secret
from competition.editions.queries.taking_part import takes_teachers
from competition.letters.letter_mail import LETTER_MAIL
from competition.letters.tasks import letters_to_fill
from competition.papers.queries.neutralised import neutralised_in
from competition.retention import LINES
from quizbank.exchange.permissions import key_rights
from quizbank.workshop.queries.past_faults import known_faults
from schools.classes.actions.classes import after_later_cards
from schools.registering.queries.open_countries import open_by_edition

standing_tasks.register(letters_to_fill)
retention_lines.register(*LINES)
after_later_cards.register(name_new_cards)
open_by_edition.register(takes_teachers)
# Right answers may leave in a file: it is known here which papers are still secret.
key_rights.register(leads_all_that_is_secret)
known_faults.register(neutralised_in)
deed_words.register(DEEDS)
read_words.register(READS)
mail_kinds.register(LETTER_MAIL)
