"""What does not stay of the outcome."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from base.made_files.making import old_files
from base.retention.lines import RetentionLine, emptied
from leaderboard.appeals.queries.waiting_cases import old_mails, old_texts, old_withdrawals
from leaderboard.made_files import DIPLOMAS, SPREADSHEET

LINES = (
    # They hold names of teachers and tell of children: nobody needs them for longer.
    RetentionLine(_("spreadsheets"), _("30 days"), old_files(SPREADSHEET, timedelta(days=30))),
    # They can be made again at any time, and hold names.
    RetentionLine(_("files of diplomas"), _("a week"), old_files(DIPLOMAS, timedelta(days=7))),
    RetentionLine(
        _("words of appeals"),
        _("180 days after the results are published"),
        old_texts,
        emptied(text="", sentence="", left_open_why=""),
    ),
    RetentionLine(
        _("why a change was withdrawn"),
        _("180 days after the results are published"),
        old_withdrawals,
        emptied(withdrawn_why=""),
    ),
    RetentionLine(_("who got a mail about a decision"), _("90 days"), old_mails),
)
