"""A teacher's list of the school's PCs: the address to open on each, and which have passed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_POST, require_safe

from competition.lab.actions import code_of, forget_school, renew_code
from competition.lab.pc_words import line_words
from competition.lab.permissions import (
    get_own_school,
    get_school_to_forget,
    may_forget,
    own_schools,
)
from competition.lab.queries import days_of
from competition.models import LabCheck
from competition.rules.lab import LineState
from schools.classes.queries import qr_code
from schools.clock import now
from schools.models import School
from schools.pages.addresses import as_typed, public_address
from schools.roles import staff_of, zone_at

LIST = "competition/lab/_pcs.html"


@login_required
@never_cache
@require_safe
def computers(request: HttpRequest) -> HttpResponse:
    """To the list of the own school, the first of several; without a school to the classes."""
    first = own_schools(staff_of(request)).first()
    if first is None:
        return redirect("competition:classes")
    return redirect("competition:school_computers", school_id=first.pk)


@login_required
@never_cache
@require_safe
def school_computers(request: HttpRequest, school_id: int) -> HttpResponse:
    """The code is made when a teacher looks for it first; two who look at once see the same."""
    user = staff_of(request)
    school = get_own_school(user, school_id)
    lab = code_of(school, at=now())
    link = public_address(request) + reverse("competition:lab_check_for", args=[lab.code])
    context = {
        "school": school,
        "own": list(own_schools(user)),
        "lab": lab,
        "link": as_typed(link),
        "qr": qr_code(link),
        "may_forget": may_forget(user, school),
        **_pcs(school),
    }
    return render(request, "competition/lab/computers.html", context)


@login_required
@require_safe
@conditional_page
def computers_list(request: HttpRequest, school_id: int) -> HttpResponse:
    """``{html}``: the part of the page that renews itself."""
    school = get_own_school(staff_of(request), school_id)
    return JsonResponse({"html": render_to_string(LIST, _pcs(school))})


@require_POST
@login_required
def forget(request: HttpRequest, school_id: int) -> HttpResponse:
    """Delete the list; with ``renew`` also make the address that was handed out void."""
    school = get_school_to_forget(staff_of(request), school_id)
    forget_school(school)
    if "renew" in request.POST:
        renew_code(school, at=now())
        messages.success(request, _("The list is deleted, and the school has a new address."))
    else:
        messages.success(request, _("The list is deleted."))
    return redirect("competition:school_computers", school_id=school.pk)


def _pcs(school: School) -> dict[str, object]:
    days = [(one, [(check, _remarks(check)) for check in one.checks]) for one in days_of(school)]
    return {"days": days, "today": timezone.localdate(timezone=zone_at(school))}


def _remarks(check: LabCheck) -> list[tuple[str, str, str]]:
    """``(name, state, what to do)`` of the lines that are not simply fine."""
    return [
        (words.name, check.lines[words.line], words.said(check.lines[words.line]))
        for words in line_words()
        if check.lines.get(words.line, LineState.OK) != LineState.OK
    ]
