"""What there is to do before the first class can play, and a test mail to oneself."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from competition.day.queries.outages import unsettled
from competition.setup.queries.first_steps import first_steps as steps_of
from competition.setup.queries.ground import Ground
from schools.clock import now
from schools.mail import sending as mail
from schools.pages.addresses import as_typed, public_address
from schools.permissions import manager_of
from schools.roles import may_give_nothing, staff_of


@login_required
@never_cache
@require_safe
def first_steps(request: HttpRequest) -> HttpResponse:
    """The list, with what is done, what is next, and the way to each."""
    user = manager_of(request)
    ground = Ground(user, now())
    steps = steps_of(ground)
    counted = [step for step in steps if not step.skipped]
    context = {
        "edition": ground.edition,
        "steps": steps,
        "counted": len(counted),
        "done": sum(step.done for step in counted),
        "unsettled": unsettled().exists(),
        "may_test_mail": may_give_nothing(user),
    }
    return render(request, "competition/setup/first_steps.html", context)


@require_POST
@login_required
def send_test_mail(request: HttpRequest) -> HttpResponse:
    """To the own address; whether it came, only its reader knows."""
    user = staff_of(request)
    if not may_give_nothing(user):
        raise Http404
    told = {"address": as_typed(public_address(request))}
    if mail.send(user.email, mail="mail/test", language=user.language, told=told):
        text = _("Handed over for %(email)s. Look whether it comes, also among unwanted mail.")
        messages.success(request, text % {"email": user.email})
    else:
        messages.error(request, _("The mail server did not take it. The log says why."))
    return redirect("competition:first_steps")
