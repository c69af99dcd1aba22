"""Closes the one sitting, as its teacher does at the desk; for tests with real servers."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from base import clock  # noqa: E402
from base.models import User  # noqa: E402
from competition.models import Sitting  # noqa: E402
from competition.sittings.actions.sittings import close  # noqa: E402

if __name__ == "__main__":
    close(Sitting.objects.get(), by=User.objects.get(roles__kind="teacher"), at=clock.now())
