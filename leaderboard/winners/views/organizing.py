"""The organizer's pages of winners: their dates, and the table with its columns."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.pages.context import active_language
from competition.exceptions import CompetitionError
from competition.rules.edition_steps import PUBLISHED, SEALED
from leaderboard.awards.permissions import led_edition
from leaderboard.awards.queries.waiting_places import WaitingPlaces, waiting_places
from leaderboard.boards.permissions import ALL
from leaderboard.models import WinnersPlan
from leaderboard.results.queries.deleted_years import deleted_near
from leaderboard.winners.actions.handing import mark_winners
from leaderboard.winners.actions.winners_plan import save_winners_plan, start_telling
from leaderboard.winners.forms.consents import MarkForm
from leaderboard.winners.forms.winner_dates import WinnersPlanForm, offered_plan
from leaderboard.winners.permissions import WinnerDesk, winner_desk
from leaderboard.winners.queries.awards_left_to_draws import (
    gone_before_draws,
    winners_left_to_draws,
)
from leaderboard.winners.queries.corrected_winners import taken_back
from leaderboard.winners.queries.winner_lines import WinnerLine, winner_lines
from leaderboard.winners.queries.winner_table import MOST_IN_TABLE, mails_refused, winner_table
from schools.roles import area_of, staff_of, zone_of


@login_required
@never_cache
@require_safe
def winner_list(request: HttpRequest, edition: str) -> HttpResponse:
    """Each award that is called at the ceremony: who has it, who comes next, what passed on."""
    user = staff_of(request)
    desk = winner_desk(user, edition)
    plan = WinnersPlan.objects.filter(edition=desk.edition).first()
    context = {
        "edition": desk.edition,
        "leads": desk.leads,
        "plan": plan,
        "sealed": desk.edition.state in SEALED,
        "published": desk.edition.state in PUBLISHED,
        "deleted": deleted_near(desk.edition, area_of(user)),
        "blocks": winner_table(desk.edition, active_language(), desk.schools),
        "most": MOST_IN_TABLE,
        "to_draw": _to_draw(desk),
        **_left_to_draw(desk),
        **_taken_back(desk),
        "refused": mails_refused(desk.edition) if desk.leads else [],
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/winners/table.html", context)


def _to_draw(desk: WinnerDesk) -> list[WaitingPlaces]:
    """Of the countries of the own schools, and of all together."""
    if desk.schools is None:
        return waiting_places(desk.edition, whole=True)
    own = desk.schools.order_by().values_list("country", flat=True).distinct()
    return waiting_places(desk.edition, {*own, ALL})


def _left_to_draw(desk: WinnerDesk) -> dict[str, list[WinnerLine] | list[int]]:
    """Those who have an award that a correction left to a draw still to be made, and those who did
    not want it: until the draw nobody follows."""
    gone = gone_before_draws(desk.edition)
    found = desk.winners.filter(Q(pk__in=winners_left_to_draws(desk.winners)) | Q(pk__in=gone))
    numbers = list(found.order_by("award__key", "place", "pk").values_list("pk", flat=True))
    first = found.filter(pk__in=numbers[:MOST_IN_TABLE])
    return {
        "left_to_draw": winner_lines(first, active_language()),
        "all_left_to_draw": numbers,
    }


def _taken_back(desk: WinnerDesk) -> dict[str, list[WinnerLine] | list[int] | bool]:
    """Those whose teachers were told of an award that a correction took, the newest first; and
    whether they are told of that: corrections of earlier releases told nobody."""
    gone = taken_back(desk.winners)
    numbers = list(gone.order_by("-passed_on_at", "-pk").values_list("pk", flat=True))
    newest = winner_lines(gone.filter(pk__in=numbers[:MOST_IN_TABLE]), active_language())
    newest.sort(key=lambda one: one.winner.passed_on_at or now(), reverse=True)
    tells = all(one.winner.place_before for one in newest)
    return {"taken_back": newest, "all_taken_back": numbers, "tells_of_them": tells}


@login_required
@never_cache
def winners_plan(request: HttpRequest, edition: str) -> HttpResponse:
    """The dates, with sensible ones offered."""
    user = staff_of(request)
    found = led_edition(user, edition)
    with timezone.override(zone_of(user)):
        today = timezone.localdate(now())
        plan = WinnersPlan.objects.filter(edition=found).first()
        offered = plan or offered_plan(found, today)
        form = WinnersPlanForm(request.POST or None, instance=offered, today=today)
        if request.method == "POST" and form.is_valid():
            try:
                save_winners_plan(form.instance, at=now())
            except CompetitionError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Saved."))
                return redirect("leaderboard:winner_table", edition=found.slug)
        context = {"edition": found, "form": form, "is_new": plan is None}
        return render(request, "leaderboard/winners/dates.html", context)


@require_POST
@login_required
def tell_winners(request: HttpRequest, edition: str) -> HttpResponse:
    """From now on teachers are told."""
    found = led_edition(staff_of(request), edition)
    try:
        start_telling(found.pk, at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Teachers are being told. It may take a minute."))
    return redirect("leaderboard:winner_table", edition=found.slug)


@require_POST
@login_required
def mark(request: HttpRequest, edition: str) -> HttpResponse:
    """Tick a column for the winners that were chosen, those of the own area."""
    desk = winner_desk(staff_of(request), edition)
    form = MarkForm(request.POST)
    if form.is_valid():
        chosen = desk.winners.filter(pk__in=form.cleaned_data["winner"])
        many = mark_winners(chosen, mark=form.cleaned_data["mark"], at=now())
        said = ngettext("Noted for %(count)d winner.", "Noted for %(count)d winners.", many)
        messages.success(request, said % {"count": many})
    else:
        messages.error(request, _("Choose winners first."))
    return redirect("leaderboard:winner_table", edition=desk.edition.slug)
