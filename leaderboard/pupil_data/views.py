"""A parent asks: whoever looks after the class shows what is kept of a pupil, or deletes it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.languages.speech import variant
from base.pages.context import active_language
from base.record.actions.reads import note_read
from competition.aliases import alias as wording
from competition.exceptions import CompetitionError
from leaderboard.deeds import KEPT
from leaderboard.pupil_data.actions import erase_card
from leaderboard.pupil_data.permissions import get_card_asked_about, get_class_asked_about
from leaderboard.pupil_data.queries import (
    aliases_of,
    appeals_about,
    awards_held,
    kept_around,
    kept_attempts,
    winners_of,
)
from schools.classes.permissions import sees_pupils
from schools.roles import staff_of, zone_of


@login_required
@never_cache
@require_safe
def kept_of_class(request: HttpRequest, class_id: int) -> HttpResponse:
    """Whose data? Only the school knows which card a child had."""
    school_class = get_class_asked_about(request.user, class_id)
    context = {
        "school_class": school_class,
        "cards": school_class.cards.order_by("number"),
        "sees": sees_pupils(request.user, school_class, at=now()),
    }
    if context["sees"]:
        note_read(school_class, way=KEPT, by=staff_of(request), at=now())
    return render(request, "leaderboard/pupil_data/cards.html", context)


@login_required
@never_cache
@require_safe
def kept_of_card(request: HttpRequest, class_id: int, card_id: int) -> HttpResponse:
    """All that is kept of one card, to show or to print."""
    user, at = staff_of(request), now()
    card = get_card_asked_about(user, class_id, card_id)
    school_class = card.school_class
    note_read(school_class, way=KEPT, by=user, at=at)
    language = active_language()
    code = variant(language, school_class.school.country_id)
    context = {
        "school_class": school_class,
        "card": card,
        "sees": sees_pupils(user, school_class, at=at),
        "attempts": kept_attempts(card, language, at=at),
        "aliases": [(one.edition, wording.text(one, code)) for one in aliases_of(card)],
        "around": kept_around(card),
        "appeals": appeals_about(card).count(),
        "winners": winners_of(card),
        "held": awards_held(card).exists(),
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/pupil_data/card.html", context)


@require_POST
@login_required
def erase(request: HttpRequest, class_id: int, card_id: int) -> HttpResponse:
    """Delete it; the page asks first."""
    card = get_card_asked_about(request.user, class_id, card_id)
    number = {"number": card.number}
    try:
        erase_card(card, by=staff_of(request), at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
        return redirect("leaderboard:kept_of_card", class_id=class_id, card_id=card_id)
    messages.success(
        request, _("Card %(number)s and everything that was kept of it are deleted.") % number
    )
    return redirect("leaderboard:kept_of_class", class_id=class_id)
