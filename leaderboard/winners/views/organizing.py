"""The organizer's pages of winners: their dates, and the table with its columns."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
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
from leaderboard.awards.queries import DrawnPool, waiting_pools
from leaderboard.models import WinnersPlan
from leaderboard.results.queries import deleted_near, reopened_seal
from leaderboard.winners.actions.handing import mark_winners
from leaderboard.winners.actions.winners_plan import save_winners_plan, start_telling
from leaderboard.winners.forms.consents import MarkForm
from leaderboard.winners.forms.winner_dates import WinnersPlanForm, offered_plan
from leaderboard.winners.permissions import WinnerDesk, winner_desk
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
        "reopened": reopened_seal(desk.edition),
        "refused": mails_refused(desk.edition) if desk.leads else [],
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/winners/table.html", context)


def _to_draw(desk: WinnerDesk) -> list[DrawnPool]:
    """Of the countries of the own schools, and of all together."""
    if desk.schools is None:
        return waiting_pools(desk.edition, whole=True)
    own = desk.schools.order_by().values_list("country", flat=True).distinct()
    return waiting_pools(desk.edition, own)


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
