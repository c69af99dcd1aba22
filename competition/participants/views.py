"""The list of schools that take part, and merging two of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.models import User
from base.pages.numbers import ids
from competition.editions.queries.visible import edition_for
from competition.exceptions import CompetitionError
from competition.participants.actions import merge_schools
from competition.participants.forms import SchoolFilter
from competition.participants.queries import (
    entry_lines,
    in_state,
    latest_sittings,
    merge_plan,
    refusals_of,
    school_lines,
    sorted_ids,
    teachers_of,
    twins_of,
    waiting_sittings,
)
from schools.classes.permissions import approved_teachers
from schools.models import School
from schools.permissions import (
    get_managed_school,
    managed_regions,
    managed_schools,
    manager_of,
    untaught_classes,
    waiting_roles,
)
from schools.register.actions import register
from schools.register.actions.confirming import confirm_schools
from schools.register.forms import RefusalForm, SchoolForm
from schools.roles import zone_of
from schools.rules.pins import school_year

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
    inside &= Q(proposed_at__isnull=True)
    found = in_state(managed_schools(user).filter(inside), wanted.status, edition)
    part = Paginator(sorted_ids(found, wanted.words), ON_A_PAGE).get_page(request.GET.get("page"))
    lines = school_lines(part.object_list, edition)
    context = {
        "filter": wanted,
        "edition": edition,
        "part": part,
        "lines": lines,
        "unconfirmed": any(line.school.verified_at is None for line in lines),
        "waiting": waiting_roles(user).count(),
        "query": request.GET.urlencode(),
    }
    return render(request, "competition/participants/schools.html", context)


@login_required
@never_cache
def school(request: HttpRequest, school_id: int) -> HttpResponse:
    """One school; a POST corrects what the register says of it."""
    user = manager_of(request)
    one = get_managed_school(user, school_id)
    form = SchoolForm(request.POST or None, school=one, regions=managed_regions(user))
    if request.method == "POST" and form.is_valid():
        register.correct(one, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("competition:school", school_id=one.pk)
    with timezone.override(zone_of(user)):
        return render(request, "competition/participants/school.html", _school_page(one, form))


def _school_page(one: School, form: SchoolForm) -> dict[str, object]:
    return {
        "school": one,
        "form": form,
        "teachers": teachers_of(one),
        "refused": refusals_of(one),
        "refusal": RefusalForm(),
        "untaught": untaught_classes(one, year=school_year(timezone.localdate())),
        "in_charge": approved_teachers(one.pk),
        "held": waiting_sittings(one),
        "entries": entry_lines(one),
        "sittings": latest_sittings(one),
        "merges": one.merges.select_related("merged_by"),
    }


@require_POST
@login_required
def confirm_school(request: HttpRequest, school_id: int) -> HttpResponse:
    """Somebody who may approve there knows that this school exists."""
    user = manager_of(request)
    one = get_managed_school(user, school_id)
    if count := confirm_schools(School.objects.filter(pk=one.pk), by=user, at=timezone.now()):
        messages.success(request, _confirmed(count))
    return redirect("competition:school", school_id=one.pk)


@require_POST
@login_required
def confirm_chosen(request: HttpRequest) -> HttpResponse:
    """Confirm those that are ticked, and show the list as it was."""
    user = manager_of(request)
    chosen = managed_schools(user).filter(pk__in=ids(request.POST.getlist("school")))
    if count := confirm_schools(chosen, by=user, at=timezone.now()):
        messages.success(request, _confirmed(count))
    else:
        messages.error(request, _("No school was chosen. Tick the schools first."))
    narrowed = QueryDict(request.POST.get("list", "")[:500]).urlencode()
    return redirect(f"{reverse('competition:schools')}?{narrowed}")


def _confirmed(count: int) -> str:
    text = ngettext(
        "%(count)d school is confirmed. Results of its approved teachers reach the boards within"
        " a minute.",
        "%(count)d schools are confirmed. Results of their approved teachers reach the boards"
        " within a minute.",
        count,
    )
    return text % {"count": count}


@require_POST
@login_required
def close_school(request: HttpRequest, school_id: int) -> HttpResponse:
    """Mark a school as closed, or take the mark back."""
    user = manager_of(request)
    one = get_managed_school(user, school_id)
    if one.closed_at:
        register.reopen_school(one)
    else:
        register.close_school(one, at=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("competition:school", school_id=one.pk)


# So many schools are offered for a search.
OFFERED = 20


@login_required
@never_cache
def merge(request: HttpRequest, school_id: int) -> HttpResponse:
    """The school of the address is kept; ``other`` goes into it with a POST."""
    user = manager_of(request)
    keep = get_managed_school(user, school_id)
    if keep.proposed_at is not None:
        raise Http404
    gone = _other(user, request)
    if request.method == "POST" and gone is not None:
        return _merge(request, user, keep, gone)
    if gone is None or gone == keep:
        return _choose(request, user, keep)
    context = {"keep": keep, "gone": gone, "plan": merge_plan(keep, gone)}
    return render(request, "competition/participants/merge.html", context)


def _other(user: User, request: HttpRequest) -> School | None:
    named = ids([request.POST.get("other") or request.GET.get("other") or ""])
    return get_managed_school(user, named[0]) if named else None


def _choose(request: HttpRequest, user: User, keep: School) -> HttpResponse:
    """Schools that look like it, or those of a search."""
    query = request.GET.get("q", "")[:100]
    others = managed_schools(user).filter(country=keep.country_id).exclude(pk=keep.pk)
    if query.strip():
        ids = sorted_ids(others, query)[:OFFERED]
        by_id = School.objects.select_related("region").in_bulk(ids)
        offered = [by_id[pk] for pk in ids]
    else:
        offered = twins_of(keep, others)[:OFFERED]
    context = {"keep": keep, "query": query, "offered": offered}
    return render(request, "competition/participants/merge_choice.html", context)


def _merge(request: HttpRequest, user: User, keep: School, gone: School) -> HttpResponse:
    typed = {name.removeprefix("label-"): str(text) for name, text in request.POST.items()}
    counts = ids([request.POST.get("pupils", "")])
    try:
        merge_schools(
            keep,
            gone=gone,
            labels={pk: typed[str(pk)] for pk in ids(typed)},
            pupil_count=counts[0] if counts else None,
            by=user,
            at=now(),
        )
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{request.path}?other={gone.pk}")
    messages.success(request, _("Merged. Everything of “%(name)s” is here now.") % {"name": gone})
    return redirect("competition:school", school_id=keep.pk)
