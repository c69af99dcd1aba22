"""Two entries of one school: find the other, see what would move, merge."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from base.clock import now
from base.models import User
from base.pages.numbers import ids
from competition.exceptions import CompetitionError
from competition.participants.actions import merge_schools
from competition.participants.queries.merging import merge_plan
from competition.participants.queries.schools import sorted_ids, twins_of
from schools.models import School
from schools.permissions import get_managed_school, managed_schools, manager_of

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
