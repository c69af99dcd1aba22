"""People and jobs in the admin, to look at."""

from __future__ import annotations

from django.apps import apps

from base.models import MadeFile, MadePiece
from base.pages.admin import look_at

look_at(
    set(apps.get_app_config("base").get_models()) - {MadeFile, MadePiece},
    user=("password",),
    job=("subject", "arguments"),
)
