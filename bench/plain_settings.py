"""The product's settings with the plain view of ``bench.plain_view`` as its only address.

``PLAIN_MIDDLEWARE`` says how many of the product's middlewares stay: 0, or the first five that a
Django project cannot well do without.
"""

from __future__ import annotations

import os

from competition.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.plain_view"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
][: int(os.environ.get("PLAIN_MIDDLEWARE", "0"))]
# The accounts' library refuses to start without it.
MIDDLEWARE += ["allauth.account.middleware.AccountMiddleware"]
# Each request under way is a thread with a connection: as many as the yardstick has, and none is
# turned away because it had to wait for one.
DATABASES = {
    "default": {
        **DATABASES["default"],  # noqa: F405
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {
            **DATABASES["default"]["OPTIONS"],  # noqa: F405
            "pool": {"min_size": 64, "max_size": 64, "timeout": 60},
        },
    }
}
