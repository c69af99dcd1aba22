"""The organizer's view: which schools of the area have checked their PCs, and with what trouble."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from competition.lab.forms import LabFilter
from competition.lab.pc_words import line_names
from competition.lab.queries import LabSchool, lab_schools, narrowed_to, sorted_schools, totals_of
from competition.rules.lab import Line
from schools.permissions import managed_register, manager_of

ON_A_PAGE = 50


@login_required
@never_cache
@require_safe
def area_labs(request: HttpRequest) -> HttpResponse:
    """Counts for the whole area, and its schools, narrowed, page by page."""
    open_schools = managed_register(manager_of(request)).filter(closed_at__isnull=True)
    wanted, names = LabFilter(request.GET), line_names()
    found = sorted_schools(narrowed_to(open_schools, wanted.status), wanted.words)
    part = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    totals = totals_of(open_schools)
    context = {
        "filter": wanted,
        "part": part,
        "totals": totals,
        "trouble": [(line, names[line], count) for line, count in totals.trouble.items()],
        "rows": [(row, _named(row, names)) for row in lab_schools(list(part))],
    }
    return render(request, "competition/lab/area_labs.html", context)


def _named(row: LabSchool, names: dict[str, str]) -> list[tuple[str, int]]:
    return [(names[line], row.trouble[line]) for line in Line if row.trouble[line]]
