"""Two classes in one room: both monitors on one page, both codes on one wall."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from competition.exceptions import CompetitionError
from competition.sittings.actions.sittings import start_all
from competition.sittings.permissions import get_sitting
from competition.sittings.views.sitting import monitor, projector
from schools.clock import now
from schools.roles import staff_of

# Only our own page may show one of the two in a frame.
FRAMED: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}

type View = Callable[..., HttpResponse]


def _framed(view: View) -> View:
    found: View = xframe_options_sameorigin(csp_override(FRAMED)(require_safe(view)))
    return found


@_framed
def one_monitor(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """The monitor of one of the two."""
    return monitor(request, sitting_id, framed=True)


@_framed
def one_projector(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """The wall of one of the two."""
    return projector(request, sitting_id, framed=True)


@require_safe
@login_required
@never_cache
def together(request: HttpRequest, sitting_id: int, other_id: int) -> HttpResponse:
    """Both monitors side by side; each class has its own paper, and its own buttons."""
    return _both(request, (sitting_id, other_id), "together", "one_monitor")


@require_safe
@login_required
@never_cache
def walls_together(request: HttpRequest, sitting_id: int, other_id: int) -> HttpResponse:
    """Both codes on one wall."""
    return _both(request, (sitting_id, other_id), "walls_together", "one_projector")


def _both(request: HttpRequest, ids: tuple[int, int], template: str, framed: str) -> HttpResponse:
    sittings = [get_sitting(request.user, one) for one in ids]
    context = {"sittings": sittings, "ids": ids, "framed": f"competition:{framed}"}
    return render(request, f"competition/sittings/{template}.html", context)


@require_POST
@login_required
def start_both(request: HttpRequest, sitting_id: int, other_id: int) -> HttpResponse:
    """Start two classes in one moment; one that has started already goes on as it is."""
    by, at = staff_of(request), now()
    for sitting in [get_sitting(by, one) for one in (sitting_id, other_id)]:
        try:
            start_all(sitting, by=by, at=at)
        except CompetitionError as error:
            messages.error(request, f"{sitting.entry.school_class}: {error}")
    return redirect("competition:together", sitting_id=sitting_id, other_id=other_id)
