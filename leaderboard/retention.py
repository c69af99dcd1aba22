"""What does not stay of the outcome."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from base.retention.lines import RetentionLine, emptied
from leaderboard.appeals.queries.waiting_cases import old_mails, old_texts, old_withdrawals
from leaderboard.diplomas.actions.issuing import old_batches
from leaderboard.exports.actions import old_exports

LINES = (
    RetentionLine(_("spreadsheets"), _("30 days"), old_exports),
    RetentionLine(_("files of diplomas"), _("a week"), old_batches),
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
