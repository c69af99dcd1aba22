"""The register of schools: the list, and one school with its people and what it did."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from competition.forms.schools import SchoolFilter
from competition.queries.editions import edition_for
from competition.queries.outages import zone_of
from competition.queries.schools import (
    entry_lines,
    in_state,
    latest_sittings,
    refusals_of,
    school_lines,
    sorted_ids,
    teachers_of,
)
from schools.actions.register import close_schools, correct, reopen_school
from schools.forms.register import RefusalForm, SchoolForm
from schools.models import School
from schools.permissions import (
    get_managed_school,
    managed_regions,
    managed_schools,
    manager_of,
    waiting_roles,
)

ON_A_PAGE = 50


@login_required
@never_cache
@require_safe
def schools(request: HttpRequest) -> HttpResponse:
    """The register of the area: searched, narrowed, page by page."""
    user = manager_of(request)
    edition = edition_for(user)
    wanted = SchoolFilter(request.GET, regions=managed_regions(user))
    inside = Q(country=wanted.country_code) if wanted.country_code else Q()
    if wanted.inside:
        inside &= Q(region__path__startswith=wanted.inside.path)
    found = in_state(managed_schools(user).filter(inside), wanted.status, edition)
    part = Paginator(sorted_ids(found, wanted.words), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": wanted,
        "edition": edition,
        "part": part,
        "lines": school_lines(part.object_list, edition),
        "waiting": waiting_roles(user).count(),
    }
    return render(request, "competition/schools.html", context)


@login_required
@never_cache
def school(request: HttpRequest, school_id: int) -> HttpResponse:
    """One school; a POST corrects what the register says of it."""
    user = manager_of(request)
    one = get_managed_school(user, school_id)
    form = SchoolForm(request.POST or None, school=one, regions=managed_regions(user))
    if request.method == "POST" and form.is_valid():
        correct(one, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("competition:school", school_id=one.pk)
    with timezone.override(zone_of(user)):
        return render(request, "competition/school.html", _school_page(one, form))


def _school_page(one: School, form: SchoolForm) -> dict[str, object]:
    return {
        "school": one,
        "form": form,
        "teachers": teachers_of(one),
        "refused": refusals_of(one),
        "refusal": RefusalForm(),
        "entries": entry_lines(one),
        "sittings": latest_sittings(one),
        "merges": one.merges.select_related("merged_by"),
    }


@require_POST
@login_required
def close_school(request: HttpRequest, school_id: int) -> HttpResponse:
    """Mark a school as closed, or take the mark back."""
    user = manager_of(request)
    one = get_managed_school(user, school_id)
    if one.closed_at:
        reopen_school(one)
    else:
        close_schools(managed_schools(user), ids=[one.pk], at=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("competition:school", school_id=one.pk)
