"""Numbers of the competition in words, for templates."""

from __future__ import annotations

from django import template
from django.utils.translation import ngettext

from competition.models import Decision

register = template.Library()


@register.filter
def minutes_given(decision: Decision) -> str:
    """The time a decision gave, in minutes."""
    minutes = decision.amount // 60
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
