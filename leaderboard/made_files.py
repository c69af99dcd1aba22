"""Which files are made here, and which of them go when a name or a pupil in them goes."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from base.made_files.making import forget_files
from leaderboard.models import IssuedDiploma

# Of an edition: its parts are a `Part`; a kind of diplomas and a country; one for all who may.
SPREADSHEET, DIPLOMAS, FIGURES = "spreadsheet", "diplomas", "figures"


class Part(TextChoices):
    """The spreadsheets of an edition."""

    WORKBOOK = "workbook", _("Workbook with everything (Excel)")
    ACROSS = "across", _("Across countries (Excel)")
    WINNERS = "winners", _("Winners")
    RESULTS = "results", _("Results")
    SCHOOLS = "schools", _("Schools")
    PARTICIPATION = "participation", _("Participation")
    QUESTIONS = "questions", _("Questions")
    COUNTRIES = "countries", _("Countries")

    @property
    def is_workbook(self) -> bool:
        """Whether it has several sheets."""
        return self in (Part.WORKBOOK, Part.ACROSS)

    @property
    def is_across(self) -> bool:
        """Whether it sets countries side by side."""
        return self in (Part.ACROSS, Part.COUNTRIES)


WITH_NAMES = (Part.WORKBOOK, Part.WINNERS)
WITH_PUPILS = (*WITH_NAMES, Part.ACROSS, Part.RESULTS)


def forget_pupils(edition: int, parts: Collection[str] = WITH_NAMES) -> None:
    """Spreadsheets in which they stand, and diplomas; also those that are being made."""
    forget_files(SPREADSHEET, edition, Q(part__in=parts))
    forget_diplomas(edition, [IssuedDiploma.Kind.WINNER])


def forget_diplomas(edition: int, kinds: Collection[str]) -> None:
    """Files of diplomas of these kinds, also those that are being made."""
    for kind in kinds:
        forget_files(DIPLOMAS, edition, Q(part__startswith=f"{kind}/"))
