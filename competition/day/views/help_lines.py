"""The number that teachers of a country may call on the day of an edition."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base.clock import now
from competition.day.actions import set_help_line
from competition.day.forms import HelpLineForm
from competition.editions.at_hand import AtHand, at_hand
from competition.editions.queries.help_line import help_line_of
from competition.editions.queries.taking_part import codes_of
from schools.models import Country
from schools.permissions import countries_run_by
from schools.roles import staff_of


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def help_lines(request: HttpRequest) -> HttpResponse:
    """A form for each country that the user runs; one is sent at a time."""
    hand = at_hand(request, at=now())
    own = countries_run_by(staff_of(request))
    if hand is None or not own.exists():
        raise Http404
    taking = list(own.filter(pk__in=codes_of(hand.edition)).order_by("pk"))
    forms = [(one, _form(request, hand, one)) for one in taking]
    for one, form in forms:
        if form.is_bound and form.is_valid():
            set_help_line(hand.edition, one, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect(reverse("competition:help_lines") + hand.asked)
    return render(request, "competition/day/help_lines.html", {"hand": hand, "forms": forms})


def _form(request: HttpRequest, hand: AtHand, country: Country) -> HelpLineForm:
    line = help_line_of(hand.edition, country)
    initial = {"phone": line.phone, "opens": line.opens, "closes": line.closes} if line else {}
    sent = request.POST if request.POST.get("country") == country.pk else None
    return HelpLineForm(sent, initial=initial, auto_id=f"{country.pk}_%s")
