"""The page that says whether this server is ready."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from competition.readiness.looking import look
from competition.readiness.permissions import keeper_of
from competition.rules.server_limits import Light
from schools.clock import now
from schools.roles import may_give_nothing


@login_required
@never_cache
@require_safe
def server(request: HttpRequest) -> HttpResponse:
    """Every line of a look that is made now."""
    user = keeper_of(request)
    looked = look(at=now())
    context = {
        "looked": looked,
        "green": sum(one.light == Light.GREEN for one in looked),
        "may_test_mail": may_give_nothing(user),
    }
    return render(request, "competition/readiness/server.html", context)
