"""How a question that counts for nobody is said."""

from __future__ import annotations

from django.utils.translation import gettext as _

from quizbank.models import PaperQuestion


def not_counted(item: PaperQuestion) -> str | None:
    """What stands in a column of questions that count for nobody."""
    return _("yes") if item.neutralised else None


def ruled_words(item: PaperQuestion) -> str:
    """How a neutralised question counts; empty for any other."""
    return _("counts for nobody") if item.neutralised else ""
