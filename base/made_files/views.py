"""The page on which one waits for a file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.made_files.kinds import kind_of
from base.models import MadeFile


@login_required
@never_cache
@require_safe
def made_file(request: HttpRequest, made_id: int) -> HttpResponse:
    """How far it is; once it is there or given up, the way to where it stands."""
    file = get_object_or_404(MadeFile.objects.select_related("job"), pk=made_id)
    kind = kind_of(file)
    place = kind.place(request, file)
    if not file.is_under_way:
        return redirect(place)
    context = {"title": kind.title, "job": file.job, "place": place}
    return render(request, "base/made_files/waiting.html", context)
