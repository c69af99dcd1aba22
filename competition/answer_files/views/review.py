"""Files of answers with their evidence, and an organizer's yes or no to each."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from base.clock import now
from competition.answer_files.actions.deciding import accept_file, refuse_file
from competition.answer_files.permissions import files_to_review, get_reviewed
from competition.answer_files.queries.filed import with_evidence
from competition.exceptions import CompetitionError
from competition.models import AnswerFile
from schools.roles import organizes, staff_of, zone_of

AT_ONCE = 25


@login_required
@never_cache
def files(request: HttpRequest) -> HttpResponse:
    """All files of the area, those that wait for a decision first."""
    user = staff_of(request)
    if not organizes(user):
        raise Http404
    found = with_evidence(files_to_review(user))
    part = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    with timezone.override(zone_of(user)):
        context = {"part": part, "files": list(part)}
        return render(request, "competition/answer_files/review.html", context)


@require_POST
@login_required
def accept(request: HttpRequest, answers_id: int) -> HttpResponse:
    """The answers count, and may win an award."""
    return _decided(
        request, answers_id, lambda file: accept_file(file, by=staff_of(request), at=now())
    )


@require_POST
@login_required
def refuse(request: HttpRequest, answers_id: int) -> HttpResponse:
    """Nothing counts by this file."""
    return _decided(
        request, answers_id, lambda file: refuse_file(file, by=staff_of(request), at=now())
    )


def _decided(
    request: HttpRequest, answers_id: int, act: Callable[[AnswerFile], object]
) -> HttpResponse:
    file = get_reviewed(request.user, answers_id)
    try:
        act(file)
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Decided. The result is worked out anew."))
    return redirect("competition:files_to_review")
