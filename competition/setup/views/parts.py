"""Forms for a country's part of an edition: windows, partners and logos."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from base.models import User
from competition.editions.permissions import desk_of, get_part, get_partner
from competition.exceptions import CompetitionError
from competition.models import Edition, Logo, Partner
from competition.rules.edition_steps import Span, is_frozen
from competition.setup.actions import parts
from competition.setup.edition_labels import WHY_FROZEN
from competition.setup.forms.editions import show_frozen
from competition.setup.forms.parts import PartnerForm, SeenForm, Windows, WindowsForm
from competition.setup.queries.doubts import window_warnings
from schools.models import Country
from schools.roles import staff_of

FOR_EVER = "public, max-age=31536000, immutable"


@login_required
@never_cache
def windows(request: HttpRequest, edition: str, country: str) -> HttpResponse:
    """When official sittings of a country may run, by its own clocks."""
    found, where = get_part(desk_of(request.user), edition, country)
    spans = parts.spans_of(found, where)
    with timezone.override(ZoneInfo(where.timezone)):
        # What is stored must not tell a typed row from an empty one.
        given = (
            [] if request.POST else [{"opens": opens, "closes": closes} for opens, closes in spans]
        )
        rows = WindowsForm(request.POST or None, initial=given)
        seen = SeenForm(request.POST or None, initial={"seen": _written(spans)})
        if request.method == "POST" and rows.is_valid() and seen.is_valid():
            refusal = _set_windows(found, where, rows, seen, staff_of(request))
            if not refusal:
                _say_saved(request, found, where)
                return redirect("competition:edition", edition=found.slug)
            messages.error(request, refusal)
        frozen = str(WHY_FROZEN["windows"]) if is_frozen("windows", found.state) else ""
        context = {"edition": found, "country": where, "rows": rows, "seen": seen, "frozen": frozen}
        return render(request, "competition/setup/windows.html", context)


def _say_saved(request: HttpRequest, edition: Edition, country: Country) -> None:
    """With what may be a slip of the year; some countries play in another season."""
    messages.success(request, _("Saved."))
    for warning in window_warnings(edition, country):
        messages.warning(request, warning)


def _set_windows(
    edition: Edition, country: Country, rows: Windows, seen: SeenForm, by: User
) -> str:
    spans = [span for row in rows if (span := row.span()) is not None]
    try:
        parts.set_windows(
            edition, country, spans=spans, seen=_read(seen.cleaned_data["seen"]), by=by, at=now()
        )
    except CompetitionError as refusal:
        return str(refusal)
    return ""


def _written(spans: list[Span]) -> list[list[str]]:
    return [[opens.isoformat(), closes.isoformat()] for opens, closes in spans]


def _read(written: object) -> list[Span]:
    """The windows a page was made from; nothing where somebody wrote nonsense into it."""
    try:
        pairs = [tuple(map(_moment, pair)) for pair in written or []]  # type: ignore[attr-defined]
    except (TypeError, ValueError, OverflowError):
        return []
    return [(pair[0], pair[1]) for pair in pairs if len(pair) == 2]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@login_required
@never_cache
def add_partner(request: HttpRequest, edition: str, country: str) -> HttpResponse:
    """A further partner or sponsor."""
    found, where = get_part(desk_of(request.user), edition, country)
    count = found.partners.filter(country=where).count()
    return _partner(request, Partner(edition=found, country=where, position=count + 1))


@login_required
@never_cache
def partner(request: HttpRequest, edition: str, country: str, partner_id: int) -> HttpResponse:
    """Change a partner or take it away."""
    found, where = get_part(desk_of(request.user), edition, country)
    return _partner(request, get_partner(found, where, partner_id))


def _partner(request: HttpRequest, partner: Partner) -> HttpResponse:
    form = PartnerForm(request.POST or None, request.FILES or None, instance=partner)
    removing = "remove" in request.POST and partner.pk is not None
    if request.method == "POST" and (removing or form.is_valid()):
        try:
            parts.remove_partner(partner) if removing else _save_partner(form)
        except CompetitionError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Removed.") if removing else _("Saved."))
        return redirect("competition:edition", edition=partner.edition.slug)
    frozen = is_frozen("partners", partner.edition.state)
    show_frozen(form, frozen)
    context = {
        "edition": partner.edition,
        "form": form,
        "title": _("Partner in %s") % partner.country,
        "frozen": str(WHY_FROZEN["partners"]) if frozen else "",
        "partner": partner,
        "removable": partner.pk is not None,
    }
    return render(request, "competition/setup/form.html", context)


def _save_partner(form: PartnerForm) -> None:
    keep = not form.cleaned_data.get("no_logo", False)
    parts.save_partner(form.instance, picture=form.picture, keep_logo=keep)


@require_safe
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    """A logo; its address is the hash of its bytes, so browsers keep it for ever."""
    found = Logo.objects.filter(pk=digest).first()
    if found is None:
        raise Http404
    headers = {"Cache-Control": FOR_EVER, "Content-Security-Policy": "default-src 'none'"}
    return HttpResponse(bytes(found.png), content_type="image/png", headers=headers)
