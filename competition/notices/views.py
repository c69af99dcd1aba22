"""An organizer speaks to those who sit; the words themselves, for the browsers that show them."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from base.clock import now
from competition.editions.at_hand import as_asked, at_hand
from competition.exceptions import CompetitionError
from competition.notices.actions.notices import speak, withdraw
from competition.notices.forms import NoticeForm
from competition.notices.permissions import notices_of
from competition.notices.queries import live_notices, open_with, texts_of
from competition.public.views.catalog import IMMUTABLE
from schools.permissions import countries_run_by
from schools.roles import staff_of, zone_of

LISTED = 30


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """What is shown now, what was said, and the form to say something."""
    user, hand = staff_of(request), at_hand(request, at=now())
    if not countries_run_by(user).exists():
        raise Http404
    if hand is None:
        return redirect("competition:editions")
    edition, at = hand.edition, now()
    form = NoticeForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        said = speak(
            edition,
            texts=form.instance.texts,
            country=form.cleaned_data["country"],
            until=at + timedelta(minutes=form.cleaned_data["lasts"]),
            by=user,
            at=at,
        )
        messages.success(request, _shown(open_with(said)))
        return redirect(reverse("competition:notices") + hand.asked)
    own, live = notices_of(user).filter(edition=edition), live_notices(edition, at=at)
    past = own.exclude(pk__in=[one.pk for one in live])
    context = {
        "form": form,
        "hand": hand,
        "live": [one for one in live if one.country is None or one in own],
        "mine": own,
        "past": past.select_related("country", "spoken_by", "withdrawn_by")[:LISTED],
    }
    with timezone.override(zone_of(user)):
        return render(request, "competition/notices/notices.html", context)


def _shown(count: int) -> str:
    return ngettext(
        "Said. %(count)d open class quiz shows it, and every one that opens until then.",
        "Said. %(count)d open class quizzes show it, and every one that opens until then.",
        count,
    ) % {"count": count}


@require_POST
@login_required
def withdraw_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Take a notice off the screens."""
    notice = get_object_or_404(notices_of(request.user), pk=notice_id)
    try:
        withdraw(notice, by=staff_of(request), at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        told = _("Withdrawn. It disappears from the screens within half a minute.")
        messages.success(request, told)
    return redirect(reverse("competition:notices") + as_asked(request))


@require_safe
def words(request: HttpRequest, token: str) -> HttpResponse:
    """``{texts: {language: text}}`` of a notice; the address is told to its sittings only."""
    texts = texts_of(token)
    if texts is None:
        raise Http404
    response = JsonResponse({"texts": texts})
    # What was said never changes.
    response["Cache-Control"] = IMMUTABLE
    return response
