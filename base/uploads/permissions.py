"""Whose files are on their way in; views use no other way in."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from base.models import Upload, User
from base.uploads.kinds import kind_of


def get_upload(request: HttpRequest, upload_id: int) -> tuple[User, Upload]:
    """The visitor, and the own file as long as they may bring such files; 404 for any other."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    found = get_object_or_404(Upload.objects.select_related("job"), by=user, pk=upload_id)
    if not kind_of(found).may(user):
        raise Http404
    return user, found


def get_waiting(request: HttpRequest, upload_id: int) -> tuple[User, Upload]:
    """One that is not imported yet; 404 for any other."""
    user, found = get_upload(request, upload_id)
    if found.read_at is not None:
        raise Http404
    return user, found
