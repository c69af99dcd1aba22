"""What does not stay of the outcome, and of an edition with its pupils."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from base.made_files.making import old_files
from base.retention.lines import Page, RetentionLine, emptied
from leaderboard.appeals.queries import old_texts
from leaderboard.forgetting.actions import AT_ONCE, forget_pupils
from leaderboard.forgetting.queries import (
    CARDS,
    CLASSES,
    DETAILS,
    NOTHING,
    PINS,
    held_editions,
    outlived_classes,
    outlived_details,
    outlived_pins,
    outlived_rows,
)
from leaderboard.made_files import DIPLOMAS, SPREADSHEET
from leaderboard.winners.actions import forget_names
from leaderboard.winners.queries import names_to_forget


def _not_held(
    due: Callable[[datetime], QuerySet[Any]],
) -> Callable[[datetime], QuerySet[Any]]:
    return lambda at: due(at).exclude(edition__in=held_editions())


AFTER_AUGUST = ngettext_lazy(
    "%(days)d day after 31 August", "%(days)d days after 31 August", "days"
)
LINES = (
    RetentionLine(
        _("names and needs of pupils"),
        _("30 days after the results are published, at the latest 31 August"),
        outlived_details,
        emptied(**NOTHING),
        setting=DETAILS,
        kept_days=ngettext_lazy(
            "%(days)d day after the results are published, at the latest 31 August",
            "%(days)d days after the results are published, at the latest 31 August",
            "days",
        ),
        pages=tuple(Page),
    ),
    RetentionLine(
        _("PINs"),
        _("until the results are published"),
        outlived_pins,
        emptied(pin=""),
        setting=PINS,
        kept_days=ngettext_lazy(
            "%(days)d day after the results are published",
            "%(days)d days after the results are published",
            "days",
        ),
        pages=tuple(Page),
    ),
    RetentionLine(
        _("cards, answers and results of a class"),
        _("until 31 August, if the results are published by then"),
        outlived_classes,
        forget_pupils,
        rows=AT_ONCE,
        setting=CARDS,
        kept_days=AFTER_AUGUST,
        pages=tuple(Page),
    ),
    RetentionLine(
        _("classes without their pupils"),
        _("18 months after 31 August"),
        outlived_rows,
        setting=CLASSES,
        kept_days=AFTER_AUGUST,
        pages=[Page.ADULTS],
    ),
    # They hold names of teachers and tell of children: nobody needs them for longer.
    RetentionLine(
        _("spreadsheets"),
        _("30 days"),
        old_files(SPREADSHEET, timedelta(days=30)),
        pages=[Page.ADULTS],
    ),
    # They can be made again at any time, and hold names.
    RetentionLine(_("files of diplomas"), _("a week"), old_files(DIPLOMAS, timedelta(days=7))),
    RetentionLine(
        _("names of winners, and what guardians agreed to"),
        _("until the day that the organizers name"),
        names_to_forget,
        forget_names,
    ),
    RetentionLine(
        _("words of appeals"),
        _("180 days after the results are published"),
        _not_held(old_texts),
        emptied(text="", sentence=""),
        pages=[Page.ADULTS],
    ),
)
