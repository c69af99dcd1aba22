"""The page where whoever leads an edition gives its questions to the public."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from competition.editions.permissions import desk_of, get_led_edition
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.papers.actions.releasing import release_questions
from competition.papers.queries.releasing import papers_to_release
from competition.rules.edition_steps import OVER
from schools.clock import now
from schools.roles import staff_of

LONGEST_ID = 12


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, edition: str) -> HttpResponse:
    """The papers with what is released, and what may be."""
    found = get_led_edition(desk_of(request.user), edition)
    if request.method == "POST":
        try:
            count = release_questions(
                found, chosen=_chosen(request, found), by=staff_of(request), at=now()
            )
        except CompetitionError as refusal:
            messages.error(request, str(refusal))
        else:
            text = ngettext(
                "%(count)d question is released: everybody may practise it.",
                "%(count)d questions are released: everybody may practise them.",
                count,
            )
            messages.success(request, text % {"count": count})
        return redirect("competition:release", edition=found.slug)
    context = {
        "edition": found,
        "over": found.state in OVER,
        "parts": papers_to_release(found),
    }
    return render(request, "competition/papers/release.html", context)


def _chosen(request: HttpRequest, edition: Edition) -> set[int]:
    """Questions that were ticked, and all that can be released of papers that were."""
    ticked = request.POST.getlist("question")
    chosen = {int(one) for one in ticked if one.isdecimal() and len(one) < LONGEST_ID}
    papers = request.POST.getlist("paper")
    parts = papers_to_release(edition) if papers else []
    return chosen.union(*(part.open() for part in parts if str(part.paper) in papers))
