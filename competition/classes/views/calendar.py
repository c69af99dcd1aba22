"""The days of a teacher, for the calendar on the own computer."""

from __future__ import annotations

from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from base.clock import now
from base.pages.addresses import public_address
from competition.editions.queries.taking_part import editions_taking
from competition.models import Window
from schools.permissions import schools_of


@require_safe
@login_required
@never_cache
def calendar(request: HttpRequest) -> HttpResponse:
    """The windows of the own countries as a file (RFC 5545); a later one moves their events."""
    address = public_address(request)
    host = urlsplit(address).hostname or "localhost"
    countries = set(schools_of(request.user).order_by().values_list("country", flat=True))
    file = Calendar()
    file.add("prodid", f"-//{host}//safer-internet-quiz//")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", _("Online safety quiz"))
    windows = Window.objects.filter(
        edition__in=editions_taking(countries, at=now()), country__in=countries
    )
    for window in windows.select_related("edition", "country").order_by("opens_at", "pk"):
        event, zone = Event(), ZoneInfo(window.country.timezone)
        title = window.edition.title
        if len(countries) > 1:
            title = f"{title} ({window.country})"
        event.add("uid", f"window-{window.pk}@{host}")
        event.add("dtstamp", now())
        event.add("summary", _("The quiz is open: %(title)s") % {"title": title})
        event.add("dtstart", window.opens_at.astimezone(zone))
        event.add("dtend", window.closes_at.astimezone(zone))
        event.add("url", f"{address.rstrip('/')}{reverse('competition:classes')}")
        file.add_component(event)
    file.add_missing_timezones()
    headers = {"Content-Disposition": 'attachment; filename="quiz.ics"'}
    content = bytes(file.to_ical())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
