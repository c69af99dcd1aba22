"""What does not stay of taking part."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from base.retention.lines import RetentionLine, emptied
from competition.answer_files.queries import outlived
from competition.letters.actions.letter_sending import forget_readers
from competition.letters.queries.outgoing import old_letters

LINES = (
    RetentionLine(
        _("files of answers nobody decided about"), _("two weeks"), outlived, emptied(events=[])
    ),
    RetentionLine(_("who got a letter"), _("90 days"), old_letters, forget_readers),
)
