"""Teachers who wait: the list, several at once, and one with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from base.pages.numbers import ids
from base.refusal import Refusal
from schools.permissions import (
    get_waiting_role,
    managed_regions,
    manager_of,
    proposed_schools,
    waiting_roles,
    waiting_teachers,
)
from schools.register.actions.teacher_approvals import approve, approve_all, refuse
from schools.register.forms import RefusalForm, WaitingFilter
from schools.register.queries import with_first
from schools.untaught import warn_of_untaught

ON_A_PAGE = 50


@login_required
@never_cache
def waiting(request: HttpRequest) -> HttpResponse:
    """The oldest first; a POST approves those that are ticked. Who teaches at a proposed school
    waits for what becomes of that, and is counted beside it."""
    user = manager_of(request)
    if request.method == "POST":
        chosen = ids(request.POST.getlist("role"))
        roles = waiting_roles(user).filter(pk__in=chosen)
        if count := approve_all(roles, by=user, at=timezone.now()):
            messages.success(request, _approved(count))
        else:
            messages.error(request, _("Nobody was chosen. Tick the teachers first."))
        return redirect("schools:waiting")
    wanted = WaitingFilter(request.GET, regions=managed_regions(user))
    roles, proposed = waiting_roles(user), proposed_schools(user)
    if wanted.inside:
        roles = roles.filter(school__region__path__startswith=wanted.inside.path)
        proposed = proposed.filter(region__path__startswith=wanted.inside.path)
    schools = proposed.count()
    context = {
        "part": Paginator(with_first(roles), ON_A_PAGE).get_page(request.GET.get("page")),
        "filter": wanted,
        "proposed": schools,
        # Their teachers, each of whom waits for that school.
        "proposers": waiting_teachers().filter(school__in=proposed).count() if schools else 0,
    }
    return render(request, "schools/register/waiting.html", context)


@require_POST
@login_required
def decide_teacher(request: HttpRequest, role_id: int) -> HttpResponse:
    """Approve one teacher, or refuse with a reason; then back to where the button was."""
    user = manager_of(request)
    role = get_waiting_role(user, role_id)
    form = RefusalForm(request.POST)
    try:
        if "approve" in request.POST:
            approve(role, by=user, at=timezone.now())
            messages.success(request, _approved(1))
        elif form.is_valid():
            refuse(role, reason=form.cleaned_data["reason"], by=user, at=timezone.now())
            messages.success(request, _("Refused. This person no longer belongs to the school."))
            warn_of_untaught(request, [role.school] if role.school else [])
        else:
            messages.error(request, _("Choose a reason first."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The page the form names, if it is one of ours."""
    back = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return back if ours and back.startswith("/") else "schools:waiting"


def _approved(count: int) -> str:
    text = ngettext(
        "%(count)d teacher is approved. Their results reach the boards within a minute.",
        "%(count)d teachers are approved. Their results reach the boards within a minute.",
        count,
    )
    return text % {"count": count}
