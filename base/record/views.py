"""The record of staff actions: who did what when."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from auditlog.models import LogEntry
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.models import User
from base.record.forms import RecordFilter
from base.record.permissions import sights
from base.record.queries import lines

ON_A_PAGE = 50


@login_required
@never_cache
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """The latest first; narrowed by person, kind and days."""
    sight, form = sights.only(request), RecordFilter(request.GET or None)
    named, entries = sight.people, sight.entries().order_by("-timestamp", "-pk")
    if form.is_bound and form.is_valid():
        entries = _narrowed(entries, form, named)
    page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    actors = named.filter(pk__in={entry.actor_id for entry in page})
    given = {name: value for name, value in request.GET.items() if name in form.fields and value}
    context = {
        "form": form,
        "everywhere": sight.everywhere,
        "part": page,
        "lines": lines(page, named=actors),
        "filters": urlencode(given) + "&" if given else "",
    }
    return render(request, "base/record/record.html", context)


def _narrowed(
    entries: QuerySet[LogEntry], form: RecordFilter, named: QuerySet[User]
) -> QuerySet[LogEntry]:
    typed = form.cleaned_data
    if words := typed["person"]:
        # Only among those whose names are shown: a search must not tell others letter by letter.
        fitting = named.filter(Q(name__icontains=words) | Q(email__icontains=words))
        entries = entries.filter(actor__in=fitting.values("pk"))
    if typed["kind"]:
        entries = entries.filter(content_type=typed["kind"])
    if typed["since"]:
        entries = entries.filter(timestamp__gte=_midnight(typed["since"]))
    if typed["until"]:
        entries = entries.filter(timestamp__lt=_midnight(typed["until"]) + timedelta(days=1))
    return entries


def _midnight(day: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
