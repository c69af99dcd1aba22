"""The teacher brings files of answers, reads what each is, and lets them count."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from base.clock import now
from base.models import User
from competition.answer_files.actions.deciding import count_answers
from competition.answer_files.actions.taking import Taken, take
from competition.answer_files.forms import AnswerFilesForm
from competition.answer_files.permissions import get_file
from competition.answer_files.queries.filed import files_of, noted_of
from competition.answer_files.verdict_words import VerdictWords, in_words
from competition.exceptions import CompetitionError
from competition.models import Sitting
from competition.rules.filed_answers import FileVerdict
from competition.sittings.permissions import get_sitting
from competition.sittings.queries.running import taken_until, zone_of_class
from schools.roles import staff_of


@login_required
@never_cache
def sitting_files(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """The numbers that were noted, the files that are here, and a place to bring one."""
    sitting = get_sitting(request.user, sitting_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, told = AnswerFilesForm(*sent), list[VerdictWords]()
    if sent and form.is_valid():
        told = _brought(sitting, form, by=staff_of(request))
    until = taken_until(sitting)
    context = {
        "sitting": sitting,
        "form": form,
        "told": told,
        "noted": list(noted_of(sitting)),
        "files": files_of(sitting),
        "until": until,
        # Midnight belongs to the day after.
        "last_day": until - timedelta(seconds=1) if until else None,
        "is_over": until is not None and now() >= until,
    }
    with timezone.override(zone_of_class(sitting)):
        return render(request, "competition/answer_files/sitting_files.html", context)


def _brought(sitting: Sitting, form: AnswerFilesForm, *, by: User) -> list[VerdictWords]:
    return [
        _told(name, take(sitting, content, by=by, at=now())) for name, content in form.contents()
    ]


def _told(name: str, taken: Taken) -> VerdictWords:
    """Of another class nothing is said, whoever holds the file."""
    strange = taken.verdict in (FileVerdict.OTHER_CLASS, FileVerdict.FOREIGN)
    return in_words(name, taken, most_told=not strange)


@require_POST
@login_required
def count_file(request: HttpRequest, sitting_id: int, answers_id: int) -> HttpResponse:
    """The teacher's decision."""
    sitting = get_sitting(request.user, sitting_id)
    file = get_file(sitting, answers_id)
    try:
        count_answers(file, by=staff_of(request), at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The answers count. The result is worked out anew."))
    return redirect("competition:answer_files", sitting_id=sitting_id)
