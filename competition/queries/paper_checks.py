"""What keeps the papers of an edition from being played."""

from __future__ import annotations

from django.utils.translation import gettext as _

from competition.models import Edition


def paper_faults(edition: Edition) -> list[str]:
    """Every reason, in the reader's language; empty when all divisions have all papers."""
    return [
        _("Ages %(division)s: a paper is missing.") % {"division": division}
        for division in edition.divisions.all()
        if not (division.official_id and division.rehearsal_id and division.practice_id)
    ]
