"""One file on its way in: what it would change, how far it is, what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.pages.numbers import digest
from base.refusal import Refusal
from base.uploads.kinds import SHOWN, kind_of
from base.uploads.permissions import get_upload, get_waiting
from base.uploads.taking import ask_to_take_over


@login_required
@never_cache
@require_safe
def upload(request: HttpRequest, upload_id: int) -> HttpResponse:
    """What it would change; once that is confirmed, how far it is and what became of it."""
    user, held = get_upload(request, upload_id)
    kind = kind_of(held)
    if held.read_at is not None:
        messages.success(request, kind.told(held))
        return redirect(kind.place)
    context = {"upload": held, "shown": f":{SHOWN}", "most": SHOWN}
    if not held.is_under_way:
        try:
            context["preview"] = kind.preview(kind.read(held), held, user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return redirect(kind.place)
        except Refusal as problem:
            messages.error(request, str(problem))
            return redirect(kind.place)
    return render(request, kind.template, context)


@require_POST
@login_required
def confirm_upload(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Have imported what the preview showed, all of it or nothing; in the background."""
    user, held = get_waiting(request, upload_id)
    take = [name for name in request.POST.getlist("take") if name.isprintable()]
    if take or not kind_of(held).is_ticked:
        # Without a digest it is that of no preview.
        seen = digest(request.POST.get("seen", "")) or "nothing"
        ask_to_take_over(held, seen=seen, take=take, by=user)
    else:
        messages.error(request, _("Nothing is ticked, so nothing is stored."))
    return redirect("base:upload", upload_id)


@require_POST
@login_required
def drop_upload(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Forget the file, unless it is being imported."""
    _by, held = get_waiting(request, upload_id)
    if held.is_under_way:
        return redirect("base:upload", upload_id)
    held.delete()
    messages.success(request, _("The file is dropped. Nothing was imported."))
    return redirect(kind_of(held).place)
