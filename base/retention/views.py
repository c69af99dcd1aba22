"""The page of what goes, and when."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from base.record.permissions import sights
from base.retention.lines import retention_lines


@login_required
@never_cache
@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """For those whose word goes everywhere: each thing, how long it is kept, how much goes next."""
    if not sights.only(request).everywhere:
        raise Http404
    at = now()
    lines = [(line.what, line.kept, line.due(at).count()) for line in retention_lines]
    return render(request, "base/retention/retention.html", {"lines": lines})
