"""Every address of the product, put together from the apps."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from schools.accounts.views import log_in_to_admin

admin.site.site_header = admin.site.site_title = _("Online safety quiz")
admin.site.index_title = _("Administration")
# The admin's own form knows no second factor, also not for somebody who is in already.
admin.site.login = log_in_to_admin  # type: ignore[method-assign]

urlpatterns = [
    path("", include("competition.urls_plain")),
    path("", include("quizbank.urls_plain")),
    path("", include("leaderboard.urls_plain")),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("staff/", include("schools.accounts.urls")),
        path("", include("base.urls")),
        path("", include("schools.urls")),
        path("", include("quizbank.urls")),
        path("", include("leaderboard.urls")),
        path("", include("competition.urls")),
    ),
]
