"""Where something stands in a file of questions, for faults and notes."""

from __future__ import annotations

from base.intake.phrases import gettext_noop

ROW = gettext_noop("row %(number)d")
FILE = gettext_noop("file")
