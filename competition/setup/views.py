"""The organizer's desk: all editions, one with its steps, each of its parts, logos."""

from __future__ import annotations

from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.db.models import Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from competition.editions.permissions import (
    Desk,
    countries_to_begin,
    desk_editions,
    desk_of,
    get_desk_edition,
    get_led_edition,
    get_part,
)
from competition.editions.queries.taking_part import countries_of
from competition.exceptions import CompetitionError
from competition.models import AwardRule, Edition, Logo, Partner, Window
from competition.rules.edition_steps import (
    BACK,
    is_frozen,
    next_state,
    next_year,
    safer_internet_day,
)
from competition.setup.actions import begin as begin_edition
from competition.setup.actions import locked, take_step
from competition.setup.checks import checks_for, window_warnings
from competition.setup.forms import (
    WHY_FROZEN,
    AwardForm,
    BasicsForm,
    BeginForm,
    DivisionsForm,
    PartnerForm,
    RulesForm,
    StepForm,
    TextsForm,
    WindowForm,
    WindowRows,
    rows,
)
from competition.setup.queries import country_parts
from schools.models import Country
from schools.roles import staff_of, zone_of

FOR_EVER = "public, max-age=31536000, immutable"


@login_required
@never_cache
@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """All editions with their state and dates."""
    user = staff_of(request)
    desk = desk_of(user)
    if not desk.sits:
        raise Http404
    context = {
        "editions": desk_editions(desk).annotate(
            opens_at=Min("windows__opens_at"), closes_at=Max("windows__closes_at")
        ),
        "may_begin": countries_to_begin(desk).exists(),
    }
    with timezone.override(zone_of(user)):
        return render(request, "competition/setup/editions.html", context)


@login_required
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """A new edition, empty or like an earlier one."""
    user = staff_of(request)
    desk, year = desk_of(user), next_year(timezone.localdate())
    countries = countries_to_begin(desk)
    if not countries.exists():
        raise Http404
    form = BeginForm(
        request.POST or None,
        countries=countries,
        editions=desk_editions(desk),
        initial={
            "year": year,
            "slug": f"{year}",
            "countries": countries if countries.count() == 1 else (),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = begin_edition(**form.cleaned_data, by=user, at=now())
        except IntegrityError:
            form.add_error("slug", _("Another edition has this short name already."))
        else:
            messages.success(request, _("The edition is begun. It is a draft."))
            return redirect("competition:edition", edition=made.slug)
    return render(request, "competition/setup/begin.html", {"form": form})


@login_required
@never_cache
def edition(request: HttpRequest, edition: str) -> HttpResponse:
    """One edition: what the next step needs, its parts, its countries; and the step taken."""
    user, at = staff_of(request), now()
    desk = desk_of(user)
    if request.method == "POST":
        return _take(request, get_led_edition(desk, edition))
    found = get_desk_edition(desk, edition)
    after, back = next_state(found.state), BACK.get(found.state)
    with timezone.override(zone_of(user)):
        checks = checks_for(user, found, after, at=at) if after else []
        back_checks = checks_for(user, found, back, at=at) if back else []
        context = {
            "edition": found,
            "leads": desk.leads(found),
            "day": safer_internet_day(found.year),
            "after": Edition.State(after) if after else None,
            "checks": checks,
            "ready": not any(check.stops for check in checks),
            "look": any(check.faults and check.look for check in checks),
            "back": Edition.State(back) if back else None,
            "back_stopped": [check for check in back_checks if check.stops],
            "countries": country_parts(found, desk),
            "history": found.steps.select_related("by", "second").order_by("-pk"),
        }
        return render(request, "competition/setup/edition.html", context)


def _take(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = StepForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {"to": ""}
    try:
        step = take_step(edition, **given, by=staff_of(request), at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The edition is now: %s.") % step.get_after_display())
    return redirect("competition:edition", edition=edition.slug)


class Part(NamedTuple):
    """A form or rows, their title, and the name of what freezes them."""

    form: Any
    title: Promise
    frozen_with: str


PARTS = {
    "basics": Part(BasicsForm, gettext_lazy("Year and countries"), "countries"),
    "texts": Part(TextsForm, gettext_lazy("Name, slogan and theme"), "texts"),
    "divisions": Part(DivisionsForm, gettext_lazy("Divisions and languages"), "divisions"),
    "rules": Part(RulesForm, gettext_lazy("Rules"), "rules"),
    "awards": Part(rows(AwardRule, AwardForm), gettext_lazy("Awards"), "awards"),
    "windows": Part(rows(Window, WindowForm, WindowRows), gettext_lazy("Windows"), "windows"),
    "partners": Part(rows(Partner, PartnerForm), gettext_lazy("Partners and sponsors"), "partners"),
}


@login_required
@never_cache
def part(request: HttpRequest, edition: str, part: str, country: str = "") -> HttpResponse:
    """A part of an edition, or of a country in it: shown, saved, or to read once it is frozen."""
    desk, where = desk_of(request.user), None
    if country:
        found, where = get_part(desk, edition, country)
    else:
        found = get_led_edition(desk, edition)
    zone = ZoneInfo(where.timezone) if where else None
    with transaction.atomic(), timezone.override(zone):
        held = locked(found) if request.method == "POST" else found
        frozen = is_frozen(PARTS[part].frozen_with, held.state)
        posted = request.method == "POST" and not frozen
        data = (request.POST, request.FILES) if posted else (None, None)
        form = PARTS[part].form(*data, instance=held, **_about(part, held, where, desk))
        if posted and form.is_valid():
            form.save()
            messages.success(request, _("Saved."))
            for warning in window_warnings(held, where) if part == "windows" else []:
                messages.warning(request, warning)
            return redirect("competition:edition", edition=held.slug)
        shown = form.forms if isinstance(form, forms.BaseFormSet) else [form]
        for one in shown if frozen else []:
            for field in one.fields.values():
                field.disabled = True
        context = {
            "edition": found,
            "country": where,
            "part": part,
            "title": PARTS[part].title,
            "form": form,
            "shown": shown,
            "why_frozen": WHY_FROZEN[PARTS[part].frozen_with] if frozen else "",
        }
        return render(request, "competition/setup/part.html", context)


def _about(part: str, edition: Edition, country: Country | None, desk: Desk) -> dict[str, Any]:
    """What a form is about beside the edition."""
    if part == "basics":
        return {"countries": countries_to_begin(desk)}
    if part == "awards":
        return {"form_kwargs": {"edition": edition, "countries": countries_of(edition)}}
    if country is not None:
        of_edition: Any = getattr(edition, part)
        return {"country": country, "queryset": of_edition.filter(country=country)}
    return {}


@require_safe
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    """A logo; its address is the hash of its bytes, so browsers keep it for ever."""
    found = get_object_or_404(Logo, pk=digest)
    headers = {"Cache-Control": FOR_EVER, "Content-Security-Policy": "default-src 'none'"}
    return HttpResponse(bytes(found.png), content_type="image/png", headers=headers)
