"""Who ends a role reads at once which classes have no teacher by that."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from schools.models import School
from schools.permissions import untaught_classes
from schools.rules.pins import school_year


def warn_of_untaught(request: HttpRequest, schools: Iterable[School]) -> bool:
    """Name them by school; whether there are any."""
    year, found = school_year(timezone.localdate()), False
    for school in schools:
        classes = ", ".join(map(str, untaught_classes(school, year=year)))
        if classes:
            text = _(
                "Without a teacher now, at %(school)s: %(classes)s. Put somebody in charge on the"
                " page of the school."
            )
            messages.warning(request, text % {"school": school.name, "classes": classes})
            found = True
    return found
