"""English words of pure files that a page says in its reader's language (``checks.messages``)."""

from __future__ import annotations

from intake.phrases import Phrase as Phrase
from intake.phrases import gettext_noop as gettext_noop

# Where something stands in a file, and what of a question.
LINE = gettext_noop("line %(number)d")
ROW = gettext_noop("row %(number)d")
FILE = gettext_noop("file")
QUESTION = gettext_noop("question %(number)d")
CHOICE_NUMBER = gettext_noop("choice %(number)d")
