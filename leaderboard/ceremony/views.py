"""The ceremony's pages: what is prepared, the screens, and the two files."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.pages.context import active_language
from competition.aliases.animal_pictures import addresses
from competition.exceptions import CompetitionError
from competition.rules.edition_steps import SEALED
from leaderboard.ceremony import one_file
from leaderboard.ceremony.actions import let_boards_move
from leaderboard.ceremony.forms import HallForm
from leaderboard.ceremony.permissions import CeremonyDesk, ceremony_desk
from leaderboard.ceremony.queries.called_awards import called_awards
from leaderboard.ceremony.queries.resting_boards import FOR_THE_CEREMONY, freezes_now
from leaderboard.ceremony.rehearsing import made_up
from leaderboard.ceremony.running_order import running_order
from leaderboard.results.queries import deleted_near
from schools.roles import area_of, staff_of

SCREENS = "leaderboard/ceremony/screens.html"
REAL, REHEARSAL = "ceremony", "rehearsal"


@login_required
@never_cache
@require_safe
def ceremony(request: HttpRequest, edition: str) -> HttpResponse:
    """What will be called, languages, the screens, the files, and the boards after it."""
    user = staff_of(request)
    desk = ceremony_desk(user, edition)
    sealed = desk.edition.state in SEALED
    hall = HallForm(request.GET, desk)
    freezes = freezes_now(user, desk.edition)
    context = {
        "edition": desk.edition,
        "desk": desk,
        "sealed": sealed,
        "deleted": deleted_near(desk.edition, area_of(user)),
        "hall": hall,
        "blocks": called_awards(hall.called, active_language()) if sealed else [],
        "resting": [stop for stop in freezes if stop.reason in FOR_THE_CEREMONY],
        "stopped": [stop for stop in freezes if stop.reason not in FOR_THE_CEREMONY],
    }
    return render(request, "leaderboard/ceremony/ceremony.html", context)


@login_required
@never_cache
@require_safe
def screens(request: HttpRequest, edition: str, version: str) -> HttpResponse:
    """The presenter's screen, and with ``#audience`` the one for the hall."""
    desk = _sealed_desk(request, edition)
    data = _data(HallForm(request.GET, desk), version)
    context = {"data": data, "animals": addresses(), "online": True, "desk": desk}
    return render(request, SCREENS, context | _page())


@login_required
@never_cache
@require_safe
def ceremony_file(request: HttpRequest, edition: str, version: str) -> HttpResponse:
    """The same screens as one file that needs no network."""
    desk = _sealed_desk(request, edition)
    hall = HallForm(request.GET, desk)
    data = _data(hall, version)
    context = {
        "data": data,
        "animals": one_file.pictures(data["animals"]),
        "styles": one_file.styles(),
        "script": one_file.script(),
    }
    response = HttpResponse(render_to_string(SCREENS, context | _page()))
    name = "-".join([version, desk.edition.slug, *hall.languages])
    response["Content-Disposition"] = f'attachment; filename="{name}.html"'
    return response


@require_POST
@login_required
def thaw_boards(request: HttpRequest, edition: str) -> HttpResponse:
    """After the last reveal the boards move again."""
    user = staff_of(request)
    desk = ceremony_desk(user, edition)
    try:
        moved = let_boards_move(desk.edition, by=user, at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        text = ngettext("%d board moves again.", "%d boards move again.", moved)
        messages.success(request, text % moved)
    return _back(request, desk)


def _back(request: HttpRequest, desk: CeremonyDesk) -> HttpResponse:
    page = reverse("leaderboard:ceremony", args=[desk.edition.slug])
    return redirect(page + HallForm(request.GET, desk).query)


def _sealed_desk(request: HttpRequest, edition: str) -> CeremonyDesk:
    """Before the seal there is nobody to call: 404."""
    desk = ceremony_desk(staff_of(request), edition)
    if desk.edition.state not in SEALED:
        raise Http404
    return desk


def _data(hall: HallForm, version: str) -> dict[str, Any]:
    if version not in (REAL, REHEARSAL):
        raise Http404
    edition, rehearsal = hall.desk.edition, version == REHEARSAL
    blocks = called_awards(hall.called, active_language())
    if rehearsal:
        blocks = made_up(blocks, edition.slug)
    return running_order(edition, blocks, hall.languages, rehearsal=rehearsal)


def _page() -> dict[str, str]:
    return {"tag": settings.HTML_LANGUAGES[active_language()]}
