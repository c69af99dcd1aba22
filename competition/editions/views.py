"""When official sittings may run, made longer or given a spare day; the effect is told first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from base.clock import now
from base.models import User
from competition.editions.actions import extend_window, open_spare_day, refuse_once_over
from competition.editions.at_hand import as_asked, at_hand
from competition.editions.forms.windows import ExtendForm, SpareDayForm
from competition.editions.permissions import get_window, windows_of
from competition.editions.queries.windows import effect_of, last_close
from competition.exceptions import CompetitionError
from competition.models import Edition, WindowChange
from schools.models import Country
from schools.permissions import countries_run_by
from schools.roles import staff_of, zone_of

PAGE = "competition/editions/windows.html"
SURE = "sure"


@login_required
@never_cache
@require_safe
def windows(request: HttpRequest) -> HttpResponse:
    """The windows of the own countries, what was changed, and the ways to change more."""
    user, hand = staff_of(request), at_hand(request, at=now())
    if not countries_run_by(user).exists():
        raise Http404
    if hand is None:
        return redirect("competition:editions")
    edition = hand.edition
    found = list(windows_of(user).filter(edition=edition).order_by("country", "opens_at"))
    changes = WindowChange.objects.filter(window__in=found)
    context = {
        "hand": hand,
        "windows": found,
        "now": now(),
        "changes": changes.select_related("window__country", "changed_by"),
        "last": last_close(edition),
        "reveal_early": edition.reveal_early,
        "refusal": _refusal(edition),
    }
    with timezone.override(zone_of(user)):
        return render(request, PAGE, context)


def _refusal(edition: Edition) -> str:
    """Why no window of it changes any more; empty while they may."""
    try:
        refuse_once_over(edition, now())
    except CompetitionError as refusal:
        return str(refusal)
    return ""


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, window_id: int) -> HttpResponse:
    """Let a window close later."""
    window, by = get_window(request.user, window_id), staff_of(request)
    with timezone.override(ZoneInfo(window.country.timezone)):
        initial = {"closes_at": max(window.closes_at, now()) + timedelta(hours=1)}
        form = ExtendForm(request.POST or None, initial=initial)

        def carry_out() -> object:
            return extend_window(window, **form.cleaned_data, by=by, at=now())

        title = _("Extend the window of %(country)s") % {"country": window.country}
        context = {"title": title, "form": form, "window": window, "edition": window.edition}
        return _change(request, form, window.edition, window.country, carry_out, context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def spare(request: HttpRequest) -> HttpResponse:
    """Give a country one more window."""
    user, hand = staff_of(request), at_hand(request, at=now())
    countries = countries_run_by(user)
    if hand is None or not countries.exists():
        raise Http404
    edition, country = hand.edition, _chosen(request, user)
    with timezone.override(ZoneInfo(country.timezone)):
        form = SpareDayForm(
            request.POST or None, countries=countries, initial={"country": country.pk}
        )

        def carry_out() -> object:
            return open_spare_day(edition, **form.cleaned_data, by=user, at=now())

        context = {"title": _("Open a spare day"), "form": form, "edition": edition}
        return _change(request, form, edition, country, carry_out, context)


def _chosen(request: HttpRequest, user: User) -> Country:
    """The country whose clock the typed times mean; the form says it if there is none such."""
    countries = countries_run_by(user).order_by("pk")
    asked = request.POST.get("country", "").replace("\0", "")
    found = countries.filter(pk=asked).first() or countries.first()
    if found is None:
        raise Http404
    return found


def _change(
    request: HttpRequest,
    form: ExtendForm,
    edition: Edition,
    country: Country,
    carry_out: Callable[[], object],
    context: dict[str, Any],
) -> HttpResponse:
    """Tell the effect of what was typed, and do it once it is confirmed; where nothing changes any
    more, say that before anything is typed."""
    fixed = _refusal(edition)
    if request.method == "POST" and not fixed and form.is_valid():
        if SURE in request.POST:
            try:
                carry_out()
            except CompetitionError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The window is changed, from this moment on."))
                return redirect(reverse("competition:windows") + as_asked(request))
        else:
            closes_at = form.cleaned_data["closes_at"]
            context["effect"] = effect_of(edition, country, closes_at=closes_at)
    asked = {"country": country, "asked": as_asked(request), "refusal": fixed}
    return render(request, "competition/editions/window.html", context | asked)
