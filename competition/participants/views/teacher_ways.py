"""Registration of teachers by region, what holds it up, and who that is."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from competition.editions.at_hand import at_hand
from competition.participants.queries.teacher_ways import (
    NEXT,
    STAGES,
    TeacherStage,
    held_up,
    progress_lines,
    roles_in_order,
    teacher_ways,
)
from schools.clock import now
from schools.permissions import managed_regions, manager_of
from schools.register.forms import WaitingFilter

ON_A_PAGE = 50
NAMES = {
    TeacherStage.REGISTERED: _("registered"),
    TeacherStage.CONFIRMED: _("e-mail confirmed"),
    TeacherStage.APPROVED: _("approved"),
    TeacherStage.CLASS: _("with a class"),
    TeacherStage.REHEARSED: _("with a rehearsal"),
}


def lacking_words(stage: TeacherStage, count: int) -> str:
    """What so many teachers lack next, in words that follow their number."""
    if stage is TeacherStage.CONFIRMED:
        return ngettext("has not confirmed their e-mail", "have not confirmed their e-mail", count)
    if stage is TeacherStage.APPROVED:
        return ngettext("waits to be approved", "wait to be approved", count)
    if stage is TeacherStage.CLASS:
        return ngettext("has no class yet", "have no class yet", count)
    return ngettext("has not rehearsed yet", "have not rehearsed yet", count)


@login_required
@never_cache
@require_safe
def registration(request: HttpRequest) -> HttpResponse:
    """How far teachers are, by region, in one edition; ``lacks`` names who waits for what."""
    user, hand = manager_of(request), at_hand(request, at=now())
    regions = list(managed_regions(user).select_related("country").order_by("path"))
    wanted = WaitingFilter(request.GET, regions=managed_regions(user))
    ways = teacher_ways(user, hand.edition if hand else None, inside=wanted.inside)
    lines, total = progress_lines(ways, regions, wanted.inside)
    lacks = next((one for one in NEXT if one == request.GET.get("lacks")), None)
    part = Paginator(held_up(ways, lacks) if lacks else [], ON_A_PAGE)
    page = part.get_page(request.GET.get("page"))
    lacking = [(stage, total.lacking[stage]) for stage in NEXT]
    context = {
        "hand": hand,
        "filter": wanted,
        "names": [NAMES[stage] for stage in STAGES],
        "lines": lines,
        "total": total,
        "holds": [(stage.value, lacking_words(stage, held), held) for stage, held in lacking],
        "lacks": lacks,
        "lacks_name": lacking_words(lacks, total.lacking[lacks]) if lacks else "",
        "part": page,
        "roles": roles_in_order(list(page.object_list)),
    }
    return render(request, "competition/participants/registration.html", context)
