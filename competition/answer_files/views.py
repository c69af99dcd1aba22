"""The teacher brings a file of answers and lets it count; an organizer says yes or no to each."""

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
from competition.answer_files import actions, permissions, queries
from competition.answer_files.forms import AnswerFileForm
from competition.answer_files.reading import MOST_BYTES
from competition.exceptions import CompetitionError
from competition.models import AnswerFile
from competition.sittings.permissions import get_sitting
from competition.sittings.queries.class_clock import zone_of_class
from schools.roles import organizes, staff_of, zone_of

AT_ONCE = 25


@login_required
@never_cache
def sitting_files(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """The files that are here, and a place to bring one."""
    sitting = get_sitting(request.user, sitting_id)
    form = AnswerFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content, by = form.cleaned_data["brought"].read(MOST_BYTES + 1), staff_of(request)
        try:
            file = actions.bring_file(sitting, content, by=by, at=now())
        except CompetitionError as refusal:
            form.add_error("brought", str(refusal))
        else:
            card = _("Card %(number)s") % {"number": file.attempt.card.number}
            messages.success(request, f"{card}: {_('the file is here')}")
            return redirect("competition:answer_files", sitting_id=sitting_id)
    context = {"sitting": sitting, "form": form, "files": queries.files_of(sitting)}
    with timezone.override(zone_of_class(sitting)):
        return render(request, "competition/answer_files/sitting_files.html", context)


@require_POST
@login_required
def count_file(request: HttpRequest, sitting_id: int, answers_id: int) -> HttpResponse:
    """The teacher's decision."""
    file = permissions.get_file(get_sitting(request.user, sitting_id), answers_id)
    try:
        actions.count_answers(file, by=staff_of(request), at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The answers count. The result is worked out anew."))
    return redirect("competition:answer_files", sitting_id=sitting_id)


@login_required
@never_cache
def files_to_review(request: HttpRequest) -> HttpResponse:
    """All files of the area, those that wait for a decision first."""
    user = staff_of(request)
    if not organizes(user):
        raise Http404
    found = queries.waiting_first(permissions.files_to_review(user))
    part = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    with timezone.override(zone_of(user)):
        context = {"part": part, "files": list(part)}
        return render(request, "competition/answer_files/review.html", context)


@require_POST
@login_required
def accept(request: HttpRequest, answers_id: int) -> HttpResponse:
    """The answers count, and may win an award."""
    return _decided(
        request, answers_id, lambda file: actions.accept_file(file, by=staff_of(request), at=now())
    )


@require_POST
@login_required
def refuse(request: HttpRequest, answers_id: int) -> HttpResponse:
    """Nothing counts by this file."""
    return _decided(
        request, answers_id, lambda file: actions.refuse_file(file, by=staff_of(request), at=now())
    )


def _decided(
    request: HttpRequest, answers_id: int, act: Callable[[AnswerFile], object]
) -> HttpResponse:
    file = permissions.get_reviewed(request.user, answers_id)
    try:
        act(file)
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Decided. The result is worked out anew."))
    return redirect("competition:files_to_review")
