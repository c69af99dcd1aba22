"""What does not stay of questions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from base.retention.lines import RetentionLine
from quizbank.pictures.actions import forget_unseen
from quizbank.pictures.queries import long_unseen

LINES = (RetentionLine(_("pictures nothing shows"), _("a week"), long_unseen, forget_unseen),)
