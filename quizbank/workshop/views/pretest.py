"""The pretest without stems: one set of choices after the other, and a guess."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quizbank.bank.actions.pretesting import guess
from quizbank.exceptions import WorkshopError
from quizbank.workshop.permissions import QuestionDesk, desk_of_questions
from quizbank.workshop.queries.choices_alone import next_alone, shares_by_division
from schools.clock import now
from schools.pages.numbers import whole
from schools.rules.percents import whole_percent


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pretest(request: HttpRequest) -> HttpResponse:
    """The next choices alone; a POST keeps the guess and goes on."""
    desk = desk_of_questions(request.user)
    if request.method == "POST":
        _guess(request, desk)
        return redirect("quizbank:pretest")
    context = {
        "desk": desk,
        "alone": next_alone(desk),
        "shares": [
            (division, one, whole_percent(100 * one.share), whole_percent(100 * one.chance))
            for division, one in shares_by_division().items()
        ],
    }
    return render(request, "quizbank/workshop/pretest.html", context)


def _guess(request: HttpRequest, desk: QuestionDesk) -> None:
    """What stands before somebody is the only thing they may guess."""
    alone = next_alone(desk)
    sent = request.POST
    if alone is None or str(alone.text.pk) != sent.get("text"):
        raise Http404
    try:
        guess(
            alone.text.question,
            alone.text.language,
            version=whole(sent.get("version", "")),
            choice=sent.get("choice", ""),
            by=desk.user,
            at=now(),
        )
    except WorkshopError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your guess is kept."))
