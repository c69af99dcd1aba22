"""What a page with made files says of each: the one that is there, and how far the next one is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from base.models import MadeFile


@dataclass(slots=True)
class Offer:
    """The file that is there, and the latest one that was asked for."""

    ready: MadeFile | None = None
    latest: MadeFile | None = None


def offers_in(files: QuerySet[MadeFile]) -> dict[tuple[int, str], Offer]:
    """By what they are about and their part; nothing of one that nobody asked for."""
    found = defaultdict[tuple[int, str], Offer](Offer)
    for file in files.select_related("job").order_by("pk"):
        offer = found[file.about, file.part]
        offer.latest = file
        if file.is_ready:
            offer.ready = file
    return found
