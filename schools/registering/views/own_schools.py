"""Where somebody teaches: further schools, and colleagues who wait for a word."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.models import User
from base.pages.numbers import whole
from base.refusal import Refusal
from schools.models import Country, School, TeacherDecision
from schools.register.actions.teacher_approvals import approve
from schools.registering.actions.registrations import MissingSchool, ask_for_role
from schools.registering.forms import MissingForm
from schools.registering.permissions import (
    get_open_country,
    get_school_to_choose,
    get_waiting_colleague,
)
from schools.registering.queries.colleagues import own_roles, waiting_colleagues
from schools.registering.queries.finding import LONGEST, find_schools
from schools.registering.queries.open_countries import is_open
from schools.roles import staff_of


@login_required
@never_cache
@require_safe
def own_schools(request: HttpRequest) -> HttpResponse:
    """The schools of somebody, who waits there, and the way to a further one."""
    user = staff_of(request)
    roles = list(own_roles(user))
    country = _country(request, [role.school for role in roles if role.school])
    words = request.GET.get("q", "").strip()[:LONGEST]
    context = {
        "roles": roles,
        "waits": any(role.approved_at is None for role in roles),
        "waiting": waiting_colleagues(user),
        "countries": [one for one in Country.objects.all() if is_open(one)],
        "country": country,
        "q": words,
        "found": find_schools(country, words) if country else None,
    }
    return render(request, "schools/registering/own_schools.html", context)


def _country(request: HttpRequest, schools: list[School]) -> Country | None:
    """The one that is asked for, else that of the first own school, else the only one."""
    open_ones = {one.pk: one for one in Country.objects.all() if is_open(one)}
    asked = open_ones.get(request.GET.get("country", ""))
    own = next((one.country for one in schools if one.country_id in open_ones), None)
    return asked or own or (next(iter(open_ones.values())) if len(open_ones) == 1 else None)


@require_POST
@login_required
def ask_school(request: HttpRequest, country: str) -> HttpResponse:
    """Also teach at a school of the register."""
    user = staff_of(request)
    there = get_open_country(country)
    school = get_school_to_choose(there, whole(request.POST.get("school")))
    _ask(request, user, school)
    return redirect("schools:own_schools")


@login_required
@never_cache
def missing_school(request: HttpRequest, country: str) -> HttpResponse:
    """Also teach at a school that is missing in the register."""
    user, there = staff_of(request), get_open_country(country)
    form = MissingForm(request.POST or None, country=there)
    if request.method == "POST" and form.is_valid() and _ask(request, user, form.missing()):
        return redirect("schools:own_schools")
    context = {"form": form, "country": there}
    return render(request, "schools/registering/missing_school.html", context)


def _ask(request: HttpRequest, user: User, school: School | MissingSchool) -> bool:
    try:
        ask_for_role(user, school=school, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    text = _("Noted. You can add classes there already; results count once you are approved.")
    messages.success(request, text)
    return True


@require_POST
@login_required
def approve_colleague(request: HttpRequest, role_id: int) -> HttpResponse:
    """An approved teacher says that somebody teaches at the same school; on record."""
    user = staff_of(request)
    role = get_waiting_colleague(user, role_id)
    try:
        approve(role, by=user, at=timezone.now(), way=TeacherDecision.Way.COLLEAGUE)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(person)s is approved.") % {"person": role.user})
    return redirect("schools:own_schools")
