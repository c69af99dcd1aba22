"""Made spreadsheets and diplomas go when a name or a pupil in them goes, or a diploma was taken
back."""

from __future__ import annotations

from collections.abc import Collection

from leaderboard.models import DiplomaBatch, Export, IssuedDiploma

WITH_NAMES = (Export.Part.WORKBOOK, Export.Part.WINNERS)
WITH_PUPILS = (*WITH_NAMES, Export.Part.ACROSS, Export.Part.RESULTS)


def forget_files(edition: int, parts: Collection[str] = WITH_NAMES) -> None:
    """Of an edition; also those that are being made, for they may have read the name already.

    Whoever wants one asks for it anew.
    """
    found = Export.objects.filter(edition=edition, part__in=parts).order_by("pk")
    # A file that is being kept at this moment waits for this, or this for it.
    held = list(found.select_for_update(of=("self",)).values_list("pk", flat=True))
    Export.objects.filter(pk__in=held).delete()
    forget_diploma_files(edition, [IssuedDiploma.Kind.WINNER])


def forget_diploma_files(edition: int, kinds: Collection[str]) -> None:
    """Diplomas of these kinds, also those that are being made."""
    batches = DiplomaBatch.objects.filter(edition=edition, kind__in=kinds)
    sheets = list(
        batches.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True)
    )
    DiplomaBatch.objects.filter(pk__in=sheets).delete()
