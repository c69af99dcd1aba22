"""The page of what goes, and when."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from base.record.permissions import look_everywhere
from base.retention.lines import retention_lines, retention_parts


@login_required
@never_cache
@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """For those whose word goes everywhere: each thing, how long it is kept, how much goes when."""
    look_everywhere(request)
    at = now()
    context = {
        "lines": [(line, line.counts(at)) for line in retention_lines],
        "parts": [(template, told(at)) for template, told in retention_parts],
    }
    return render(request, "base/retention/retention.html", context)
