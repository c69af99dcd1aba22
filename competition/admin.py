"""The competition in the admin, to look at: what is decided is decided at the desk."""

from __future__ import annotations

from typing import Any, ClassVar

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from base.clock import now
from base.pages.admin import Looked, look_at
from base.record.actions.reads import note_read
from competition.deeds import ADMIN
from competition.models import Attempt, Result
from schools.roles import staff_of


@admin.register(Attempt)
class AttemptAdmin(Looked):
    """Who looks at what a pupil did is on record first."""

    hidden = ("receipt",)
    search_fields = ("sitting__code",)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:  # noqa: ANN401 - Django's signature
        attempt = self.get_object(request, object_id)
        if attempt is not None and self.has_view_permission(request, attempt):
            note_read(attempt.card.school_class, way=ADMIN, by=staff_of(request), at=now())
        return super().change_view(request, object_id, *args)


@admin.register(Result)
class ResultAdmin(Looked):
    """Superusers only, since a row leads to a pupil."""

    ordering: ClassVar = ("-changed_at",)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)


look_at(
    set(apps.get_app_config("competition").get_models()) - {Attempt, Result},
    alias=("card",),
    answerfile=("digest",),
    lease=("join_id",),
    notice=("token",),
    paperdraft=("seed",),
    waitingbrowser=("browser",),
)
