"""Letters of a country: the calendar with what is sent when, and free ones."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import override as in_zone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base.clock import now
from competition.editions.permissions import desk_of, get_part
from competition.letters.actions.letter_decisions import begin_free
from competition.letters.forms import ReadersForm
from competition.letters.queries.letter_pages import letter_lines
from competition.models import Edition
from schools.models import Region
from schools.roles import staff_of

PAGES = "competition/letters/"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, edition: str, country: str) -> HttpResponse:
    """All letters, by the clocks of the country; POST begins a free one."""
    found, where = get_part(desk_of(request.user), edition, country)
    regions = Region.objects.filter(country=where)
    form = ReadersForm(request.POST or None, regions=regions)
    if request.method == "POST" and form.is_valid():
        made = begin_free(found, where, **form.cleaned_data, by=staff_of(request), at=now())
        return redirect("competition:letter", found.slug, country, made.name)
    calendar, free = letter_lines(found, where, at=now())
    context = {
        "edition": found,
        "country": where,
        "calendar": calendar,
        "free": free,
        "form": form,
        "takes_letters": found.state != Edition.State.ARCHIVED,
        "mail_leaves": settings.EMAIL_IS_SET,
    }
    with in_zone(where.timezone):
        return render(request, f"{PAGES}letters.html", context)
