"""When the ceremony is, and what a consent covers, in the language that is spoken."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from base.languages.dates import day_in_sentence
from leaderboard.models import WinnersPlan


def ceremony_words(plan: WinnersPlan) -> str:
    """When and where prizes are handed over, as far as it is known; empty while nothing is."""
    if plan.ceremony_at is None and plan.ceremony_place:
        text = _("Ceremony: %(place)s. The day is not fixed yet.")
        return text % {"place": plan.ceremony_place}
    if plan.ceremony_at is None:
        return ""
    local = timezone.localtime(plan.ceremony_at)
    day = f"{day_in_sentence(local)}, {date_format(local, 'H:i')}"
    if not plan.ceremony_place:
        return _("Ceremony: %(day)s. The place is not fixed yet.") % {"day": day}
    return _("Ceremony: %(day)s, %(place)s") % {"day": day, "place": plan.ceremony_place}


def consent_lines(plan: WinnersPlan, *, school: bool) -> list[str]:
    """What a guardian agrees to, sentence by sentence."""
    lines = [
        _("The name of the pupil may stand on the public page of winners."),
        _("The name may be read out at the ceremony and stand on its screen."),
        _("From the published lists anybody can then find out how many points the pupil had."),
    ]
    if school:
        lines.append(_("The name of the school may stand beside it."))
    lines += [
        _("The name is deleted on %(day)s.") % {"day": day_in_sentence(plan.names_until)},
        _("The consent can be taken back at any time, without a reason: the name is gone at once."),
    ]
    return lines
