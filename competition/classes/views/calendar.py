"""The days of a teacher, for the calendar on the own computer."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from base.pages.addresses import public_address
from competition.classes.calendar_file import CalendarPlace, calendar_file
from competition.classes.queries.calendar_days import calendar_editions
from schools.roles import staff_of

MEDIA_TYPE = "text/calendar; charset=utf-8"


@require_safe
@login_required
@never_cache
def calendar(request: HttpRequest) -> HttpResponse:
    """The windows of the own countries, a day to rehearse, and when the answers open."""
    at, address = now(), public_address(request)
    home = f"{address.rstrip('/')}{reverse('competition:classes')}"
    place = CalendarPlace(urlsplit(address).hostname or "localhost", home)
    file = calendar_file(calendar_editions(staff_of(request), at=at), place=place, at=at)
    headers = {"Content-Disposition": 'attachment; filename="quiz.ics"'}
    return HttpResponse(file, content_type=MEDIA_TYPE, headers=headers)
