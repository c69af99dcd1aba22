"""Where something stands in a file of questions, for faults and notes."""

from __future__ import annotations

from intake.phrases import gettext_noop

LINE = gettext_noop("line %(number)d")
ROW = gettext_noop("row %(number)d")
FILE = gettext_noop("file")
QUESTION = gettext_noop("question %(number)d")
CHOICE_NUMBER = gettext_noop("choice %(number)d")
