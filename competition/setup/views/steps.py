"""The steps of an edition's state: what each needs, and taking it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from base.clock import now
from base.models import User
from competition.editions.permissions import desk_of, get_led_edition
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.rules.edition_steps import BACK, next_state
from competition.setup.actions.steps import take_step
from competition.setup.forms.parts import StepForm
from competition.setup.queries.check import Check
from competition.setup.queries.step_checks import checks_for
from schools.roles import staff_of, zone_of


@dataclass(frozen=True, slots=True)
class OfferedStep:
    """A step that may be taken, with what is looked at before."""

    after: Edition.State
    checks: list[Check]

    @property
    def ready(self) -> bool:
        """Whether nothing stops it."""
        return not any(check.stops for check in self.checks)

    @property
    def over(self) -> bool:
        """Whether it can never be taken any more."""
        return any(check.for_good for check in self.checks)

    @property
    def look(self) -> bool:
        """Whether somebody has to say that they have seen what is open."""
        return any(check.faults and check.look for check in self.checks)


@login_required
@never_cache
def steps(request: HttpRequest, edition: str) -> HttpResponse:
    """The next step and the one back."""
    found = get_led_edition(desk_of(request.user), edition)
    if request.method == "POST":
        return _take(request, found)
    forward, back = next_state(found.state), BACK.get(found.state)
    user = staff_of(request)
    with timezone.override(zone_of(user)):
        context = {
            "edition": found,
            "forward": _step(found, forward, user) if forward else None,
            "back": _offered(_step(found, back, user)) if back else None,
            "form": StepForm(),
        }
        return render(request, "competition/setup/steps.html", context)


def _step(edition: Edition, after: str, user: User) -> OfferedStep:
    return OfferedStep(Edition.State(after), checks_for(user, edition, after, at=now()))


def _offered(step: OfferedStep) -> OfferedStep | None:
    return None if step.over else step


def _take(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = StepForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {"to": ""}
    try:
        step = take_step(edition, **given, by=staff_of(request), at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
        return redirect("competition:edition_steps", edition=edition.slug)
    messages.success(request, _("The edition is now: %s.") % step.get_after_display())
    return redirect("competition:edition", edition=edition.slug)
