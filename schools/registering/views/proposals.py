"""Whoever keeps the register: schools that teachers missed, and whether registration is open."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from base.models import User
from base.refusal import Refusal
from schools.models import Role, School
from schools.permissions import (
    countries_run_by,
    managed_regions,
    managed_schools,
    manager_of,
    proposed_schools,
)
from schools.registering.actions.proposals import refuse_school, take_in
from schools.registering.forms import RefuseSchoolForm, SwitchForm, TakeInForm
from schools.registering.permissions import get_proposal
from schools.registering.queries.finding import LONGEST, alike, find_schools
from schools.registering.queries.open_countries import is_open


@login_required
@never_cache
def proposals(request: HttpRequest) -> HttpResponse:
    """Proposed schools, the oldest first; below, per country, whether teachers may register."""
    user = manager_of(request)
    switches = [(one, is_open(one)) for one in countries_run_by(user)]
    context = {
        "proposals": proposed_schools(user),
        "switches": switches,
        "choices": SwitchForm.base_fields["registration"].choices,  # type: ignore[attr-defined]
    }
    return render(request, "schools/registering/proposals.html", context)


@require_POST
@login_required
def switch_registration(request: HttpRequest) -> HttpResponse:
    """Open or close it for a country, or leave it to its editions."""
    form = SwitchForm(request.POST)
    form.fields["country"].queryset = countries_run_by(manager_of(request))  # type: ignore[attr-defined]
    if form.is_valid():
        country = form.cleaned_data["country"]
        country.registration = form.cleaned_data["registration"]
        country.save(update_fields=["registration"])
        messages.success(request, _("Saved."))
    return redirect("schools:proposals")


@login_required
@never_cache
def proposal(request: HttpRequest, school_id: int) -> HttpResponse:
    """One of them: take it in, say which school it is, or refuse it."""
    user = manager_of(request)
    school = get_proposal(user, school_id)
    typed = request.POST if "take_in" in request.POST else None
    form = TakeInForm(typed, school=school, regions=managed_regions(user))
    refusal = RefuseSchoolForm(request.POST if "refuse" in request.POST else None)
    if request.method == "POST" and _decide(request, user, school, form, refusal):
        return redirect("schools:proposals")
    words = request.GET.get("q", "").strip()[:LONGEST]
    offered = find_schools(school.country, words).schools if words else alike(school)
    own = managed_schools(user).filter(pk__in=[one.pk for one in offered])
    ids = set(own.values_list("pk", flat=True))
    teachers = Role.objects.filter(school=school, kind=Role.Kind.TEACHER).select_related("user")
    context = {
        "school": school,
        "form": form,
        "refusal": refusal,
        "q": words,
        "offered": [(one, one.pk in ids) for one in offered],
        "teachers": teachers,
    }
    return render(request, "schools/registering/proposal.html", context)


def _decide(
    request: HttpRequest, user: User, school: School, form: TakeInForm, refusal: RefuseSchoolForm
) -> bool:
    at = timezone.now()
    try:
        if form.is_bound and form.is_valid():
            take_in(school, **form.cleaned_data, by=user, at=at)
            messages.success(request, _("The school is in the register. Its teachers still wait."))
            return True
        if refusal.is_bound and refusal.is_valid():
            refuse_school(school, reason=refusal.cleaned_data["reason"], by=user, at=at)
            messages.success(request, _("Refused. The school stands in no list."))
            return True
    except Refusal as problem:
        messages.error(request, str(problem))
    return False
