"""The page a school's own mail leads to: is this your teacher? Nothing is done before a press."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schools.accounts import security_log
from schools.exceptions import SchoolsError
from schools.registering.actions.inquiries import answer
from schools.registering.queries.inquiries import inquiry_of

PAGES = "schools/registering/"


@never_cache
def colleague_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Tells the name and nothing else: programs that look through mails open links, too."""
    inquiry = inquiry_of(token, at=timezone.now())
    said = request.POST.get("teaches") if request.method == "POST" else None
    if inquiry is None:
        return render(request, f"{PAGES}answer_over.html", status=404)
    if said not in ("yes", "no"):
        return render(request, f"{PAGES}answer.html", {"person": inquiry.role.user})
    try:
        answer(inquiry, yes=said == "yes", at=timezone.now())
    except SchoolsError:
        return render(request, f"{PAGES}answer_over.html", status=404)
    security_log.note("school_answered", said=said, role=inquiry.role_id)
    return redirect("schools:colleague_thanks")


@never_cache
@require_safe
def colleague_thanks(request: HttpRequest) -> HttpResponse:
    """The answer is noted."""
    return render(request, f"{PAGES}answer_thanks.html")
