"""Why a part of an edition is frozen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WHY_FROZEN = {
    "basics": _("Classes register under this address and these countries since registration."),
    "countries": _("The edition is live: its countries stay as they are."),
    "divisions": _("Pupils play by these age groups, minutes and languages since it went live."),
    "rules": _("Pupils play by these rules since the edition went live."),
    "awards": _("Awards were announced before the edition went live; results must not shape them."),
    "windows": _("All windows are over."),
    "texts": _("The edition is sealed; lists and certificates carry these names."),
    "partners": _("The edition is archived."),
}
