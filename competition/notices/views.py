"""An organizer speaks to those who sit; the words themselves, for the browsers that show them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from base.clock import now
from base.models import User
from competition.editions.at_hand import as_asked, at_hand
from competition.exceptions import CompetitionError
from competition.models import Edition, Notice
from competition.notices.actions.notices import speak, withdraw
from competition.notices.forms import NoticeForm
from competition.notices.permissions import get_notice, notices_of
from competition.notices.queries import audience_of, is_wide, live_notices, open_with, texts_of
from competition.public.views.catalog import IMMUTABLE
from schools.permissions import regions_run_by
from schools.roles import staff_of, zone_of

LISTED = 30


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """What is shown now, what was said, and the form to say something."""
    user, hand = staff_of(request), at_hand(request, at=now())
    if hand is None:
        return redirect("competition:editions")
    edition = hand.edition
    form = NoticeForm(request.POST or None, user=user, initial=_asked(request))
    if request.method == "POST" and form.is_valid():
        said = _say(form, edition, user, at=now())
        messages.success(request, _shown(open_with(said)))
        return redirect(reverse("competition:notices") + hand.asked)
    context = {"form": form, "hand": hand, **_lists(user, edition)}
    with timezone.override(zone_of(user)):
        return render(request, "competition/notices/notices.html", context)


def _asked(request: HttpRequest) -> dict[str, str]:
    """The day's page links here with the code of a sitting."""
    code = request.GET.get("code", "")
    return {"audience": NoticeForm.CODES, "codes": code} if code else {}


def _say(form: NoticeForm, edition: Edition, user: User, at: datetime) -> Notice:
    return speak(
        edition,
        texts=form.cleaned_data["texts"],
        until=at + timedelta(minutes=form.cleaned_data["lasts"]),
        by=user,
        at=at,
        **form.addressees(),
    )


def _shown(count: int) -> str:
    return ngettext(
        "Said. %(count)d open class quiz shows it, and every one that opens until then.",
        "Said. %(count)d open class quizzes show it, and every one that opens until then.",
        count,
    ) % {"count": count}


def _lists(user: User, edition: Edition) -> dict[str, object]:
    """Notices the user may see, those that are shown now first; ``mine`` may be withdrawn."""
    own = notices_of(user)
    mine = set(own.filter(edition=edition).values_list("pk", flat=True))
    countries = set(regions_run_by(user).order_by().values_list("country", flat=True).distinct())
    live = [
        one
        for one in live_notices(edition, at=now())
        if one.pk in mine or is_wide(audience_of(one), countries)
    ]
    past = own.filter(edition=edition).exclude(pk__in=[one.pk for one in live])
    listed = past.select_related("country", "region", "spoken_by", "withdrawn_by")
    return {"live": live, "mine": mine, "past": listed.prefetch_related("sittings")[:LISTED]}


@require_POST
@login_required
def withdraw_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Take a notice off the screens."""
    notice = get_notice(request.user, notice_id)
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
